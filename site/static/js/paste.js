// Keeps the formatting of a pasted text, as long as the text that is seen is the text that was pasted.

const TOO_HEAVY = 2_000_000; // characters: what a form may carry

for (const area of document.querySelectorAll("[data-paste]")) {
  const form = area.form;
  const hidden = form.querySelector("[data-paste-html]");
  const status = form.querySelector("[data-paste-status]");
  let rich = hidden.value;
  let seen = rich ? area.value : null;

  const settle = (state) => {
    const intact = seen !== null && area.value === seen;
    hidden.value = intact ? rich : "";
    // Said here, since a form that is too heavy would be turned away unread, and the text with it.
    area.setCustomValidity(area.value.length > Number(area.dataset.longest) ? area.dataset.tooLong : "");
    status.textContent = status.dataset[state ?? (seen === null || !area.value ? "" : intact ? "kept" : "lost")] ?? "";
  };

  area.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    const replacesAll = area.selectionStart === 0 && area.selectionEnd === area.value.length;
    if (!replacesAll) return;
    const heavy = html.length > TOO_HEAVY;
    // The browser writes the plain text itself, so that undoing works; it is there at the next turn.
    setTimeout(() => {
      rich = heavy ? "" : html;
      seen = rich ? area.value : null;
      settle(heavy ? "heavy" : undefined);
    });
  });
  area.addEventListener("input", () => settle());
  settle();
}
