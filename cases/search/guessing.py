"""What may be meant by a word that no text has: slips of the finger, other endings, parts of it.

A word that Danish has is no slip for another; only a text may have a slip for it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, islice

from rapidfuzz import distance

from cases.models import SearchWord
from cases.search.analyser import stem
from cases.search.common_words import COMMON
from cases.search.compounds import LONG, NO_LAST_PART, cuts
from cases.search.danish_words import are_different, lemma
from cases.search.vocabulary import (
    Forms,
    alone_or_in_compounds,
    beginning_with,
    known_stems,
)

# Of the words that begin or end as a mistyped one does, so many are held against it.
_MOST_NEAR = 600
# How many slips of the finger there may be, and for how many words a word may be a slip.
_MOST_SLIPS, _MOST_MEANT = 2, 2
# Danish words of so many letters that are so much alike have parts in common: `borgerundersøgelse` for
# `brugerundersøgelse`.
_LONG_ALIKE = 12
# A text may have a slip for a word of so many letters, and at most so many texts have the same.
_LONG_SLIP, _MOST_WITH_A_SLIP = 8, 3
# So many words are named.
_FEW = 3
# Of the parts that a compound may begin with, so many are looked up; the first part may be in so many
# times as many entries as the last; and where so few have either, both are meant.
_MOST_FIRSTS, _MORE_GENERAL, _FEW_ENTRIES = 8, 2, 10


def meant_by(word: str, *, is_thorough: bool = True) -> dict[str, Forms]:
    """The words that may be meant by one that is nowhere, each with what stands for it: those that it
    may be a slip for, else those that begin much alike, else the part of it that says most, if it is
    put together (looked for only where it `is_thorough`), else those that end much alike."""
    # The forms of a word are found with it.
    slips: dict[str, str] = {}
    for found in nearest_words(word):
        slips.setdefault(stem(found), found)
    near = list(slips.values())[:_MOST_MEANT] or _akin(word)
    if not near and is_thorough and (parts := _parts(word)):
        return parts
    return {known: alone_or_in_compounds(known) for known in near or _ending_akin(word)}


def nearest_words(word: str, most: int = _FEW) -> list[str]:
    """The words of the index that a mistyped word may be, nearest and commonest first."""
    if len(word) < 4 or not word.isalpha():
        return []
    stemmed = stem(word)
    beginnings = beginning_with(word[:2]) | beginning_with(stemmed[:-4:-1], "backwards")
    known = SearchWord.objects.filter(beginnings).order_by("-entries", "word")
    near: list[tuple[int, int, str]] = []
    for found, its_stem, entries in known.values_list("word", "stem", "entries")[:_MOST_NEAR]:
        away = min(_slips(word, found), _slips(stemmed, its_stem))
        if away <= _MOST_SLIPS and _may_be_meant(found, entries, word):
            near.append((away, -entries, found))
    return [found for _, _, found in sorted(near)[:most]]


def _may_be_meant(found: str, entries: int, word: str) -> bool:
    """Whether a word of the index may be the typed one."""
    if not found.isalpha() or found in COMMON:
        return False
    if not lemma(word) or len(word) >= _LONG_ALIKE:
        return True
    if lemma(found):
        return not are_different(found, word)
    # A name, or a slip that is in the text.
    return len(word) >= _LONG_SLIP and entries <= _MOST_WITH_A_SLIP


def _slips(word: str, other: str) -> int:
    """How many slips of the finger are between two words; too many are not told apart."""
    furthest = 1 if len(word) <= 5 else _MOST_SLIPS
    if abs(len(word) - len(other)) <= furthest and min(len(word), len(other)) >= 4:
        slips = distance.OSA.distance(word, other, score_cutoff=furthest)
        if slips <= furthest:
            return slips
    return _MOST_SLIPS + 1


def _akin(word: str) -> list[str]:
    """The commonest words of the index with most of the letters that a word begins with:
    `førtidspension` for `førtidspensionist`."""
    stemmed = stem(word)

    def is_word(shared: str) -> bool:
        return bool(known_stems([shared]))

    return _words_sharing("word", stemmed, len(stemmed) * 2 / 3, is_word if lemma(word) else None)


def _ending_akin(word: str) -> list[str]:
    """The commonest words of the index with half of the letters that a word ends with:
    `videoovervågning` for `kameraovervågning`."""
    stemmed = stem(word)

    def is_word(shared: str) -> bool:
        ends = range(len(stemmed) - len(shared), len(word) - LONG + 1)
        return any(lemma(word[place:]) for place in ends)

    half = len(stemmed) / 2
    return _words_sharing("backwards", stemmed[::-1], half, is_word if lemma(word) else None)


def _words_sharing(
    column: str, letters: str, least: float, is_word: Callable[[str], bool] | None
) -> list[str]:
    """Words whose column begins with as many of these letters as that of any word, if that is enough,
    and if those must be, a word."""
    if len(letters) < LONG:
        return []
    rows = SearchWord.objects.order_by(column).values_list(column, flat=True)
    after = rows.filter(**{f"{column}__gte": letters})[:1]
    before = rows.filter(**{f"{column}__lt": letters}).reverse()[:1]
    near = chain(after, before)
    shared = max((distance.Prefix.similarity(letters, held) for held in near), default=0)
    if shared < max(least, LONG) or (is_word and not is_word(letters[:shared])):
        return []
    akin = SearchWord.objects.filter(beginning_with(letters[:shared], column))
    return list(akin.order_by("-entries", "word").values_list("word", flat=True)[:_FEW])


def _parts(word: str) -> dict[str, Forms]:
    """The part of a compound that says most, of those that the index knows, with what stands for it:
    `gadeplan` of `gadeplansmedarbejder`, `overvågning` of `overvågningskamera`. Where few entries have
    any, both parts.

    Its end is the longest that is a word; what is before that, or before a word that no text has, may
    be a part of other words.
    """
    ways = [
        way for way in cuts(word)
        if stem(way[1]) not in NO_LAST_PART and COMMON.isdisjoint(way)
    ]  # fmt: skip
    if lemma(word):
        ways = [way for way in ways if all(map(lemma, way))]
    known = known_stems(stem(last) for _first, last in ways)
    long = LONG - 1
    end = next((last for _first, last in ways if len(last) >= long and stem(last) in known), "")
    firsts = [
        first for first, last in reversed(ways)
        if len(first) >= long
        and (last == end if end else len(last) >= long or stem(last) in known)
    ]  # fmt: skip
    found = ((first, alone_or_in_compounds(first)) for first in firsts[:_MOST_FIRSTS])
    parts = dict(islice((part for part in found if part[1]), 1))
    if end:
        parts[end] = alone_or_in_compounds(end)
    if sum(forms.total for forms in parts.values()) <= _FEW_ENTRIES:
        return parts
    # A rarer part says more, and most ends are of a more general kind.
    telling = min(parts, key=lambda part: parts[part].total * (_MORE_GENERAL if part == end else 1))
    return {telling: parts[telling]}
