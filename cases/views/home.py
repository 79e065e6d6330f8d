"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.minutes.decisions import ROUTINE_KINDS
from cases.models import AgendaItem, Decision, Meeting, Topic


def home(request: HttpRequest) -> HttpResponse:
    """What has been decided lately, meetings, themes, and how complete the portal is."""
    decisions = Decision.objects.published().newest_first().for_cards()
    meetings = Meeting.objects.published().for_cards()
    today = timezone.localdate()
    newest = meetings.filter(date__lte=today).newest_first()
    context = {
        "decisions": decisions.exclude(kind__in=ROUTINE_KINDS)[:6],
        "coming": meetings.filter(date__gt=today).order_by("date", "sequence")[:3],
        "latest": newest[:4],
        "topics": Topic.objects.published().for_cards().last_active_first()[:8],
        "meeting_count": Meeting.objects.published().count(),
        "item_count": AgendaItem.objects.published().count(),
    }
    return render(request, "cases/home.html", context)
