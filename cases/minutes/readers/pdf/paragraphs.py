"""From lines that stand under each other to paragraphs, bullets and headings, by layout alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cases.minutes import danish, patterns
from cases.minutes.readers.pdf.pieces import Chunk, Line, Word, compact
from cases.minutes.readers.unwrapping import BEFORE_CLAUSE, LIST_LINE

BULLETS = frozenset("-–—•·▪‣◦●○■□➢➤✓*o")
_TERMINAL = re.compile(r"[.!?:;][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Column:
    """The column of text that lines stand in: its right edge and usual distance of lines."""

    right: float
    leading: dict[float, float]

    def distance(self, size: float) -> float:
        """How far apart two lines of a paragraph stand."""
        return min(self.leading.get(size, 1.35 * size), 2.0 * size)


def column_of(lines: Sequence[Line]) -> Column:
    """The column that `lines` make up. A line or two may stick out of it."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    right = ends[min(2, len(ends) // 8)] if ends else 0.0
    distances: dict[float, Counter[float]] = {}
    for first, second in pairwise(lines):
        apart = round(second.base - first.base, 1)
        if first.size == second.size and 0.8 * first.size < apart < 2.2 * first.size:
            distances.setdefault(first.size, Counter())[apart] += 1
    # Of distances that are about as common, the smaller is the one inside paragraphs.
    leading = {}
    for size, counts in distances.items():
        most = max(counts.values())
        leading[size] = min(apart for apart, count in counts.items() if count >= most / 3)
    return Column(right, leading)


def chunks_of(lines: Sequence[Line], page: int, column: Column | None = None) -> list[Chunk]:
    """The paragraphs and bullets that `lines` make up, in the same order."""
    column = column or column_of(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, column):
            groups[-1].append(line)
        else:
            groups.append([line])
    chunks = [_chunk(group, page, column) for group in groups]
    for (first, second), chunk in zip(pairwise(groups), chunks[1:], strict=False):
        apart = second[0].base - first[-1].base
        size = first[-1].size
        chunk.tight = size == second[0].size and 0 < apart < 1.15 * column.distance(size)
    return chunks


def _chunk(group: Sequence[Line], page: int, column: Column) -> Chunk:
    first = group[0]
    chunk = Chunk("text", page, [compact(line) for line in group], size=first.size)
    chunk.bold = all(line.bold for line in group)
    chunk.full = is_full(group[-1], None, column.right)
    marker = bullet_marker(first)
    if marker and len(first.words) > 1:
        take_marker(chunk, marker)
    return chunk


def take_marker(chunk: Chunk, marker: str) -> None:
    """Make a bullet of a chunk that begins with its sign; the level is settled by the indent."""
    chunk.kind, chunk.marker = "bullet", marker
    first = chunk.lines[0]
    first.tokens = first.tokens[1:]


def bullet_marker(line: Line) -> str:
    """The sign of a bullet that the line begins with, or nothing."""
    sign = line.words[0].text
    if sign not in BULLETS or len(line.words) < 2:
        return ""
    if sign == "o" and line.words[1].x0 - line.words[0].x1 < 0.5 * line.size:
        return ""
    return sign


def is_full(line: Line, following: Word | None, right: float) -> bool:
    """Whether a line ends where it does because the next word did not fit.

    Without the next word: whether it comes near the right edge.
    """
    if following is None:
        return line.x1 > right - max(4 * line.size, 0.15 * (right - line.x0))
    slack = 0.3 * line.size
    if not _TERMINAL.search(line.text):
        # Hyphenation, balanced lines and centred text leave a little more.
        slack = max(2 * line.size, 0.08 * (right - line.x0))
    return line.x1 + 0.25 * line.size + (following.x1 - following.x0) > right - slack


def _continues(group: Sequence[Line], line: Line, column: Column) -> bool:
    """Whether `line` is the next line of the paragraph."""
    previous = group[-1]
    apart = line.base - previous.base
    if not 0 < apart <= 1.3 * column.distance(previous.size):
        return False
    if abs(line.size - previous.size) > 0.08 * previous.size or line.bold != previous.bold:
        return _same_sentence(previous, line, column)
    previous_text, text = previous.text, line.text
    if patterns.CONTENTS_LINE.match(previous_text):
        return False
    if bullet_marker(line):
        return _is_dash_in_sentence(group, line, column)
    if _begins_list_entry(previous_text, text):
        return False
    if patterns.CONTENTS_LINE.match(text):
        # The first line of an entry that is too long for one.
        return not patterns.opens_something(previous_text)
    if patterns.opens_something(text) or patterns.section_start(previous_text):
        return False
    if patterns.CLAUSE.match(text) and BEFORE_CLAUSE.search(previous_text):
        return False
    return is_full(previous, line.words[0], column.right) and _is_in_place(group, line)


def _same_sentence(previous: Line, line: Line, column: Column) -> bool:
    """Whether a line in another style goes on in the middle of a sentence: a word in bold."""
    mixed = any(word.bold for word in previous.words) or any(word.bold for word in line.words)
    return (
        mixed
        and abs(line.size - previous.size) <= 0.08 * previous.size
        and not _TERMINAL.search(previous.text)
        and line.text[0].islower()
        and is_full(previous, line.words[0], column.right)
    )


def _is_dash_in_sentence(group: Sequence[Line], line: Line, column: Column) -> bool:
    """Whether a dash stands first on a line by chance: "… arbejdskraft / – både på kort sigt"."""
    return (
        line.words[0].text in "-–—"
        and line.words[1].text[0].islower()
        and not bullet_marker(group[0])
        and not _TERMINAL.search(group[-1].text)
        and is_full(group[-1], line.words[0], column.right)
        and abs(line.x0 - group[-1].x0) < 0.5 * line.size
    )


def _begins_list_entry(previous: str, text: str) -> bool:
    if not LIST_LINE.match(text) or danish.starts_with_day(text):
        return False
    return not re.search(r"\b(?:nr|pkt|punkt|stk|kl|kap|den|d|pr)\.?$", previous)


def _is_in_place(group: Sequence[Line], line: Line) -> bool:
    """Whether a line begins where the lines of its paragraph do."""
    first, size = group[0], line.size
    if bullet_marker(first) or LIST_LINE.match(first.text):
        return line.x0 > first.x0 - 0.5 * size
    if line.x0 > group[-1].x0 + 0.8 * size:
        return len(group) == 1 and not _TERMINAL.search(group[-1].text)
    return line.x0 > group[-1].x0 - 0.8 * size or len(group) == 1


def settle_levels(chunks: Iterable[Chunk]) -> None:
    """Give bullets that follow each other their levels, by how far they are indented."""
    indents: list[float] = []
    for chunk in chunks:
        if chunk.kind != "bullet":
            if chunk.kind != "text" or not chunk.tight:
                indents = []
            continue
        if chunk.level:
            continue
        x0 = chunk.lines[0].x0
        while indents and x0 < indents[-1] - 3:
            indents.pop()
        if not indents or x0 > indents[-1] + 3:
            indents.append(x0)
        chunk.level = len(indents)
