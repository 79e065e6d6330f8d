"""The main list: decisions."""

from django.http import HttpRequest, HttpResponse

from cases.filters import DecisionFilter
from cases.models import Decision, Topic
from cases.search.analyser import fold
from cases.views.errors import bad_values
from cases.views.lists import list_page

VIEWS = ("liste", "tabel")


def decision_list(request: HttpRequest) -> HttpResponse:
    """Every public decision, filtered, as a list of cards or as a table."""
    shown_as = request.GET.get("vis", "liste")
    if shown_as not in VIEWS:
        return bad_values(request, ["vis"])
    return list_page(
        request,
        "cases/decision_list.html",
        DecisionFilter,
        Decision.objects.published().for_cards(),
        shown_as=shown_as,
        topics_named=topics_named(request.GET.get("ord", "")),
    )


def topics_named(words: str) -> list[Topic]:
    """The topics whose name holds these words: there may be more about them than the words find."""
    wanted = fold(words).strip()
    if not wanted:
        return []
    names = Topic.objects.order_by().values_list("pk", "name")
    keys = [pk for pk, name in names if wanted in fold(name)]
    return (
        list(Topic.objects.published().filter(pk__in=keys).for_cards().order_by("name"))
        if keys
        else []
    )
