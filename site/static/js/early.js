// Wagtail first looks at a form two seconds after it opens: what is typed sooner would be neither saved nor missed.
const form = document.querySelector("[data-edit-form]");
const title = form?.elements.namedItem("title");
// Somebody may even have typed before this file came.
let early = Boolean(title) && title.value !== title.defaultValue;
const note = (event) => {
  early ||= event.isTrusted;
};
form?.addEventListener("input", note);
form?.addEventListener(
  "w-unsaved:watch-edits",
  () => {
    form.removeEventListener("input", note);
    if (early) form.dataset.wUnsavedForceValue = "true";
  },
  { once: true },
);
