"""The numbers that a browser or Word prints before the entries of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass
class HtmlList:
    """A list that is open, and the number of its next entry."""

    ordered: bool
    style: str
    next: int
    entries: int = 0

    @classmethod
    def of(cls, element: etree._Element) -> HtmlList:
        """The list that an `<ol>` or `<ul>` opens."""
        start = _whole(element.get("start"))
        return cls(element.tag == "ol", element.get("type") or "1", 1 if start is None else start)

    def take_number(self, entry: etree._Element) -> str:
        """The printed number of an `<li>`, empty in a list without numbers."""
        if not self.ordered:
            return ""
        value = _whole(entry.get("value"))
        number = self.next if value is None else value
        self.next = number + 1
        return f"{numeral(number, self.style)}."


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else None


def numeral(number: int, style: str) -> str:
    """`number` in the style of HTML: "1", "a", "A", "i" or "I"."""
    if style in ("a", "A") and number > 0:
        letters = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("a") + rest) + letters
        return letters if style == "a" else letters.upper()
    if style in ("i", "I") and 0 < number < 4000:
        roman = ""
        for value, letters in _ROMAN:
            roman += letters * (number // value)
            number %= value
        return roman if style == "i" else roman.upper()
    return str(number)
