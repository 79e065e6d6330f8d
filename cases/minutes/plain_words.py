"""Printed words without marks, for patterns to search, and the way back to their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cases.minutes.danish import fold_look_alikes

# **fed** · _kursiv_ · 4\. marts · [link](…) · soft hyphens and marks without width
_MARKS = r"\*+|`+|\\(?=[^\w\s])|(?<!\w)_+|_+(?!\w)|\[(?=[^\]]*\]\()|\]\([^)]*\)|[\u00ad\u200b-\u200d\u2060\ufeff]"
_SPACE = re.compile(r"\s")
_GONE = re.compile(rf"{_MARKS}|(?<=\s)\s+")
# Most sentences have neither marks nor any other space than the plain one.
_UNEVEN = re.compile(r"[*`\\_\[\u00ad\u200b-\u200d\u2060\ufeff]|[^\S ]|\s\s")
_FOREIGN = re.compile("[\u0370-\u04ff]")


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` to search; its letter at `i` stands at `places[i]` in what is `printed` from `start` on."""

    text: str
    places: Sequence[int]
    printed: str
    start: int

    @classmethod
    def of(cls, printed: str, start: int = 0) -> Plain:
        """Marks left out, every space a single one, look-alike letters as Latin ones."""
        kept: Sequence[int] = range(len(printed))
        text = printed
        if _UNEVEN.search(printed):
            gone = {at for mark in _GONE.finditer(printed) for at in range(*mark.span())}
            kept = [at for at in kept if at not in gone]
            text = _SPACE.sub(" ", "".join(printed[at] for at in kept))
        if _FOREIGN.search(text):
            text = fold_look_alikes(text)
        return cls(text, kept, printed, start)

    def words(self, start: int, end: int) -> tuple[int, str]:
        """Where the letters from `start` up to `end` stand in the stored Markdown, and as printed."""
        first, last = self.places[start], self.places[end - 1]
        return self.start + first, self.printed[first : last + 1]
