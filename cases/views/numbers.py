"""Plain figures, each with the list it was counted from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.filters import (
    HANDLING_TIME_NAMES,
    RUNS,
    CaseFilter,
    DecisionFilter,
    MeetingFilter,
    NumbersFilter,
    TopicLinkFilter,
)
from cases.minutes.decisions import DecisionKind
from cases.models import Attachment, Case, Decision, Meeting, TopicLink
from cases.models.attachment import AttachmentState
from cases.models.meeting import MeetingState
from cases.rendering.charts import Chart, Value, columns, rows, span
from cases.views.errors import bad_values, unknown_parameters
from cases.views.topics import address_of, items_by_year, values_of

KINDS_DRAWN = 6
YEAR = "item__meeting__date__year"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table by year: what is counted, a figure for each year, and their sum."""

    name: str
    values: list[Value]
    total: Value


def numbers(request: HttpRequest) -> HttpResponse:
    """Meetings, decisions, topics, time set aside, runs of cases and attachments, for all or one
    committee."""
    decisions = Decision.objects.published()
    filterset = NumbersFilter(request.GET, queryset=decisions, request=request)
    unknown = filterset.unknown_parameters()
    if unknown:
        return unknown_parameters(request, unknown)
    chosen = {"udvalg": slug} if (slug := request.GET.get("udvalg")) else {}
    if not filterset.form.is_valid():
        return bad_values(request, ["udvalg"])
    by_year = decisions_by_year(filterset.qs, chosen)
    time = chart_of_time(chosen)
    context = {
        "filter": filterset,
        **by_year,
        "time": time,
        "without_time": by_year["total"] - sum(bar.value.value for bar in time.bars),
        "runs": None if chosen else chart_of_runs(),
        **otherwise_by_year(filterset.qs, chosen),
        **attachments_by_year(filterset.qs, chosen),
    }
    return render(request, "cases/numbers.html", context)


def decisions_by_year(decisions: QuerySet[Decision], chosen: dict[str, str]) -> dict[str, Any]:
    """The years with decisions, and for them meetings, kinds of decision and topics."""
    kinds: dict[str, Counter[int]] = defaultdict(Counter)
    for kind, year, count in decisions.values_list("kind", YEAR).annotate(Count("pk")):
        kinds[kind][year] = count
    per_year = sum(kinds.values(), Counter[int]())
    years = span(per_year)
    of_kinds = lines_of_kinds(kinds, years, chosen)
    topic_years, of_topics = lines_of_topics(chosen)
    return {
        "total": per_year.total(),
        "years": years,
        "covered": covered_years(per_year, chosen),
        "per_year": columns(_("Beslutninger pr. år"), line("", per_year, years, chosen).values),
        "kinds": of_kinds,
        "kind_charts": charts_of(of_kinds[:KINDS_DRAWN]),
        "topics": of_topics,
        "topic_years": topic_years,
        "topic_charts": charts_of(of_topics),
    }


def covered_years(decided: Counter[int], chosen: dict[str, str]) -> list[dict[str, Any]]:
    """For each year its meetings, how many of them with minutes, and its decisions."""
    meetings = MeetingFilter(chosen, queryset=Meeting.objects.published()).qs
    with_minutes = Count("pk", filter=Q(state=MeetingState.MINUTES))
    counted = meetings.values_list("date__year").annotate(Count("pk"), minutes=with_minutes)
    found = {year: (count, minutes) for year, count, minutes in counted}
    return [
        {
            "year": year,
            "meetings": count,
            "meetings_href": list_at("meeting_list", aar=year, **chosen),
            "minutes": minutes,
            "decisions": decided[year],
            "decisions_href": decisions_at(aar=year, **chosen),
        }
        for year in span(found)
        for count, minutes in [found.get(year, (0, 0))]
    ]


def list_at(name: str, **parameters: object) -> str:
    """The address of a list with these filters."""
    return f"{reverse(name)}?{urlencode(parameters)}"


def decisions_at(**parameters: object) -> str:
    """The address of the decision list with these filters."""
    return list_at("decision_list", **parameters)


def line(name: str, counts: Counter[int], years: Sequence[int], parameters: dict[str, str]) -> Line:
    """The decisions with these filters, by year and in all."""
    values = [
        Value(str(year), counts[year], decisions_at(aar=year, **parameters)) for year in years
    ]
    return Line(name, values, Value("", counts.total(), decisions_at(**parameters)))


def lines_of_kinds(
    kinds: dict[str, Counter[int]], years: Sequence[int], chosen: dict[str, str]
) -> list[Line]:
    """One line for each kind of decision, the most frequent first."""
    order = sorted(kinds, key=lambda kind: (-kinds[kind].total(), kind))
    return [
        line(_(DecisionKind(kind).label), kinds[kind], years, {"slags": kind, **chosen})
        for kind in order
    ]


def lines_of_topics(chosen: dict[str, str]) -> tuple[list[int], list[Line]]:
    """The years with items on topics, and a line for each topic by name: the items that are about
    it or mention it."""
    links = TopicLinkFilter(chosen, queryset=TopicLink.objects.published()).qs
    counts = items_by_year(links)
    lines = [
        Line(
            topic.name,
            values_of(topic, by_year, chosen=chosen),
            Value("", sum(by_year.values()), address_of(topic, **chosen)),
        )
        for topic, by_year in counts.items()
    ]
    return list(next(iter(counts.values()), {})), lines


def charts_of(lines: Sequence[Line]) -> list[Chart]:
    """One drawing for each line, all on one scale."""
    most = max((value.value for line in lines for value in line.values), default=0)
    return [columns(line.name, line.values, most=most) for line in lines]


def chart_of_time(chosen: dict[str, str]) -> Chart:
    """How many decisions had how many minutes set aside for their item."""
    values = []
    for key, label in HANDLING_TIME_NAMES.items():
        parameters = {"tid": key, **chosen}
        count = DecisionFilter(parameters, queryset=Decision.objects.published()).qs.count()
        values.append(Value(str(label), count, decisions_at(**parameters)))
    return rows(_("Beslutninger efter den tid, dagsordenen satte af"), values)


def chart_of_runs() -> Chart:
    """How long the portal has seen each case: from its first to its last meeting, series left out."""
    values = []
    for key, (_least, _most, label) in RUNS.items():
        parameters = {"forloeb": key, "serier": "nej"}
        count = CaseFilter(parameters, queryset=Case.objects.published().for_cards()).qs.count()
        values.append(Value(str(label), count, list_at("case_list", **parameters)))
    return rows(_("Sager efter tiden fra første til sidste møde"), values)


def otherwise_by_year(decisions: QuerySet[Decision], chosen: dict[str, str]) -> dict[str, Any]:
    """For each year: decisions that can be held against a recommendation, how many of them were
    something else, and a drawing of the share in per cent."""
    comparable = decisions.exclude(as_recommended=None)
    otherwise = Count("pk", filter=Q(as_recommended=False))
    counted = comparable.values_list(YEAR).annotate(Count("pk"), found=otherwise).order_by(YEAR)
    years = [
        {
            "year": year,
            "compared": count,
            "compared_href": decisions_at(indstilling="kendt", aar=year, **chosen),
            "otherwise": found,
            "otherwise_href": decisions_at(indstilling="anderledes", aar=year, **chosen),
            "percent": share(found, count),
        }
        for year, count, found in counted
    ]
    shares = [
        Value(str(row["year"]), row["percent"], row["otherwise_href"], unit=" %") for row in years
    ]
    return {
        "otherwise": years,
        "compared": sum(row["compared"] for row in years),
        "otherwise_shares": columns(_("Andel anderledes end indstillet"), shares, most=100),
    }


def share(part: int, whole: int) -> int:
    """Per cent, rounded half up."""
    return (200 * part + whole) // (2 * whole)


def attachments_by_year(decisions: QuerySet[Decision], chosen: dict[str, str]) -> dict[str, Any]:
    """For each year: decisions on items with attachments, how many of them have a file here, and
    a drawing of the share in per cent."""
    attachments = Attachment.objects.published().filter(item=OuterRef("item"))
    named = decisions.filter(Exists(attachments))
    held = decisions.filter(Exists(attachments.filter(state=AttachmentState.HELD)))
    held_by_year = dict(held.values_list(YEAR).annotate(Count("pk")))
    years = [
        {
            "year": year,
            "named": count,
            "named_href": decisions_at(bilag="on", aar=year, **chosen),
            "held": held_by_year.get(year, 0),
            "held_href": decisions_at(bilag="fil", aar=year, **chosen),
            "percent": share(held_by_year.get(year, 0), count),
        }
        for year, count in named.values_list(YEAR).annotate(Count("pk")).order_by(YEAR)
    ]
    shares = [Value(str(row["year"]), row["percent"], row["held_href"], unit=" %") for row in years]
    return {
        "attachments": years,
        "shares": columns(_("Andel med et bilag, man kan hente her"), shares, most=100),
    }
