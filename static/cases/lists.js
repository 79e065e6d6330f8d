// What htmx leaves to the page when a list is filtered.
"use strict";

// No answer, or a bad one: the browser sends the form itself, and shows what it gets.
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ target }) => target.closest("form")?.submit());
}

// A fold that holds the mistake is opened, so that it is seen.
document.addEventListener("htmx:afterSettle", () => {
  const mistake = document.querySelector(".more-filters .errorlist");
  if (mistake) mistake.closest("details").open = true;
});
