"""Lines put in order by layout alone: drawn tables, columns that align, paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from cases.minutes import patterns
from cases.minutes.readers.pdf.columns import aligned_grid, text_columns
from cases.minutes.readers.pdf.drawn import box_around, grid_of
from cases.minutes.readers.pdf.paragraphs import Column, chunks_of, column_of
from cases.minutes.readers.pdf.pieces import Box, Chunk, Line
from cases.minutes.readers.pdf.routing import routing_rows
from cases.minutes.readers.pdf.tables import chunks_of_grid


def read_lines(
    lines: Sequence[Line],
    number: int,
    tables: Sequence[Sequence[Box]] = (),
    column: Column | None = None,
) -> list[Chunk]:
    """The chunks of lines by layout alone: drawn tables, columns that align, paragraphs."""
    inside: list[list[Line]] = [[] for _ in tables]
    outside: list[Line] = []
    for line in lines:
        rest = line.words
        for boxes, kept in zip(tables, inside, strict=True):
            words = [word for word in rest if box_around(boxes, word)]
            if words:
                kept.append(Line(words, line.base))
                rest = [word for word in rest if word not in words]
        if rest:
            outside.append(line if len(rest) == len(line.words) else Line(rest, line.base))
    column = column or column_of(sorted(outside, key=lambda line: line.base))
    parts: list[tuple[float, list[Chunk] | Line]] = [(line.base, line) for line in outside]
    for boxes, kept in zip(tables, inside, strict=True):
        if kept:
            kept.sort(key=lambda line: line.base)
            chunks = chunks_of_grid(grid_of(boxes, kept), number)
            parts.append((min(box[1] for box in boxes), chunks))
    parts.sort(key=lambda part: part[0])
    chunks, stretch = [], []
    for _, part in parts:
        if isinstance(part, Line):
            stretch.append(part)
        else:
            chunks += _stretch(stretch, number, column)
            chunks += part
            stretch = []
    return chunks + _stretch(stretch, number, column)


def _stretch(lines: Sequence[Line], number: int, column: Column) -> list[Chunk]:
    """The chunks of lines without a drawn table between them."""
    chunks: list[Chunk] = []
    plain: list[Line] = []
    index = 0
    while index < len(lines):
        special, used = _special(lines[index : index + 200], number)
        if used:
            chunks += chunks_of(plain, number, column)
            chunks += special
            plain = []
            index += used
        else:
            plain.append(lines[index])
            index += 1
    return chunks + chunks_of(plain, number, column)


def _special(lines: Sequence[Line], number: int) -> tuple[list[Chunk], int]:
    """What stands at the head of `lines`, if it is the routing row, a table or columns of text."""
    if len(lines[0].words) < 2:
        return [], 0
    rows, used = routing_rows(lines, number)
    if used:
        return rows, used
    if len(lines[0].segments()) < 2:
        return [], 0
    columns, used = text_columns(lines)
    if used:
        both = [chunks_of(each, number) for each in columns]
        both[1][0].after_break = True
        return [*both[0], *both[1]], used
    grid, used = aligned_grid(lines)
    if used:
        return chunks_of_grid(grid, number, drawn=False), used
    return _section_beside_text(lines, number)


def _section_beside_text(lines: Sequence[Line], number: int) -> tuple[list[Chunk], int]:
    """The name of a section with its text to the right of it, and the lines that this takes."""
    label, *rest = lines[0].segments()
    section = patterns.section_start(label.text)
    if section is None or section.rest or len(rest) != 1:
        return [], 0
    text = [rest[0]]
    for line in lines[1:]:
        apart = line.base - text[-1].base
        if abs(line.x0 - rest[0].x0) > 3 or apart > 3 * line.size:
            break
        text.append(line)
    return [*chunks_of([label], number), *chunks_of(text, number)], len(text)
