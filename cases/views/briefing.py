"""What a new member of a committee needs before the next meeting."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from cases.minutes.decisions import DecisionKind
from cases.minutes.references import ReferenceKind
from cases.models import (
    AgendaItem,
    Case,
    Commitment,
    Committee,
    Decision,
    Fulfilment,
    Meeting,
    Reference,
    Topic,
    TopicLink,
)
from cases.models.commitment import CommitmentStatus, falls_due, has_status
from cases.models.decision import DecisionQuerySet
from cases.models.item import public_items_filter
from cases.models.meeting import MeetingState
from cases.models.passage import Passage, Precision
from cases.models.topic import TopicLevel

# How far back "lately" goes, and how many of each the page has room for.
LATELY = dt.timedelta(days=730)
A_YEAR = dt.timedelta(days=365)
MOST = 8
MOST_DECISIONS = 5
MOST_PLANNED = 12
PLANNED = (
    ReferenceKind.PLANNED_DATE,
    ReferenceKind.PLANNED_MONTH,
    ReferenceKind.NEXT_MEETING,
    ReferenceKind.PROCESS_STEP,
)


def committee_briefing(request: HttpRequest, slug: str) -> HttpResponse:
    """A committee before its next meeting: what is open, what is planned, what it works with."""
    committee = get_object_or_404(
        Committee.objects.published().prefetch_related("names"), slug=slug
    )
    today = timezone.localdate()
    meetings = Meeting.objects.published().filter(committee=committee)
    coming = meetings.filter(date__gte=today, state=MeetingState.AGENDA)
    held = meetings.filter(date__lte=today, state=MeetingState.MINUTES).newest_first()
    upcoming = _of(committee, coming.order_by("date", "sequence").first())
    decisions = Decision.objects.published().filter(item__meeting__committee=committee)
    ahead = planned(committee, today)
    context = {
        "committee": committee,
        "today": today,
        "upcoming": upcoming,
        "agenda": agenda_of(upcoming) if upcoming else [],
        "latest": _of(committee, held.first()),
        "planned": ahead[:MOST_PLANNED],
        "planned_in_all": len(ahead),
        "open": open_commitments(committee, today - A_YEAR),
        "series": series(committee, today - LATELY),
        "topics": topics(committee, today - LATELY),
        "decisions": decisions.beyond_noting().newest_first().for_cards()[:MOST_DECISIONS],
        "postponed": postponed(decisions, today - LATELY),
    }
    return render(request, "cases/committee_briefing.html", context)


def _of(committee: Committee, meeting: Meeting | None) -> Meeting | None:
    if meeting is not None:
        meeting.committee = committee
    return meeting


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The public items of a meeting, each with `before`: at how many earlier meetings its case was."""
    before = Q(case__items__meeting__date__lt=meeting.date, case__is_series=False)
    items = AgendaItem.objects.published().filter(meeting=meeting).oldest_first()
    found = items.select_related("case").annotate(
        before=Count(
            "case__items__meeting",
            filter=before & public_items_filter("case__items__"),
            distinct=True,
        )
    )
    for item in found:
        item.meeting = meeting
    return list(found)


@dataclass(frozen=True, slots=True)
class Planned:
    """A day or a month ahead that a text names, and the words that do."""

    passage: Passage
    date: dt.date | None
    precision: str
    is_inferred: bool


def planned(committee: Committee, today: dt.date) -> list[Planned]:
    """The days ahead that minutes name for a committee: what it promised, and what else is planned
    there; the nearest first. Words that are both are told once."""
    ahead = Commitment.objects.published().filter(falls_due(today, None))
    ours = ahead.filter(item__meeting__committee=committee).for_lines()
    rows = [
        Planned(row, row.due, row.due_precision, row.due_inferred)
        for row in ours.in_status(CommitmentStatus.COMING)
    ]
    told = set(ours.values_list("item_id", "due"))
    in_month = Q(precision=Precision.MONTH, date__gte=today.replace(day=1))
    named = Reference.objects.published().filter(Q(date__gte=today) | in_month)
    named = named.filter(committee=committee, kind__in=PLANNED, doubts=[])
    for row in named.order_by("item_id", "position").for_lines():
        if (row.item_id, row.date) not in told:
            told.add((row.item_id, row.date))
            rows.append(Planned(row, row.date, row.precision, bool(row.inferred)))
    return sorted(rows, key=lambda row: row.date or dt.date.max)


def open_commitments(committee: Committee, since: dt.date) -> list[dict[str, Any]]:
    """What nobody has confirmed to be followed up: those whose day has passed, those without a day,
    and those that an item seems to follow up since then; each with how many there are in all."""
    rows = Commitment.objects.published().filter(item__meeting__committee=committee)
    followed_up = Fulfilment.objects.published().filter(item__meeting__date__gte=since)
    recently = Q(pk__in=followed_up.values("commitment")) | Q(held_on__gte=since)
    rows = rows.with_status().filter(~has_status(CommitmentStatus.PERHAPS) | recently)
    counts = rows.count_by_status()
    groups = []
    for status in (CommitmentStatus.PASSED, CommitmentStatus.UNDATED, CommitmentStatus.PERHAPS):
        shown = rows.for_cards().in_status(status).by_status()[:MOST]
        groups.append({"status": status, "count": counts.get(status, 0), "rows": list(shown)})
    return [group for group in groups if group["count"]]


def series(committee: Committee, since: dt.date) -> list[AgendaItem]:
    """The standing items that were on an agenda lately: the last item of each, with `times` and
    `years`. One that got a new number stands there with both."""
    items = AgendaItem.objects.published().filter(
        meeting__committee=committee, meeting__state=MeetingState.MINUTES
    )
    last = items.filter(case=OuterRef("pk"), meeting__date__gte=since).newest_first()
    ours = public_items_filter("items__") & Q(
        items__meeting__committee=committee, items__meeting__state=MeetingState.MINUTES
    )
    cases = (
        Case.objects.filter(is_series=True)
        .annotate(
            last=Subquery(last.values("pk")[:1]),
            times=Count("items__meeting", filter=ours, distinct=True),
            first=Min("items__meeting__date", filter=ours),
        )
        .exclude(last=None)
    )
    known = {
        last: (times, first) for last, times, first in cases.values_list("last", "times", "first")
    }
    found = list(items.filter(pk__in=known).newest_first().for_cards())
    for item in found:
        times, first = known[item.pk]
        until = item.meeting.date.year
        item.times = times  # type: ignore[attr-defined]  # for the template
        item.years = f"{first.year}–{until}" if first.year < until else f"{until}"  # type: ignore[attr-defined]
    return found


def topics(committee: Committee, since: dt.date) -> QuerySet[Topic]:
    """The topics that most of the committee's items were about lately: how many, and when last."""
    links = TopicLink.objects.published().filter(
        item__meeting__committee=committee, item__meeting__date__gte=since, level=TopicLevel.ABOUT
    )
    found = Topic.objects.filter(links__in=links)
    counted = found.annotate(recent=Count("links"), last_date=Max("links__item__meeting__date"))
    return counted.order_by("-recent", "-last_date", "name")[:MOST]


def postponed(decisions: DecisionQuerySet, since: dt.date) -> list[dict[str, Any]]:
    """The items that were put off lately, once for each case: how often, when last, and the item
    that the case has come back in since, where there is one."""
    rows = decisions.filter(kind=DecisionKind.POSTPONED, item__meeting__date__gte=since)
    by_case: dict[Any, list[AgendaItem]] = defaultdict(list)
    for row in rows.newest_first().for_cards():
        case = row.item.case
        matter = case.pk if case is not None and not case.is_series else f"item {row.item_id}"
        by_case[matter].append(row.item)
    again = AgendaItem.objects.published().filter(
        case__in=[key for key in by_case if isinstance(key, int)], decisions__isnull=False
    )
    later = again.exclude(decisions__kind=DecisionKind.POSTPONED).select_related(
        "meeting__committee"
    )
    since_then = {item.case_id: item for item in later.oldest_first()}
    return [
        {
            "item": items[0],
            "times": len({item.pk for item in items}),
            "later": _after(items[0], since_then.get(case)),
        }
        for case, items in by_case.items()
    ][:MOST]


def _after(item: AgendaItem, other: AgendaItem | None) -> AgendaItem | None:
    return other if other is not None and other.meeting.date > item.meeting.date else None
