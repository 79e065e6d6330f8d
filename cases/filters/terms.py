"""What the filters of decisions and of search are in the index, and what the index's terms are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.minutes.decisions import DecisionKind
from cases.minutes.journal_number import MAIN_GROUPS, is_kle, normalise, search_prefix
from cases.search.expressions import Expression, Prefix, Term, either
from cases.search.state import current_state

ATTACHMENTS = {
    "on": gettext_lazy("med bilag"),
    "fil": gettext_lazy("med bilag, der ligger i portalen"),
}
# G01 · a00-3-25 · 7-25: where a journal number goes on after a mark
_INNER = re.compile(r"[a-zæøå]\d|\d{1,5}-\d")
# Held against the recommendation: the answers, and how they read after "der blev".
AGAINST_RECOMMENDATION: dict[str, tuple[tuple[str, ...], Promise]] = {
    "anderledes": (("anderledes",), gettext_lazy("anderledes end indstillet")),
    "som": (("som",), gettext_lazy("som indstillet")),
    "kendt": (("som", "anderledes"), gettext_lazy("sammenlignet med indstillingen")),
}


def terms_of(data: Mapping[str, Any]) -> Iterator[tuple[str, Expression]]:
    """The terms of the index that stand for what a form says, by the name of the filter."""
    for name in ("udvalg", "emne"):
        if data.get(name):
            yield name, Term(f"f:{name}:{data[name].pk}")
    for name in ("aar", "kle", "tid", "bilag"):
        if data.get(name):
            yield name, Term(f"f:{name}:{data[name]}")
    for name in ("mere", "tilfoejelse", "afslag"):
        if data.get(name):
            yield name, Term(f"f:{name}")
    if data.get("slags"):
        yield "slags", either(*(Term(f"f:slags:{kind}") for kind in data["slags"]))
    if answer := data.get("indstilling"):
        answers, _label = AGAINST_RECOMMENDATION[answer]
        yield "indstilling", either(*(Term(f"f:indstilling:{each}") for each in answers))
    if data.get("journalnummer"):
        yield "journalnummer", under_number(data["journalnummer"])


def under_number(typed: str) -> Expression:
    """A whole journal number, a beginning of one, a KLE main group, or a part that begins within one."""
    prefix = search_prefix(typed)
    if is_kle(prefix):
        return Term(f"s:{prefix.lower()}")
    if len(prefix) == 2 and prefix.isdigit():
        return Term(f"f:kle:{prefix}")
    starts = [start.lower() for start in (prefix, normalise(typed))]
    inner = [f"j:{start}" for start in starts if _INNER.match(start)]
    return either(*map(Prefix, [*(f"s:{start}" for start in starts), *inner]))


def by_name(counts: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Counts of `f:aar:2025` by `aar`, and there by `2025`."""
    found: dict[str, dict[str, int]] = {}
    for term, number in counts.items():
        _mark, name, *value = term.split(":", 2)
        if value:
            found.setdefault(name, {})[value[0]] = number
    return found


def names_of(name: str, keys: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """For each key of a filter its value in addresses, and what it is called.

    Only what is public has terms in the index, and only that can be chosen.
    """
    if name == "udvalg":
        return current_state().committees
    if name == "emne":
        return current_state().topics
    if name == "slags":
        return {kind.value: (kind.value, _(kind.label)) for kind in DecisionKind}
    if name == "kle":
        return {key: (key, f"{key} {label}") for key, label in MAIN_GROUPS.items()}
    if name == "bilag":
        return {key: (key, str(label)) for key, label in ATTACHMENTS.items()}
    return {key: (key, key) for key in keys}
