"""One page: which of its lines are tables, tagged paragraphs or loose text, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from cases.minutes.readers.pdf.drawing import Drawing
from cases.minutes.readers.pdf.paragraphs import Column, chunks_of, column_of
from cases.minutes.readers.pdf.pieces import Chunk, Glyph, Line
from cases.minutes.readers.pdf.structure import Leaf, Structure
from cases.minutes.readers.pdf.tables import (
    Box,
    aligned_grid,
    box_around,
    boxes_of,
    chunks_of_grid,
    grid_of,
    routing_rows,
    text_columns,
)
from cases.minutes.readers.pdf.tagged import TaggedPage
from cases.minutes.readers.pdf.words import lines_of, turned_lines

Link = tuple[float, float, float, float, str]


def read_page(
    drawing: Drawing,
    number: int,
    page_id: int | None,
    structure: Structure | None,
    links: Sequence[Link] = (),
) -> list[Chunk]:
    """The chunks of a page that has been drawn, from its tags where they cover it."""
    glyphs = [glyph for glyph in drawing.glyphs if not glyph.artifact]
    turned = [glyph for glyph in drawing.turned if not glyph.artifact]
    if len(glyphs) + len(turned) < 0.3 * (len(drawing.glyphs) + len(drawing.turned)):
        glyphs, turned = drawing.glyphs, drawing.turned  # an export that calls its text artifacts
    tables = boxes_of(drawing.edges)
    leaves = _leaves(structure, page_id, glyphs)
    if leaves:
        groups: dict[int | None, list[Glyph]] = {}
        for glyph in glyphs:
            groups.setdefault(glyph.mcid if glyph.mcid in leaves else None, []).append(glyph)
        loose = [*lines_of(groups.pop(None, [])), *turned_lines(turned)]
        _set_links(loose, links)
        tagged = TaggedPage(number, groups, leaves)
        _set_links(tagged.lines(), links)
        tagged.take_tables(tables)
        if tagged.is_useful():
            return tagged.merge(read_lines(loose, number, tables))
    lines = [*lines_of(glyphs), *turned_lines(turned)]
    _set_links(lines, links)
    return read_lines(lines, number, tables)


def _leaves(
    structure: Structure | None, page_id: int | None, glyphs: Sequence[Glyph]
) -> dict[int | None, Leaf] | None:
    """Where each piece of marked content belongs; None where the tags leave out much of the page."""
    if structure is None or not structure.leaves:
        return None
    numbers = {glyph.mcid for glyph in glyphs if glyph.mcid is not None}
    leaves: dict[int | None, Leaf] = {}
    for number in numbers:
        leaf = structure.leaves.get((page_id, number))
        if leaf is not None:
            leaves[number] = leaf
    covered = sum(glyph.mcid in leaves for glyph in glyphs)
    return leaves if covered > 0.7 * len(glyphs) else None


def _set_links(lines: Sequence[Line], links: Sequence[Link]) -> None:
    """Tell each word that stands in the area of a link where it leads."""
    for x0, top, x1, bottom, address in links:
        for line in lines:
            if not top - 2 <= line.base <= bottom + 2:
                continue
            for word in line.words:
                x, y = word.middle
                if x0 <= x <= x1 and top <= y <= bottom:
                    word.link = address


def read_lines(
    lines: Sequence[Line], number: int, tables: Sequence[Sequence[Box]] = ()
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
    column = column_of(sorted(outside, key=lambda line: line.base))
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
        return [chunk for each in columns for chunk in chunks_of(each, number)], used
    grid, used = aligned_grid(lines)
    return (chunks_of_grid(grid, number, drawn=False), used) if used else ([], 0)
