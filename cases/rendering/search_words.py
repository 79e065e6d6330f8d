"""How much a search found, in words."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.search.finding import MOST
from cases.search.found import Found


def count_of(items: int, *, is_capped: bool = False) -> str:
    """`23 punkter`, or `over 1.000 punkter` where there are more than anybody counted."""
    counted = ngettext("%(n)s punkt", "%(n)s punkter", items) % {"n": _grouped(items)}
    # Pages of files count too: there may be fewer items among those that were looked at.
    return _over(items, counted) if is_capped else counted


def decisions_in_words(decisions: int, /, is_capped: bool = False) -> str:
    """`23 beslutninger`, or `over 1.000 beslutninger`."""
    counted = ngettext("%(n)s beslutning", "%(n)s beslutninger", decisions)
    counted %= {"n": _grouped(decisions)}
    return _over(decisions, counted) if is_capped else counted


def number_in_words(number: int, /, is_capped: bool = False) -> str:
    """`23`, or `over 1.000`."""
    return _over(number, _grouped(number)) if is_capped else _grouped(number)


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


def _over(number: int, counted: str) -> str:
    said = _("over %(items)s") if number >= MOST else _("mindst %(items)s")
    return said % {"items": counted}


def count_in_words(found: Found, known: int | None = None) -> str:
    """The heading of the results: how many there are, and how many lack a word.

    `known` is their number where the index knows it without counting.
    """
    if not found.results:
        return _("Ingen punkter")
    lacking = found.total - found.complete
    if not lacking:
        counted = count_of(found.total, is_capped=found.is_capped)
        counted = counted if known is None else count_of(known)
        return counted[:1].upper() + counted[1:]
    complete = {"n": found.complete}
    all_of_them = ngettext(
        "%(n)s punkt har alle ordene", "%(n)s punkter har alle ordene", found.complete
    )
    if not found.complete:
        all_of_them = _("Intet punkt har alle ordene")
    some = ngettext("%(n)s har det vigtigste af dem", "%(n)s har det vigtigste af dem", lacking) % {
        "n": lacking
    }
    return f"{all_of_them % complete}, {some}"
