"""How much of one entry both databases have room for; what is beyond it is left out on both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

# So many letters always fit, whatever they are.
_CERTAIN = 150_000
# PostgreSQL holds 1,048,575 bytes of words and places in one entry; some are for its other terms.
_MOST_BYTES = 950_000
# PostgreSQL keeps so many places in all, and of one word the first so many.
PLACES, _PLACES_OF_A_WORD = 16_383, 255
# Between the parts, so that a phrase does not run from one into the next.
GAP = 2
# No text of fewer words has one so often.
_FEW_WORDS = 1000
# Stands where a word has no place: no word is written so.
BLANK = "\ue000"


def fitting(parts: Sequence[Sequence[str]]) -> tuple[Sequence[str], ...]:
    """The words of the parts of an entry, without those new ones for which no room is left."""
    if sum(sum(map(len, part)) + len(part) for part in parts) <= _CERTAIN:
        return tuple(parts)
    known: set[str] = set()
    taken = 2 * PLACES
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


def with_places(parts: Sequence[str]) -> tuple[str, ...]:
    """The parts as PostgreSQL knows the places of their words, for an engine that would keep them all: a
    phrase is found alike on both. Every word stays at least once."""
    total = sum(part.count(" ") + 1 for part in parts)  # of nothing one too many
    if total <= _FEW_WORDS:
        return tuple(parts)
    split = [part.split() for part in parts]
    most = max(Counter(chain.from_iterable(split)).values())
    if total + GAP * len(parts) <= PLACES and most <= _PLACES_OF_A_WORD:
        return tuple(parts)
    seen: Counter[str] = Counter()
    found, start = [], 0
    for words in split:
        kept: list[str] = []
        for place, word in enumerate(words, start):
            seen[word] += 1
            if place < PLACES:
                kept.append(word if seen[word] <= _PLACES_OF_A_WORD else BLANK)
            elif seen[word] == 1:
                kept += [BLANK, word]
        found.append(" ".join(kept))
        start += len(words) + GAP
    return tuple(found)
