"""Bars as whole numbers for an SVG: per cent of its width, pixels of its height.

There is no view box, so that text keeps its size however wide the drawing is. Whole numbers,
because a Danish page would write 11,77 for 11.77.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 100, 112
_TOP, _BOTTOM = 20, 24
# As many years as there is room for side by side on a telephone.
_MOST_LABELS = 7


@dataclass(frozen=True, slots=True)
class Value:
    """One figure, and the address of the list behind it.

    `name` is the label and the figure in words, for those who hear it; `current` marks the one
    that the page shows; `unit` stands after the figure.
    """

    label: str
    value: int
    href: str = ""
    name: str = ""
    current: bool = False
    unit: str = ""

    @property
    def spoken(self) -> str:
        """What its link is called."""
        return self.name or f"{self.label}: {self.value}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with its place in the drawing."""

    value: Value
    x: int
    y: int
    width: int
    height: int
    shows_label: bool = True

    @property
    def middle(self) -> int:
        """Where its label stands."""
        return self.x + self.width // 2

    @property
    def above(self) -> int:
        """Where its figure stands."""
        return self.y - 5


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of bars, with the numbers it shows."""

    title: str
    bars: tuple[Bar, ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def floor(self) -> int:
        """The line the columns stand on."""
        return self.height - _BOTTOM

    @property
    def label_line(self) -> int:
        """Where the labels stand."""
        return self.height - 6


def span(years: Iterable[int]) -> list[int]:
    """Every year from the first to the last: one with nothing in it is a gap, not left out."""
    found = sorted(years)
    return list(range(found[0], found[-1] + 1)) if found else []


def columns(title: str, values: Sequence[Value], *, most: int | None = None) -> Chart:
    """Columns side by side. `most` is the value of a full column, so that charts can share a scale."""
    top = max(most or 0, *(value.value for value in values), 1)
    step = max(WIDTH // max(len(values), 1), 2)
    half = min(max(step * 3 // 8, 1), 7)
    room = HEIGHT - _TOP - _BOTTOM
    every = -(-len(values) // _MOST_LABELS)
    bars = []
    for index, value in enumerate(values):
        # What is there at all is seen: at least two pixels high.
        height = max(room * value.value // top, 2) if value.value else 0
        x, y = index * step + step // 2 - half, HEIGHT - _BOTTOM - height
        # Counted from the end: the newest year always has its label.
        labelled = (len(values) - 1 - index) % every == 0
        bars.append(Bar(value, x, y, 2 * half, height, labelled))
    return Chart(title, tuple(bars))


def rows(title: str, values: Sequence[Value]) -> Chart:
    """Bars below each other, each under its own label; for labels that are longer than a year."""
    top = max(*(value.value for value in values), 1)
    bars = tuple(
        Bar(value, 0, 24 + 46 * index, max(WIDTH * value.value // top, 1), 12)
        for index, value in enumerate(values)
    )
    return Chart(title, bars, height=46 * len(values))


def spark(title: str, values: Sequence[int], *, most: int | None = None) -> Chart:
    """A small drawing without labels, for a line of text; its width too is in pixels."""
    top = max(most or 0, *values, 1)
    bars = tuple(
        Bar(Value("", value), index * 8, 24 - height, 6, height)
        for index, value in enumerate(values)
        for height in [max(22 * value // top, 3) if value else 1]
    )
    return Chart(title, bars, width=8 * len(values), height=24)
