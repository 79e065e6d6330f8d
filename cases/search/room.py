"""How much of one entry both databases have room for; what is beyond it is left out on both."""

from __future__ import annotations

from collections.abc import Sequence

# So many letters always fit, whatever they are.
_CERTAIN = 150_000
# PostgreSQL holds 1,048,575 bytes of words and places in one entry; some are for its other terms.
_MOST_BYTES = 950_000
_PLACES = 16_383


def fitting(parts: Sequence[Sequence[str]]) -> tuple[Sequence[str], ...]:
    """The words of the parts of an entry, without those new ones for which no room is left."""
    if sum(sum(map(len, part)) + len(part) for part in parts) <= _CERTAIN:
        return tuple(parts)
    known: set[str] = set()
    taken = 2 * _PLACES
    kept: list[Sequence[str]] = []
    for part in parts:
        there = []
        for word in part:
            if word not in known:
                # Its letters, how many places it has, and what fills up to an even number.
                cost = len(word.encode()) + 5
                if taken + cost > _MOST_BYTES:
                    continue
                taken += cost
                known.add(word)
            there.append(word)
        kept.append(there)
    return tuple(kept)
