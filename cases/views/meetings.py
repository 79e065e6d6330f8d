"""Meetings: the list, and one meeting with its contents."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cases.filters import MeetingFilter
from cases.minutes.attendance import by_presence
from cases.minutes.result import Access
from cases.models import AgendaItem, Attachment, Meeting, Reference
from cases.rendering.dates import date_in_words
from cases.rendering.markdown import Page
from cases.rendering.references import marks_by_section, notes_of
from cases.views import linked_data
from cases.views.commitments import expected_at, promised_at
from cases.views.errors import gone
from cases.views.lists import list_page


def meeting_list(request: HttpRequest) -> HttpResponse:
    """Every public meeting, newest first."""
    meetings = Meeting.objects.published().newest_first().for_cards()
    return list_page(request, "cases/meeting_list.html", MeetingFilter, meetings)


def find_meeting(slug: str, address: str) -> Meeting:
    """The meeting at an address, public or not. Raises Http404."""
    date, sequence = address[:10], address[11:] or "1"
    meeting = (
        Meeting.objects.select_related("committee", "source")
        .prefetch_related("committee__names")
        .filter(committee__slug=slug, date=_valid_date(date), sequence=int(sequence))
        .first()
    )
    if meeting is None:
        raise Http404
    return meeting


def _valid_date(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Http404 from error


def was_public(meeting: Meeting) -> bool:
    """Whether a hidden meeting has been public and was withdrawn, so that 410 is the answer."""
    return meeting.published_at is not None and meeting.withdrawn_at is not None


def public_meeting(request: HttpRequest, slug: str, address: str) -> Meeting | HttpResponse:
    """The public meeting at an address, or the answer that it is gone. Raises Http404."""
    meeting = find_meeting(slug, address)
    if meeting.is_public:
        return meeting
    if was_public(meeting):
        return gone(request)
    raise Http404


def meeting_detail(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """One meeting: each item with its decision at a glance; closed items as a number and a reason only."""
    meeting = public_meeting(request, slug, address)
    if isinstance(meeting, HttpResponse):
        return meeting
    context = {
        "meeting": meeting,
        "rows": rows_of(meeting),
        "people": by_presence(meeting.participants),
        "promised": promised_at(meeting),
        "expected": expected_at(meeting),
        "previous": neighbour(meeting, before=True),
        "next": neighbour(meeting, before=False),
        "linked_data": [
            linked_data.event(request, meeting),
            linked_data.breadcrumbs(
                request,
                (meeting.committee.name, meeting.committee.get_absolute_url()),
                (date_in_words(meeting.date), meeting.get_absolute_url()),
            ),
        ],
    }
    return render(request, "cases/meeting_detail.html", context)


def meeting_whole(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The whole meeting on one page, nothing folded: to read through, search in and print."""
    meeting = public_meeting(request, slug, address)
    if isinstance(meeting, HttpResponse):
        return meeting
    rows = rows_of(meeting, whole=True)
    page = Page()
    for row in rows:
        if "item" in row:
            row["texts"] = texts_of(row["item"], page)
    context = {
        "meeting": meeting,
        "rows": rows,
        "marked": page.marked,
        "people": by_presence(meeting.participants),
    }
    return render(request, "cases/meeting_whole.html", context)


def texts_of(item: AgendaItem, page: Page) -> dict[str, Any]:
    """An item's sections as HTML, nothing folded."""

    notes = notes_of(item.public_references, prefix=f"{item.address}-")  # type: ignore[attr-defined]  # by rows_of
    marks = marks_by_section(notes)

    def html(name: str, text: str, section: str) -> str:
        prefix = f"{item.address}-{name}"
        return page.html(text, prefix, marks[section], headings_from=4)

    return {
        "summary": html("resume", item.summary, "summary"),
        "case": html("sag", item.case_text, "case_text"),
        "recommendation": html("indstilling", item.recommendation, "recommendation"),
        "decisions": [
            {
                "row": decision,
                "html": html("beslutning", decision.text, f"decision-{decision.position}"),
            }
            for decision in item.decisions.all()
        ],
        "notes": notes,
    }


_OF_CLOSED = ("number", "position", "access", "access_reason")


def rows_of(meeting: Meeting, *, whole: bool = False) -> list[dict[str, Any]]:
    """The meeting's public items, and a placeholder for each closed one, in printed order.

    Where the whole of them is shown, they come with attachments and references.
    """
    items = AgendaItem.objects.published().filter(meeting=meeting).oldest_first().for_cards()
    if whole:
        public = Attachment.objects.published().order_by("position")
        references = Reference.objects.published().for_reading()
        items = items.prefetch_related(
            Prefetch("attachments", public, to_attr="public_attachments"),
            Prefetch("references", references, to_attr="public_references"),
        )
    closed = meeting.items.exclude(access=Access.OPEN).filter(withdrawn_at=None)
    rows: list[dict[str, Any]] = [{"item": item, "position": item.position} for item in items]
    rows += [{"closed": True, **row} for row in closed.values(*_OF_CLOSED)]
    return sorted(rows, key=lambda row: row["position"])


def neighbour(meeting: Meeting, *, before: bool) -> Meeting | None:
    """The committee's public meeting before or after this one."""
    meetings = Meeting.objects.published().filter(committee=meeting.committee)
    sign, order = ("lt", "-") if before else ("gt", "")
    nearer = Q(**{f"date__{sign}": meeting.date}) | Q(
        date=meeting.date, **{f"sequence__{sign}": meeting.sequence}
    )
    found = meetings.filter(nearer).order_by(f"{order}date", f"{order}sequence").first()
    if found is not None:
        found.committee = meeting.committee
    return found
