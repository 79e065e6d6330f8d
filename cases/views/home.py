"""The front page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.minutes.decisions import ROUTINE_KINDS
from cases.models import AgendaItem, Attachment, Decision, Meeting, Topic, TopicLink
from cases.models.attachment import AttachmentState
from cases.rendering.charts import spark
from cases.views.linked_data import website

QUARTERS = 12


def home(request: HttpRequest) -> HttpResponse:
    """What has been decided lately, what is coming, what is followed, and how complete it all is."""
    decisions = Decision.objects.published().newest_first().for_cards()
    meetings = Meeting.objects.published().for_cards()
    today = timezone.localdate()
    latest = list(meetings.filter(date__lte=today).newest_first()[:3])
    topics: list[Any] = list(Topic.objects.published().for_cards().last_active_first()[:6])
    draw_activity(topics, latest[0].date if latest else today)
    context = {
        "decisions": decisions.exclude(kind__in=ROUTINE_KINDS)[:5],
        "coming": meetings.filter(date__gt=today).order_by("date", "sequence")[:3],
        "latest": latest,
        "topics": topics,
        "coverage": coverage(),
        "linked_data": [website(request)],
    }
    return render(request, "cases/home.html", context)


def draw_activity(topics: list[Any], newest: dt.date) -> None:
    """Give each topic a small drawing of its items, quarter by quarter up to `newest`."""
    last = _quarter(newest)
    counts = {topic.pk: [0] * QUARTERS for topic in topics}
    links = TopicLink.objects.published().filter(topic__in=topics)
    for pk, date in links.values_list("topic_id", "item__meeting__date"):
        place = QUARTERS - 1 - (last - _quarter(date))
        if 0 <= place < QUARTERS:
            counts[pk][place] += 1
    for topic in topics:
        topic.activity = spark(_("Punkter pr. kvartal de seneste tre år"), counts[topic.pk])


def _quarter(date: dt.date) -> int:
    return date.year * 4 + (date.month - 1) // 3


def coverage() -> dict[str, object]:
    """How much the portal has, from when, how fresh it is, and how many attachments it holds."""
    meetings = Meeting.objects.published()
    return {
        **meetings.aggregate(meetings=Count("pk"), changed=Max("updated_at")),
        "items": AgendaItem.objects.published().count(),
        "first": meetings.order_by("date").first(),
        **Attachment.objects.published().aggregate(
            named=Count("pk"), held=Count("pk", filter=Q(state=AttachmentState.HELD))
        ),
    }
