"""Leads references to the meetings and items that the portal holds; the others wait until it does."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from cases.minutes.danish import format_date
from cases.minutes.references import ReferenceKind
from cases.models import Meeting, Reference
from cases.models.passage import Precision
from cases.models.reference import ReferenceQuerySet
from cases.models.state import LinkState
from cases.threads.continuation import Candidates, Continuation
from cases.threads.known_meetings import KnownMeetings, fold_name
from cases.threads.passages import is_settled, rewrite

# A step of a plan may be held so many days from the day that was planned.
_MOVED_AT_MOST = 7
# "Næste møde" is at most so many days away, the summer between; else it is not in the portal.
_SEASON = 100
_AHEAD = (
    ReferenceKind.PLANNED_DATE, ReferenceKind.PLANNED_MONTH, ReferenceKind.PROCESS_STEP,
    ReferenceKind.NEXT_MEETING,
)  # fmt: skip
# What may lead to an item although no number is printed.
_LED = (*_AHEAD, ReferenceKind.MEETING_DATE, ReferenceKind.MEETING_MONTH)
_HERE = (ReferenceKind.SAME_MEETING, ReferenceKind.SAME_MEETING_ITEM)
_LAST_MEETING = re.compile(r"\b(?:seneste|sidste|forrige|foregående)\b", re.IGNORECASE)
_SEPARATE = re.compile(
    r"\b(?:en|et|den|det)\s\w+\s(?:sag|punkt|dagsordenspunkt)|\b(?:senere|tidligere)\s",
    re.IGNORECASE,
)
_FIELDS = ("meeting_id", "target_id", "committee_id", "inferred", "doubts")
# Marks a reason that is the resolving's own: it goes and comes with the meetings of the portal.
_OWN = "later"


def added_later(reasons: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of a row's reasons or doubts, those that resolving has added."""
    return [reason for reason in reasons if reason.get(_OWN)]


def referring_to(meeting: Meeting) -> ReferenceQuerySet:
    """References that may lead to this meeting: its body, and its day, week or month or no day at all."""
    committee = meeting.committee
    wanted = {fold_name(name) for name in (committee.code, *committee.folded_names()) if name}
    stubs = Reference.objects.filter(committee=None).exclude(body_name="")
    names = [
        name for name in stubs.values_list("body_name", flat=True).distinct()
        if fold_name(name) in wanted
    ]  # fmt: skip
    week = dt.timedelta(days=_MOVED_AT_MOST)
    undated = (ReferenceKind.NEXT_MEETING, ReferenceKind.EARLIER_UNDATED)
    when = (
        Q(date=meeting.date)
        | Q(date=meeting.date.replace(day=1), precision=Precision.MONTH)
        | Q(date__range=(meeting.date - week, meeting.date + week), kind=ReferenceKind.PROCESS_STEP)
        | Q(date=None, kind__in=undated)
        | Q(item__meeting=meeting)
    )
    whose = Q(committee=committee) | Q(committee=None, body_name__in=names)
    found = Reference.objects.filter(whose, when, is_found=True)
    return found.exclude(state=LinkState.REJECTED)


def resolve_references(among: ReferenceQuerySet, known: KnownMeetings | None = None) -> int:
    """Set where the references lead, as far as the portal holds it; the number of rows changed.

    What a person has said of a reference is only followed, never changed.
    """
    rows = list(
        among.filter(is_found=True).exclude(state=LinkState.REJECTED)
        .select_related("item__meeting").defer(*_HEAVY)
    )  # fmt: skip
    known = known or KnownMeetings.load()
    before = {row.pk: _values(row) for row in rows}
    for row in rows:
        _lead_back(row, known)
    plans = _plans(rows)
    for row in rows:
        row.meeting_id = _meeting(row, known, plans.get(row.item_id, set()))
    _find_targets(rows, known)
    changed = [row for row in rows if _values(row) != before[row.pk]]
    rewrite(Reference, changed, _FIELDS)
    return len(changed)


_HEAVY = [f"item__{name}" for name in ("summary", "case_text", "recommendation", "imported")] + [
    "item__meeting__imported",
    "item__meeting__attendance",
]


def _values(row: Reference) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _FIELDS)


def _lead_back(row: Reference, known: KnownMeetings) -> None:
    """Forget what an earlier resolving said, and find the committee that a stub was waiting for."""
    if row.committee_id is None and (committee := known.named(row.body_name)):
        row.committee_id = committee.pk
    row.inferred = [reason for reason in row.inferred if not reason.get(_OWN)]
    row.doubts = [doubt for doubt in row.doubts if not doubt.get(_OWN)]
    if not is_settled(row):
        row.meeting_id = row.target_id = None


def _plans(rows: Sequence[Reference]) -> dict[int, set[dt.date]]:
    """By item, the days that its other references name: a moved step is not held on one of them."""
    plans: dict[int, set[dt.date]] = defaultdict(set)
    for row in rows:
        if row.date and row.precision == Precision.DAY:
            plans[row.item_id].add(row.date)
    return plans


def _meeting(row: Reference, known: KnownMeetings, planned: set[dt.date]) -> int | None:
    if row.meeting_id is not None:
        return row.meeting_id
    held = row.item.meeting.date
    if row.kind in _HERE:
        return row.item.meeting_id
    if row.date is None:
        return _neighbour(row, known)
    if row.precision == Precision.MONTH:
        return _of_month(row, known)
    same_day = known.on(row.committee_id, row.date)
    if row.item.meeting_id in same_day:
        return row.item.meeting_id
    if same_day or row.kind != ReferenceKind.PROCESS_STEP:
        return same_day[0] if same_day else None
    for date, pk in known.near(row.committee_id, row.date, _MOVED_AT_MOST):
        if date not in planned and (date > held) == (row.date > held) and date != held:
            says = f"Planlagt til den {format_date(row.date)}, holdt den {format_date(date)}."
            row.doubts = [*row.doubts, {"code": "off_plan", "says": says, _OWN: True}]
            return pk
    return None


def _of_month(row: Reference, known: KnownMeetings) -> int | None:
    """The only meeting of the month on the side that the words look to."""
    assert row.date
    found = _month_of(row, known)
    return found[0][1] if len(found) == 1 else None


def _month_of(row: Reference, known: KnownMeetings) -> list[tuple[dt.date, int]]:
    assert row.date
    held, ahead = row.item.meeting.date, row.kind in _AHEAD
    found = known.in_month(row.committee_id, row.date)
    return [(date, pk) for date, pk in found if (date > held if ahead else date < held)]


def _neighbour(row: Reference, known: KnownMeetings) -> int | None:
    """The meeting after this, or the one before for "sidste møde"; the numbers may say that it is not."""
    held = row.item.meeting.date
    if row.kind == ReferenceKind.NEXT_MEETING:
        return known.next_to(row.committee_id, held, _SEASON, later=True)
    if row.kind == ReferenceKind.EARLIER_UNDATED and _LAST_MEETING.search(row.words):
        return known.next_to(row.committee_id, held, _SEASON, later=False)
    return None


def _find_targets(rows: Sequence[Reference], known: KnownMeetings) -> None:
    """Set the item for each row whose meeting is known and whose person has not set one."""
    open_rows = [row for row in rows if row.target_id is None]
    months = {
        row.pk: _month_of(row, known) for row in open_rows
        if row.date and row.precision == Precision.MONTH and row.meeting_id is None
    }  # fmt: skip
    meetings = {row.meeting_id for row in open_rows if row.meeting_id}
    meetings |= {pk for found in months.values() for _, pk in found}
    candidates = Candidates.of({row.item.meeting_id for row in open_rows} | meetings, known)
    for row in open_rows:
        if _skips_numbers(row, candidates):
            row.meeting_id = None
        if row.meeting_id is not None:
            _find_target(row, candidates, [row.meeting_id])
        elif row.pk in months:
            _find_target(row, candidates, [pk for _, pk in months[row.pk]])
    _take_meetings(rows, candidates)


def _skips_numbers(row: Reference, candidates: Candidates) -> bool:
    """Whether the numbers tell that another meeting lies between this and the one next to it."""
    if row.date is not None or row.kind in _HERE or is_settled(row) or row.meeting_id is None:
        return False
    here, there = row.item.meeting_id, row.meeting_id
    if row.kind == ReferenceKind.EARLIER_UNDATED:
        here, there = there, here
    return candidates.is_gap(here, there)


def _find_target(row: Reference, candidates: Candidates, meetings: list[int]) -> None:
    if row.number is not None:
        if row.meeting_id is None:
            return
        row.target_id = candidates.numbered(_meetings_of_day(row, candidates), row.number)
        if row.target_id is None and not is_settled(row):
            says = f"Mødet er i portalen, men har intet punkt {row.number}."
            row.doubts = [*row.doubts, {"code": "no_such_item", "says": says, _OWN: True}]
        return
    if row.kind == ReferenceKind.SAME_MEETING and _SEPARATE.search(row.words):
        found = candidates.named_in(row.sentence, row.item)
    elif row.meeting_id == row.item.meeting_id and row.kind != ReferenceKind.SAME_MEETING_ITEM:
        row.target_id = row.item_id if row.kind != ReferenceKind.MEETING_DATE else None
        return
    elif row.kind in _LED:
        found = candidates.continuing(row.item, row.sentence, meetings)
    else:
        return
    if found is not None:
        _take(row, found)


def _meetings_of_day(row: Reference, candidates: Candidates) -> list[int]:
    """The meeting, and the others of the same committee on that day: the number tells which."""
    assert row.meeting_id is not None
    return [row.meeting_id, *candidates.same_day(row.meeting_id)]


def _take(row: Reference, found: Continuation) -> None:
    row.target_id = found.item
    row.inferred = [*row.inferred, {"what": "item", "why": found.why, _OWN: True}]


def _take_meetings(rows: Iterable[Reference], candidates: Candidates) -> None:
    """A row whose item is known leads to that item's meeting."""
    for row in rows:
        if row.target_id is not None:
            row.meeting_id = candidates.meeting_of(row.target_id) or row.meeting_id
