"""Where a long list goes on: the parameter `efter`, a key of the index."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest

_LAST_KEY = 2**63 - 1


class Place(NamedTuple):
    """The key that a list goes on after, if it does not begin at its beginning."""

    key: int | None


def place_of(request: HttpRequest) -> Place | None:
    """The place that the address names; None where what it names can be none."""
    after = request.GET.get("efter") or ""
    if not after:
        return Place(None)
    if after.isdecimal() and len(after) < 20 and int(after) <= _LAST_KEY:
        return Place(int(after))
    return None
