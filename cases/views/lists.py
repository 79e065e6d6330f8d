"""What every list page does: filter, page, and answer whole or in part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.filters import PublicFilterSet, address_of_page
from cases.search.finding import Finder
from cases.search.found import Found
from cases.views.errors import no_such_page, unknown_parameters

PAGE_SIZE = 20


def list_page(
    request: HttpRequest,
    template: str,
    filterset_class: type[PublicFilterSet],
    queryset: QuerySet[Any],
    **context: Any,
) -> HttpResponse:
    """A list page with its filters; only its `results` partial for an htmx request.

    The partial's name, the element's id and the hx-target are all `results`; the count beside it is
    swapped in place, so that it is read out.
    """
    filterset = filterset_class(request.GET, queryset=queryset, request=request)
    unknown = filterset.unknown_parameters()
    if unknown:
        return unknown_parameters(request, unknown)
    page, pages = page_of(request, filterset.qs)
    if page is None:
        return no_such_page(request, pages)
    active = chips(request, filterset)
    filterset.count_choices()
    if not page.object_list:
        for chip in active:
            chip["count"] = filterset.loosened(chip["name"]).count()
    context |= {"filter": filterset, "page": page, "chips": active}
    return rendered(request, template, context)


def rendered(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A list page, or its `results` partial for an htmx request."""
    partial = is_partial(request)
    context["is_partial"] = partial
    response = render(request, f"{template}#results" if partial else template, context)
    if partial:  # the address of a form names every field, also the empty ones
        response["HX-Push-Url"] = address_of_page(request)
    # A shared cache must not give the part to somebody who asked for the page.
    response["Vary"] = "HX-Request"
    return response


def page_of(
    request: HttpRequest, results: Sequence[Any] | QuerySet[Any]
) -> tuple[Page[Any] | None, int]:
    """The page that the address names, if there is one, and how many there are."""
    pages, number = Paginator(results, PAGE_SIZE), request.GET.get("side") or "1"
    is_number = number.isdecimal() and len(number) < 10
    if not is_number or not 1 <= int(number) <= pages.num_pages:
        return None, pages.num_pages
    return pages.page(number), pages.num_pages


def parts(request: HttpRequest, finder: Finder, found: Found, page: Page[Any]) -> dict[str, Any]:
    """Which part of all that the index has is shown, and the ways to the other parts.

    In a list the next part follows its last page; what is best of the newest is a part by itself.
    """
    is_end = found.is_capped and (found.is_worded or not page.has_next())
    return {
        "order": finder.order,
        "is_later": finder.after is not None,
        "newest": address_of_page(request, "efter", "side"),
        "older": address_of_page(request, "side", efter=found.older) if is_end else "",
    }


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for the results alone."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)


def chips(request: HttpRequest, filterset: PublicFilterSet) -> list[dict[str, Any]]:
    """The filters in use, as they read in a sentence, each with the address that drops it."""
    return [
        {
            "name": name,
            "phrase": phrase,
            "comma": "," if phrase.startswith("der ") else "",
            "without": address_of_page(request, name, "side"),
        }
        for name, phrase in filterset.active()
    ]
