"""Cases: the list, and the dated thread of one journal number."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from cases.filters import CaseFilter
from cases.minutes.journal_number import MAIN_GROUPS, JournalNumber, search_prefix
from cases.models import AgendaItem, Case
from cases.views.commitments import commitments_of_case
from cases.views.lists import list_page
from cases.views.timelines import amounts_in, course_of, telling_decision, timeline_of


def case_list(request: HttpRequest) -> HttpResponse:
    """Every case with a public item."""
    cases = Case.objects.published().for_cards()
    return list_page(request, "cases/case_list.html", CaseFilter, cases)


def case_detail(request: HttpRequest, number: str) -> HttpResponse:
    """A case: its items across meetings, oldest first."""
    if not number.strip():
        raise Http404
    spellings = [JournalNumber.parse(number).normalised, search_prefix(number)]
    case = Case.objects.published().filter(normalised__in=spellings).first()
    if case is None:
        raise Http404
    if case.normalised != number:
        return HttpResponsePermanentRedirect(f"/sager/{quote(case.normalised)}/")
    items = list(AgendaItem.objects.published().filter(case=case).oldest_first().for_cards())
    latest = next((item for item in reversed(items) if item.decisions.all()), None)
    newest_meeting = [item for item in items if item.meeting_id == items[-1].meeting_id]
    context: dict[str, Any] = {
        "case": case,
        "title": case.title or newest_meeting[0].title,
        "latest": latest,
        "decision": telling_decision(latest) if latest else None,
        "coming": next((item for item in items if item.meeting.is_coming), None),
        "items": items,
        "commitments": commitments_of_case(case),
        "meeting_count": len({item.meeting_id for item in items}),
        "main_group": MAIN_GROUPS.get(case.main_group, ""),
        "amounts": amounts_in(items),
        **timeline_of(items, follows_plans=not case.is_series),
    }
    if not case.is_series:
        context |= course_of(items, context["rows"])
    return render(request, "cases/case_detail.html", context)
