"""Search: the page of results, and what is suggested while somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from cases.filters import SearchFilter, address_of_page
from cases.models import AgendaItem, FilePage
from cases.rendering.snippets import Snippet, Sought, item_snippet, marked, page_snippet
from cases.search.finding import Found, Result
from cases.views.errors import bad_values, no_such_page, unknown_parameters
from cases.views.lists import PAGE_SIZE, chips, is_partial

VIEWS = ("liste", "sager")
# Of the pages of files that have the words, so many are shown under their item.
MOST_PAGES = 2


@dataclass
class Shown:
    """One result as it is shown: the item, its passages, and the words it lacks."""

    item: AgendaItem
    title: SafeString
    snippets: list[Snippet]
    lacks: list[str]
    # With results grouped by case: the case's other items that were found.
    others: list[AgendaItem] = field(default_factory=list)


def search(request: HttpRequest) -> HttpResponse:
    """Items that answer a query, with the passages that do, and facets to narrow it."""
    filterset = SearchFilter(request.GET, request=request)
    if unknown := filterset.unknown_parameters():
        return unknown_parameters(request, unknown)
    shown_as, after = request.GET.get("vis", "liste"), request.GET.get("efter", "")
    if shown_as not in VIEWS or not (after.isdecimal() or not after) or len(after) > 19:
        return bad_values(request, [name for name in ("vis", "efter") if name in request.GET])
    context: dict[str, Any] = {"filter": filterset, "shown_as": shown_as}
    if filterset.form.is_valid():
        finder = filterset.finder(int(after) if after else None)
        found = finder.found()
        groups = _grouped(found, by_case=shown_as == "sager")
        number = request.GET.get("side") or "1"
        pages = max(-(-len(groups) // PAGE_SIZE), 1)
        if not number.isdecimal() or not 1 <= int(number) <= pages:
            return no_such_page(request, pages)
        first = (int(number) - 1) * PAGE_SIZE
        context |= {
            "found": found,
            "results": shown_results(found, groups[first : first + PAGE_SIZE]),
            "groups": len(groups),
            "number": int(number),
            "pages": pages,
            "facets": filterset.facets(finder, found),
            "chips": chips(request, filterset),
            "is_later": bool(after),
        }
    partial = is_partial(request)
    template = "cases/search.html#results" if partial else "cases/search.html"
    response = render(request, template, context | {"is_partial": partial})
    if partial:
        response["HX-Push-Url"] = address_of_page(request)
    response["Vary"] = "HX-Request"
    return response


def _grouped(found: Found, *, by_case: bool) -> list[list[Result]]:
    """Each result alone; or those of one case together, where the best of them stands."""
    if not by_case:
        return [[result] for result in found.results]
    items = {result.item for result in found.results}
    cases = dict(AgendaItem.objects.filter(pk__in=items).values_list("pk", "case"))
    groups: dict[tuple[str, int], list[Result]] = {}
    for result in found.results:
        case = cases.get(result.item)
        key = ("case", case) if case else ("item", result.item)
        groups.setdefault(key, []).append(result)
    return list(groups.values())


def shown_results(found: Found, groups: Sequence[Sequence[Result]]) -> list[Shown]:
    """The results of a page with their texts; what is not public any more is left out."""
    keys = {result.item for group in groups for result in group}
    items: dict[int, Any] = AgendaItem.objects.published().for_results().in_bulk(keys)
    hits = [hit for group in groups for hit in group[0].hits if hit.is_page]
    pages = FilePage.objects.in_bulk([hit.page for hit in hits if hit.page])
    sought = Sought.of(found.groups)
    shown = []
    for group in groups:
        result, item = group[0], items.get(group[0].item)
        if item is None:
            continue
        attachments = {row.pk: row for row in item.public_attachments}
        passages = [] if all(hit.is_page for hit in result.hits) else [item_snippet(item, sought)]
        for hit in [hit for hit in result.hits if hit.is_page][:MOST_PAGES]:
            attachment, page = attachments.get(hit.attachment), pages.get(hit.page or 0)
            if attachment and page:
                passages.append(page_snippet(attachment, page, sought))
        shown.append(
            Shown(
                item,
                marked(item.title, sought),
                [passage for passage in passages if passage],
                found.lacking(result),
                [items[other.item] for other in group[1:] if other.item in items],
            )
        )
    return shown
