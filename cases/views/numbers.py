"""Plain figures, each with the list it was counted from."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.filters import HANDLING_TIMES, RUNS, CaseFilter, DecisionFilter, NumbersFilter
from cases.minutes.decisions import DecisionKind
from cases.models import Attachment, Case, Decision, TopicLink
from cases.models.attachment import AttachmentState
from cases.rendering.charts import Chart, Value, columns, rows
from cases.views.errors import unknown_parameters


def numbers(request: HttpRequest) -> HttpResponse:
    """Decisions, topics, handling times, runs of cases and attachments, for all or one committee."""
    decisions = Decision.objects.published()
    filterset = NumbersFilter(request.GET, queryset=decisions, request=request)
    unknown = filterset.unknown_parameters()
    if unknown:
        return unknown_parameters(request, unknown)
    chosen = {"udvalg": slug} if (slug := request.GET.get("udvalg")) else {}
    if not filterset.form.is_valid():
        return unknown_parameters(request, ["udvalg"])
    counted = filterset.qs
    by_year = Counter(dict(counted.values_list("item__meeting__date__year").annotate(Count("pk"))))
    years = sorted(by_year)
    context = {
        "filter": filterset,
        "total": sum(by_year.values()),
        "years": years,
        "per_year": columns(
            _("Beslutninger pr. år"),
            [Value(str(year), by_year[year], decisions_at(aar=year, **chosen)) for year in years],
        ),
        "kinds": charts_of_kinds(counted, years, chosen),
        "topics": [] if chosen else charts_of_topics(),
        "handling": chart_of_handling(chosen),
        "runs": None if chosen else chart_of_runs(),
        "attachments": attachments_by_year(chosen),
    }
    return render(request, "cases/numbers.html", context)


def decisions_at(**parameters: object) -> str:
    """The address of the decision list with these filters."""
    return f"{reverse('decision_list')}?{urlencode(parameters)}"


def charts_of_kinds(
    decisions: QuerySet[Decision], years: list[int], chosen: dict[str, str]
) -> list[Chart]:
    """One drawing for each kind, by year, on one scale; the most frequent kind first."""
    found = decisions.values_list("kind", "item__meeting__date__year").annotate(Count("pk"))
    counts = Counter({(kind, year): count for kind, year, count in found})
    totals = Counter[str]()
    for (kind, _year), count in counts.items():
        totals[kind] += count
    return [
        columns(
            _(DecisionKind(kind).label),
            [
                Value(str(year), counts[kind, year], decisions_at(slags=kind, aar=year, **chosen))
                for year in years
            ],
            most=max(counts.values()),
        )
        for kind, _total in totals.most_common()
    ]


def charts_of_topics() -> list[Chart]:
    """One drawing for each topic: the items linked to it, by year, on one scale."""
    found = (
        TopicLink.objects.published()
        .values_list("topic__name", "topic__slug", "item__meeting__date__year")
        .annotate(Count("pk"))
        .order_by("topic__name")
    )
    counts = Counter({(name, slug, year): count for name, slug, year, count in found})
    years = sorted({year for _name, _slug, year in counts})
    topics = dict.fromkeys((name, slug) for name, slug, _year in counts)
    return [
        columns(
            name,
            [
                Value(
                    str(year),
                    counts[name, slug, year],
                    f"{reverse('topic_detail', args=[slug])}?aar={year}",
                )
                for year in years
            ],
            most=max(counts.values()),
        )
        for name, slug in topics
    ]


def chart_of_handling(chosen: dict[str, str]) -> Chart:
    """How many decisions had how many minutes set aside for their item."""
    values = []
    for key, (_least, _most, label) in HANDLING_TIMES.items():
        parameters = {"tid": key, **chosen}
        found = DecisionFilter(parameters, queryset=Decision.objects.published()).qs
        values.append(Value(str(label), found.count(), decisions_at(**parameters)))
    return rows(_("Beslutninger efter den behandlingstid, dagsordenen satte af"), values)


def chart_of_runs() -> Chart:
    """How long the portal has seen each case: from its first to its last meeting, series left out."""
    values = []
    for key, (_least, _most, label) in RUNS.items():
        parameters = {"forloeb": key, "serier": "nej"}
        cases = Case.objects.published().for_cards()
        found = CaseFilter(parameters, queryset=cases).qs
        href = f"{reverse('case_list')}?{urlencode(parameters)}"
        values.append(Value(str(label), found.count(), href))
    return rows(_("Sager efter tiden fra første til sidste møde"), values)


def attachments_by_year(chosen: dict[str, str]) -> list[dict[str, object]]:
    """For each year: decisions on items with attachments, and how many of them have a file here."""
    attachments = Attachment.objects.published().filter(item=OuterRef("item"))
    decisions = NumbersFilter(chosen, queryset=Decision.objects.published()).qs
    named = decisions.filter(Exists(attachments))
    held = decisions.filter(Exists(attachments.filter(state=AttachmentState.HELD)))
    year = "item__meeting__date__year"
    held_by_year = dict(held.values_list(year).annotate(Count("pk")))
    return [
        {
            "year": number,
            "named": count,
            "named_href": decisions_at(bilag="on", aar=number, **chosen),
            "held": held_by_year.get(number, 0),
            "held_href": decisions_at(bilag="fil", aar=number, **chosen),
            "percent": 100 * held_by_year.get(number, 0) // count,
        }
        for number, count in sorted(named.values_list(year).annotate(Count("pk")).order_by(year))
    ]
