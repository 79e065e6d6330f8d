"""One agenda item."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cases.models import AgendaItem, Attachment, TopicLink
from cases.views.errors import gone
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
    context = {
        "item": item,
        "meeting": meeting,
        "decisions": item.decisions.all(),
        "recommendation": item.parsed_recommendation,
        "attachments": Attachment.objects.published().filter(item=item).order_by("position"),
        "links": TopicLink.objects.published().filter(item=item).about_first(),
        "previous": previous,
        "next": following,
    }
    return render(request, "cases/item_detail.html", context)
