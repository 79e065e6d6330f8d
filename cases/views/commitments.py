"""Commitments: the list, and those that belong to a case, a meeting or an item."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cases.filters import CommitmentFilter
from cases.minutes.commitments import CommitmentKind
from cases.models import AgendaItem, Case, Commitment, Fulfilment, Meeting
from cases.models.commitment import CommitmentQuerySet, CommitmentStatus, falls_due
from cases.views.lists import list_page

# How near a meeting a promised day has to be to be told of there.
AROUND = dt.timedelta(days=14)


def commitment_list(request: HttpRequest) -> HttpResponse:
    """Everything public that was promised or planned, and what the minutes say became of it."""
    return list_page(
        request,
        "cases/commitment_list.html",
        CommitmentFilter,
        Commitment.objects.published().for_cards(),
        kinds=list(CommitmentKind),
        statuses=list(CommitmentStatus),
        today=timezone.localdate(),
    )


def commitments_of_case(case: Case) -> CommitmentQuerySet:
    """What was promised in the public items of a case, by the day it falls due."""
    return Commitment.objects.published().for_cards().filter(item__case=case).due_first()


def promised_at(meeting: Meeting) -> CommitmentQuerySet:
    """What was promised at a meeting, in printed order."""
    return Commitment.objects.published().for_cards().filter(item__meeting=meeting).newest_first()


def expected_at(meeting: Meeting) -> CommitmentQuerySet:
    """What its committee promised earlier for a day around a meeting, and whatever any committee
    promised that was followed up there."""
    followed_up = Fulfilment.objects.published().filter(
        commitment=OuterRef("pk"), item__meeting=meeting
    )
    earlier = Commitment.objects.published().filter(item__meeting__date__lt=meeting.date)
    due = falls_due(meeting.date - AROUND, meeting.date + AROUND)
    ours = Q(item__meeting__committee=meeting.committee) & due
    return earlier.for_cards().filter(ours | Exists(followed_up)).due_first()


def promised_in(item: AgendaItem) -> CommitmentQuerySet:
    """What an item promises, in printed order."""
    return Commitment.objects.published().for_cards().filter(item=item).order_by("position", "pk")


def followed_up_in(item: AgendaItem) -> CommitmentQuerySet:
    """What other items promised, and this one keeps or seems to keep."""
    here = Fulfilment.objects.published().filter(commitment=OuterRef("pk"), item=item)
    others = Commitment.objects.published().exclude(item=item)
    return others.for_cards().filter(Exists(here)).newest_first()
