// « Y aller » makes Wagtail scroll to a place of the form: whoever works with the keyboard must land in it too.
const FIELDS = "input:not([type=hidden]), textarea, select, [contenteditable=true]";
const path = new URLSearchParams(location.hash.split(":w:")[1]).get("contentpath");

function land() {
  const parts = path.split(".").map((part) => `[data-contentpath="${CSS.escape(part)}"]`);
  const place = document.querySelector(parts.join(" "));
  const seen = (kind) => [...(place?.querySelectorAll(kind) ?? [])].find((one) => one.checkVisibility());
  // Some blocks hold no field at all, only buttons that choose.
  (seen(FIELDS) ?? seen("button"))?.focus({ preventScroll: true });
}

// Wagtail draws the blocks of a story while the page loads.
if (path && document.readyState === "complete") land();
else if (path) addEventListener("load", land);
