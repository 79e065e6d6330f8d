"""The front page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.models import Attachment, Commitment, Decision, Meeting, Topic, TopicLink
from cases.models.attachment import AttachmentState
from cases.models.commitment import CommitmentStatus
from cases.models.meeting import MeetingState
from cases.models.topic import TopicLevel
from cases.rendering.charts import spark
from cases.views.linked_data import website

QUARTERS = 12
PROMISES = 4


def home(request: HttpRequest) -> HttpResponse:
    """What has been decided lately, what is coming, what is followed, and how complete it all is."""
    decisions = Decision.objects.published().newest_first().for_cards()
    meetings = Meeting.objects.published().for_cards()
    today = timezone.localdate()
    latest = list(meetings.filter(date__lte=today).newest_first()[:3])
    topics: list[Any] = list(Topic.objects.published().for_cards().last_active_first()[:6])
    draw_activity(topics, latest[0].date if latest else today)
    context = {
        "decisions": decisions.beyond_noting()[:5],
        "coming": meetings.filter(date__gt=today).order_by("date", "sequence")[:3],
        "promised": Commitment.objects.published()
        .for_lines()
        .in_status(CommitmentStatus.COMING)
        .due_first()[:PROMISES],
        "latest": latest,
        "topics": [topic for topic in topics if topic.recent_items],
        "coverage": coverage(),
        "linked_data": [website(request)],
    }
    return render(request, "cases/home.html", context)


def draw_activity(topics: list[Any], newest: dt.date) -> None:
    """Give each topic the items about it in the quarters up to `newest`: their number, as
    `recent_items`, and a small drawing of them, all on one scale."""
    first = _quarter(newest) - QUARTERS + 1
    counts = {topic.pk: [0] * QUARTERS for topic in topics}
    links = TopicLink.objects.published().filter(topic__in=topics, level=TopicLevel.ABOUT)
    for pk, date in links.values_list("topic_id", "item__meeting__date"):
        place = _quarter(date) - first
        if 0 <= place < QUARTERS:
            counts[pk][place] += 1
    most = max((max(row) for row in counts.values()), default=0)
    for topic in topics:
        topic.recent_items = sum(counts[topic.pk])
        topic.activity = spark("", counts[topic.pk], most=most)


def _quarter(date: dt.date) -> int:
    return date.year * 4 + (date.month - 1) // 3


def coverage() -> dict[str, object]:
    """How much the portal has, from when, how fresh it is, and how many attachments it holds."""
    minutes = Q(state=MeetingState.MINUTES)
    return {
        **Meeting.objects.published().aggregate(
            minutes=Count("pk", filter=minutes),
            agendas=Count("pk", filter=Q(state=MeetingState.AGENDA)),
            first=Min("date", filter=minutes),
            last=Max("date", filter=minutes),
            changed=Max("updated_at"),
        ),
        **Attachment.objects.published().aggregate(
            named=Count("pk"), held=Count("pk", filter=Q(state=AttachmentState.HELD))
        ),
    }
