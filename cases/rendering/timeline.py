"""A thread's rows as a drawing: time runs downwards along an axis, each thing with a mark and a line.

One SVG for each row, one below the other, so that a page may break between them in print. All in whole
numbers, because a Danish page would write 11,77 for 11.77. What stands here in short stands in full in
the table that is made from the same rows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.rendering.dates import date_in_words, month_in_words
from cases.rendering.marks import KEY, mark_of
from cases.rendering.short_text import fitted, wrapped
from cases.threads.timelines import Entry, Row, Sort

WIDTH, AXIS, TEXT = 280, 12, 32
MOST_ROWS = 24
_LINE, _HEAD, _FOOT = 19, 22, 14
# A gap up to two months is as long as it lasts; a longer one is a broken axis with its length in words.
_LONGEST_GAP = 62


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where it stands."""

    text: str
    y: int
    css: str = ""


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
        return [(name, path, _(label)) for name, (path, label) in KEY.items() if name in used]


def draw_timeline(rows: Sequence[Row]) -> Picture:
    """The drawing of the newest rows."""
    drawn = rows[-MOST_ROWS:]
    panels = [replace(panel, bottom=panel.height) for panel in _panels(drawn)]
    dated = [at for at, panel in enumerate(panels) if panel.css != "undated"]
    if dated:
        first, last = dated[0], dated[-1]
        panels[first] = replace(panels[first], top=panels[first].marks[0].y)
        panels[last] = replace(panels[last], bottom=panels[last].marks[-1].y)
    return Picture(tuple(panels), len(rows) - len(drawn))


def _panels(rows: Sequence[Row]) -> Iterator[Panel]:
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
        yield _panel(row, days // 3 if days <= _LONGEST_GAP else 0, shows_body=many_bodies)


def _panel(row: Row, above: int, *, shows_body: bool) -> Panel:
    head = Line(fitted(date_of(row), WIDTH - TEXT), above + 16, "day")
    y = above + _HEAD
    body: tuple[Line, ...] = ()
    if shows_body and row.body:
        body = (Line(fitted(row.body, WIDTH - TEXT), y + 14, "soft"),)
        y += _LINE
    marks = []
    for entry in row.entries:
        first, rest = short(entry)
        texts = [(fitted(first, WIDTH - TEXT), "")]
        texts += [(text, "soft") for one in rest for text in wrapped(one, WIDTH - TEXT, 2)]
        lines = [Line(text, y + 15 + _LINE * at, css) for at, (text, css) in enumerate(texts)]
        marks.append(Mark(mark_of(entry), y + 10, (*body, *lines), address_of(entry)))
        y += _LINE * len(texts) + 5
        body = ()
    is_missing = any(entry.sort is Sort.MISSING for entry in row.entries)
    css = "undated" if row.date is None else "lost" if is_missing else ""
    return Panel(y + _FOOT, head, tuple(marks), css)


def date_of(row: Row) -> str:
    """The row's date in words: a day, a month, or that there is none."""
    if row.date is None:
        return _("Uden dato")
    if row.is_month:
        return month_in_words(row.date.year, row.date.month)
    return date_in_words(row.date)


def duration(days: int) -> str:
    """A time between two dates in words: days up to three months, then months, then years."""
    if days <= 92:
        return ngettext("%(n)s dag", "%(n)s dage", days) % {"n": days}
    months = round(days * 12 / 365.25)
    if months < 24:
        return ngettext("%(n)s måned", "%(n)s måneder", months) % {"n": months}
    return ngettext("%(n)s år", "%(n)s år", months // 12) % {"n": months // 12}


def address_of(entry: Entry) -> str:
    """Where an entry leads: the item it is, the meeting it was on, or the item that says so."""
    if entry.item:
        return entry.item.get_absolute_url()
    if entry.meeting:
        return entry.meeting.get_absolute_url()
    return entry.sources[0].get_absolute_url() if entry.sources else ""


def short(entry: Entry) -> tuple[str, list[str]]:
    """What an entry is in one line, and more about it."""
    return _SHORT[entry.sort](entry)


def label_of(item: object) -> str:
    """`Punkt 31`, in the language of the page."""
    number = getattr(item, "number", None)
    return _("Punkt %(number)s") % {"number": number} if number is not None else _("Uden nummer")


def _item(entry: Entry) -> tuple[str, list[str]]:
    assert entry.item  # an item's entry has one
    outcome = outcome_of(entry)
    label = label_of(entry.item)
    return f"{label}: {outcome}" if outcome else label, [entry.item.title]


def outcome_of(entry: Entry) -> str:
    """What the first decision on an item came to, in a word or two."""
    assert entry.item  # only asked of items
    for decision in entry.item.decisions.all():
        said = decision.get_effect_display() if decision.effect else decision.get_kind_display()
        return _(said).lower()
    return _("på dagsordenen") if entry.item.meeting.is_coming else ""


def _plan(entry: Entry) -> tuple[str, list[str]]:
    source = label_of(entry.sources[0])
    where = _("Planlagt i %(item)s") % {"item": source.lower()}
    if entry.steps:
        numbers = {"step": entry.step, "steps": entry.steps, "item": source.lower()}
        where = _("Trin %(step)s af %(steps)s (%(item)s)") % numbers
    if entry.planned_for:
        return _("Planlagt til %(day)s") % {"day": day_and_month(entry.planned_for)}, [where]
    if entry.is_kept:
        return _("Som planlagt"), [where]
    return where, [without_day(entry.words)]


# "Den 10. marts 2026: Udvalget ser på et oplæg" under a heading that says the day.
_DAY_BEFORE = re.compile(r"^\W*(?:den\s+)?\d{1,2}\.\s?[a-zæøå]+(?:\s+\d{4})?\s*:\s*", re.IGNORECASE)


def without_day(words: str) -> str:
    """The words of a step without the date they begin with."""
    return _DAY_BEFORE.sub("", words)


def day_and_month(date: dt.date) -> str:
    """`24. marts`."""
    return formatted(date, _("j. F"))


def _missing(entry: Entry) -> tuple[str, list[str]]:
    return _("Mødet er ikke i portalen"), [mentioned(entry)] if entry.sources else []


def mentioned(entry: Entry) -> str:
    """Which items speak of it."""
    labels = ", ".join(label_of(item).lower() for item in entry.sources)
    return _("Nævnt i %(items)s") % {"items": labels}


def _meeting(entry: Entry) -> tuple[str, list[str]]:
    if entry.item:
        return f"{label_of(entry.item)} ({_('anden sag')})", [entry.item.title]
    return _("Mødet er i portalen, uden sagen"), [mentioned(entry)] if entry.sources else []


def _mention(entry: Entry) -> tuple[str, list[str]]:
    return mentioned(entry), [entry.words]


def _due(entry: Entry) -> tuple[str, list[str]]:
    return _("Lovet i %(item)s") % {"item": label_of(entry.sources[0]).lower()}, [entry.words]


_SHORT = {
    Sort.ITEM: _item,
    Sort.PLAN: _plan,
    Sort.MISSING: _missing,
    Sort.MEETING: _meeting,
    Sort.MENTION: _mention,
    Sort.DUE: _due,
}
