"""How much a search found, in words."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.search.finding import MOST, Found


def count_of(items: int, *, is_capped: bool = False) -> str:
    """`23 punkter`, or `over 1.000 punkter` where there are more than anybody counted."""
    number = number_format(items, force_grouping=True)
    counted = ngettext("%(n)s punkt", "%(n)s punkter", items) % {"n": number}
    if not is_capped:
        return counted
    # Pages of files count too: there may be fewer items among those that were looked at.
    said = _("over %(items)s") if items >= MOST else _("mindst %(items)s")
    return said % {"items": counted}


def count_in_words(found: Found) -> str:
    """The heading of the results: how many there are, and how many lack a word."""
    if not found.results:
        return _("Ingen punkter")
    lacking = found.total - found.complete
    if not lacking:
        counted = count_of(found.total, is_capped=found.is_capped)
        return counted[:1].upper() + counted[1:]
    complete = {"n": found.complete}
    all_of_them = ngettext(
        "%(n)s punkt har alle ordene", "%(n)s punkter har alle ordene", found.complete
    )
    if not found.complete:
        all_of_them = _("Intet punkt har alle ordene")
    some = ngettext("%(n)s har nogle af dem", "%(n)s har nogle af dem", lacking) % {"n": lacking}
    return f"{all_of_them % complete}, {some}"
