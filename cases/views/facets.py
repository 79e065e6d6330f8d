"""The facets of a search as links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from django.http import HttpRequest

from cases.filters import Facet, address_of_page
from cases.filters.search import Choice


@dataclass
class ShownFacet:
    """A facet with the address that each of its choices leads to: with it, or without it."""

    facet: Facet
    first: list[tuple[Choice, str]]
    rest: list[tuple[Choice, str]]

    @classmethod
    def of(cls, request: HttpRequest, facet: Facet) -> ShownFacet:
        """The facet on the page at hand."""
        without = address_of_page(request, "side", "efter", facet.name)
        first, rest = (
            list(_with_addresses(request, without, facet.name, choices))
            for choices in (facet.first, facet.rest)
        )
        return cls(facet, first, rest)


def _with_addresses(
    request: HttpRequest, without: str, name: str, choices: Sequence[Choice]
) -> Iterator[tuple[Choice, str]]:
    """Each choice with the address that chooses it, or drops it. Of kinds there may be several."""
    chosen = request.GET.getlist(name) if name == "slags" else []
    for choice in choices:
        others = [value for value in chosen if value != choice.value]
        values = others if choice.is_chosen else [*others, choice.value]
        mark = "&" if "?" in without else "?"
        added = "&".join(f"{name}={quote_plus(value)}" for value in values)
        yield choice, f"{without}{mark}{added}" if added else without
