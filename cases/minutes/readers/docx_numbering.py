"""The numbers that Word prints before paragraphs; they stand nowhere in the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from cases.minutes.readers.docx_parts import attribute, child, is_on, name
from cases.minutes.readers.docx_styles import Numbered, Styles
from cases.minutes.readers.html_lists import numeral

_LEVELS = 9
_STYLE_OF = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str | None = None
    plain_numbers: bool = False  # w:isLgl: 1.1 below an upper level counted in letters


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph. `text` is empty for a bullet without a sign of its own."""

    text: str
    level: int
    is_bullet: bool


class Numbering:
    """Counts the numbered paragraphs of one file in the order they stand."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self.styles = styles
        self.abstracts: dict[str, dict[int, _Level]] = {}
        self.links: dict[str, str] = {}
        self.lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self.counters: dict[str, list[int | None]] = {}
        self.restarted: set[tuple[str, int]] = set()
        for element in root if root is not None else ():
            if name(element) == "abstractNum":
                self._add_abstract(element)
            elif name(element) == "num":
                self._add_list(element)

    def _add_abstract(self, element: etree._Element) -> None:
        key = attribute(element, "abstractNumId") or ""
        self.abstracts[key] = dict(_level(one) for one in element if name(one) == "lvl")
        link = attribute(child(element, "numStyleLink"), "val")
        if link:
            self.links[key] = link

    def _add_list(self, element: etree._Element) -> None:
        key = attribute(element, "numId") or ""
        changed: dict[int, _Level] = {}
        starts: dict[int, int] = {}
        for override in (one for one in element if name(one) == "lvlOverride"):
            place = _number(attribute(override, "ilvl"), 0)
            own = child(override, "lvl")
            if own is not None:
                changed[place] = _level(own)[1]
            start = attribute(child(override, "startOverride"), "val")
            if start is not None:
                starts[place] = _number(start, 1)
        self.lists[key] = (attribute(child(element, "abstractNumId"), "val") or "", changed, starts)

    def label(self, numbered: Numbered | None, style: str | None) -> Label | None:
        """What is printed before the next paragraph, which `numbered` or its style puts in a list."""
        of_style = self.styles.numbered(style)
        num_id = (numbered and numbered.num_id) or (of_style and of_style.num_id)
        if num_id not in self.lists or num_id is None:
            return None
        abstract, levels = self._levels(num_id)
        level = numbered.level if numbered and numbered.level is not None else None
        if level is None:
            level = next((n for n, one in levels.items() if one.style and one.style == style), None)
        if level is None:
            level = of_style.level if of_style and of_style.level is not None else 0
        form = levels.get(level)
        if form is None:
            return None
        shown = max(level + 1, self.styles.list_level(style))
        if form.form in ("bullet", "none") and "%" not in form.text:
            text = form.text.strip() if form.form == "none" else ""
            return Label(text, shown, form.form == "bullet")
        counters = self._count(num_id, abstract, level, levels)
        return Label(_printed(form, levels, counters), shown, is_bullet=False)

    def _levels(self, num_id: str) -> tuple[str, dict[int, _Level]]:
        """The name of the counter that a list shares, and its levels with the list's own changes."""
        abstract, changed, _ = self.lists[num_id]
        link = self.links.get(abstract)
        linked = self.styles.numbered(link) if link else None
        if linked and linked.num_id in self.lists and linked.num_id is not None:
            abstract = self.lists[linked.num_id][0]
        return abstract, {**self.abstracts.get(abstract, {}), **changed}

    def _count(
        self, num_id: str, abstract: str, level: int, levels: dict[int, _Level]
    ) -> list[int | None]:
        counters = self.counters.setdefault(abstract, [None] * _LEVELS)
        override = self.lists[num_id][2].get(level)
        current = counters[level]
        if override is not None and (num_id, level) not in self.restarted:
            self.restarted.add((num_id, level))
            counters[level] = override
        else:
            counters[level] = levels[level].start if current is None else current + 1
        for above in range(level):
            if counters[above] is None:
                counters[above] = levels[above].start if above in levels else 1
        counters[level + 1 :] = [None] * (_LEVELS - level - 1)
        return counters


def _level(element: etree._Element) -> tuple[int, _Level]:
    level = _Level(
        start=_number(attribute(child(element, "start"), "val"), 1),
        form=attribute(child(element, "numFmt"), "val") or "decimal",
        text=attribute(child(element, "lvlText"), "val") or "",
        style=attribute(child(element, "pStyle"), "val"),
        plain_numbers=is_on(child(element, "isLgl")),
    )
    return min(_number(attribute(element, "ilvl"), 0), _LEVELS - 1), level


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch("[0-9]{1,6}", text) else otherwise


def _printed(form: _Level, levels: dict[int, _Level], counters: list[int | None]) -> str:
    """The text of a level with each `%1` replaced by that level's number."""

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        one = levels.get(place, form)
        if form.plain_numbers:
            one = replace(one, form="decimal")
        value = counters[place]
        return _in_form(value if value is not None else one.start, one.form)

    return re.sub("%([1-9])", number, form.text).strip()


def _in_form(value: int, form: str) -> str:
    if form == "decimalZero":
        return f"{value:02}"
    return f"{value}." if form == "ordinal" else numeral(value, _STYLE_OF.get(form, "1"))
