"""Bars as whole numbers for an SVG. Whole, because a Danish page would write 11,77 for 11.77."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 320, 110
_TOP, _BOTTOM = 18, 18


@dataclass(frozen=True, slots=True)
class Value:
    """One figure: what it is called, how much it is, and the address of the list behind it."""

    label: str
    value: int
    href: str = ""
    shown: str = ""

    @property
    def text(self) -> str:
        """The figure as printed."""
        return self.shown or str(self.value)


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with its place in the drawing."""

    value: Value
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """Where its label stands."""
        return self.x + self.width // 2

    @property
    def above(self) -> int:
        """Where its figure stands."""
        return self.y - 4


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of columns, with the numbers it shows."""

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
        return self.height - 4

    @property
    def total(self) -> int:
        """All values added."""
        return sum(bar.value.value for bar in self.bars)


def columns(title: str, values: Sequence[Value], *, most: int | None = None) -> Chart:
    """Columns side by side. `most` is the value of a full column, so that charts can share a scale."""
    top = max(most or 0, *(value.value for value in values), 1)
    step = WIDTH // max(len(values), 1)
    width = min(max(step - 6, 2), 40)
    room = HEIGHT - _TOP - _BOTTOM
    bars = []
    for index, value in enumerate(values):
        # What is there at all is seen: at least two units high.
        height = max(room * value.value // top, 2) if value.value else 0
        x = index * step + (step - width) // 2
        bars.append(Bar(value, x, HEIGHT - _BOTTOM - height, width, height))
    return Chart(title, tuple(bars))


def rows(title: str, values: Sequence[Value]) -> Chart:
    """Bars below each other, each under its own label; for labels that are longer than a year."""
    top = max(*(value.value for value in values), 1)
    bars = tuple(
        Bar(value, 0, 20 + 40 * index, 270 * value.value // top, 14)
        for index, value in enumerate(values)
    )
    return Chart(title, bars, height=40 * len(values))


def spark(title: str, values: Sequence[int]) -> Chart:
    """A small drawing without labels, for a line of text."""
    top = max(*values, 1)
    bars = tuple(
        Bar(Value("", value), index * 8, 24 - height, 6, height)
        for index, value in enumerate(values)
        for height in [max(22 * value // top, 3) if value else 1]
    )
    return Chart(title, bars, width=8 * len(values), height=24)
