"""Running heads, footers and page numbers: lines at the edges of pages that come again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.minutes import patterns
from cases.minutes.readers.pdf.pieces import Chunk, TextLine

_EDGE = 0.14  # of the page's height
_LINES = 4
# Side 3 af 17 · 3/17 · - 3 - · 3 · Side 3
_PAGE_NUMBER = re.compile(
    r"^[-–|\s]*(?:(?:side|s\.)\s*)?(?P<number>\d{1,4})(?:\s*(?:af|/|of)\s*(?P<total>\d{1,4}))?[-–|\s]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Edge:
    page: int
    key: str
    height: int  # from the page's edge, rounded; below 0 at the foot
    chunk: Chunk
    line: TextLine


def drop_running(
    chunks: Sequence[Chunk], heights: dict[int, float]
) -> tuple[list[Chunk], list[Chunk]]:
    """The chunks without running heads, and the heads that say what the text itself does not."""
    edges = list(_edges(chunks, heights))
    running = _running(edges, len(heights))
    gone = {id(edge.line) for edge in running}
    for edge in running:
        edge.chunk.lines = [line for line in edge.chunk.lines if id(line) not in gone]
    kept = [chunk for chunk in chunks if chunk.lines or chunk.cells]
    return kept, _telling(running, kept)


def _edges(chunks: Iterable[Chunk], heights: dict[int, float]) -> Iterable[_Edge]:
    """The first and last lines of each page that stand near its edges."""
    pages: dict[int, list[tuple[Chunk, TextLine]]] = defaultdict(list)
    for chunk in chunks:
        pages[chunk.page].extend((chunk, line) for line in chunk.lines)
    for page, lines in pages.items():
        height = heights[page]
        lines.sort(key=lambda pair: pair[1].top)
        for chunk, line in lines[:_LINES]:
            if line.bottom < _EDGE * height:
                yield _Edge(page, _key(line.text), round(line.top), chunk, line)
        for chunk, line in lines[-_LINES:]:
            if line.top > (1 - _EDGE) * height:
                yield _Edge(page, _key(line.text), round(line.bottom - height) - 1, chunk, line)


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split())).casefold()


def _running(edges: Sequence[_Edge], pages: int) -> list[_Edge]:
    """The lines that come again at the same height, and page numbers that count the pages."""
    same: dict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        same[edge.key].append(edge)
    enough = 2 if pages <= 4 else 3
    running = []
    for group in same.values():
        for edge in group:
            like = [
                other
                for other in group
                if abs(other.height - edge.height) <= 4 and other.chunk.size == edge.chunk.size
            ]
            count = len({other.page for other in like})
            if _is_page_number(edge, group) or (
                count >= enough and not (_is_structure(edge.line.text) and count < 0.6 * pages)
            ):
                running.append(edge)
    return running


def _is_page_number(edge: _Edge, group: Sequence[_Edge]) -> bool:
    """Whether a line is the number of its page: it says so, or counts along with the pages."""
    match = _PAGE_NUMBER.match(edge.line.text)
    if not match:
        return False
    number = int(match["number"])
    if patterns.PAGE.match(edge.line.text) or number == edge.page:
        return True
    if match["total"]:
        return number <= int(match["total"])
    offset = number - edge.page
    return any(
        (other := _PAGE_NUMBER.match(each.line.text)) is not None
        and int(other["number"]) - each.page == offset
        for each in group
        if each.page != edge.page
    )


def _is_structure(text: str) -> bool:
    """Whether a line heads a part of the minutes, as where each item begins on a new page."""
    return bool(patterns.opens_something(text) and not patterns.PAGE.match(text))


def _telling(running: Sequence[_Edge], kept: Iterable[Chunk]) -> list[Chunk]:
    """The first of each running head whose words are found nowhere else: it names the committee."""
    words: set[str] = set()
    for chunk in kept:
        for line in (*chunk.lines, *(line for cell in chunk.cells for line in cell)):
            words.update(_words(line.text))
    telling: dict[str, Chunk] = {}
    for edge in running:
        new = [word for word in _words(edge.line.text) if word not in words]
        if edge.height >= 0 and not _PAGE_NUMBER.match(edge.line.text) and new:
            telling.setdefault(edge.key, Chunk("text", 1, [edge.line]))
    return list(telling.values())


def _words(text: str) -> list[str]:
    return [
        word
        for word in re.findall(r"\w+", text.casefold())
        if not word.isdigit() and word not in ("side", "af")
    ]
