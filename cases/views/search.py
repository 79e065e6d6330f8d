"""Search: the page of results."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.filters import SearchFilter, address_of_page
from cases.models import AgendaItem
from cases.rendering.results import shown_results
from cases.rendering.search_words import count_in_words
from cases.search.finding import Finder
from cases.search.found import Found, Result
from cases.search.query import MOST_LETTERS
from cases.views.errors import bad_values, no_such_page, unknown_parameters
from cases.views.facets import ShownFacet
from cases.views.kept import kept_for_a_moment
from cases.views.lists import chips, page_of, parts
from cases.views.no_hits import onward
from cases.views.places import place_of
from cases.views.understood import understood

VIEWS = ("liste", "sager")


@kept_for_a_moment
def search(request: HttpRequest) -> HttpResponse:
    """Items that answer a query, with the passages that do, and facets to narrow it."""
    _cut_words(request)
    filterset = SearchFilter(request.GET, request=request)
    if unknown := filterset.unknown_parameters():
        return unknown_parameters(request, unknown)
    shown_as, after = request.GET.get("vis") or "liste", place_of(request)
    if shown_as not in VIEWS or after is None:
        return bad_values(request, ["efter"] if shown_as in VIEWS else ["vis"])
    if unseen := filterset.unseen_errors:
        return bad_values(request, unseen)
    context: dict[str, Any] = {
        "filter": filterset,
        "shown_as": shown_as,
        "kept": filterset.kept(),
    }
    if filterset.form.is_valid():
        finder = filterset.finder(after.key)
        found = finder.found()
        results = _by_case(found) if shown_as == "sager" else found.results
        page, pages = page_of(request, results)
        if page is None:
            return no_such_page(request, pages)
        context |= _answer(request, filterset, finder, found, page)
        context["page"] = page
        context["results"] = shown_results(found, list(map(_group, page.object_list)))
    return render(request, "cases/search.html", {**context, "typed": filterset.typed})


def _cut_words(request: HttpRequest) -> None:
    """Keep every link on the page short, however much was typed; the query still says it was cut."""
    typed = request.GET.get("ord", "")
    if len(typed) > MOST_LETTERS:
        shorter = request.GET.copy()
        shorter["ord"] = typed[: MOST_LETTERS + 1]
        request.GET = shorter  # type: ignore[assignment]  # nobody changes it after this


def _answer(
    request: HttpRequest, filterset: SearchFilter, finder: Finder, found: Found, page: Page[Any]
) -> dict[str, Any]:
    """What is said about the results as a whole."""
    used = chips(request, filterset)
    for chip in used:
        chip["without"] = address_of_page(request, chip["name"], "side", "efter")
    return parts(request, finder, found, page) | {
        "found": found,
        "count": count_in_words(found, finder.known_total()),
        "chips": used,
        "narrowed": [chip for chip in used if chip["name"] != "ord"],
        "without_filters": address_of_page(
            request, *filterset.filters, "side", "efter", ord=filterset.typed or None
        ),
        "understood": understood(request, found),
        "onward": None if found.results else onward(request, filterset, found),
        "facets": [ShownFacet.of(request, facet) for facet in filterset.facets(finder, found)],
    }


def _group(found: Result | list[Result]) -> list[Result]:
    """The results that are shown as one: those of a case, or one alone."""
    return [found] if isinstance(found, Result) else found


def _by_case(found: Found) -> list[list[Result]]:
    """Results of one case together, where the best of them stands."""
    items = {result.item for result in found.results}
    cases = dict(AgendaItem.objects.filter(pk__in=items).values_list("pk", "case"))
    groups: dict[tuple[str, int], list[Result]] = {}
    for result in found.results:
        case = cases.get(result.item)
        key = ("case", case) if case else ("item", result.item)
        groups.setdefault(key, []).append(result)
    return list(groups.values())
