"""What happened in a thread of items and what was said of it, by date.

The drawing and the table beside it are both made from these rows, so that they cannot differ.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils import timezone

from cases.models import AgendaItem, Commitment, Meeting
from cases.models.commitment import Fulfilment
from cases.models.passage import Precision
from cases.threads.appointments import (
    Appointment,
    Known,
    appointments_of,
    is_appointment,
    promises_of,
)


class Sort(StrEnum):
    """What sort of thing happened, or is to happen."""

    ITEM = "item"  # an item of the thread on a meeting
    PLAN = "plan"  # an item's text sets a meeting
    MISSING = "missing"  # a meeting that is over and that the portal does not hold
    MEETING = "meeting"  # a meeting that the portal holds, with no item of the thread
    MENTION = "mention"  # a meeting of which only the month is known
    DUE = "due"  # what else was promised


@dataclass(frozen=True, slots=True)
class Told:
    """What one item's text says of it: its sentences, and the word for what it came to, if any."""

    item: AgendaItem
    sentences: tuple[str, ...]
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing on a date, and what items' texts say of it.

    `is_kept` says of a plan that its case was on that meeting, `is_lost` that its month is over and
    the portal has no meeting of the body in it; `step` of `steps` numbers the steps of one plan.
    `planned_for` is the day that was planned where the meeting was `held_on` another, as `told_by`
    tells. `is_aside` marks an item that only mentions the topic, `is_misdated` a day that cannot be
    right.
    """

    sort: Sort
    item: AgendaItem | None = None
    meeting: Meeting | None = None
    told: tuple[Told, ...] = ()
    step: int = 0
    steps: int = 0
    planned_for: dt.date | None = None
    held_on: dt.date | None = None
    told_by: AgendaItem | None = None
    is_kept: bool = False
    is_lost: bool = False
    is_aside: bool = False
    is_past: bool = True
    followed_up: tuple[Fulfilment, ...] = ()
    doubts: tuple[str, ...] = ()
    is_misdated: bool = False

    @property
    def sources(self) -> tuple[AgendaItem, ...]:
        """The items whose texts say so."""
        return tuple(told.item for told in self.told)

    @property
    def words(self) -> str:
        """The first of the sentences, if any says so."""
        return self.told[0].sentences[0] if self.told else ""

    @property
    def in_other_cases(self) -> tuple[Fulfilment, ...]:
        """What follows it up in another case than the one that planned it."""
        ours = self.sources[0].case_id if self.told else None
        return tuple(
            one for one in self.followed_up if ours and one.item.case_id not in (ours, None)
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A date, the body that met, and what belongs to it. `days` are those since the row before.

    A month is its first day; what has no date at all comes last, with None.
    """

    date: dt.date | None
    is_month: bool
    body: str
    entries: tuple[Entry, ...]
    days: int | None = None

    @property
    def is_past(self) -> bool:
        """Whether its day is over."""
        return self.date is not None and self.date < timezone.localdate()


@dataclass(frozen=True, slots=True)
class _Spot:
    """A date and a body, by which what several texts say of one meeting comes together."""

    date: dt.date
    is_month: bool
    body: int | str


def gather_timeline(
    items: Sequence[AgendaItem],
    *,
    mentioning: Sequence[AgendaItem] = (),
    follows_plans: bool = True,
) -> list[Row]:
    """The rows of a thread of public items, oldest first, items with their meeting and decisions.

    What `items` plan, promise and refer to is gathered too if the plans are to be followed; items
    that only mention a topic (`mentioning`) are shown without it.
    """
    shown = [*items, *mentioning]
    promises = promises_of(items) if follows_plans else []
    found = appointments_of(items, promises) if follows_plans else []
    known = Known.of(shown, found)
    asides = {item.pk for item in mentioning}
    names: dict[_Spot, str] = {}
    items_at: dict[_Spot, list[AgendaItem]] = defaultdict(list)
    said_at: dict[_Spot, list[Appointment]] = defaultdict(list)
    for item in shown:
        spot = _Spot(item.meeting.date, False, item.meeting.committee_id)
        items_at[spot].append(item)
        names[spot] = item.meeting.committee_name
    for one in known.at_meetings(found):
        spot = _spot(one)
        said_at[spot].append(one)
        names.setdefault(spot, one.body)
    rows = [
        Row(
            spot.date,
            spot.is_month,
            name,
            (*_items(items_at[spot], asides), *_said(spot, items_at[spot], said_at[spot])),
        )
        for spot, name in names.items()
    ]
    by_pk = {item.pk: item for item in items}
    said = {(one.item.pk, one.printed_date) for one in found}
    rows += _rows_of_deadlines(by_pk, [row for row in promises if not is_appointment(row, said)])
    return _in_order(row for row in rows if row.entries)


def _spot(said: Appointment) -> _Spot:
    if said.meeting is not None:
        return _Spot(said.date, False, said.meeting.committee_id)
    return _Spot(said.date, said.is_month, said.committee or said.body.casefold())


def _last_day(spot: _Spot) -> dt.date:
    if not spot.is_month:
        return spot.date
    return spot.date.replace(day=monthrange(spot.date.year, spot.date.month)[1])


def _in_order(rows: Iterable[Row]) -> list[Row]:
    """By date, a month before its days, what has no date last; each with the days since the last."""
    far = dt.date.max
    ordered = sorted(rows, key=lambda row: (row.date or far, not row.is_month))
    counted = []
    before: dt.date | None = None
    for row in ordered:
        days = (row.date - before).days if row.date and before and not row.is_month else None
        counted.append(replace(row, days=days))
        before = before if row.is_month else row.date
    return counted


def _items(items: Sequence[AgendaItem], asides: Container[int]) -> Iterable[Entry]:
    for item in items:
        yield Entry(sort=Sort.ITEM, item=item, meeting=item.meeting, is_aside=item.pk in asides)


def _same_case(one: AgendaItem, other: AgendaItem) -> bool:
    return one.case_id is not None and one.case_id == other.case_id


def _said(spot: _Spot, items: Sequence[AgendaItem], said: Sequence[Appointment]) -> Iterable[Entry]:
    """What texts say of the meeting: plans, and what is known where no item of the thread was on it."""
    is_past = _last_day(spot) < timezone.localdate()
    yield from _plans([one for one in said if one.is_planned], items, is_past)
    if not items and said:
        yield from _elsewhere(spot, said, is_past)


def _plans(said: Sequence[Appointment], items: Sequence[AgendaItem], is_past: bool) -> list[Entry]:
    """One entry for each item that planned the meeting, in its fullest words."""
    by_source: dict[int, list[Appointment]] = defaultdict(list)
    for one in said:
        by_source[one.item.pk].append(one)
    entries = []
    for group in by_source.values():
        best = max(group, key=lambda one: (one.step, bool(one.followed_up)))
        moved = next((one for one in group if one.planned_for), None)
        entry = Entry(
            sort=Sort.PLAN,
            told=(Told(best.item, (best.words,)),),
            step=best.step,
            steps=best.steps,
            planned_for=moved.planned_for if moved else None,
            held_on=moved.date if moved else None,
            told_by=next((one.told_by for one in group if one.told_by), None),
            is_lost=is_past and all(one.is_lost for one in group),
            is_past=is_past,
            followed_up=_once(link for one in group for link in one.followed_up),
        )
        entries.append(replace(entry, is_kept=_is_kept(entry, items)))
    return entries


def _is_kept(plan: Entry, items: Sequence[AgendaItem]) -> bool:
    """Whether the case that planned it was on, and not only what another case followed up."""
    was_on = any(_same_case(item, plan.sources[0]) for item in items)
    return was_on and (not plan.followed_up or plan.in_other_cases != plan.followed_up)


def _told(said: Sequence[Appointment]) -> tuple[Told, ...]:
    """What each item says, what a sentence says that it came to first, and nothing twice."""
    by_item: dict[int, list[Appointment]] = defaultdict(list)
    for one in sorted(said, key=lambda one: not one.outcome):
        by_item[one.item.pk].append(one)
    return tuple(
        Told(group[0].item, tuple(dict.fromkeys(one.words for one in group)), group[0].outcome)
        for group in by_item.values()
    )


def _elsewhere(spot: _Spot, said: Sequence[Appointment], is_past: bool) -> Iterable[Entry]:
    """What the portal knows of a meeting that none of the thread's items was on."""
    meeting = said[0].meeting
    told = _told([one for one in said if not one.is_planned])
    entry = Entry(
        sort=Sort.MENTION,
        told=told,
        is_past=is_past,
        doubts=tuple(dict.fromkeys(doubt for one in said for doubt in one.doubts)),
        is_misdated=any(one.is_misdated for one in said),
    )
    if meeting is not None:
        target = next((one.target for one in said if one.target is not None), None)
        yield replace(entry, sort=Sort.MEETING, meeting=meeting, item=target)
    elif is_past and not spot.is_month:
        yield replace(entry, sort=Sort.MISSING)
    elif told:
        yield entry


def _once(fulfilments: Iterable[Fulfilment]) -> tuple[Fulfilment, ...]:
    """Each item that follows up once, the best link first."""
    found: dict[int, Fulfilment] = {}
    for one in fulfilments:
        found.setdefault(one.item_id, one)
    return tuple(found.values())


def _rows_of_deadlines(
    items: Mapping[int, AgendaItem], promises: Sequence[Commitment]
) -> list[Row]:
    """What was promised besides meetings: by its date, and in one row what has none."""
    by_date: dict[tuple[dt.date | None, bool], list[Entry]] = defaultdict(list)
    for row in promises:
        entry = Entry(
            sort=Sort.DUE,
            told=(Told(items[row.item_id], (row.sentence or row.words,)),),
            is_past=row.due_until is not None and row.due_until < timezone.localdate(),
            followed_up=tuple(row.public_fulfilments),  # type: ignore[attr-defined]  # by for_cards
        )
        by_date[row.due, row.due_precision == Precision.MONTH].append(entry)
    return [Row(date, month, "", tuple(entries)) for (date, month), entries in by_date.items()]
