"""One agenda item."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.minutes.attendance import by_presence
from cases.minutes.passages import TEXT_SECTIONS
from cases.models import AgendaItem, Attachment, Reference, Term, TopicLink
from cases.rendering.dates import date_in_words
from cases.rendering.folding import is_long, parts_of
from cases.rendering.markdown import Page
from cases.rendering.marking import against_recommendation, marked_clauses
from cases.rendering.references import ReferenceNote, marks_by_section, notes_of
from cases.rendering.terms import TermFinder, in_danish_order
from cases.threads.related import related_to
from cases.views import linked_data
from cases.views.commitments import followed_up_in, promised_in
from cases.views.errors import gone
from cases.views.mail import mailto
from cases.views.meetings import find_meeting, was_public

MOST_REFERRING = 20


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
        "referred_by": [
            ReferenceNote(row) for row in Reference.objects.pointing_to(item)[:MOST_REFERRING]
        ],
        "related": related_to(item),
        "promised": promised_in(item),
        "followed_up": followed_up_in(item),
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
    references = item.references.published().for_reading()
    decisions = list(item.decisions.all())
    recommendation = item.parsed_recommendation
    clauses = recommendation.clauses if recommendation else ()
    # A recommendation as printed is folded away under its clauses: its notes come last.
    shown = () if clauses else ("recommendation",)
    notes = notes_of(references, order=["decision", *shown, *TEXT_SECTIONS])
    marks = marks_by_section(notes)
    texts = [clause.text for clause in clauses]
    return {
        "decisions": [
            {
                "row": row,
                "against": (against := against_recommendation(row, texts)),
                "html": page.html(
                    row.text, "beslutning", marks[f"decision-{row.position}"], against=against
                ),
            }
            for row in decisions
        ],
        "recommendation": recommendation,
        "clauses": list(zip(clauses, marked_clauses(texts, decisions), strict=True)),
        "recommendation_html": page.html(
            item.recommendation, "indstilling", marks["recommendation"]
        ),
        "summary_html": page.html(item.summary, "resume", marks["summary"]),
        "case_parts": parts_of(item.case_text, page, "sag", marks["case_text"]),
        "is_long": is_long(item.case_text),
        "has_paragraphs": any(
            [item.recommendation, item.summary, item.case_text, item.decisions.all()]
        ),
        "terms": in_danish_order(page.used.values()),
        "notes": notes,
        "marked": page.marked,
    }


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
