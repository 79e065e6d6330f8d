"""Rows of a table: kept as rows, or as labels and text where the table only sets them in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from cases.minutes import head, patterns
from cases.minutes.readers.pdf.paragraphs import chunks_of
from cases.minutes.readers.pdf.pieces import Chunk, Grid, Line, compact

_MOST_LINES_OF_CELL = 25
_NUMBER = re.compile(
    r"^(?:\d{1,3}[.):]?|(?:punkt|pkt\.?|sag)(?: nr\.?)? ?\d{1,4}[.:]?)$", re.IGNORECASE
)


def chunks_of_grid(grid: Grid, page: int, *, drawn: bool = True) -> list[Chunk]:
    """The rows of a table. One that only sets labels beside their text comes as labels and text."""
    filled = [row for row in grid if any(row)]
    used = [i for i in range(len(grid[0])) if any(row[i] for row in filled)] if filled else []
    is_marks = any(is_routing([_text(cell) for cell in row]) for row in filled)
    if not is_marks and (len(used) < 2 or _is_layout(filled)):
        return [c for row in filled for cell in row if cell for c in chunks_of(cell, page)]
    if not is_marks and len(used) == 2 and all(is_label(_text(filled[0][i])) for i in used):
        # Two columns of facts, each a label over its text: read down, not across.
        return [c for i in used for row in filled if row[i] for c in chunks_of(row[i], page)]
    if not is_marks and len(used) == 2 and _has_labels(filled, used):
        return [c for row in filled for c in _labelled(row[used[0]], row[used[1]], page)]
    if _is_contents(filled, used):
        filled = [[row[used[0]] + row[used[1]], row[used[2]]] for row in filled]
        return [row_of([_on_one_line(first), page_], page) for first, page_ in filled]
    # The marks of the routing row keep their columns; elsewhere columns without a word go.
    kept = range(len(grid[0])) if is_marks or drawn else used
    return [row_of([row[i] for i in kept], page) for row in filled]


def _is_contents(rows: Grid, used: Sequence[int]) -> bool:
    """Whether each row is a number, a title and a page, both numbers going up."""
    if len(used) != 3 or len(rows) < 2:
        return False
    texts = [[_text(row[i]) for i in used] for row in rows]
    if not all(_NUMBER.match(first) and last.isdigit() for first, _, last in texts):
        return False
    pages = [int(last) for *_, last in texts]
    numbers = [int(re.sub(r"\D", "", first)) for first, *_ in texts]
    steps = all(b == a + 1 for a, b in pairwise(numbers))
    return steps and pages == sorted(pages)


def _on_one_line(cell: Sequence[Line]) -> list[Line]:
    """A number and the first line of the title it belongs to as one line."""
    first = Line([word for line in cell[:2] for word in line.words], cell[0].base)
    return [first, *cell[2:]]


def row_of(cells: Sequence[Sequence[Line]], page: int) -> Chunk:
    lines = [line for cell in cells for line in cell]
    chunk = Chunk("row", page, size=lines[0].size if lines else 0.0)
    chunk.cells = [[compact(line) for line in cell] for cell in cells]
    return chunk


def _text(cell: Iterable[Line]) -> str:
    return " ".join(line.text for line in cell)


def is_routing(texts: Sequence[str]) -> bool:
    """Whether a row holds the names of bodies: DIR BFU SOS BSK …"""
    names = [text for text in texts if text]
    return len(names) >= 3 and all(map(patterns.COLUMN.match, names))


def _is_layout(rows: Grid) -> bool:
    """Whether the cells hold whole sections, so that the table only sets them in place."""
    return any(
        len(cell) > _MOST_LINES_OF_CELL or any(_opens_section(line.text) for line in cell[1:])
        for row in rows
        for cell in row
    )


def _opens_section(text: str) -> bool:
    start = patterns.section_start(text)
    return start is not None and not start.heading


def _has_labels(rows: Grid, used: Sequence[int]) -> bool:
    """Whether most rows are a label and what it says."""
    first = [_text(row[used[0]]) for row in rows if row[used[0]]]
    labels = [text for text in first if is_label(text)]
    return bool(labels) and len(labels) >= 0.6 * len(first)


def is_label(text: str) -> bool:
    """Whether a cell is nothing but the name of what stands beside it."""
    return (
        (text.endswith(":") and len(text) < 60)
        or head.is_label(text)
        or bool(patterns.section_start(text))
        or bool(patterns.EMPTY_LABEL.match(text) or _NUMBER.match(text))
        or text.casefold() in ("sagsbehandler", "øvrige sagsbehandlere")
    )


def _labelled(label: list[Line], value: list[Line], page: int) -> list[Chunk]:
    """A label and its text: a heading where it opens a section, else one line."""
    text = _text(label)
    if not label or not value or patterns.section_start(text):
        return [*chunks_of(label, page), *chunks_of(value, page)]
    words = [word for line in label for word in line.words]
    if not text.endswith(":") and not _NUMBER.match(text):
        words[-1].text += ":"
    if _NUMBER.match(text) and text.isdigit():
        words[-1].text += "."
    chunks = chunks_of(value, page)
    opening = Line([*words, *value[0].words], value[0].base)
    rest = chunks[0].lines[1:]
    chunks[0].lines = [compact(opening), *rest]
    chunks[0].kind = "text"
    return chunks
