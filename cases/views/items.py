"""One agenda item."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.models import AgendaItem, Attachment, Term, TopicLink
from cases.rendering.dates import date_in_words
from cases.rendering.folding import is_long, parts_of
from cases.rendering.markdown import Page
from cases.rendering.terms import TermFinder
from cases.views import linked_data
from cases.views.errors import gone
from cases.views.mail import mailto
from cases.views.meetings import find_meeting, was_public


def item_detail(request: HttpRequest, slug: str, address: str, item_address: str) -> HttpResponse:
    """An item: the decision first, then what led to it, and where the text comes from."""
    meeting = find_meeting(slug, address)
    item = (
        AgendaItem.objects.published()
        .filter(meeting=meeting, address=item_address)
        .select_related("case")
        .prefetch_related("decisions")
        .first()
    )
    if item is None:
        hidden = AgendaItem.objects.filter(meeting=meeting, address=item_address).first()
        withdrawn = hidden is not None and meeting.published_at and hidden.withdrawn_at
        if hidden is not None and (was_public(meeting) or withdrawn):
            return gone(request)
        raise Http404
    item.meeting = meeting
    siblings = AgendaItem.objects.published().filter(meeting=meeting)
    previous = siblings.filter(position__lt=item.position).order_by("-position").first()
    following = siblings.filter(position__gt=item.position).order_by("position").first()
    for neighbour in (previous, following):
        if neighbour is not None:
            neighbour.meeting = meeting
    url = request.build_absolute_uri(item.get_absolute_url())
    context = {
        "item": item,
        "meeting": meeting,
        **texts_of(item, TermFinder(Term.objects.published())),
        "recommendation": item.parsed_recommendation,
        "attachments": Attachment.objects.published().filter(item=item).order_by("position"),
        "links": TopicLink.objects.published().filter(item=item).about_first(),
        "related": related_items(item),
        "previous": previous,
        "next": following,
        "url": url,
        "mailto": mailto(item.title, url),
        "today": timezone.localdate(),
        "linked_data": [
            linked_data.creative_work(request, item),
            linked_data.breadcrumbs(
                request,
                (meeting.committee.name, meeting.committee.get_absolute_url()),
                (date_in_words(meeting.date), meeting.get_absolute_url()),
                (item.label, item.get_absolute_url()),
            ),
        ],
    }
    return render(request, "cases/item_detail.html", context)


def texts_of(item: AgendaItem, terms: TermFinder) -> dict[str, Any]:
    """The item's sections as HTML with anchors and explained terms, in the order they are read."""
    page = Page(terms)
    return {
        "decisions": [
            {"row": decision, "html": page.html(decision.text, "beslutning")}
            for decision in item.decisions.all()
        ],
        "recommendation_html": page.html(item.recommendation, "indstilling"),
        "summary_html": page.html(item.summary, "resume"),
        "case_parts": parts_of(item.case_text, page, "sag"),
        "is_long": is_long(item.case_text),
        "terms": [page.used[anchor] for anchor in sorted(page.used)],
    }


def related_items(item: AgendaItem) -> list[AgendaItem]:
    """Other public items under the same journal number or about the same topic, newest first."""
    about = TopicLink.objects.published().filter(item=item).values("topic")
    same_topic = TopicLink.objects.published().filter(topic__in=about).values("item")
    others = AgendaItem.objects.published().exclude(pk=item.pk).newest_first()
    related = others.filter(pk__in=same_topic)
    if item.case is not None and not item.case.is_series:
        related |= others.filter(case=item.case)
    return list(
        related.select_related("meeting__committee").prefetch_related("meeting__committee__names")[
            :6
        ]
    )
