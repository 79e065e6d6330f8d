"""One page: which of its lines are tables, tagged paragraphs or loose text, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from cases.minutes.readers.pdf.drawing import Drawing
from cases.minutes.readers.pdf.drawn import boxes_of, ruled_boxes
from cases.minutes.readers.pdf.layout import read_lines
from cases.minutes.readers.pdf.pieces import Box, Chunk, Edge, Glyph, Line
from cases.minutes.readers.pdf.structure import Leaf, Structure
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
    taken = [box for table in tables for box in table]
    edges = [e for e in drawing.edges if not any(_touches(e, box) for box in taken)]
    return read_lines(lines, number, [*tables, *ruled_boxes(edges, lines)])


def _touches(edge: Edge, box: Box) -> bool:
    return (
        edge.x0 <= box[2] + 3
        and edge.x1 >= box[0] - 3
        and edge.top <= box[3] + 3
        and edge.bottom >= box[1] - 3
    )


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
