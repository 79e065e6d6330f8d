"""What a search was taken to mean, and what may be narrowed or meant instead, each with a link."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cases.filters import address_of_page
from cases.filters.terms import under_number
from cases.models import Committee
from cases.rendering.dates import date_in_words, month_in_words
from cases.search.analyser import stem
from cases.search.found import Found
from cases.search.groups import Group
from cases.search.guessing import nearest_words
from cases.search.query import Kind, Part, is_year
from cases.search.vocabulary import COMPOUND, forms_of, holds_any
from cases.views.decisions import NamedTopic, topics_named

# A word in so few texts may be a slip for one that is in so many times as many.
_RARE, _TIMES = 3, 10


@dataclass(frozen=True)
class Way:
    """A link onward: what it says, a Danish name that it ends with, and how much it leads to."""

    label: str
    address: str
    name: str = ""
    count: str = ""


@dataclass
class Understood:
    """What is said of a query above its results."""

    # Words that no text has, with the ones that are shown instead.
    instead: list[tuple[str, str]] = field(default_factory=list)
    # What no text has; the page says so by itself where it is all that was typed.
    unknown: list[str] = field(default_factory=list)
    # Words that no text has, but whose beginning some have.
    beginnings: list[str] = field(default_factory=list)
    # The number of an item: "punkt 33".
    numbers: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    meant: list[Way] = field(default_factory=list)
    narrower: list[Way] = field(default_factory=list)
    topics: list[NamedTopic] = field(default_factory=list)

    def __bool__(self) -> bool:
        said = (self.instead, self.unknown, self.beginnings, self.numbers, self.also)
        return any((*said, self.meant, self.narrower, self.topics))


def understood(request: HttpRequest, found: Found) -> Understood:
    """What the words of a search were taken for."""
    groups = found.groups
    parts = [group.part for group in groups if group.part.kind is not Kind.NUMBER]
    spoken = [word for part in parts for word in part.words]
    return Understood(
        instead=[
            (group.part.text, "«, »".join(group.instead)) for group in groups if group.instead
        ],
        unknown=[group.part.text for group in groups if len(groups) > 1 and not group.is_known],
        beginnings=[group.part.text for group in groups if _is_beginning(group)],
        numbers=[group.part.value for group in groups if group.part.kind is Kind.ITEM],
        also=list(dict.fromkeys(said for group in groups for said in group.also)),
        meant=list(_meant(request, found)),
        narrower=list(_narrower(request, found)),
        topics=topics_named(" ".join(spoken)),
    )


def typed_again(parts: Iterable[Part]) -> str:
    """Parts of a query as somebody would type them, so that they are read the same again."""
    return " ".join(map(_typed, parts))


def _typed(part: Part) -> str:
    said = part.value or " ".join(part.words)
    if part.kind is Kind.PHRASE:
        said = f'"{said}"'
    elif part.kind is Kind.PREFIX:
        said += "*"
    elif part.kind is Kind.WORD:
        said = "-".join(part.words)
    return said if part.is_wanted else f"-{said}"


def _is_beginning(group: Group) -> bool:
    """Whether a word was only found as the beginning of others."""
    if group.part.kind is not Kind.WORD or group.instead or group.terms or group.others:
        return False
    return 0 < max(group.forms.quality.values(), default=0) < COMPOUND


def _meant(request: HttpRequest, found: Found) -> Iterator[Way]:
    """The query with a word that hardly any text has as a near one that many have."""
    for group in found.groups:
        word = "".join(group.part.words)
        is_rare = 0 < group.estimate <= _RARE and not group.instead
        if group.part.kind is not Kind.WORD or not is_rare:
            continue
        near = [each for each in nearest_words(word) if stem(each) != stem(word)]
        forms = forms_of(near)
        for other in near:
            if forms[other].total >= _TIMES * group.estimate:
                meant = replace(group.part, words=(other,), value="")
                parts = (meant if part == group.part else part for part in found.query.parts)
                typed = typed_again(parts)
                yield Way("", _address(request, ord=typed), typed)
                break


def _narrower(request: HttpRequest, found: Found) -> Iterator[Way]:
    """What was recognised among the words, as filters instead of words."""
    parts = found.query.parts
    for group in found.groups:
        part, label = group.part, ""
        changes: dict[str, str] = {}
        if part.kind in (Kind.DATE, Kind.MONTH) and part.date:
            label, changes = _in_period(part.kind, part.date)
        elif part.kind is Kind.NUMBER and _has_cases(part.value):
            label = _("journalnummer %(number)s") % {"number": part.value.upper()}
            changes = {"journalnummer": part.value.upper()}
        elif part.kind is Kind.WORD and is_year(part.words[0]):
            label, changes = (
                _("punkter fra %(year)s") % {"year": part.words[0]},
                {"aar": part.words[0]},
            )
        if changes and not any(name in request.GET for name in changes):
            rest = typed_again([each for each in parts if each != part])
            yield Way(label, _address(request, ord=rest or None, **changes))
    yield from _of_committees(request, found)


def _in_period(kind: Kind, date: dt.date) -> tuple[str, dict[str, str]]:
    if kind is Kind.DATE:
        label = _("møder den %(date)s") % {"date": date_in_words(date)}
        return label, {"fra": date.isoformat(), "til": date.isoformat()}
    last = date.replace(day=monthrange(date.year, date.month)[1])
    label = _("møder i %(month)s") % {"month": month_in_words(date.year, date.month)}
    return label, {"fra": date.isoformat(), "til": last.isoformat()}


def _has_cases(number: str) -> bool:
    """Whether the filter on journal numbers would find any; only public ones are in the index."""
    return holds_any(under_number(number))


def _of_committees(request: HttpRequest, found: Found) -> Iterator[Way]:
    """The committees whose names were typed."""
    start = "f:udvalg:"
    named = {term for group in found.groups for term in group.terms if term.startswith(start)}
    if not named or "udvalg" in request.GET:
        return
    keys = [term.removeprefix(start) for term in named]
    for committee in Committee.objects.published().filter(pk__in=keys).order_by("name"):
        its = {g.part for g in found.groups if f"{start}{committee.pk}" in g.terms}
        rest = typed_again([part for part in found.query.parts if part not in its])
        address = _address(request, ord=rest or None, udvalg=committee.slug)
        yield Way("", address, committee.name)


def _address(request: HttpRequest, **changes: Any) -> str:
    return address_of_page(request, "side", "efter", **changes)
