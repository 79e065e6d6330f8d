"""Search: the page of results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from cases.filters import SearchFilter, address_of_page
from cases.models import AgendaItem, FilePage
from cases.rendering.search_words import count_in_words, count_of
from cases.rendering.snippets import Snippet, Sought, item_snippet, marked, page_snippet
from cases.search.documents import EVERY_ITEM
from cases.search.finding import Finder, Found, Result, Selection
from cases.search.query import MOST_LETTERS
from cases.views.errors import bad_values, no_such_page, unknown_parameters
from cases.views.facets import ShownFacet
from cases.views.lists import PAGE_SIZE, chips
from cases.views.no_hits import onward
from cases.views.understood import understood

VIEWS = ("liste", "sager")
# Of the pages of files that have the words, and of a case's other items, so many are shown.
MOST_PAGES, MOST_OTHERS = 2, 5
_LONG = ("case_text", "summary", "recommendation", "imported")
_LAST_KEY = 2**63 - 1


@dataclass
class Shown:
    """One result as it is shown: the item, its passages, and the words it lacks."""

    item: AgendaItem
    title: SafeString
    snippets: list[Snippet]
    lacks: list[str]
    # How many more pages of its files have the words.
    more_pages: int = 0
    # With results grouped by case: the case's other items that were found, and how many there are.
    others: list[AgendaItem] = field(default_factory=list)
    other_count: int = 0


def search(request: HttpRequest) -> HttpResponse:
    """Items that answer a query, with the passages that do, and facets to narrow it."""
    _cut_words(request)
    filterset = SearchFilter(request.GET, request=request)
    if unknown := filterset.unknown_parameters():
        return unknown_parameters(request, unknown)
    shown_as, after = request.GET.get("vis") or "liste", request.GET.get("efter") or ""
    is_place = not after or (after.isdecimal() and len(after) < 20 and int(after) <= _LAST_KEY)
    if shown_as not in VIEWS or not is_place:
        return bad_values(request, ["efter"] if shown_as in VIEWS else ["vis"])
    context: dict[str, Any] = {
        "filter": filterset,
        "shown_as": shown_as,
        "kept": filterset.kept(),
    }
    if filterset.form.is_valid():
        finder = filterset.finder(int(after) if after else None)
        found = finder.found()
        groups = _grouped(found, by_case=shown_as == "sager")
        pages, number = Paginator(groups, PAGE_SIZE), request.GET.get("side") or "1"
        is_number = number.isdecimal() and len(number) < 10
        if not is_number or not 1 <= int(number) <= pages.num_pages:
            return no_such_page(request, pages.num_pages)
        context |= _answer(request, filterset, finder, found)
        context["page"] = pages.page(number)
        context["results"] = shown_results(found, context["page"].object_list)
    return render(request, "cases/search.html", {**context, "typed": filterset.typed})


def _cut_words(request: HttpRequest) -> None:
    """Keep every link on the page short, however much was typed; the query still says it was cut."""
    typed = request.GET.get("ord", "")
    if len(typed) > MOST_LETTERS:
        shorter = request.GET.copy()
        shorter["ord"] = typed[: MOST_LETTERS + 1]
        request.GET = shorter  # type: ignore[assignment]  # nobody changes it after this


def _answer(
    request: HttpRequest, filterset: SearchFilter, finder: Finder, found: Found
) -> dict[str, Any]:
    """What is said about the results as a whole."""
    used = chips(request, filterset)
    for chip in used:
        chip["without"] = address_of_page(request, chip["name"], "side", "efter")
    is_later = finder.after is not None
    return {
        "found": found,
        "order": finder.order,
        "count": _count(found, filterset, finder),
        "chips": used,
        "narrowed": [chip for chip in used if chip["name"] != "ord"],
        "without_filters": address_of_page(
            request, *filterset.filters, "side", "efter", ord=filterset.typed or None
        ),
        "is_later": is_later,
        "newest": address_of_page(request, "efter", "side"),
        "older": address_of_page(request, "side", efter=found.older) if found.is_capped else "",
        "understood": understood(request, found),
        "onward": None if found.results else onward(request, filterset, found),
        "facets": [ShownFacet.of(request, facet) for facet in filterset.facets(finder, found)],
    }


def _count(found: Found, filterset: SearchFilter, finder: Finder) -> str:
    """How many there are; of everything there is, the index knows it without counting."""
    is_everything = not found.is_worded and filterset.selection == Selection()
    if is_everything and found.results and finder.after is None:
        return count_of(finder.entries.get(EVERY_ITEM, 0))
    return count_in_words(found)


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
    public = AgendaItem.objects.published()
    items: dict[int, Any] = public.for_results().in_bulk([group[0].item for group in groups])
    light = public.select_related("meeting__committee").defer(*_LONG)
    others = light.in_bulk([other.item for group in groups for other in group[1 : MOST_OTHERS + 1]])
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
        on_pages = [hit for hit in result.hits if hit.is_page]
        for hit in on_pages[:MOST_PAGES]:
            attachment, page = attachments.get(hit.attachment), pages.get(hit.page or 0)
            if attachment and page:
                passages.append(page_snippet(attachment, page, sought))
        shown.append(
            Shown(
                item,
                marked(item.title, sought),
                [passage for passage in passages if passage],
                found.lacking(result),
                max(len(on_pages) - MOST_PAGES, 0),
                [others[other.item] for other in group[1:] if other.item in others],
                len(group) - 1,
            )
        )
    return shown
