"""One committee and its meetings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from cases.models import Committee, Decision, Meeting
from cases.views.linked_data import organisation

SHOWN = 12


def committee_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A committee: its names through the years, its latest decisions and all its meetings."""
    committee = get_object_or_404(
        Committee.objects.published().prefetch_related("names"), slug=slug
    )
    decisions = Decision.objects.published().filter(item__meeting__committee=committee)
    meetings = Meeting.objects.published().filter(committee=committee).newest_first().for_cards()
    shown = list(meetings[: SHOWN + 1])
    today = timezone.localdate()
    coming = [meeting for meeting in reversed(shown) if meeting.date >= today]
    context = {
        "coming": coming[0] if coming else None,
        "committee": committee,
        "meetings": shown[:SHOWN],
        "more_meetings": len(shown) > SHOWN,
        "decisions": decisions.newest_first().for_cards()[:5],
        "linked_data": [organisation(request, committee)],
    }
    return render(request, "cases/committee_detail.html", context)
