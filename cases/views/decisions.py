"""The main list: decisions."""

from django.http import HttpRequest, HttpResponse

from cases.filters import DecisionFilter
from cases.models import Decision
from cases.views.errors import unknown_parameters
from cases.views.lists import list_page

VIEWS = ("kort", "tabel")


def decision_list(request: HttpRequest) -> HttpResponse:
    """Every public decision, filtered, as cards or as a table."""
    shown_as = request.GET.get("vis", "kort")
    if shown_as not in VIEWS:
        return unknown_parameters(request, ["vis"])
    decisions = Decision.objects.published().for_cards()
    return list_page(
        request, "cases/decision_list.html", DecisionFilter, decisions, shown_as=shown_as
    )
