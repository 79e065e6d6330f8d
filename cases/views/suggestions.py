"""What is suggested while somebody types, on the page and in the browser's own box of search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cases.filters.base import journal_number_q
from cases.models import AgendaItem, Case, Committee
from cases.rendering.dates import date_in_words
from cases.search.analyser import fold, spellings, stem, words
from cases.search.finding import Finder
from cases.search.found import Selection
from cases.search.query import SHORTEST_BEGINNING, Kind, parse_query
from cases.search.state import current_state
from cases.search.vocabulary import words_beginning
from cases.views.errors import unknown_parameters
from cases.views.kept import kept_for_a_moment

MOST = 8
# A single letter says nothing yet; and nobody needs help with a text of this length.
_SHORTEST, _LONGEST = 2, 100
_MOST_WORDS, _MOST_NAMED, _MOST_CASES, _MOST_ITEMS = 3, 2, 3, 3
# The best of so many of the newest is good enough while somebody types.
_LOOKED_AT = 100
_PARAMETERS = {"ord", "format"}


@dataclass(frozen=True)
class Suggestion:
    """One link: what it says, where it leads, and what is said beside it."""

    text: str
    address: str
    beside: str = ""
    # Whether that is in Danish on every page; a date is not.
    is_danish: bool = True


type Suggested = list[tuple[str | Promise, list[Suggestion]]]


@kept_for_a_moment
def search_suggestions(request: HttpRequest) -> HttpResponse:
    """A few links for what has been typed so far: a piece of a page, or what browsers ask for."""
    if unknown := sorted(set(request.GET) - _PARAMETERS):
        return unknown_parameters(request, unknown)
    typed = " ".join(request.GET.get("ord", "").replace("\x00", " ").split())
    groups = suggested(typed)
    answer: HttpResponse
    if request.GET.get("format") == "json":
        rows = [row for _label, group in groups for row in group]
        links = [request.build_absolute_uri(row.address) for row in rows]
        content = [typed, [row.text for row in rows], [row.beside for row in rows], links]
        answer = JsonResponse(content, safe=False, content_type="application/x-suggestions+json")
    else:
        context = {"groups": groups, "count": sum(len(group) for _label, group in groups)}
        answer = render(request, "cases/search_suggestions.html", context | {"typed": typed})
    answer["X-Robots-Tag"] = "noindex"
    return answer


def suggested(typed: str) -> Suggested:
    """Suggestions in labelled groups, at most eight in all; only what is public."""
    found = words(typed)
    if not found or not _SHORTEST <= len(typed) <= _LONGEST:
        return []
    suggestions = _suggested(typed, found)
    # As who has no æ, ø and å at hand writes them.
    for way in sorted(spellings(found[-1])) if not suggestions else ():
        suggestions = suggestions or suggested(f"{typed[: -len(found[-1])]}{way}")
    return suggestions


def _suggested(typed: str, found: list[str]) -> Suggested:
    named = list(_named(found))
    names = {fold(row.text) for row in named}
    groups: Suggested = [
        (gettext_lazy("Ord"), [row for row in _words(typed, found) if row.text not in names]),
        (gettext_lazy("Udvalg og emner"), named),
        (gettext_lazy("Journalnumre"), list(_cases(typed))),
        (gettext_lazy("Punkter"), list(_items(typed))),
    ]
    left, kept = MOST, []
    for label, group in groups:
        if group[:left]:
            kept.append((label, group[:left]))
            left -= len(group[:left])
    return kept


def _words(typed: str, found: list[str]) -> Iterator[Suggestion]:
    """What was typed with its last word written out, one form of each word."""
    last = found[-1]
    if len(last) < _SHORTEST or not last.isalpha() or not typed.lower().endswith(last):
        return
    known = words_beginning(last, most=40)
    stems: set[str] = set()
    for word in known.quality:
        if word.isalpha() and stem(word) not in stems and len(stems) < _MOST_WORDS:
            stems.add(stem(word))
            query = typed[: -len(last)] + word
            yield Suggestion(query, _address(query))


def _named(found: list[str]) -> Iterator[Suggestion]:
    """Committees and topics with a name that has all the words, the last as far as it is typed."""
    committees = Committee.objects.published().order_by("name")
    topics = current_state().topics.values()
    for named in (
        ((row.name, row.get_absolute_url()) for row in committees),
        ((topic.name, reverse("topic_detail", args=[topic.slug])) for topic in topics),
    ):
        fitting = (row for row in named if _has(words(row[0]), found))
        yield from (Suggestion(*row) for row in islice(fitting, _MOST_NAMED))


def _has(name: list[str], found: list[str]) -> bool:
    return set(found[:-1]) <= set(name) and any(word.startswith(found[-1]) for word in name)


def _cases(typed: str) -> Iterator[Suggestion]:
    """Cases whose journal number begins so."""
    if not typed[0].isdigit() or not any(mark in typed for mark in ".-/ "):
        return
    found = Case.objects.published().filter(journal_number_q(typed)).order_by("normalised")
    keys = list(found.values_list("pk", flat=True)[:_MOST_CASES])
    for case in Case.objects.published().filter(pk__in=keys).for_cards().order_by("normalised"):
        title = case.title or case.last_title  # type: ignore[attr-defined]  # from for_cards
        yield Suggestion(case.journal_number, case.get_absolute_url(), title)


def _items(typed: str) -> Iterator[Suggestion]:
    """Items that have what was typed, the last word as a beginning, the best of the newest."""
    finder = Finder(_open_ended(typed), Selection())
    if not finder.groups:
        return
    hits = [hit for hit in finder.hits(finder.groups, limit=_LOOKED_AT) if not hit.is_page]
    best = sorted(hits, key=lambda hit: (-hit.score, -hit.key))[:_MOST_ITEMS]
    rows = AgendaItem.objects.published().select_related("meeting__committee")
    light = rows.only(
        "title", "address", "meeting__date", "meeting__sequence", "meeting__committee__slug"
    )
    items = light.in_bulk([hit.item for hit in best])
    for hit in best:
        if item := items.get(hit.item):
            said = date_in_words(item.meeting.date)
            yield Suggestion(item.title, item.get_absolute_url(), said, is_danish=False)


def _open_ended(typed: str) -> str:
    """A query whose last word may go on; what is too short for that is left out."""
    parts = parse_query(typed).parts
    if not parts or parts[-1].kind is not Kind.WORD or not typed[-1].isalpha():
        return typed
    begun = len(parts[-1].words[-1])
    return f"{typed}*" if begun >= SHORTEST_BEGINNING else typed[:-begun]


def _address(typed: str) -> str:
    return f"{reverse('search')}?{urlencode({'ord': typed})}"


def opensearch(request: HttpRequest) -> HttpResponse:
    """The description by which a browser adds the portal's search to its own box."""
    context = {
        "name": f"Sagsspor, {settings.MUNICIPALITY}",
        "search": request.build_absolute_uri(reverse("search")),
        "suggestions": request.build_absolute_uri(reverse("search_suggestions")),
        "self": request.build_absolute_uri(reverse("opensearch")),
        "base": request.build_absolute_uri("/").rstrip("/"),
    }
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "opensearch.xml", context, content_type=content_type)
