"""Printed words without marks, for patterns to search, and the way back to their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from cases.minutes.danish import fold_look_alikes

# **fed** · _kursiv_ · 4\. marts · [link](…) · soft hyphens and marks without width
_MARKS = re.compile(
    r"\*+|`+|\\(?=[^\w\s])|(?<!\w)_+|_+(?!\w)|\[(?=[^\]]*\]\()|\]\([^)]*\)|[\u00ad\u200b-\u200d\u2060\ufeff]"
)
_SPACE = re.compile(r"\s+")


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
        gone = {
            at for mark in _MARKS.finditer(printed) for at in range(mark.start(), mark.end())
        } | set(chain.from_iterable(range(m.start() + 1, m.end()) for m in _SPACE.finditer(printed)))
        kept = (
            [at for at in range(len(printed)) if at not in gone] if gone else range(len(printed))
        )
        text = _SPACE.sub(" ", "".join(printed[at] for at in kept) if gone else printed)
        if not text.isascii():
            text = _same_length(fold_look_alikes(text), text)
        return cls(text, kept, printed, start)

    def words(self, start: int, end: int) -> tuple[int, str]:
        """Where the letters from `start` up to `end` stand in the stored Markdown, and as printed."""
        first, last = self.places[start], self.places[end - 1]
        return self.start + first, self.printed[first : last + 1]


def _same_length(folded: str, text: str) -> str:
    """Composed letters where that moves nothing, so that places stay right."""
    composed = unicodedata.normalize("NFC", folded)
    return composed if len(composed) == len(text) else folded
