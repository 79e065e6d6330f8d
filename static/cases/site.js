// Conveniences on pages that work without them: copy, share, print, fold, explain.
"use strict";

document.querySelectorAll("[data-copy]").forEach((button) => {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const status = document.getElementById("kopieret");
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    status.textContent = status.dataset.done;
  });
});

document.querySelectorAll("[data-share]").forEach((button) => {
  button.hidden = !navigator.share;
  button.addEventListener("click", () => {
    navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {}); // closed by the reader
  });
});

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

document.querySelectorAll("[data-unfold]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    document.querySelectorAll("details.part").forEach((part) => { part.open = true; });
  });
});

// A link to a folded part, or to a paragraph inside one, opens it.
function openTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const folded = target.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    target.scrollIntoView();
  }
}
window.addEventListener("hashchange", openTarget);
openTarget();

// A word of the glossary is explained where it stands; without this, its link leads to the list.
if (HTMLElement.prototype.showPopover) {
  document.querySelectorAll("a.term").forEach((link) => {
    const entry = document.getElementById(link.hash.slice(1));
    if (!entry) return;
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    const open = (event) => {
      event.preventDefault();
      const note = document.createElement("div");
      note.popover = "auto";
      note.className = "note";
      note.setAttribute("role", "dialog");
      note.setAttribute("aria-label", entry.querySelector("dt").textContent);
      note.lang = "da";
      note.tabIndex = -1;
      note.append(...entry.cloneNode(true).childNodes);
      note.addEventListener("toggle", (change) => {
        if (change.newState === "closed") {
          note.remove();
          link.focus({ preventScroll: true });
        }
      });
      link.after(note);
      note.showPopover({ source: link });
      note.focus();
    };
    link.addEventListener("click", open);
    link.addEventListener("keydown", (event) => { if (event.key === " ") open(event); });
  });
}
