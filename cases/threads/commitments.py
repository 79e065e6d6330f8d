"""The promises that an item makes, as rows, and what came of their days.

`suggest_fulfilments` stands in `fulfilments.py`; here a promise is read, and a planned day compared
with the day on which the meeting was held.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from cases.minutes.commitments import CommitmentKind, ParsedCommitment, find_commitments
from cases.minutes.passages import Setting
from cases.models import AgendaItem, Commitment, Meeting, Reference
from cases.models.meeting import MeetingState
from cases.models.passage import Precision
from cases.models.state import LinkState
from cases.threads.fulfilments import suggest_fulfilments
from cases.threads.passages import is_settled, place, rewrite, texts_of_row

__all__ = ["awaiting", "note_deviations", "read_commitments", "suggest_fulfilments", "told_of_in"]

# A meeting so near the planned day is the planned one, moved.
NEAR = dt.timedelta(days=7)
_PLANNED = (CommitmentKind.PROCESS_STEP, CommitmentKind.CASE_RETURNS)
# How long after a promise without a day an item may still keep it
_PATIENCE = dt.timedelta(days=400)


def read_commitments(item: AgendaItem) -> list[Commitment]:
    """The promises of an item, not stored yet; wants its decisions and its committee's names."""
    meeting = item.meeting
    setting = Setting(meeting.committee_name, meeting.date, item.number)
    return [
        place(_row(found), item, found.passage)
        for found in find_commitments(texts_of_row(item), setting)
    ]


def _row(found: ParsedCommitment) -> Commitment:
    known = Precision.MONTH if found.due_is_month else Precision.DAY
    return Commitment(
        kind=found.kind.value,
        due=found.due,
        due_precision=known if found.due else Precision.NONE,
        due_inferred=found.due_inferred,
    )


def awaiting(meeting: Meeting) -> QuerySet[Commitment]:
    """The promises that the items of a meeting may keep, or whose day they may tell about."""
    date, near = meeting.date, Q()
    told = Reference.objects.filter(item__meeting=meeting, is_found=True, precision=Precision.DAY)
    for day in set(told.values_list("date", flat=True)):
        if day is not None:
            near |= Q(due__range=(day - NEAR, day + NEAR))
    near |= Q(due__range=(date - dt.timedelta(days=31), date + NEAR))
    near |= Q(due=None, item__meeting__date__gte=date - _PATIENCE)
    ours = Q(item__meeting__committee=meeting.committee) | Q(kind=CommitmentKind.OTHER_BODY)
    earlier = Q(item__meeting__date__lt=date) & ours & near
    return Commitment.objects.filter(earlier | Q(item__meeting=meeting), is_found=True)


def told_of_in(references: Iterable[Reference]) -> QuerySet[Commitment]:
    """The promises that these references may tell of: whether they were kept, or on which day."""
    rows = list(references)
    items = {row.item_id for row in rows}
    tied = Q(item__in=items) | Q(fulfilments__item__in=items) | Q(held_reference__in=rows)
    tied |= Q(item__in={row.target_id for row in rows if row.target_id})
    tied |= Q(item__meeting__in={row.meeting_id for row in rows if row.meeting_id})
    for committee, day in {(row.committee_id, row.date) for row in rows}:
        if committee and day:
            tied |= Q(item__meeting__committee=committee, due__range=(day - NEAR, day + NEAR))
    keys = set(Commitment.objects.filter(tied, is_found=True).values_list("pk", flat=True))
    return Commitment.objects.filter(pk__in=keys)


@dataclass(frozen=True, slots=True)
class _Held:
    """A day on which a committee met, by the portal's meeting or by a later item's word."""

    date: dt.date
    reference: int | None = None
    case: int | None = None


def note_deviations(among: QuerySet[Commitment], *, settled: bool = False) -> int:
    """Note where a planned meeting was held on another day; the number of rows changed.

    A row that a person has settled is left alone unless a reference told the day, or `settled` says
    that the person has not.
    """
    rows = [
        row
        for row in among.filter(is_found=True).select_related("item__meeting")
        if row.due and row.due_precision == Precision.DAY
        and (settled or row.held_reference_id is not None or not is_settled(row))
    ]  # fmt: skip
    planned = [row for row in rows if row.kind in _PLANNED]
    known = _known_days(planned)
    steps: dict[int, set[dt.date]] = defaultdict(set)
    for row in planned:
        if row.due:
            steps[row.item_id].add(row.due)
    changed = []
    for row in rows:
        held = _held(row, known, steps[row.item_id]) if row.kind in _PLANNED else None
        values = (held.date, held.reference) if held else (None, None)
        if values != (row.held_on, row.held_reference_id):
            row.held_on, row.held_reference_id = values
            changed.append(row)
    rewrite(Commitment, changed, ["held_on", "held_reference"])
    return len(changed)


def _known_days(rows: Iterable[Commitment]) -> dict[int, list[_Held]]:
    """Per committee the days near these rows' days on which it met."""
    days = [row.due for row in rows if row.due]
    known: dict[int, list[_Held]] = defaultdict(list)
    if not days:
        return known
    span = (min(days) - NEAR, max(days) + NEAR)
    committees = {row.item.meeting.committee_id for row in rows}
    meetings = Meeting.objects.filter(
        committee__in=committees, date__range=span, withdrawn_at=None
    ).exclude(state=MeetingState.CANCELLED)
    for committee, date in meetings.values_list("committee", "date"):
        known[committee].append(_Held(date))
    references = Reference.objects.filter(
        committee__in=committees, date__range=span, precision=Precision.DAY, is_found=True
    ).exclude(state=LinkState.REJECTED)
    fields = ("committee", "date", "pk", "item__case", "item__meeting__date")
    for committee, date, key, case, told_on in references.order_by("pk").values_list(*fields):
        if committee and date and told_on > date:
            known[committee].append(_Held(date, key, case))
    return known


def _held(row: Commitment, known: Mapping[int, list[_Held]], steps: set[dt.date]) -> _Held | None:
    """The day near a planned one on which the committee met instead; None where it met as planned."""
    due = row.due
    assert due is not None
    days = known.get(row.item.meeting.committee_id, [])
    if any(day.date == due for day in days):
        return None
    others = [
        day
        for day in days
        if abs(day.date - due) <= NEAR
        and day.date not in steps
        and day.date > row.item.meeting.date
    ]
    case = row.item.case_id
    return min(
        others,
        key=lambda day: (
            not (case and day.case == case),
            day.reference is None,
            abs(day.date - due),
            day.reference or 0,
        ),
        default=None,
    )
