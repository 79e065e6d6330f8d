// What the browser tests ask of a page, from inside it. Every function returns a list of problems.
(() => {
  const MOST_NAMED = 4;

  const visible = (element) => element.checkVisibility({ visibilityProperty: true });

  const named = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const classes = [...element.classList].map((name) => `.${name}`).join("");
    const words = (element.textContent || element.value || "").trim().replace(/\s+/g, " ");
    return `<${element.localName}${id}${classes}> "${words.slice(0, 40)}"`;
  };

  const ancestors = function* (element) {
    for (let one = element; one; one = one.parentElement) yield one;
  };

  const scrolls = (element) =>
    /auto|scroll/.test(getComputedStyle(element).overflowX) && element !== document.documentElement;

  const forScreenReadersOnly = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return (width <= 1 || height <= 1) && getComputedStyle(element).position === "absolute";
  };

  const excused = (element) =>
    [...ancestors(element)].some((one) => scrolls(one) || forScreenReadersOnly(one));

  /** Content that makes a reader scroll sideways, or that sticks out of the window. */
  const overflow = () => {
    const { scrollWidth } = document.documentElement;
    const wide = [];
    for (const element of document.body.querySelectorAll("*")) {
      if (element.ownerSVGElement || !visible(element)) continue;
      const box = element.getBoundingClientRect();
      if (!box.width || !box.height || box.right <= 0) continue; // a skip link waits at the left
      if (box.right <= innerWidth + 1 && box.left >= -1) continue;
      if (!excused(element)) wide.push([element, box]);
    }
    // What holds something too wide is too wide itself: only the innermost are worth naming.
    const inner = wide.filter(([outer]) => !wide.some(([one]) => one !== outer && outer.contains(one)));
    inner.sort(([, one], [, other]) => other.right - one.right);
    const problems = inner.slice(0, MOST_NAMED).map(
      ([element, box]) =>
        `${named(element)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)}`,
    );
    if (scrollWidth > innerWidth) problems.unshift(`the page is ${scrollWidth} px wide`);
    return problems;
  };

  /** One language, one title, one main, one h1, and headings that go down one level at a time. */
  const outline = () => {
    const problems = [];
    if (!document.documentElement.lang) problems.push("no language");
    if (!document.title.trim()) problems.push("no title");
    for (const name of ["h1", "main"]) {
      const count = document.querySelectorAll(name).length;
      if (count !== 1) problems.push(`${count} ${name}`);
    }
    let before = 0;
    for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
      const level = Number(heading.localName[1]);
      if (level > before + 1) problems.push(`${named(heading)} follows a heading of level ${before}`);
      before = level;
    }
    return problems;
  };

  /** Text that a reader of the page as it is now cannot see, though a fold holds it. */
  const foldedText = () =>
    [...document.querySelectorAll("main details:not(.contents) :is(p, li, td, dd)")]
      // Evidence and checksums are left out on paper on purpose, fold and all.
      .filter((element) => element.closest("details").checkVisibility())
      .filter((element) => element.textContent.trim() && !element.checkVisibility())
      .map(named);

  /** Open every fold, also those that close one another. Returns how many there were. */
  const openFolds = () => {
    const folds = document.querySelectorAll("details:not([open])");
    for (const fold of folds) {
      fold.removeAttribute("name");
      fold.open = true;
    }
    return folds.length;
  };

  const settled = () =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)));

  /** Every rule of axe that is not deprecated, experimental ones and WCAG 2.2 AAA too. */
  const accessibility = async (leftOut) => {
    await settled();
    const rules = axe.getRules().filter((rule) => !rule.tags.includes("deprecated"));
    const enabled = rules.map(({ ruleId }) => [ruleId, { enabled: !leftOut.includes(ruleId) }]);
    const found = await axe.run(document, {
      resultTypes: ["violations"],
      rules: Object.fromEntries(enabled),
    });
    return found.violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`),
    );
  };

  const FOCUSABLE =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";

  /** What can show that an element has focus: itself, its label, and what is drawn with them. */
  const shownBy = (element) => {
    const drawn = element.ownerSVGElement ? element.querySelectorAll("*") : [];
    return [element, ...(element.labels || []), ...drawn].flatMap((one) =>
      [null, "::before", "::after"].map((part) => [one, part]),
    );
  };

  const unseen = (colour) => /^none$|^transparent$|rgba\(.*, 0\)/.test(colour);

  const indicator = ([element, part]) => {
    const style = getComputedStyle(element, part);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const stroked = element.ownerSVGElement && parseFloat(style.strokeWidth) > 0;
    return [
      outlined && !unseen(style.outlineColor) && `${style.outlineWidth} ${style.outlineColor}`,
      stroked && !unseen(style.stroke) && `${style.strokeWidth} ${style.stroke}`,
      style.boxShadow !== "none" && style.boxShadow,
    ];
  };

  let unfocused = new Map();
  let reached = new Set();
  let last = null;

  /** Remember what every focusable element looks like without focus. */
  const startTabbing = () => {
    document.activeElement?.blur();
    const found = [...document.querySelectorAll(FOCUSABLE)].filter(
      (element) => visible(element) && !element.disabled && element.tabIndex >= 0,
    );
    unfocused = new Map(found.map((element) => [element, shownBy(element).map(indicator)]));
    reached = new Set();
    last = null;
  };

  const differs = (before, after) =>
    after.some((mark, place) => mark && mark !== before?.[place]);

  /** Sideways all of it, except in a table that scrolls: there a part is enough, as it is up and down. */
  const inWindow = (element, box) => {
    const sideways = element.closest(".table-scroll")
      ? box.right > 0 && box.left < innerWidth
      : box.left >= -1 && box.right <= innerWidth + 1;
    return sideways && box.bottom > 0 && box.top < innerHeight;
  };

  /** What is wrong with the element that has focus now; null when Tab has come round. */
  const focused = () => {
    const element = document.activeElement;
    if (element && element === last) return []; // a date has a stop for each of its parts
    if (!element || element === document.body || reached.has(element)) return null;
    reached.add(element);
    last = element;
    const problems = [];
    const before = unfocused.get(element) ?? [];
    const after = shownBy(element).map(indicator);
    if (!after.some((one, place) => differs(before[place], one))) {
      problems.push(`${named(element)} does not show that it has focus`);
    }
    const shown = forScreenReadersOnly(element) ? (element.labels?.[0] ?? element) : element;
    const box = shown.getClientRects()[0] ?? shown.getBoundingClientRect();
    if (!inWindow(shown, box)) {
      problems.push(`${named(element)} has focus outside the window`);
    } else {
      const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
      const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
      const top = document.elementFromPoint(x, y);
      if (top && !shown.contains(top) && !top.contains(shown)) {
        problems.push(`${named(element)} has focus behind ${named(top)}`);
      }
    }
    return problems;
  };

  /** Focusable elements that Tab never came to; of radio buttons one in a group is enough. */
  const unreached = () => {
    const groups = new Set([...reached].filter((one) => one.type === "radio").map((one) => one.name));
    return [...unfocused.keys()]
      .filter((element) => !reached.has(element) && visible(element))
      .filter((element) => element.type !== "radio" || !groups.has(element.name))
      .map((element) => `${named(element)} cannot be reached with Tab`);
  };

  window.checks = {
    accessibility, focused, foldedText, openFolds, outline, overflow, startTabbing, unreached,
  };
})();
