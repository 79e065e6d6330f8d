"""What the words of the index know of a typed word: its forms, compounds with it, and what is near.

Read from the table of words only, which holds nothing but what is public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet, Sum
from rapidfuzz.distance import OSA

from cases.models import SearchWord
from cases.search.analyser import spellings, stem
from cases.search.compounds import (
    LONG,
    SHORTEST,
    cuts,
    is_plainly_after,
    is_plainly_before,
    rest_after,
    rest_before,
)

# Of the compounds with a word, so many at most: those that most texts have.
MOST_COMPOUNDS = 80
_MOST_LOOKED_AT = 1500
# Beyond every letter that a word may go on with.
_LAST_LETTER = "\U0010ffff"

# How good a hit is, by how the found word came from the typed one.
AS_TYPED, SAME_STEM, JOINED, COMPOUND, BEGINNING, GUESSED = 1.0, 0.95, 0.95, 0.55, 0.6, 0.6


@dataclass
class Forms:
    """The words of the index that stand for a typed one: how good each is, and in how many entries."""

    quality: dict[str, float] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)

    def add(self, word: str, quality: float, entries: int) -> None:
        """Count a word in, or count it better than before."""
        self.quality[word] = max(quality, self.quality.get(word, 0.0))
        self.entries[word] = entries

    def add_all(self, other: Forms, quality: float = 1.0) -> None:
        """Count in the words of another, at most as good as `quality`."""
        for word, good in other.quality.items():
            self.add(word, good * quality, other.entries[word])

    @property
    def total(self) -> int:
        """At most so many entries have any of the words."""
        return sum(self.entries.values())

    def __bool__(self) -> bool:
        return bool(self.quality)


def beginning_with(start: str, column: str = "word") -> Q:
    """Words whose column begins so, in a form that the index of the column answers."""
    return Q(**{f"{column}__gte": start, f"{column}__lt": start + _LAST_LETTER})


def forms_of(words: Iterable[str]) -> dict[str, Forms]:
    """The words of the index with the same stem as each of these, however they are spelled."""
    wanted = {word: {word, *spellings(word)} for word in words}
    stems = {stem(way) for ways in wanted.values() for way in ways}
    by_stem: dict[str, list[tuple[str, int]]] = {}
    for word, stemmed, entries in SearchWord.objects.filter(stem__in=stems).values_list(
        "word", "stem", "entries"
    ):
        by_stem.setdefault(stemmed, []).append((word, entries))
    found = {}
    for word, ways in wanted.items():
        forms = found[word] = Forms()
        for way in ways:
            for known, entries in by_stem.get(stem(way), ()):
                forms.add(known, AS_TYPED if known in ways else SAME_STEM, entries)
    return found


def compounds_with(word: str) -> Forms:
    """The words of the index that are put together of this one and another word of the index.

    Where the word is long, the rest need not be known: `overvågning` is in `videoovervågning`.
    """
    stemmed = stem(word)
    plain: set[str] = set()
    candidates: dict[str, tuple[int, set[str]]] = {}
    for known, its_stem, entries in _ending_with(stemmed):
        rests = set(rest_before(its_stem, stemmed))
        candidates[known] = entries, rests
        if len(stemmed) >= LONG and any(map(is_plainly_before, rests)):
            plain.add(known)
    for known, _its_stem, entries in _beginning_with(stemmed):
        rests = {rest for first in {word, stemmed} for rest in rest_after(known, first)}
        candidates[known] = entries, candidates.get(known, (0, set()))[1] | rests
        if len(stemmed) >= LONG and any(map(is_plainly_after, rests)):
            plain.add(known)
    stems = {rest: stem(rest) for _, rests in candidates.values() for rest in rests}
    is_known = _known_stems(stems.values())
    compounds = [
        (entries, known)
        for known, (entries, rests) in candidates.items()
        if stem(known) != stemmed
        and (known in plain or any(stems[rest] in is_known for rest in rests))
    ]
    forms = Forms()
    for entries, known in sorted(compounds, key=lambda row: (-row[0], row[1]))[:MOST_COMPOUNDS]:
        forms.add(known, COMPOUND, entries)
    return forms


def _ending_with(stemmed: str) -> Iterator[tuple[str, str, int]]:
    if len(stemmed) >= SHORTEST:
        yield from _rows(beginning_with(stemmed[::-1], "backwards"), "backwards")


def _beginning_with(stemmed: str) -> Iterator[tuple[str, str, int]]:
    if len(stemmed) >= SHORTEST:
        yield from _rows(beginning_with(stemmed), "word")


def _rows(wanted: Q, order: str) -> QuerySet[SearchWord, tuple[str, str, int]]:
    rows = SearchWord.objects.filter(wanted).order_by(order, "word")
    return rows.values_list("word", "stem", "entries")[:_MOST_LOOKED_AT]


def _known_stems(stems: Iterable[str]) -> set[str]:
    wanted = {stemmed for stemmed in stems if stemmed}
    if not wanted:
        return set()
    return set(SearchWord.objects.filter(stem__in=wanted).values_list("stem", flat=True))


def words_beginning(start: str, most: int = 200) -> tuple[Forms, int]:
    """The commonest words of the index that begin so, and in how many entries any begins so."""
    rows = SearchWord.objects.filter(beginning_with(start))
    total = rows.aggregate(total=Sum("entries"))["total"] or 0
    forms = Forms()
    for word, entries in rows.order_by("-entries", "word").values_list("word", "entries")[:most]:
        forms.add(word, AS_TYPED if word == start else BEGINNING, entries)
    return forms, total


def taken_apart(word: str) -> list[tuple[str, str]]:
    """The pairs of words of the index that a word may be put together of, at most two of them."""
    ways = [way for way in cuts(word) if min(map(len, way)) > SHORTEST]
    is_known = _known_stems(stem(part) for way in ways for part in way)
    return [way for way in ways if {stem(part) for part in way} <= is_known][:2]


def known_end(word: str) -> str:
    """The longest end of a word that is a word of the index: `belysning` of `gadebelysning`."""
    ends = [last for _first, last in cuts(word) if len(last) >= LONG - 1]
    is_known = _known_stems(map(stem, ends))
    return next((last for last in ends if stem(last) in is_known), "")


def nearest_words(word: str, most: int = 3) -> list[str]:
    """The words of the index that a mistyped word may be, nearest and commonest first."""
    furthest = 1 if len(word) <= 5 else 2
    if len(word) < 4 or not word.isalpha():
        return []
    stemmed = stem(word)
    beginnings = beginning_with(word[:2]) | beginning_with(stemmed[:-4:-1], "backwards")
    known = SearchWord.objects.filter(beginnings).order_by("-entries", "word")
    near: list[tuple[int, int, str]] = []
    for found, its_stem, entries in known.values_list("word", "stem", "entries")[
        : 4 * _MOST_LOOKED_AT
    ]:
        away = min(_distance(word, found, furthest), _distance(stemmed, its_stem, furthest))
        if away <= furthest and found.isalpha():
            near.append((away, -entries, found))
    return [found for _, _, found in sorted(near)[:most]]


def _distance(word: str, other: str, furthest: int) -> int:
    """How many slips of the finger are between two words; more than `furthest` is not told apart."""
    if abs(len(word) - len(other)) > furthest or min(len(word), len(other)) < 4:
        return furthest + 1
    return OSA.distance(word, other, score_cutoff=furthest)
