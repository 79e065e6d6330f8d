"""The routing row where only places on the page tell which column a mark stands in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cases.minutes import patterns
from cases.minutes.readers.pdf.pieces import Chunk, Line, Word
from cases.minutes.readers.pdf.tables import is_routing, row_of


def routing_rows(lines: Sequence[Line], page: int) -> tuple[list[Chunk], int]:
    """The routing row at the head of `lines`, where only places tell the columns, and its lines.

    `DIR   BFU   SOS   BSK` with an X somewhere under them. Names with mere spaces between them are
    running text: there the place of a mark tells nothing.
    """
    names = lines[0].words
    texts = [word.text for word in names]
    spread = all(b.x0 - a.x1 > 0.7 * a.size for a, b in pairwise(names))
    if not is_routing(texts) or not spread:
        return [], 0
    rows = [row_of([[Line([word], lines[0].base)] for word in names], page)]
    used = 1
    for line in lines[1:4]:
        near = 0 < line.base - lines[used - 1].base < 4 * names[0].size
        places = _places_of_marks(line.words, names) if near else None
        if places is None:
            break
        cells: list[list[Line]] = [[] for _ in names]
        for place, word in zip(places, line.words, strict=True):
            cells[place].append(Line([word], line.base))
        rows.append(row_of(cells, page))
        used += 1
    return rows, used


def is_name_or_mark(text: str) -> bool:
    """Whether a word can be part of the routing row."""
    return bool(patterns.COLUMN.match(text) or patterns.MARKS.match(text))


def _places_of_marks(marks: Sequence[Word], names: Sequence[Word]) -> list[int] | None:
    """The column of each mark: that whose middle is nearest. None where a word is no mark."""
    centres = [name.middle[0] for name in names]
    pitch = min(b - a for a, b in pairwise(centres))
    places = []
    for mark in marks:
        if not patterns.MARKS.match(mark.text):
            return None
        x = mark.middle[0]
        place = min(range(len(centres)), key=lambda i: abs(centres[i] - x))
        # Under its column it stands by its middle, or by its left edge where tabs set it.
        left = abs(mark.x0 - names[place].x0) < 2
        if abs(centres[place] - x) > 0.6 * pitch and not left:
            return None
        places.append(place)
    return places if len(set(places)) == len(places) else None
