"""A thread's rows as a drawing: time runs downwards along an axis, each thing with a mark and a line.

One SVG for each row, one below the other, so that a page may break between them in print. All in whole
numbers, because a Danish page would write 11,77 for 11.77. What stands here in short stands in full in
the table that is made from the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.rendering.short_text import fitted, wrapped
from cases.rendering.timeline_marks import KEY, mark_of
from cases.rendering.timeline_words import date_of, duration, short
from cases.threads.timelines import Entry, Row, Sort

# Of 280 across, the axis is at 12 and the texts begin at 32; the template has these numbers too.
ROOM = 248
MOST_ROWS = 24
_LINE, _HEAD, _FOOT = 19, 22, 14
# A gap up to two months is as long as it lasts; a longer one is a broken axis with its length in words.
_LONGEST_GAP = 62


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where it stands; whether it is from the minutes, and so in Danish."""

    text: str
    y: int
    css: str = ""
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of one entry on the axis, with its lines; `href` is where it leads."""

    shape: str
    y: int
    lines: tuple[Line, ...]
    href: str

    @property
    def path(self) -> str:
        """What is drawn, around the middle of the mark."""
        return KEY[self.shape][0]


@dataclass(frozen=True, slots=True)
class Panel:
    """One row of the drawing: a date with its marks, or `css` "gap" or "today".

    The axis runs from `top` to `bottom`, a little over its edge to meet the one above.
    """

    height: int
    head: Line
    marks: tuple[Mark, ...] = ()
    css: str = ""
    top: int = -1
    bottom: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole drawing. `left_out` rows at the beginning are only in the table."""

    panels: tuple[Panel, ...]
    left_out: int

    @property
    def key(self) -> list[tuple[str, str, str]]:
        """Each kind of mark in it: its name, how it is drawn and what it means."""
        used = {mark.shape for panel in self.panels for mark in panel.marks}
        return [(name, path, label) for name, (path, label) in KEY.items() if name in used]


def draw_timeline(rows: Sequence[Row]) -> Picture:
    """The drawing of the newest rows. A title that all items share is left out."""
    drawn = rows[-MOST_ROWS:]
    titles = [entry.item.title for row in drawn for entry in row.entries if entry.item]
    shared = titles[0] if len(titles) > 1 and len(set(titles)) == 1 else ""
    panels = [replace(panel, bottom=panel.height) for panel in _panels(drawn, shared)]
    dated = [at for at, panel in enumerate(panels) if panel.css != "undated"]
    if dated:
        first, last = dated[0], dated[-1]
        panels[first] = replace(panels[first], top=panels[first].marks[0].y)
        panels[last] = replace(panels[last], bottom=panels[last].marks[-1].y)
    return Picture(tuple(panels), len(rows) - len(drawn))


def _panels(rows: Sequence[Row], left_out: str) -> Iterator[Panel]:
    today = timezone.localdate()
    many_bodies = len({row.body for row in rows if row.body}) > 1
    was_past = False
    for index, row in enumerate(rows):
        days = row.days if index and row.days else 0
        if days > _LONGEST_GAP:
            yield Panel(44, Line(duration(days), 27), css="gap")
        if was_past and row.date and row.date >= today:
            yield Panel(34, Line(_("I dag"), 21), css="today")
        was_past = row.date is not None and row.date < today
        yield _panel(
            row, days // 3 if days <= _LONGEST_GAP else 0, left_out, shows_body=many_bodies
        )


def _panel(row: Row, above: int, left_out: str, *, shows_body: bool) -> Panel:
    head = Line(fitted(date_of(row), ROOM), above + 16, "day")
    y = above + _HEAD
    body: tuple[Line, ...] = ()
    if shows_body and row.body:
        body = (Line(fitted(row.body, ROOM), y + 14, "soft", is_quoted=True),)
        y += _LINE
    marks = []
    for entry in row.entries:
        lines = _lines(entry, y + 15, left_out)
        marks.append(Mark(mark_of(entry), y + 10, (*body, *lines), address_of(entry)))
        y += _LINE * len(lines) + 5
        body = ()
    is_missing = any(entry.sort is Sort.MISSING for entry in row.entries)
    css = "undated" if row.date is None else "lost" if is_missing else ""
    return Panel(y + _FOOT, head, tuple(marks), css)


def _lines(entry: Entry, y: int, left_out: str) -> list[Line]:
    told = short(entry)
    quoted = "" if told.quoted == left_out else told.quoted
    texts = [(fitted(told.first, ROOM), "", False)]
    texts += [(part, "soft", False) for part in wrapped(told.more, ROOM, 2)]
    texts += [(part, "soft", True) for part in wrapped(quoted, ROOM, 2)]
    return [
        Line(text, y + _LINE * at, css, is_quoted=is_quoted)
        for at, (text, css, is_quoted) in enumerate(texts)
    ]


def address_of(entry: Entry) -> str:
    """Where an entry leads: the item it is, the meeting it was on, or the item that says so."""
    if entry.item:
        return entry.item.get_absolute_url()
    if entry.meeting:
        return entry.meeting.get_absolute_url()
    return entry.sources[0].get_absolute_url() if entry.sources else ""
