"""One agenda item."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.minutes.attendance import by_presence
from cases.models import AgendaItem, Attachment, Term, TopicLink
from cases.models.topic import TopicLevel
from cases.rendering.dates import date_in_words
from cases.rendering.folding import is_long, parts_of
from cases.rendering.markdown import Page
from cases.rendering.marking import against_recommendation, marked_clauses
from cases.rendering.terms import TermFinder, in_danish_order
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
        "attachments": Attachment.objects.published()
        .filter(item=item)
        .select_related("file")
        .order_by("position"),
        "links": TopicLink.objects.published().filter(item=item).about_first(),
        "people": by_presence(item.people),
        "same_case": same_case(item),
        "same_topic": same_topic(item),
        "moved": moved(item),
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
    decisions = list(item.decisions.all())
    recommendation = item.parsed_recommendation
    clauses = recommendation.clauses if recommendation else ()
    texts = [clause.text for clause in clauses]
    return {
        "decisions": [
            {
                "row": row,
                "against": (against := against_recommendation(row, texts)),
                "html": page.html(row.text, "beslutning", against=against),
            }
            for row in decisions
        ],
        "recommendation": recommendation,
        "clauses": list(zip(clauses, marked_clauses(texts, decisions), strict=True)),
        "recommendation_html": page.html(item.recommendation, "indstilling"),
        "summary_html": page.html(item.summary, "resume"),
        "case_parts": parts_of(item.case_text, page, "sag"),
        "is_long": is_long(item.case_text),
        "has_paragraphs": any(
            [item.recommendation, item.summary, item.case_text, item.decisions.all()]
        ),
        "terms": in_danish_order(page.used.values()),
    }


def same_case(item: AgendaItem) -> list[AgendaItem]:
    """Other public items under the same journal number, newest first; none of a standing item."""
    if item.case is None or item.case.is_series:
        return []
    return _others(item, Q(case=item.case))


def same_topic(item: AgendaItem) -> list[AgendaItem]:
    """Other public items that are about, or mention, what this one is about, newest first; none of
    the same case."""
    about = item.topic_links.published().filter(level=TopicLevel.ABOUT).values("topic")
    shared = TopicLink.objects.published().filter(topic__in=about)
    wanted = Q(pk__in=shared.values("item"))
    if item.case is not None and not item.case.is_series:
        wanted &= ~Q(case=item.case)
    return _others(item, wanted)


def _others(item: AgendaItem, wanted: Q) -> list[AgendaItem]:
    found = AgendaItem.objects.published().filter(wanted).exclude(pk=item.pk).newest_first()
    found = found.select_related("meeting__committee").prefetch_related("meeting__committee__names")
    return list(found[:6])


def moved(item: AgendaItem) -> dict[str, Any] | None:
    """The number that the address was made from, when a newer document prints another one."""
    made_from = re.fullmatch(r"punkt-(\d+)(?:-[b-z])?", item.address)
    before = int(made_from[1]) if made_from else item.number
    if before == item.number:
        return None
    sibling = AgendaItem.objects.published().filter(meeting=item.meeting, number=before).first()
    if sibling is not None:
        sibling.meeting = item.meeting
    return {"before": before, "item": sibling}
