"""What a timeline says in a line or two. The table beside the drawing says it in full."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.minutes.decisions import REFUSING_EFFECTS, DecisionKind
from cases.models import AgendaItem
from cases.models.commitment import Fulfilment
from cases.models.state import LinkState
from cases.rendering.dates import date_in_words, in_danish, month_in_words, without_day
from cases.rendering.markdown import plain_text
from cases.threads.timelines import Entry, Row, Sort


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
    years = round(months / 12)
    return ngettext("%(n)s år", "%(n)s år", years) % {"n": years}


@dataclass(frozen=True, slots=True)
class Short:
    """What an entry is in one line, more about it, and words of the minutes."""

    first: str
    more: str = ""
    quoted: str = ""


def short(entry: Entry) -> Short:
    """An entry in few words."""
    return _SHORT[entry.sort](entry)


def label_of(item: AgendaItem) -> str:
    """`Punkt 31`, in the language of the page."""
    return _("Punkt %(number)s") % {"number": item.number} if item.number else _("Uden nummer")


def _item(entry: Entry) -> Short:
    assert entry.item  # an item's entry has one
    outcome = outcome_of(entry)
    label = label_of(entry.item)
    return Short(f"{label}: {outcome}" if outcome else label, quoted=entry.item.title)


def outcome_of(entry: Entry) -> str:
    """What the first decision on an item came to, in a word or two."""
    assert entry.item  # only asked of items
    for decision in entry.item.decisions.all():
        says_little = decision.kind == DecisionKind.ADOPTED or decision.effect in REFUSING_EFFECTS
        shows_effect = decision.effect and says_little
        said = decision.get_effect_display() if shows_effect else decision.get_kind_display()
        return _(said).lower()
    return _("på dagsordenen") if entry.item.meeting.is_coming else ""


def _plan(entry: Entry) -> Short:
    source = label_of(entry.sources[0])
    where = _("Planlagt i %(item)s") % {"item": source.lower()}
    if entry.steps:
        numbers = {"step": entry.step, "steps": entry.steps, "item": source.lower()}
        where = _("Trin %(step)s af %(steps)s (%(item)s)") % numbers
    if entry.planned_for and entry.held_on:
        return Short(_moved(entry.planned_for, entry.held_on), where)
    if entry.is_kept:
        return Short(_("Som planlagt"), where)
    if entry.in_other_cases:
        return Short(_followed_up(entry.in_other_cases[0]), where)
    quoted = without_day(plain_text(entry.words))
    if entry.is_lost:
        return Short(_("Mødet er ikke i portalen"), where, quoted)
    return Short(where, quoted=quoted)


def _followed_up(fulfilment: Fulfilment) -> str:
    """`Måske fulgt op i punkt 25 (anden sag)`."""
    is_sure = fulfilment.state == LinkState.CONFIRMED
    where = {"item": label_of(fulfilment.item).lower()}
    said = _("Fulgt op i %(item)s") if is_sure else _("Måske fulgt op i %(item)s")
    return f"{said % where} ({_('anden sag')})"


def _moved(planned: dt.date, held: dt.date) -> str:
    """`Planlagt 24., holdt 26. marts`."""
    same_month = (planned.year, planned.month) == (held.year, held.month)
    day, month = ("j.", "j. F") if in_danish() else ("j", "j F")
    days = {
        "planned": formatted(planned, day if same_month else month),
        "held": formatted(held, month),
    }
    return _("Planlagt %(planned)s, holdt %(held)s") % days


def _missing(entry: Entry) -> Short:
    first = _("Datoen kan ikke passe") if entry.is_misdated else _("Mødet er ikke i portalen")
    return Short(first, mentioned(entry))


def mentioned(entry: Entry) -> str:
    """Which items speak of it, and what one says that it came to, if any."""
    if not entry.told:
        return ""
    label = label_of(entry.sources[0]).lower()
    if entry.told[0].outcome:
        outcome = _(entry.told[0].outcome)
        return _("%(outcome)s ifølge %(item)s") % {"outcome": outcome, "item": label}
    labels = ", ".join(label_of(item).lower() for item in entry.sources)
    return _("Nævnt i %(items)s") % {"items": labels}


def _meeting(entry: Entry) -> Short:
    if entry.item:
        return Short(f"{label_of(entry.item)} ({_('anden sag')})", quoted=entry.item.title)
    return Short(_("Mødet er i portalen, uden sagen"), mentioned(entry))


def _mention(entry: Entry) -> Short:
    return Short(mentioned(entry), quoted=entry.words)


def _due(entry: Entry) -> Short:
    first = _("Lovet i %(item)s") % {"item": label_of(entry.sources[0]).lower()}
    return Short(first, quoted=entry.words)


_SHORT = {
    Sort.ITEM: _item,
    Sort.PLAN: _plan,
    Sort.MISSING: _missing,
    Sort.MEETING: _meeting,
    Sort.MENTION: _mention,
    Sort.DUE: _due,
}
