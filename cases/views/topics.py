"""Topics: the list, and one theme across meetings and journal numbers."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cases.filters import TopicFilter, TopicLinkFilter
from cases.models import Topic, TopicLink
from cases.models.topic import TopicLevel
from cases.rendering.charts import Value, columns
from cases.views import linked_data
from cases.views.errors import unknown_parameters
from cases.views.lists import chips, list_page


def topic_list(request: HttpRequest) -> HttpResponse:
    """Every public topic by name, each with its items by year."""
    topics = Topic.objects.published().for_cards().order_by("name")
    charts = charts_by_year()
    return list_page(request, "cases/topic_list.html", TopicFilter, topics, charts=charts)


def charts_by_year() -> dict[int, object]:
    """For each topic's key: a drawing of its items by year, all on one scale."""
    found = (
        TopicLink.objects.published()
        .values_list("topic_id", "topic__slug", "item__meeting__date__year")
        .annotate(Count("pk"))
        .order_by("topic_id")
    )
    counts = Counter({(pk, year): count for pk, _slug, year, count in found})
    years = sorted({year for _pk, year in counts})
    return {
        pk: columns(
            "",
            [
                Value(str(year), counts[pk, year], f"{address}?aar={year}")
                for year in years
                for address in [Topic(slug=slug).get_absolute_url()]
            ],
            most=max(counts.values()),
        )
        for pk, slug in {pk: slug for pk, slug, _year, _count in found}.items()
    }


def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic: what is about it, then what mentions it, each with the words that made the link."""
    children = Topic.objects.published().order_by("name")
    topic = get_object_or_404(
        Topic.objects.published().prefetch_related(
            Prefetch("children", children, to_attr="public_children")
        ),
        slug=slug,
    )
    every = TopicLink.objects.published().filter(topic=topic)
    filterset = TopicLinkFilter(request.GET, queryset=every, request=request)
    unknown = filterset.unknown_parameters()
    if unknown or not filterset.form.is_valid():
        return unknown_parameters(request, unknown or ["aar"])
    links = list(
        filterset.qs.select_related("item__meeting__committee", "item__case")
        .prefetch_related("item__decisions", "item__meeting__committee__names")
        .order_by("-item__meeting__date", "-item__meeting__sequence", "item__position")
    )
    years = Counter(every.values_list("item__meeting__date__year", flat=True))
    context = {
        "topic": topic,
        "parent": Topic.objects.published().filter(children=topic).first(),
        "about": [link for link in links if link.level == TopicLevel.ABOUT],
        "mentions": [link for link in links if link.level == TopicLevel.MENTIONS],
        "count": len(links),
        "chips": chips(request, filterset),
        "chart": columns(
            "", [Value(str(year), years[year], f"?aar={year}") for year in sorted(years)]
        ),
        "linked_data": [
            linked_data.breadcrumbs(request, (topic.name, topic.get_absolute_url())),
        ],
    }
    return render(request, "cases/topic_detail.html", context)
