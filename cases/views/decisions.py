"""The main list: decisions."""

from django.http import HttpRequest, HttpResponse

from cases.filters import DecisionFilter
from cases.models import Decision
from cases.views.lists import list_page


def decision_list(request: HttpRequest) -> HttpResponse:
    """Every public decision, filtered."""
    decisions = Decision.objects.published().for_cards()
    return list_page(request, "cases/decision_list.html", DecisionFilter, decisions)
