"""Tables drawn with lines: the boxes of their cells, also where only the rows are ruled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from pdfplumber import table as plumber

from cases.minutes.readers.pdf.pieces import Box, Edge, Grid, Line, Word

_HIGHEST_ROW = 160  # points between two rules that still belong to one table


def boxes_of(edges: Sequence[Edge]) -> list[list[Box]]:
    """The cells of each table that is drawn with lines; single boxes are no tables."""
    if len(edges) < 6:
        return []
    merged = _merged(edges)
    level = sum(edge["orientation"] == "h" for edge in merged)
    if level * (len(merged) - level) > 4_000:
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


def _merged(edges: Iterable[Edge]) -> list[dict[str, Any]]:
    """Lines that were drawn in pieces, made whole."""
    drawn = [
        {
            "x0": edge.x0, "x1": edge.x1, "top": edge.top, "bottom": edge.bottom,
            "width": edge.x1 - edge.x0, "height": edge.bottom - edge.top,
            "orientation": "h" if edge.x1 - edge.x0 > edge.bottom - edge.top else "v",
        }
        for edge in set(edges)
    ]  # fmt: skip
    merged = plumber.merge_edges(drawn, 3, 3, 3, 3)
    return [e for e in merged if max(e["x1"] - e["x0"], e["bottom"] - e["top"]) >= 5]


def ruled_boxes(edges: Sequence[Edge], lines: Sequence[Line]) -> list[list[Box]]:
    """The cells of tables whose rows are ruled but whose columns only align."""
    rules: dict[tuple[int, int], list[float]] = {}
    for edge in _merged(edges):
        if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > 100:
            rules.setdefault((round(edge["x0"] / 4), round(edge["x1"] / 4)), []).append(edge["top"])
    tables = []
    for (left, right), tops in rules.items():
        run: list[float] = []
        for top in [*sorted(tops), float("inf")]:
            if run and top - run[-1] > _HIGHEST_ROW:
                ends = _ends(edges, run)
                tables.append(_boxes_between(run, 4 * left - 4, 4 * right + 4, lines, ends))
                run = []
            run.append(top)
    return [boxes for boxes in tables if boxes]


def _ends(edges: Iterable[Edge], rules: Sequence[float]) -> list[float]:
    """Where the pieces that the rules are drawn in meet: at the sides of cells."""
    ends: Counter[int] = Counter()
    for edge in edges:
        if edge.x1 - edge.x0 > 5 and any(abs(edge.top - rule) < 2 for rule in rules):
            ends.update({round(edge.x0), round(edge.x1)})
    common = sorted(end for end, count in ends.items() if count >= max(2, len(rules) - 1))
    return [end for i, end in enumerate(common) if i == 0 or end - common[i - 1] > 4]


def _boxes_between(
    rules: Sequence[float],
    left: float,
    right: float,
    lines: Sequence[Line],
    ends: Sequence[float],
) -> list[Box]:
    """The cells between rules, with the row that stands above the first; none without columns."""
    words = [word for line in lines for word in line.words if left <= word.x0 and word.x1 <= right]
    tops = [_top_of_row_above(rules[0], words), *rules]
    rows = [
        inside
        for top, bottom in pairwise(tops)
        if (inside := [word for word in words if top < word.middle[1] < bottom])
    ]
    inside = [word for row in rows for word in row]
    middles = [
        end
        for end in ends
        if left + 8 < end < right - 8 and not any(w.x0 + 1 < end < w.x1 - 1 for w in inside)
    ]
    if not middles:
        middles = [(a[1] + b[0]) / 2 for a, b in pairwise(gutters(inside))]
    if len(rows) < 2 or not middles:
        return []
    sides = [left, *middles, right]
    return [(x0, y0, x1, y1) for y0, y1 in pairwise(tops) for x0, x1 in pairwise(sides)]


def _top_of_row_above(rule: float, words: Iterable[Word]) -> float:
    """Where the row that ends at the first rule begins: its lines stand close above it."""
    top = rule
    for word in sorted(words, key=lambda word: -word.bottom):
        if word.bottom <= rule + 1 and top - word.bottom < 0.8 * word.size and rule - word.top < 60:
            top = min(top, word.top)
    return top - 1


def gutters(words: Sequence[Word]) -> list[tuple[float, float]]:
    """The stretches of the width that words cover; between them no word stands on any line."""
    stretches: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda word: word.x0):
        if stretches and word.x0 - stretches[-1][1] < 0.7 * word.size:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], word.x1))
        else:
            stretches.append((word.x0, word.x1))
    return stretches
