"""The way a case took: who recommended, which bodies dealt with it, when, and how that is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

from django.utils import timezone

from cases.minutes.decisions import DecisionKind
from cases.models import AgendaItem, Committee
from cases.threads.timelines import Row, Sort

Items = tuple[AgendaItem, ...]


class Known(StrEnum):
    """How it is known that a case was with a body."""

    ITEM = "item"  # an item of that body's meeting is in the portal
    DECISION = "decision"  # an item prints that body's decision
    TEXT = "text"  # an item's text says so
    PLAN = "plan"  # an item's text or a coming agenda says that it is to be


@dataclass(frozen=True, slots=True)
class Visit:
    """A day, or a month by its first day, on which a case was with a body, and how that is known."""

    body: str
    date: dt.date | None
    known: Known
    items: Items
    is_month: bool = False
    is_misdated: bool = False

    @property
    def day(self) -> dt.date | None:
        """Its day, where that is known and can be right."""
        return None if self.is_month or self.is_misdated else self.date


@dataclass(frozen=True, slots=True)
class Stop:
    """A body and the days the case was there before it went on; `days` since the stop before."""

    body: str
    visits: tuple[Visit, ...]
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Who recommended, and where the case went: the stops in order, and bodies that are only marked.

    `unclear` are the items with more than one mark whose columns are lost; `has_mere_plans`: a day
    that was only planned, and that nothing tells of since, is left out.
    """

    recommenders: dict[str, Items]
    stops: tuple[Stop, ...]
    marked: dict[str, Items]
    unclear: Items
    has_mere_plans: bool = False


@dataclass(frozen=True, slots=True)
class Pulse:
    """When a case began, last moved and how long it rested, as far as the portal has it."""

    first: dt.date
    last: dt.date
    longest_rest: int
    postponed: Items

    @property
    def days(self) -> int:
        """From the first to the last day."""
        return (self.last - self.first).days


def find_route(items: Sequence[AgendaItem], rows: Sequence[Row]) -> Route:
    """The way of a case, from its items (oldest first) and the rows of its timeline."""
    visits = [*_from_items(items), *_from_decisions(items), *_from_rows(items, rows)]
    visits.sort(key=lambda visit: visit.date or dt.date.max)
    stops = [Stop(body, tuple(group)) for body, group in groupby(visits, lambda visit: visit.body)]
    return Route(
        _recommenders(items),
        _with_days(stops),
        _marked(items, {stop.body for stop in stops}),
        tuple(
            item for item in items if not item.routing_known and (item.routing_mark_count or 0) > 1
        ),
        _has_mere_plans(rows, visits),
    )


def take_pulse(items: Sequence[AgendaItem]) -> Pulse | None:
    """The figures of a case from the meetings that are over; None where there is none yet."""
    over = [item for item in items if not item.meeting.is_coming]
    dates = sorted({item.meeting.date for item in over})
    if not dates:
        return None
    postponed = tuple(
        item
        for item in over
        if any(decision.kind == DecisionKind.POSTPONED for decision in item.decisions.all())
    )
    rests = [(later - earlier).days for earlier, later in pairwise(dates)]
    return Pulse(dates[0], dates[-1], max(rests, default=0), postponed)


def _recommenders(items: Sequence[AgendaItem]) -> dict[str, Items]:
    found: dict[str, Items] = {}
    for item in items:
        recommendation = item.parsed_recommendation
        if recommendation and recommendation.recommender:
            name = recommendation.recommender
            found[name] = (*found.get(name, ()), item)
    return found


def _from_items(items: Sequence[AgendaItem]) -> Iterable[Visit]:
    for _key, group in groupby(items, lambda item: item.meeting_id):
        together = tuple(group)
        meeting = together[0].meeting
        known = Known.PLAN if meeting.is_coming else Known.ITEM
        yield Visit(meeting.committee_name, meeting.date, known, together)


def _from_decisions(items: Sequence[AgendaItem]) -> Iterable[Visit]:
    """Decisions of other bodies that an item prints."""
    for item in items:
        own = item.meeting.committee_name.casefold()
        for decision in item.decisions.all():
            if decision.body and decision.body.casefold() != own:
                yield Visit(decision.body, decision.date, Known.DECISION, (item,))


def _from_rows(items: Sequence[AgendaItem], rows: Sequence[Row]) -> Iterable[Visit]:
    """Meetings that only texts tell of: of other bodies, and held or to come of the same. What a
    text merely planned for the same body and nothing tells of since is no stop."""
    own = {item.meeting.committee_name for item in items}
    today = timezone.localdate()
    for row in rows:
        if (
            row.date is None
            or not row.body
            or any(entry.sort is Sort.ITEM for entry in row.entries)
        ):
            continue
        told = _sources(row, Sort.MISSING, Sort.MENTION, Sort.MEETING)
        planned = _sources(row, Sort.PLAN)
        if told and row.date < today:
            is_misdated = any(entry.is_misdated for entry in row.entries)
            yield Visit(row.body, row.date, Known.TEXT, told, row.is_month, is_misdated)
        elif planned and (row.date >= today or row.body not in own):
            yield Visit(row.body, row.date, Known.PLAN, planned, row.is_month)


def _has_mere_plans(rows: Sequence[Row], visits: Sequence[Visit]) -> bool:
    shown = {visit.date for visit in visits}
    return any(row.body and row.date not in shown and _sources(row, Sort.PLAN) for row in rows)


def _sources(row: Row, *sorts: Sort) -> Items:
    """The items that a row's entries of these sorts are known from."""
    told = [item for entry in row.entries if entry.sort in sorts for item in entry.sources]
    return tuple(dict.fromkeys(told))


def _marked(items: Sequence[AgendaItem], seen: set[str]) -> dict[str, Items]:
    """Bodies marked in a row whose columns are known, without those that are stops already.

    A single mark says nothing: it is the committee's own on most items.
    """
    known = [item for item in items if item.routing_known and " " in item.routing_marks]
    if not known:
        return {}
    committees = Committee.objects.published().exclude(code="").prefetch_related("names")
    by_code = {committee.code: committee for committee in committees}
    found: dict[str, Items] = {}
    for item in known:
        for code in item.routing_marks.split():
            body = by_code[code].name_on(item.meeting.date) if code in by_code else code
            found[body] = (*found.get(body, ()), item)
    return {body: told for body, told in found.items() if body not in seen}


def _with_days(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """Give each stop the days since the one before, where both days are known."""
    counted = list(stops[:1])
    for before, stop in pairwise(stops):
        last, first = before.visits[-1].day, stop.visits[0].day
        days = (first - last).days if first and last else None
        counted.append(replace(stop, days=days))
    return tuple(counted)
