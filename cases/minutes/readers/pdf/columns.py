"""Columns that only align: tables without lines, and pages set in two columns of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from cases.minutes import patterns
from cases.minutes.readers.pdf.pieces import Grid, Line


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
