"""What the styles of a Word file say of a paragraph: heading, contents line, bold, numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from cases.minutes.readers.docx_parts import attribute, child, is_on, name

# heading 1 · Overskrift 2 · Rubrik 3 · KB Overskrift · Overskrift 1 uden nummer
_HEADING = re.compile(
    r"(?:^|\s)(?:heading|overskrift|rubrik)\s*(?P<level>\d)?$"
    r"|^(?:heading|overskrift|rubrik)\s*(?P<first>\d)\b",
    re.IGNORECASE,
)
_TITLE = {"title": 1, "titel": 1, "dokumenttitel": 1, "subtitle": 2, "undertitel": 2}
# toc 1 · TOC 2 · Indholdsfortegnelse 1 · Contents 1 (LibreOffice)
_CONTENTS = re.compile(r"^(?:toc|indholdsfortegnelse|contents)\s*\d$", re.IGNORECASE)
# List Bullet 2 · List Number 3: lists of their own, printed as the second and third level
_LIST = re.compile(r"^List (?:Bullet|Number) (?P<level>[2-5])$", re.IGNORECASE)
_CHAIN = 20  # styles that stand on each other, at most


@dataclass(frozen=True, slots=True)
class Numbered:
    """The list that a paragraph or style counts in; `level` None where it does not say."""

    num_id: str | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Style:
    """One style. None: it does not say, so the style it is based on does."""

    names: tuple[str, ...]
    based_on: str | None
    outline: int | None
    bold: bool | None
    hidden: bool | None
    numbered: Numbered | None


class Styles:
    """The styles of one file, looked up through those they are based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self.by_id: dict[str, Style] = {}
        self.default: str | None = None
        for element in root if root is not None else ():
            key = attribute(element, "styleId")
            if name(element) == "style" and key:
                self.by_id[key] = _style(element, key)
                if (
                    attribute(element, "default") == "1"
                    and attribute(element, "type") == "paragraph"
                ):
                    self.default = key

    def chain(self, key: str | None) -> list[Style]:
        """The style and those it is based on, nearest first."""
        found: list[Style] = []
        while key in self.by_id and len(found) < _CHAIN:
            found.append(self.by_id[key])
            key = found[-1].based_on
        return found

    def heading(self, key: str | None) -> int:
        """The heading level that a style gives, 0 for none."""
        for style in self.chain(key):
            for printed in style.names:
                if printed.casefold() in _TITLE:
                    return _TITLE[printed.casefold()]
                match = _HEADING.search(printed)
                if match:
                    return min(int(match["level"] or match["first"] or 3), 6) or 1
            if style.outline is not None:
                return style.outline + 1 if style.outline < 6 else 0
        return 0

    def is_contents(self, key: str | None) -> bool:
        """Whether a style is that of a line in the table of contents."""
        return any(_CONTENTS.match(n) for style in self.chain(key) for n in style.names)

    def list_level(self, key: str | None) -> int:
        """The level that a style prints its list entries at, 1 where it does not say."""
        names = (name for style in self.chain(key)[:1] for name in style.names)
        return next((int(m["level"]) for m in map(_LIST.match, names) if m), 1)

    def bold(self, key: str | None) -> bool | None:
        """Whether a style prints in bold; None where it does not say."""
        return next((s.bold for s in self.chain(key) if s.bold is not None), None)

    def hidden(self, key: str | None) -> bool:
        """Whether a style's text is hidden on the page."""
        return next((s.hidden for s in self.chain(key) if s.hidden is not None), False)

    def numbered(self, key: str | None) -> Numbered | None:
        """The list that a style counts in."""
        return next((s.numbered for s in self.chain(key) if s.numbered is not None), None)


def numbered_in(properties: etree._Element | None) -> Numbered | None:
    """The list that `w:pPr` names."""
    numbering = child(properties, "numPr")
    if numbering is None:
        return None
    level = attribute(child(numbering, "ilvl"), "val") or ""
    return Numbered(
        attribute(child(numbering, "numId"), "val"),
        int(level) if re.fullmatch("[0-9]", level) else None,
    )


def _style(element: etree._Element, key: str) -> Style:
    outline = attribute(child(element, "pPr", "outlineLvl"), "val") or ""
    bold, vanish = child(element, "rPr", "b"), child(element, "rPr", "vanish")
    return Style(
        names=tuple(n for n in (attribute(child(element, "name"), "val"), key) if n),
        based_on=attribute(child(element, "basedOn"), "val"),
        outline=int(outline) if re.fullmatch("[0-9]", outline) else None,
        bold=None if bold is None else is_on(bold),
        hidden=None if vanish is None else is_on(vanish),
        numbered=numbered_in(child(element, "pPr")),
    )
