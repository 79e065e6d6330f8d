// What htmx leaves to the page when a list is filtered, and while somebody types in the box of search.
"use strict";

// No answer, or a bad one: the browser sends the form itself, and shows what it gets. A box that only
// asked for suggestions goes without.
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ target }) => { if (target.matches("form")) target.submit(); });
}

// A fold that holds the mistake is opened, so that it is seen.
document.addEventListener("htmx:afterSettle", () => {
  const mistake = document.querySelector(".more-filters .errorlist");
  if (mistake) mistake.closest("details").open = true;
});

// Suggestions below the box: the arrow keys go between the box and the links, Escape puts them away,
// and so does going elsewhere.
const box = document.querySelector("[data-suggestions]");
if (box) {
  const input = box.querySelector("input");
  const [list, status] = ["forslag", "forslag-antal"].map((id) => document.getElementById(id));
  const close = () => {
    htmx.trigger(input, "htmx:abort");
    list.replaceChildren();
    status.textContent = "";
  };
  box.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && links.length) {
      event.preventDefault(); // the words stay; a second Escape clears them
      input.focus();
      close();
    } else if (step && links.length) {
      event.preventDefault();
      const stops = [input, ...links];
      stops.at((stops.indexOf(document.activeElement) + step) % stops.length).focus();
    }
  });
  // Safari gives a link that is clicked no focus: only what gets it is elsewhere.
  box.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !box.contains(relatedTarget)) close(); });
  document.addEventListener("pointerdown", ({ target }) => { if (!box.contains(target)) close(); });
  box.addEventListener("htmx:beforeSwap", ({ detail }) => { detail.shouldSwap &&= document.activeElement === input; });
}
