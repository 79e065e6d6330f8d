// Conveniences on pages that work without them: copy, share, print, fold, explain.
"use strict";

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });
let silence;

document.querySelectorAll("[data-copy]").forEach((button) => {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const status = document.getElementById("kopieret");
    const text = document.getElementById(button.dataset.copy);
    const copying = navigator.clipboard.writeText(text.textContent.trim()).then(() => true, () => false);
    clearTimeout(silence);
    if (status.textContent) {
      status.textContent = ""; // the same words are read out again only if they were gone
      await pause(100);
    }
    const copied = await copying;
    if (!copied) getSelection().selectAllChildren(text);
    status.textContent = (copied ? status.dataset.done : status.dataset.failed) ?? "";
    silence = setTimeout(() => { status.textContent = ""; }, 5000);
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
  const parts = [...document.querySelectorAll("details.part")];
  const unfold = button.textContent;
  const areOpen = () => Boolean(button.dataset.fold) && parts.every((part) => part.open);
  button.hidden = false;
  button.addEventListener("click", () => {
    const open = !areOpen();
    parts.forEach((part) => { part.open = open; });
  });
  parts.forEach((part) => part.addEventListener("toggle", () => {
    button.textContent = areOpen() ? button.dataset.fold : unfold;
  }));
});

// A link to a folded part, or to a paragraph inside one, opens it.
function openTarget(hash) {
  const target = hash && document.getElementById(hash.slice(1));
  if (!target || !target.closest("details:not([open])")) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView();
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']:not(.term)");
  if (link) openTarget(link.hash);
});
// What is cited is the paragraph that the address points at, if any.
const cited = document.querySelector("[data-address]");
function arrive() {
  openTarget(location.hash);
  if (cited) cited.textContent = cited.dataset.address + (document.querySelector(".item :target") ? location.hash : "");
}
window.addEventListener("hashchange", arrive);
arrive();

// A word of the glossary is explained where it stands; without this, its link leads to the list.
// One note serves all words. It closes on Escape, its button, a click elsewhere, and when focus
// leaves it; focus goes back to the word only if it was in the note.
const terms = document.querySelectorAll("a.term");
if (terms.length && HTMLElement.prototype.showPopover) {
  const make = (name, properties) => Object.assign(document.createElement(name), properties);
  const note = make("div", { popover: "auto", className: "note", tabIndex: -1 });
  let word = null; // the link that is explained now
  let pressed = null; // the link that was explained when the pointer went down
  note.setAttribute("role", "dialog");
  note.setAttribute("aria-labelledby", "forklaret");
  note.addEventListener("beforetoggle", (change) => {
    if (change.newState === "open" || !word) return;
    const left = word;
    word = null;
    left.setAttribute("aria-expanded", "false");
    if (note.contains(document.activeElement)) left.focus({ preventScroll: true });
  });
  note.addEventListener("focusout", (event) => {
    if (word && document.hasFocus() && !note.contains(event.relatedTarget)) note.hidePopover();
  });

  const fill = (link, entry) => {
    const list = entry.closest("section");
    const text = make("p", { lang: "da" });
    const strong = make("strong", { id: "forklaret", textContent: entry.querySelector("dt").textContent });
    text.append(strong, " ", entry.querySelector("dd").textContent);
    const ways = make("p", { className: "actions" });
    if (list.dataset.close) {
      const close = make("button", { type: "button", className: "button button-secondary", textContent: list.dataset.close });
      close.addEventListener("click", () => note.hidePopover());
      ways.append(close);
    }
    const glossary = list.querySelector(":scope > p > a")?.cloneNode(true);
    if (glossary) {
      glossary.hash = link.hash;
      ways.append(glossary);
    }
    note.replaceChildren(text, ways);
  };

  const explain = (link, entry) => {
    fill(link, entry);
    link.after(note);
    note.showPopover({ source: link });
    word = link;
    link.setAttribute("aria-expanded", "true");
    note.focus({ preventScroll: true });
    const [over, under] = [note, link].map((element) => element.getBoundingClientRect());
    const covered = over.top < under.bottom && under.top < over.bottom && over.left < under.right && under.left < over.right;
    if (covered) window.scrollBy(0, under.bottom - over.top + 8);
  };

  terms.forEach((link) => {
    const entry = document.getElementById(link.hash.slice(1));
    if (!entry) return;
    const toggle = (event) => {
      event.preventDefault();
      const wasOpen = word === link || (event.detail > 0 && pressed === link);
      if (word) note.hidePopover();
      if (!wasOpen) explain(link, entry);
    };
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("pointerdown", () => { pressed = word; });
    link.addEventListener("click", toggle);
    link.addEventListener("keydown", (event) => { if (event.key === " ") toggle(event); });
  });
}
