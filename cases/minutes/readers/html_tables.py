"""Tables of a page: rows of data, or only a way to place text on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import islice

from lxml import etree

from cases.minutes import head, patterns
from cases.minutes.readers.html_marks import minutes_in
from cases.minutes.result import TooLarge

_CELLS = 300_000
_WIDTH = 200
_NUMBER = re.compile(r"^(?:(?:punkt|pkt\.?|sag)\s*)?\d{1,4}\s*[.:)]?$", re.IGNORECASE)
_TICKED = {**dict.fromkeys("☒☑✓✔✕✖✗✘⌧⮽🗵🗶🗷🗸🗹", "X"), **dict.fromkeys("☐□🞎🞏", "")}


class Layout(StrEnum):
    """What a table is. LABELS and NUMBERS have a first column that belongs before the second."""

    DATA = "data"
    PAGE = "page"
    LABELS = "labels"
    NUMBERS = "numbers"


def layout_of(table: etree._Element) -> Layout:
    """Whether a table holds data, or is there for the look of the page."""
    inner = next(table.iterdescendants("table"), None)
    if inner is not None or table.get("role") in ("presentation", "none"):
        return Layout.PAGE
    rows = list(islice(own_rows(table), 5_000))
    width = max((len(_cells(row)) for row in rows), default=0)
    if width <= 1:
        return Layout.PAGE
    if width == 2:
        layout = _of_two_columns(rows)
        if layout is not None:
            return layout
    return Layout.PAGE if _holds_items(table) or _holds_sections(table) else Layout.DATA


def _of_two_columns(rows: list[etree._Element]) -> Layout | None:
    """A column of labels or item numbers before a column of text; None for anything else."""
    pairs = [(_words(cells[0]), _words(cells[1])) for row in rows if len(cells := _cells(row)) == 2]
    first = [label for label, _ in pairs if label]
    if not first:
        return None
    worded = all(re.search(r"[^\W\d_]{3}", value) for _, value in pairs)
    if worded and all(_NUMBER.match(label) for label in first):
        return Layout.NUMBERS
    known = sum(_is_label(label) for label in first)
    return Layout.LABELS if known >= 0.6 * len(first) else None


def _is_label(text: str) -> bool:
    line = patterns.plain(text)
    if len(line) > 60:
        return False
    names = head.is_label(line) or patterns.section_start(line) or patterns.EMPTY_LABEL.match(line)
    return line.endswith(":") or bool(names)


def _holds_items(table: etree._Element) -> bool:
    """Whether headings of items or sections stand in the table; a heading may also head a column."""
    headings = table.iterdescendants("h1", "h2", "h3", "h4", "h5", "h6")
    return any(
        patterns.opens_something(words) or patterns.BARE_ITEM.match(words)
        for words in map(_words, headings)
        if words
    )


def _holds_sections(table: etree._Element) -> bool:
    """Whether a cell has a label of minutes and more: "Indstilling" and the text under it."""
    for element in minutes_in(table):
        cell = element
        while cell.tag not in ("td", "th", "table"):
            parent = cell.getparent()
            if parent is None:
                break
            cell = parent
        if len(_words(cell)) > len((element.text or "").strip()) + 20:
            return True
    return False


def own_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table as printed: its head first and its foot last."""
    parts = [part for part in table if part.tag in ("thead", "tbody", "tfoot", "tr")]
    order = {"thead": 0, "tfoot": 2}
    for part in sorted(parts, key=lambda part: order.get(part.tag, 1)):
        if part.tag == "tr":
            yield part
        else:
            yield from (row for row in part if row.tag == "tr")


def first_cells(table: etree._Element) -> list[etree._Element]:
    """The first cell of every row that has two."""
    return [cells[0] for row in own_rows(table) if len(cells := _cells(row)) == 2]


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _words(cell: etree._Element) -> str:
    """The first words of a cell, enough to tell what it is."""
    return " ".join("".join(islice(cell.itertext(), 200))[:2000].split())


def titles_and_rows(
    table: etree._Element, text_of: Callable[[etree._Element], str]
) -> tuple[list[str], list[tuple[str, ...]]]:
    """What stands over the columns in one wide cell, and the rows with cells that line up.

    A cell over several columns or rows stands in the first of them; the rest are blank.
    """
    titles: list[str] = []
    rows: list[tuple[str, ...]] = []
    waiting: dict[int, int] = {}  # column → rows that a cell from above still covers
    count = 0
    for caption in table.iterchildren("caption"):
        titles.append(text_of(caption))
    for row in own_rows(table):
        cells = _cells(row)
        if not rows and len(cells) == 1 and _span(cells[0], "colspan") > 1:
            titles.append(text_of(cells[0]))
            continue
        line = _line(cells, waiting, text_of)
        count += len(line)
        if count > _CELLS:
            raise TooLarge(
                "Filen har en tabel, der er for stor til et referat. Gem kun referatet, og vælg den "
                "fil."
            )
        under_columns = bool(rows) and _names_bodies(rows[-1])
        if under_columns:
            line = [_TICKED.get(cell, cell) for cell in line]
        if any(line) or under_columns:
            rows.append(tuple(line))
    return titles, rows


def _line(
    cells: list[etree._Element],
    waiting: dict[int, int],
    text_of: Callable[[etree._Element], str],
) -> list[str]:
    line: list[str] = []
    for cell in cells:
        _skip_covered(line, waiting)
        wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
        if tall > 1:
            waiting.update(dict.fromkeys(range(len(line), len(line) + wide), tall - 1))
        line += [text_of(cell), *[""] * (wide - 1)]
    _skip_covered(line, waiting)
    return line


def _skip_covered(line: list[str], waiting: dict[int, int]) -> None:
    while waiting.get(len(line), 0) > 0:
        waiting[len(line)] -= 1
        line.append("")


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name) or ""
    return max(1, min(int(value), _WIDTH)) if re.fullmatch(r"[0-9]{1,9}", value) else 1


def _names_bodies(row: tuple[str, ...]) -> bool:
    """Whether a row is the names of the bodies that a case goes through: DIR BFU … BYR."""
    names = [cell for cell in row if cell]
    return len(names) >= 3 and all(map(patterns.COLUMN.match, names))
