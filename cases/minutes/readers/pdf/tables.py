"""Tables on a page: with drawn lines, by columns that align, and the routing row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pdfplumber import table as plumber

from cases.minutes import head, patterns
from cases.minutes.readers.pdf.paragraphs import chunks_of
from cases.minutes.readers.pdf.pieces import Chunk, Edge, Line, Word, compact

Grid = list[list[list[Line]]]  # rows of cells of lines
Box = tuple[float, float, float, float]
_MOST_LINES_OF_CELL = 25
_NUMBER = re.compile(
    r"^(?:\d{1,3}[.):]?|(?:punkt|pkt\.?|sag)(?: nr\.?)? ?\d{1,4}[.:]?)$", re.IGNORECASE
)


def boxes_of(edges: Sequence[Edge]) -> list[list[Box]]:
    """The cells of each table that is drawn with lines; single boxes are no tables."""
    if len(edges) < 6:
        return []
    drawn = [
        {
            "x0": edge.x0, "x1": edge.x1, "top": edge.top, "bottom": edge.bottom,
            "width": edge.x1 - edge.x0, "height": edge.bottom - edge.top,
            "orientation": "h" if edge.x1 - edge.x0 > edge.bottom - edge.top else "v",
        }
        for edge in set(edges)
    ]  # fmt: skip
    merged = plumber.merge_edges(drawn, 3, 3, 3, 3)
    merged = [e for e in merged if max(e["x1"] - e["x0"], e["bottom"] - e["top"]) >= 5]
    if len(merged) > 600:
        return []  # a drawing, not a table
    cells = plumber.intersections_to_cells(plumber.edges_to_intersections(merged, 3, 3))
    tables = plumber.cells_to_tables(cells) if len(cells) <= 3000 else []
    return [table for table in tables if len({cell[0] for cell in table}) > 1]


def grid_of(boxes: Sequence[Box], lines: Sequence[Line]) -> Grid:
    """The lines of each cell of a drawn table. A cell over several columns fills the first."""
    columns = sorted({round(box[0]) for box in boxes})
    tops = sorted({round(box[1]) for box in boxes})
    grid: Grid = [[[] for _ in columns] for _ in tops]
    for line in lines:
        parts: dict[Box, list[Word]] = {}
        for word in line.words:
            box = box_around(boxes, word)
            if box is not None:
                parts.setdefault(box, []).append(word)
        for box, words in parts.items():
            cell = grid[tops.index(round(box[1]))][columns.index(round(box[0]))]
            cell.append(Line(words, line.base))
    return grid


def box_around(boxes: Iterable[Box], word: Word) -> Box | None:
    """The cell that a word stands in."""
    x, y = word.middle
    for box in boxes:
        if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
            return box
    return None


def chunks_of_grid(grid: Grid, page: int, *, drawn: bool = True) -> list[Chunk]:
    """The rows of a table. One that only sets labels beside their text comes as labels and text."""
    filled = [row for row in grid if any(row)]
    used = [i for i in range(len(grid[0])) if any(row[i] for row in filled)] if filled else []
    is_marks = any(_is_routing([_text(cell) for cell in row]) for row in filled)
    if not is_marks and (len(used) < 2 or _is_layout(filled)):
        return [c for row in filled for cell in row if cell for c in chunks_of(cell, page)]
    if not is_marks and len(used) == 2 and _has_labels(filled, used):
        return [c for row in filled for c in _labelled(row[used[0]], row[used[1]], page)]
    # The marks of the routing row keep their columns; elsewhere columns without a word go.
    kept = range(len(grid[0])) if is_marks or drawn else used
    return [_row([row[i] for i in kept], page) for row in filled]


def _row(cells: Sequence[Sequence[Line]], page: int) -> Chunk:
    lines = [line for cell in cells for line in cell]
    chunk = Chunk("row", page, size=lines[0].size if lines else 0.0)
    chunk.cells = [[compact(line) for line in cell] for cell in cells]
    return chunk


def _text(cell: Iterable[Line]) -> str:
    return " ".join(line.text for line in cell)


def _is_routing(texts: Sequence[str]) -> bool:
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


def routing_rows(lines: Sequence[Line], page: int) -> tuple[list[Chunk], int]:
    """The routing row at the head of `lines`, where only places tell the columns, and its lines.

    `DIR   BFU   SOS   BSK` with an X somewhere under them. Names with mere spaces between them are
    running text: there the place of a mark tells nothing.
    """
    names = lines[0].words
    texts = [word.text for word in names]
    spread = all(b.x0 - a.x1 > 0.7 * a.size for a, b in pairwise(names))
    if not _is_routing(texts) or not spread:
        return [], 0
    rows = [_row([[Line([word], lines[0].base)] for word in names], page)]
    used = 1
    for line in lines[1:4]:
        near = 0 < line.base - lines[used - 1].base < 4 * names[0].size
        places = _places_of_marks(line.words, names) if near else None
        if places is None:
            break
        cells: list[list[Line]] = [[] for _ in names]
        for place, word in zip(places, line.words, strict=True):
            cells[place].append(Line([word], line.base))
        rows.append(_row(cells, page))
        used += 1
    return rows, used


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


def aligned_grid(lines: Sequence[Line]) -> tuple[Grid, int]:
    """The table without drawn lines at the head of `lines`, by columns that align, and its length.

    At least two rows of at least two parts; a line of one part goes on in its cell.
    """
    run, parts = _run_of_parts(lines)
    columns = _columns([part for row in parts if len(row) > 1 for part in row])
    if sum(len(row) > 1 for row in parts) < 2 or len(columns) < 2:
        return [], 0
    while parts and len(parts[-1]) == 1 and _column(columns, parts[-1][0]) in (0, None):
        run, parts = run[:-1], parts[:-1]
    if any(_column(columns, part) is None for row in parts for part in row):
        return [], 0
    if len(columns) == 2 and _is_two_columns_of_text(parts, columns):
        return [], 0
    if not all(_aligns(parts, columns, place) for place in range(1, len(columns))):
        return [], 0
    grid: Grid = []
    apart = [b.base - a.base for a, b in pairwise(run)]
    close = min(apart) if apart else 0.0
    for index, (line, row) in enumerate(zip(run, parts, strict=True)):
        cells: list[list[Line]] = [[] for _ in columns]
        for part in row:
            cells[_column(columns, part) or 0].append(part)
        near = index and line.base - run[index - 1].base < 1.2 * close
        wraps = near and (not cells[0] or (len(row) == 1 and max(apart) > 1.2 * close))
        if grid and wraps:
            for cell, more in zip(grid[-1], cells, strict=True):
                cell.extend(more)
        else:
            grid.append(cells)
    return grid, len(run)


def _run_of_parts(lines: Sequence[Line]) -> tuple[list[Line], list[list[Line]]]:
    run: list[Line] = []
    parts: list[list[Line]] = []
    for line in lines:
        row = line.segments()
        if run and line.base - run[-1].base > 3.2 * line.size:
            break
        if patterns.CONTENTS_LINE.match(line.text):
            break
        if len(row) == 1:
            columns = _columns([part for each in parts if len(each) > 1 for part in each])
            place = _column(columns, line) if len(columns) > 1 else None
            if not run or place is None or line.base - run[-1].base > 1.8 * line.size:
                break
            if place == 0 and line.x1 > columns[0][1] + line.size:
                break
        elif parts:
            columns = _columns([p for each in [*parts, row] if len(each) > 1 for p in each])
            if len(columns) < 2:
                break
        run.append(line)
        parts.append(row)
    return run, parts


def _columns(parts: Iterable[Line]) -> list[tuple[float, float]]:
    """The stretches of the page's width that parts of lines cover together."""
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted((part.x0, part.x1) for part in parts):
        if columns and x0 <= columns[-1][1] + 1:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _column(columns: Sequence[tuple[float, float]], part: Line) -> int | None:
    """The column that a part of a line stands in; None where it reaches over two."""
    within = [i for i, (x0, x1) in enumerate(columns) if part.x0 <= x1 and part.x1 >= x0]
    return within[0] if len(within) == 1 else None


def _aligns(
    parts: Sequence[Sequence[Line]], columns: Sequence[tuple[float, float]], place: int
) -> bool:
    """Whether the parts in a column begin together, are centred, or are figures that end together.

    Words that merely end together are a justified line with wide spaces.
    """
    inside = [part for row in parts for part in row if _column(columns, part) == place]
    figures = [part for part in inside if re.search(r"\d", part.text)]
    ways = [
        [part.x0 for part in inside],
        [(part.x0 + part.x1) / 2 for part in inside],
        [part.x1 for part in inside] if 2 * len(figures) >= len(inside) else [],
    ]
    return len(inside) < 2 or any(_share(values) >= 0.6 for values in ways if values)


def _share(values: Sequence[float]) -> float:
    """How many of the values lie about where the most of them do."""
    return max(sum(abs(a - b) < 2.5 for b in values) for a in values) / len(values)


def _is_two_columns_of_text(
    parts: Sequence[Sequence[Line]], columns: Sequence[tuple[float, float]]
) -> bool:
    """Whether both columns are running text, as on a page set in two columns."""
    both = [row for row in parts if len(row) == 2]
    if len(both) < 6:
        return False
    widths = [x1 - x0 for x0, x1 in columns]
    filled = [
        row
        for row in both
        if all(part.x1 - part.x0 > 0.7 * width for part, width in zip(row, widths, strict=True))
    ]
    return len(filled) > 0.5 * len(both) and min(widths) > 8 * both[0][0].size


def text_columns(lines: Sequence[Line]) -> tuple[list[list[Line]], int]:
    """The left and the right column, where the head of `lines` is set in two columns of text."""
    run, parts = _run_of_parts(lines)
    columns = _columns([part for row in parts if len(row) > 1 for part in row])
    if len(columns) != 2 or not _is_two_columns_of_text(parts, columns):
        return [], 0
    placed: list[list[Line]] = [[], []]
    for row in parts:
        for part in row:
            placed[_column(columns, part) or 0].append(part)
    return placed, len(run)
