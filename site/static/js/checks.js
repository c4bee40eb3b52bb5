// Each piece of advice is a rule of its own, made by the server for one element: found there, it always holds.
window.wagtail?.userbar?.registerCheck("check-advice", () => false);
