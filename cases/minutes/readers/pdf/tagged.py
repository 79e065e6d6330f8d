"""A page whose tags say what is a heading, a paragraph, a list or a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from cases.minutes import patterns
from cases.minutes.readers.pdf.drawn import box_around, grid_of
from cases.minutes.readers.pdf.layout import read_lines
from cases.minutes.readers.pdf.paragraphs import (
    BULLETS,
    Column,
    bullet_marker,
    column_of,
    is_full,
    take_marker,
)
from cases.minutes.readers.pdf.pieces import Box, Chunk, Glyph, Grid, Line, compact
from cases.minutes.readers.pdf.routing import is_name_or_mark, routing_rows
from cases.minutes.readers.pdf.structure import Element, Leaf
from cases.minutes.readers.pdf.tables import chunks_of_grid
from cases.minutes.readers.pdf.words import lines_of

_HEADING = re.compile(r"^(?:H(?P<level>[1-6])?|Title)$")
_LIST_SIGN = re.compile(r"^(?:[^\w\s]{1,2}|o|\(cid:\d+\))$")


class TaggedPage:
    """The blocks that the tags divide a page into, each with its lines."""

    def __init__(
        self,
        number: int,
        groups: Mapping[int | None, Sequence[Glyph]],
        leaves: Mapping[int | None, Leaf],
    ) -> None:
        self.number = number
        glyphs: dict[Element, list[Glyph]] = {}
        for mcid, _ in sorted(leaves.items(), key=lambda leaf: leaf[1].order):
            glyphs.setdefault(leaves[mcid].block, []).extend(groups.get(mcid, ()))
        self.blocks = [(block, lines_of(each)) for block, each in glyphs.items()]
        self.blocks = [(block, lines) for block, lines in self.blocks if lines]
        self.grids: dict[Element, Grid] = {}
        self.routing: dict[Element, list[Chunk]] = {}
        self.column = column_of(sorted(self.lines(), key=lambda line: line.base))

    def lines(self) -> list[Line]:
        """Every tagged line of the page, in the order of the tags."""
        return [line for _, lines in self.blocks for line in lines]

    def is_useful(self) -> bool:
        """Whether the tags divide the text into its paragraphs, not into its lines."""
        plain = [lines for block, lines in self.blocks if block.type in ("P", "LOOSE")]
        single = [
            (first[-1], second[0])
            for first, second in pairwise(plain)
            if len(first) == len(second) == 1 and second[0].base > first[0].base
        ]
        run_on = [
            first
            for first, second in single
            if is_full(first, second.words[0], self.column.right)
            and len(first.words) > 4
            and not re.search(r"[.:;!?]$", first.text)
            and second.base - first.base < 1.3 * self.column.distance(first.size)
            and (second.text[0].islower() or first.text[-1] in ",-‐")
        ]
        return len(run_on) < max(2, 0.1 * len(plain))

    def take_tables(self, tables: Sequence[Sequence[Box]]) -> None:
        """Make tables of drawn ones whose cells are tagged as mere paragraphs."""
        for boxes in tables:
            within = [
                (block, lines)
                for block, lines in self.blocks
                if all(box_around(boxes, word) for line in lines for word in line.words)
            ]
            if len(within) < 2 or any(
                block.nearest("TD", "TH", "LI") or _HEADING.match(block.type) for block, _ in within
            ):
                continue
            lines = sorted((line for _, each in within for line in each), key=lambda li: li.base)
            first = within[0][0]
            self.grids[first] = grid_of(boxes, lines)
            taken = {id(block) for block, _ in within[1:]}
            self.blocks = [pair for pair in self.blocks if id(pair[0]) not in taken]

    def _take_routing(self) -> None:
        """Put the marks of the routing row under its names, where each line is a paragraph."""
        self.blocks = _with_rows_made_one(self.blocks)
        index = 0
        while index < len(self.blocks):
            following = self.blocks[index : index + 4]
            plain = [lines for block, lines in following if _cell(block) is None]
            if len(plain) == len(following) and len(plain[0]) == 1:
                rows, used = routing_rows([line for lines in plain for line in lines], self.number)
                blocks = 1
                while used > sum(map(len, plain[:blocks])):
                    blocks += 1
                if used == sum(map(len, plain[:blocks])):
                    self.routing[self.blocks[index][0]] = rows
                    del self.blocks[index + 1 : index + blocks]
            index += 1

    def merge(self, loose: Sequence[Chunk]) -> list[Chunk]:
        """The chunks in the order of the tags, with those that no tag names where they stand."""
        self._take_routing()
        chunks = self._chunks()
        for extra in loose:
            top = (extra.lines or [line for cell in extra.cells for line in cell])[0].top
            place = len(chunks)
            while place and (_top(chunks[place - 1]) or 0) > top:
                place -= 1
            chunks.insert(place, extra)
        return chunks

    def _chunks(self) -> list[Chunk]:
        chunks: list[Chunk] = []
        rows: dict[Element, dict[Element, list[Line]]] = {}
        table: Element | None = None
        sign = ""
        seen: set[Element] = set()
        for block, lines in [*self.blocks, (None, [])]:
            cell = _cell(block) if block is not None else None
            own = cell.nearest("Table") if cell else None
            if own is not table or own is None:
                chunks += self._table(rows)
                rows, table = {}, own
            if block is None:
                break
            if cell is not None:
                row = cell.nearest("TR") or cell
                rows.setdefault(row, {}).setdefault(cell, []).extend(lines)
            elif block in self.grids:
                chunks += chunks_of_grid(self.grids[block], self.number)
            elif block in self.routing:
                chunks += self.routing[block]
            elif block.type == "Lbl" and block.nearest("LI"):
                sign = " ".join(line.text for line in lines)
            else:
                entry = block.nearest("LI")
                is_first = entry is not None and entry not in seen
                if entry is not None:
                    seen.add(entry)
                made = self._block(block, lines)
                if entry is not None and is_first:
                    _as_entry(made[0], sign, entry)
                elif entry is not None:
                    made[0].tight = True
                sign = "" if entry is not None else sign
                chunks += made
        return chunks

    def _block(self, block: Element, lines: list[Line]) -> list[Chunk]:
        """The chunks of a block: one, or one for each line that was broken on purpose."""
        if block.type == "LOOSE":
            return read_lines(lines, self.number, column=self.column)
        heading = _HEADING.match(block.type)
        if heading:
            lines = [line for line in lines if line.words]
            chunk = self._chunk(block, lines)
            chunk.kind, chunk.level = "heading", int(heading["level"] or 1)
            return [chunk]
        column = Column(max(self.column.right, max(line.x1 for line in lines)), {})
        if len(self.blocks) == 1 or _is_narrow(lines, self.column):
            column = Column(max(line.x1 for line in lines), {})
        parts = [[lines[0]]]
        for previous, line in pairwise(lines):
            if _is_broken_on_purpose(previous, line, column):
                parts.append([])
            parts[-1].append(line)
        chunks = [self._chunk(block, part) for part in parts]
        for chunk in chunks[1:]:
            chunk.tight = True
        return chunks

    def _chunk(self, block: Element, lines: Sequence[Line]) -> Chunk:
        chunk = Chunk("text", self.number, [compact(line) for line in lines], size=lines[0].size)
        chunk.bold = all(line.bold for line in lines)
        chunk.element = block
        chunk.full = is_full(lines[-1], None, self.column.right)
        marker = bullet_marker(lines[0]) if block.type != "TOCI" else ""
        if marker and len(lines[0].words) > 1:
            take_marker(chunk, marker)
        return chunk

    def _table(self, rows: Mapping[Element, Mapping[Element, list[Line]]]) -> list[Chunk]:
        """The rows of a tagged table, or the part of it that is on this page."""
        if not rows:
            return []
        grid: Grid = []
        for row, filled in rows.items():
            cells: list[list[Line]] = []
            for cell in row.cells or filled:
                cells.append(filled.get(cell, []))
                cells.extend([] for _ in range(cell.span - 1))
            grid.append(cells)
        width = max(map(len, grid))
        head = next((row for row in grid if len(row) == width and all(row)), None)
        for index, cells in enumerate(grid):
            if len(cells) < width and head is not None and all(len(cell) == 1 for cell in cells):
                cells = _by_place(cells, head)
            grid[index] = cells + [[] for _ in range(width - len(cells))]
        chunks = chunks_of_grid(grid, self.number)
        if len(chunks) == len(rows):
            for chunk, element in zip(chunks, rows, strict=True):
                chunk.element = element if chunk.kind == "row" else None
        return chunks


def _with_rows_made_one(
    blocks: Sequence[tuple[Element, list[Line]]],
) -> list[tuple[Element, list[Line]]]:
    """The blocks with names of bodies, or marks, that stand side by side as one line each."""
    made: list[tuple[Element, list[Line]]] = []
    for block, lines in blocks:
        last = made[-1][1] if made else []
        if (
            len(last) == len(lines) == 1
            and abs(last[0].base - lines[0].base) < 2
            and lines[0].x0 > last[0].x1
            and _cell(block) is None
            and all(is_name_or_mark(word.text) for word in (*last[0].words, *lines[0].words))
        ):
            made[-1] = (made[-1][0], [Line([*last[0].words, *lines[0].words], last[0].base)])
        else:
            made.append((block, lines))
    return made


def _cell(block: Element) -> Element | None:
    """The cell of a table of data that a block stands in."""
    cell = block.nearest("TD", "TH")
    table = cell.nearest("Table") if cell else None
    if cell is None or table is None or table.is_layout:
        return None
    return cell


def _as_entry(chunk: Chunk, sign: str, entry: Element) -> None:
    """Make an entry of a list of a chunk: a bullet, or text that keeps its printed number."""
    if chunk.kind in ("heading", "row"):
        return
    if not sign and chunk.kind == "text":
        # A list whose signs are drawn, not written; numbers are always written.
        numbered = re.match(r"^(?:\d{1,3}|[a-zæøå])[.)]\s", chunk.text)
        if not entry.is_labelled or numbered or patterns.CONTENTS_LINE.match(chunk.text):
            return
        sign = "•"
    if sign and not _LIST_SIGN.match(sign):
        first = chunk.lines[0]
        first.tokens = (*(type(first.tokens[0])(part, "") for part in sign.split()), *first.tokens)
        return
    chunk.kind, chunk.level = "bullet", max(1, entry.count("L"))
    chunk.marker = chunk.marker or (sign if sign in BULLETS else "•")


def _is_narrow(lines: Sequence[Line], column: Column) -> bool:
    """Whether a block of many lines keeps to a part of the width: one of two columns."""
    return len(lines) > 3 and max(line.x1 for line in lines) < 0.7 * column.right


def _is_broken_on_purpose(previous: Line, line: Line, column: Column) -> bool:
    """Whether a line of a paragraph ends long before it is full: an address, a list of names."""
    if line.base - previous.base < 0.5 * line.size:
        return False
    rest = column.right - previous.x1 - (line.words[0].x1 - line.words[0].x0)
    return rest > max(3 * line.size, 0.12 * (column.right - previous.x0))


def _by_place(row: Sequence[list[Line]], head: Sequence[list[Line]]) -> list[list[Line]]:
    """A row whose empty cells the tags leave out, each word under the column it stands under."""
    centres = [(cell[0].x0 + max(line.x1 for line in cell)) / 2 for cell in head]
    placed: list[list[Line]] = [[] for _ in head]
    for cell in row:
        x = (cell[0].x0 + cell[0].x1) / 2
        placed[min(range(len(centres)), key=lambda i: abs(centres[i] - x))].extend(cell)
    return placed


def _top(chunk: Chunk) -> float | None:
    lines = chunk.lines or [line for cell in chunk.cells for line in cell]
    return lines[0].top if lines else None
