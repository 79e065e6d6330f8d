"""What a page is taken apart into: glyphs, words, lines, and chunks that become blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

# • · - · 1. · a): the sign stands apart from the text it belongs to
_LIST_SIGN = re.compile(r"^(?:[-–—•·▪‣◦●○■□➢➤✓*o]|(?:\d{1,2}|[a-zæøå])[.)])$")


class Glyph(NamedTuple):
    """A character where it is drawn; y runs downwards. `mcid` names its place in the tags."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    mcid: int | None
    artifact: bool
    order: int


class Edge(NamedTuple):
    """A drawn line, level or upright."""

    x0: float
    top: float
    x1: float
    bottom: float


class Token(NamedTuple):
    """A word as it will be printed, with the address it links to."""

    text: str
    link: str


@dataclass(slots=True)
class Word:
    """Letters without a space between them."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    link: str = ""

    @property
    def middle(self) -> tuple[float, float]:
        """The point that decides which cell or column the word stands in."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass
class Line:
    """Words on the same baseline, from left to right."""

    words: list[Word]
    base: float

    @cached_property
    def text(self) -> str:
        """The words with a space between."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Where the line begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where the line ends."""
        return max(word.x1 for word in self.words)

    @cached_property
    def size(self) -> float:
        """The font size of most of the letters."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=sizes.__getitem__)

    @cached_property
    def bold(self) -> bool:
        """Whether every word with letters is bold."""
        return all(word.bold for word in self.words if any(c.isalnum() for c in word.text))

    def segments(self) -> list[Line]:
        """The parts of the line that a wide gap separates."""
        parts = [[self.words[0]]]
        for index, (previous, word) in enumerate(pairwise(self.words)):
            wide = word.x0 - previous.x1 > 1.2 * max(previous.size, word.size)
            if wide and not (index == 0 and _LIST_SIGN.match(previous.text)):
                parts.append([])
            parts[-1].append(word)
        return [Line(part, self.base) for part in parts] if len(parts) > 1 else [self]


Grid = list[list[list[Line]]]  # rows of cells of lines
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(slots=True)
class TextLine:
    """A line with its words as text; what remains of it when the page is closed."""

    tokens: tuple[Token, ...]
    top: float
    bottom: float
    x0: float

    @property
    def text(self) -> str:
        """The words with a space between."""
        return " ".join(token.text for token in self.tokens)


@dataclass(slots=True)
class Chunk:
    """A paragraph, heading, bullet or table row of one page.

    `cells` holds the lines of each cell of a row. `element` is what the tags say it is part of; the
    same element on two pages is one paragraph. `full` says that the last line runs to the right
    edge, so that the text may go on. `tight` says that no space stands above it. `page_end` is where
    a chunk on several pages ends; `after_break` says that it is the first of the next column.
    """

    kind: str
    page: int
    lines: list[TextLine] = field(default_factory=list)
    cells: list[list[TextLine]] = field(default_factory=list)
    level: int = 0
    marker: str = ""
    size: float = 0.0
    bold: bool = False
    full: bool = False
    tight: bool = False
    element: object = None
    page_end: int = 0
    after_break: bool = False

    @property
    def text(self) -> str:
        """The lines with a space between, before divided words are joined."""
        return " ".join(line.text for line in self.lines)


def compact(line: Line) -> TextLine:
    """`line` without the places of its words."""
    size = line.size
    return TextLine(
        tuple(Token(word.text, word.link) for word in line.words),
        line.base - 0.75 * size,
        line.base + 0.25 * size,
        line.x0,
    )
