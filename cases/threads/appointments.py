"""Meetings and deadlines that the texts of a thread's items name, from references and commitments."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from cases.minutes.commitments import CommitmentKind
from cases.minutes.references import ReferenceKind
from cases.minutes.told import outcome_told
from cases.models import AgendaItem, Commitment, Meeting, Reference
from cases.models.commitment import Fulfilment
from cases.models.passage import Precision

_AHEAD = frozenset(
    {
        ReferenceKind.PLANNED_DATE,
        ReferenceKind.PLANNED_MONTH,
        ReferenceKind.NEXT_MEETING,
        ReferenceKind.PROCESS_STEP,
    }
)
_HERE = (ReferenceKind.SAME_MEETING, ReferenceKind.SAME_MEETING_ITEM)
# Promises to meet again: a meeting on that day keeps them. The others have a date of their own.
_RETURNING = frozenset({CommitmentKind.CASE_RETURNS, CommitmentKind.PROCESS_STEP})


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting or a deadline as one item's text names it. A month is its first day.

    `planned_for` is the day the text gives where the meeting was held on another, which is `date`;
    `told_by` is the item that says so. `outcome` is the word for what the text says it came to.
    `is_misdated`: the text tells of it as over, on a later day; `is_lost`: a month in which the
    portal has no meeting of the body.
    """

    item: AgendaItem
    words: str
    date: dt.date
    is_month: bool
    committee: int | None = None
    body: str = ""
    is_planned: bool = True
    is_step: bool = False
    step: int = 0
    steps: int = 0
    target: AgendaItem | None = None
    meeting: Meeting | None = None
    planned_for: dt.date | None = None
    told_by: AgendaItem | None = None
    followed_up: tuple[Fulfilment, ...] = ()
    doubts: tuple[str, ...] = ()
    outcome: str = ""
    is_misdated: bool = False
    is_lost: bool = False

    @property
    def printed_date(self) -> dt.date:
        """The day the text gives."""
        return self.planned_for or self.date


def appointments_of(
    items: Sequence[AgendaItem], promises: Iterable[Commitment]
) -> list[Appointment]:
    """Every meeting with a date that the items refer to or promise, with what the public may see."""
    by_pk = {item.pk: item for item in items}
    referred = [_referred(by_pk[row.item_id], row) for row in _references(items)]
    # A promise and a reference in one text to one day are about the same meeting of the same body.
    bodies = {(one.item.pk, one.date): one for one in referred}
    promised = [
        _promised(by_pk[row.item_id], row, bodies)
        for row in promises
        if is_appointment(row, bodies)
    ]
    moved = {(one.item.pk, one.printed_date): one.date for one in promised if one.planned_for}
    return _numbered([*promised, *(_moved(one, moved) for one in referred)])


def promises_of(items: Sequence[AgendaItem]) -> list[Commitment]:
    """The public promises of the items, each with the public items that follow it up."""
    return list(Commitment.objects.published().filter(item__in=items).for_cards().due_first())


def is_appointment(promise: Commitment, said: Container[tuple[int, dt.date]]) -> bool:
    """Whether it promises a meeting on a day or in a month, and not something else.

    `said` are the items and days of meetings that texts name: another body's are among them.
    """
    if promise.due is None:
        return False
    is_elsewhere = promise.kind == CommitmentKind.OTHER_BODY
    return promise.kind in _RETURNING or (is_elsewhere and (promise.item_id, promise.due) in said)


def _references(items: Sequence[AgendaItem]) -> Iterable[Reference]:
    rows = Reference.objects.published().filter(item__in=items).exclude(kind__in=_HERE)
    dated = rows.exclude(date=None).for_reading().order_by("item", "position")
    return [row for row in dated if row.has_public_date]


def _referred(item: AgendaItem, row: Reference) -> Appointment:
    assert row.date is not None  # _references leaves the others out
    is_own = row.committee_id == item.meeting.committee_id
    if row.target is not None and row.meeting is not None:
        row.target.meeting = row.meeting
    return Appointment(
        item,
        row.sentence or row.words,
        row.date,
        row.precision == Precision.MONTH,
        committee=row.committee_id,
        body=item.meeting.committee_name if is_own else row.public_body,
        is_planned=row.kind in _AHEAD,
        is_step=row.kind == ReferenceKind.PROCESS_STEP,
        target=row.target if row.meeting is not None else None,
        meeting=row.meeting,
        outcome=outcome_told(row.sentence, row.words),
        # That a plan was moved is shown as such.
        doubts=tuple(doubt["says"] for doubt in row.public_doubts if doubt["code"] != "off_plan"),
        is_misdated=any(doubt["code"] == "after_meeting" for doubt in row.public_doubts),
    )


def _promised(
    item: AgendaItem, row: Commitment, said: Mapping[tuple[int, dt.date], Appointment]
) -> Appointment:
    assert row.due is not None  # is_appointment
    same = said.get((item.pk, row.due))
    held_on = row.held_on if row.is_held else None  # type: ignore[attr-defined]  # by for_cards
    return Appointment(
        item,
        row.sentence or row.words,
        held_on or row.due,
        row.due_precision == Precision.MONTH and not held_on,
        committee=same.committee if same else item.meeting.committee_id,
        body=same.body if same else item.meeting.committee_name,
        is_step=row.kind == CommitmentKind.PROCESS_STEP,
        meeting=same.meeting if same and not held_on else None,
        planned_for=row.due if held_on and held_on != row.due else None,
        told_by=row.held_reference.item if held_on and row.held_reference else None,
        followed_up=tuple(row.public_fulfilments),  # type: ignore[attr-defined]  # by for_cards
    )


def _moved(one: Appointment, moved: Mapping[tuple[int, dt.date], dt.date]) -> Appointment:
    """A plan for a day on which another promise of the same item knows that nothing was held."""
    day = moved.get((one.item.pk, one.date))
    if day is None or not one.is_planned:
        return one
    return replace(one, date=day, planned_for=one.date, meeting=None)


def _numbered(found: Sequence[Appointment]) -> list[Appointment]:
    """Give the steps of each item's plan their number, by the days that are printed."""
    days: dict[int, set[dt.date]] = defaultdict(set)
    for one in found:
        if one.is_step:
            days[one.item.pk].add(one.printed_date)
    plans = {pk: sorted(dates) for pk, dates in days.items() if len(dates) > 1}
    return [
        replace(one, step=plan.index(one.printed_date) + 1, steps=len(plan))
        if one.is_step and (plan := plans.get(one.item.pk))
        else one
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class Known:
    """The public meetings that appointments may mean."""

    by_day: dict[tuple[int | None, dt.date], Meeting]
    of_thread: list[Meeting]

    @classmethod
    def of(cls, items: Sequence[AgendaItem], found: Sequence[Appointment]) -> Known:
        """The meetings of the thread's items, and others on the days that are named."""
        own = {item.meeting_id: item.meeting for item in items}
        meetings = [*_public_meetings(found, own), *own.values()]
        return cls(
            {(meeting.committee_id, meeting.date): meeting for meeting in meetings},
            sorted(own.values(), key=lambda meeting: meeting.date),
        )

    def at_meetings(self, said: Iterable[Appointment]) -> list[Appointment]:
        """The appointments, each with the public meeting that is meant, if any, and its day.

        A plan for one day that leads to a meeting on another was moved.
        """
        months = {(body, day.year, day.month) for body, day in self.by_day}
        return [self._at_meeting(one, months) for one in said]

    def _at_meeting(
        self, said: Appointment, months: Container[tuple[int | None, int, int]]
    ) -> Appointment:
        meeting = said.meeting or self._meeting_of(said)
        if meeting is None:
            month = (said.committee, said.date.year, said.date.month)
            return replace(said, is_lost=said.is_month and month not in months)
        if said.is_planned and not said.is_month and meeting.date != said.date:
            said = replace(said, planned_for=said.printed_date)
        return replace(said, meeting=meeting, date=meeting.date, is_month=False)

    def _meeting_of(self, said: Appointment) -> Meeting | None:
        """By the day; of a month, the thread's first meeting in it."""
        if not said.is_month:
            return self.by_day.get((said.committee, said.date))
        month = said.date.year, said.date.month
        ours = (one for one in self.of_thread if one.committee_id == said.committee)
        return next((one for one in ours if (one.date.year, one.date.month) == month), None)


def _public_meetings(found: Sequence[Appointment], own: Iterable[int]) -> Iterable[Meeting]:
    sought = [one for one in found if one.meeting is None and one.committee]
    if not sought:
        return []
    when = Q(date__in={one.date for one in sought if not one.is_month})
    for month in {one.date for one in sought if one.is_month}:
        when |= Q(date__year=month.year, date__month=month.month)
    meetings = Meeting.objects.published().exclude(pk__in=own)
    named = meetings.filter(when, committee__in={one.committee for one in sought})
    return named.select_related("committee").prefetch_related("committee__names")
