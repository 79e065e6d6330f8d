"""Topics: the list, and one theme across meetings and journal numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.db.models import Count, Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import ngettext

from cases.filters import TopicFilter, TopicLinkFilter
from cases.models import Attachment, Topic, TopicLink
from cases.models.topic import TopicLevel
from cases.rendering.charts import Chart, Value, columns, span
from cases.threads.topic_rules import Quotation, Rule, quote
from cases.threads.topics import item_texts
from cases.views import linked_data
from cases.views.errors import bad_values, unknown_parameters
from cases.views.lists import list_page
from cases.views.timelines import timeline_of


def topic_list(request: HttpRequest) -> HttpResponse:
    """Every public topic by name, each with its items by year."""
    topics = Topic.objects.published().for_cards().order_by("name")
    return list_page(
        request,
        "cases/topic_list.html",
        TopicFilter,
        topics,
        charts=charts_by_year(items_by_year(TopicLink.objects.published())),
    )


def items_by_year(links: QuerySet[TopicLink]) -> dict[Topic, dict[int, int]]:
    """For each topic, by name, how many items it has in each year of the links, also in none."""
    found = list(
        links.values_list("topic_id", "topic__name", "topic__slug", "item__meeting__date__year")
        .annotate(Count("pk"))
        .order_by("topic__name")
    )
    counts = {(pk, year): count for pk, _name, _slug, year, count in found}
    years = span({year for _pk, year in counts})
    topics = dict.fromkeys(Topic(pk=pk, name=name, slug=slug) for pk, name, slug, *_rest in found)
    return {topic: {year: counts.get((topic.pk, year), 0) for year in years} for topic in topics}


def charts_by_year(counts: Mapping[Topic, Mapping[int, int]]) -> dict[int, Chart]:
    """For each topic's key: a drawing of its items by year, all on one scale."""
    most = max((count for years in counts.values() for count in years.values()), default=0)
    return {
        topic.pk: columns("", values_of(topic, years), most=most) for topic, years in counts.items()
    }


def address_of(topic: Topic, **parameters: object) -> str:
    """The address of a topic's items, those of one year or committee."""
    query = urlencode(parameters)
    return f"{topic.get_absolute_url()}{'?' if query else ''}{query}#om"


def values_of(
    topic: Topic,
    counts: Mapping[int, int],
    shown: int = 0,
    chosen: Mapping[str, str] | None = None,
) -> list[Value]:
    """The items of a topic by year, each a link to that year's list. `shown` is the year that the
    page shows, `chosen` the committee that the links keep."""
    return [
        Value(
            str(year),
            count,
            address_of(topic, aar=year, **(chosen or {})),
            ngettext(
                "%(topic)s, %(year)s: %(n)s punkt", "%(topic)s, %(year)s: %(n)s punkter", count
            )
            % {"topic": topic.name, "year": year, "n": count},
            year == shown,
        )
        for year, count in sorted(counts.items())
    ]


def quotations_of(topic: Topic, links: Sequence[TopicLink]) -> dict[int, Quotation]:
    """For the key of each item: the first place below its title where a link's words stand."""
    shown = Prefetch("attachments", Attachment.objects.published())
    prefetch_related_objects([link.item for link in links], shown)
    rule = Rule.of(topic)
    found = {}
    for link in links:
        hits = [hit for hit in link.evidence if hit["section"] != "title"]
        quotations = quote(rule, item_texts(link.item), hits, len(hits))
        found[link.item_id] = next((one for one in quotations if one.before or one.after), None)
    return {pk: quotation for pk, quotation in found.items() if quotation}


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
    if unknown:
        return unknown_parameters(request, unknown)
    if not filterset.form.is_valid():
        return bad_values(request, list(filterset.form.errors))
    links = list(
        filterset.qs.select_related("item__meeting__committee", "item__case")
        .prefetch_related("item__decisions", "item__meeting__committee__names")
        .order_by("-item__meeting__date", "-item__meeting__sequence", "item__position")
    )
    any_year = filterset.loosened("aar").values_list("item__meeting__date__year", flat=True)
    found = Counter(any_year)
    year = int(filterset.form.cleaned_data["aar"] or 0)
    committee = filterset.form.cleaned_data["udvalg"]
    chosen = {"udvalg": committee.slug} if committee else {}
    counts = {one: found[one] for one in span(found)}
    by_level = {
        level: [link.item for link in reversed(links) if link.level == level]
        for level in TopicLevel
    }
    mentions = [link for link in links if link.level == TopicLevel.MENTIONS]
    context = {
        "topic": topic,
        "parent": Topic.objects.published().filter(children=topic).first(),
        "about": [link for link in links if link.level == TopicLevel.ABOUT],
        "mentions": mentions,
        "quotations": quotations_of(topic, mentions),
        "year": year,
        "committee": committee,
        "any_year": address_of(topic, **chosen),
        "any_committee": address_of(topic, **({"aar": year} if year else {})),
        "chart": columns("", values_of(topic, counts, year, chosen)),
        "linked_data": [
            linked_data.breadcrumbs(request, (topic.name, topic.get_absolute_url())),
        ],
        **timeline_of(by_level[TopicLevel.ABOUT], by_level[TopicLevel.MENTIONS]),
    }
    return render(request, "cases/topic_detail.html", context)
