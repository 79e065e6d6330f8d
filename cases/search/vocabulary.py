"""What the words of the index know of a typed word: its forms, compounds with it, and what is near.

Read from the table of words only, which holds nothing but what is public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import chain, islice
from typing import NamedTuple

from django.db.models import Q, Sum

from cases.models import SearchWord
from cases.search.analyser import DOUBLED, as_last_part, beginnings, derived, spellings, stem
from cases.search.compounds import (
    LONG,
    SHORTEST,
    cuts,
    is_plainly_after,
    is_plainly_before,
    rest_after,
    rest_before,
)
from cases.search.expressions import Either, Expression, Prefix, Term

# Of the compounds with a word, so many at most: those that most texts have.
MOST_COMPOUNDS = 80
_MOST_LOOKED_AT = 150
# Most lists are full after so many of them.
_AT_ONCE = 50
# So many words, in so many entries together, fill every list; the next adds hardly anything to it.
ENOUGH, _ENOUGH_WORDS = 20_000, 25
_MANY = 1000
# Of the compounds that end as another does, so many are looked for beside its first part.
_MOST_OTHERS = 10
# Beyond every letter that a word may go on with.
_LAST_LETTER = "\U0010ffff"

# How good a hit is, by how the found word came from the typed one.
AS_TYPED, SAME_STEM, JOINED = 1.0, 0.95, 0.95
DERIVED, BEGINNING, GUESSED, COMPOUND = 0.7, 0.6, 0.6, 0.55


@dataclass
class Forms:
    """The words of the index that stand for a typed one: how good each is, and in how many entries."""

    quality: dict[str, float] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    # All the words that begin so are among them.
    beginning: str = ""

    def add(self, word: str, quality: float, entries: int) -> None:
        """Count a word in, or count it better than before."""
        self.quality[word] = max(quality, self.quality.get(word, 0.0))
        self.entries[word] = entries

    def add_all(self, other: Forms, quality: float = 1.0) -> None:
        """Count in the words of another, at most as good as `quality`."""
        for word, good in other.quality.items():
            self.add(word, good * quality, other.entries[word])

    @property
    def expressions(self) -> list[Expression]:
        """What finds the words, the rarest first."""
        start = self.beginning
        ordered = sorted(self.quality, key=lambda word: (self.entries[word], word))
        begun = tuple(word for word in ordered if start and word.startswith(start))
        found: list[Expression] = [Prefix(start, begun)] if begun else []
        return found + [Term(word) for word in ordered if word not in begun]

    @property
    def exact(self) -> Forms:
        """Only the forms of the typed word itself, with the words it is written apart or together in."""
        # What two words make together may be in another form of it.
        least = SAME_STEM * JOINED
        exact = {word: good for word, good in self.quality.items() if good >= least}
        return Forms(exact, {word: self.entries[word] for word in exact})

    @property
    def total(self) -> int:
        """At most so many entries have any of the words."""
        return sum(self.entries.values())

    @property
    def are_enough(self) -> bool:
        """Whether more words would add hardly anything."""
        return len(self.quality) >= _ENOUGH_WORDS and self.total > ENOUGH

    def __bool__(self) -> bool:
        return bool(self.quality)


def beginning_with(start: str, column: str = "word") -> Q:
    """Words whose column begins so, in a form that the index of the column answers."""
    return Q(**{f"{column}__gte": start, f"{column}__lt": start + _LAST_LETTER})


def forms_of(words: Iterable[str]) -> dict[str, Forms]:
    """The words of the index with the same stem as each of these, however they are spelled."""
    wanted = {word: {word, *spellings(word)} for word in words}
    related = {word: derived(stem(word)) for word in wanted}
    stems = {stem(way) for ways in wanted.values() for way in ways}.union(*related.values())
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
        for other in related[word]:
            for known, entries in by_stem.get(other, ()):
                if known not in forms.quality:
                    forms.add(known, DERIVED, entries)
    return found


def compounds_with(words: Iterable[str]) -> dict[str, Forms]:
    """For each word the words of the index that are put together of it and another of the index.

    Where the word is long, the rest need not be known: `overvågning` is in `videoovervågning`.
    """
    # A shorter spelling has æ, ø or å for two letters.
    ways = {
        word: [word, *(way for way in spellings(word) if len(way) < len(word))] for word in words
    }
    candidates = {
        word: chain.from_iterable(map(_candidates, spelled)) for word, spelled in ways.items()
    }
    result = {word: Forms() for word in candidates}
    while candidates:
        some = {word: list(islice(left, _AT_ONCE)) for word, left in candidates.items()}
        is_known = known_stems(
            stem(rest) for found in some.values() for each in found for rest in each.rests
        )
        for word, found in some.items():
            good = (
                each
                for each in found
                if each.is_plain or not is_known.isdisjoint(map(stem, each.rests))
            )
            if _fill(result[word], good) or len(found) < _AT_ONCE:
                del candidates[word]
    return result


def _fill(forms: Forms, good: Iterable[_Candidate]) -> bool:
    """Add compounds until there are enough; whether there are."""
    for each in good:
        if forms.are_enough or len(forms.quality) == MOST_COMPOUNDS:
            return True
        forms.add(each.word, COMPOUND, each.entries)
    return False


class _Candidate(NamedTuple):
    """A word that may be a compound: what is left of it, and whether that is plainly a word."""

    word: str
    entries: int
    rests: set[str]
    is_plain: bool


def _candidates(word: str) -> Iterator[_Candidate]:
    """The words that may be compounds with a word, the commonest first."""
    stemmed = stem(word)
    if len(stemmed) < SHORTEST:
        return
    is_long = len(stemmed) >= LONG
    starts = beginnings(stemmed)
    # The stem of messe is mes, but a word that ends so is known by mess.
    doubled = stemmed + stemmed[-1]
    told_by = doubled if word.startswith(doubled) else stemmed
    # læge is in speciallæge, and not in planlægge.
    must_have = f"{stemmed}e" if stemmed in DOUBLED else ""
    lasts = {as_last_part(word), stemmed}
    lasts -= {
        last for last in lasts if any(last != other and last.startswith(other) for other in lasts)
    }
    ending = [_rows(beginning_with(last[::-1], "backwards")) for last in sorted(lasts)]
    begun = [_rows(beginning_with(start)) for start in starts]
    for less, known, its_stem in merge(*ending, *begun):
        if its_stem == stemmed or must_have not in known:
            continue
        is_short = len(told_by) <= SHORTEST or told_by not in known
        if rests := {
            rest for last in lasts for rest in rest_before(its_stem, last, is_short=is_short)
        }:
            is_plain = any(is_plainly_before(rest, stemmed) for rest in rests)
            yield _Candidate(known, -less, rests, is_plain)
        if rests := {rest for first in {word, *starts} for rest in rest_after(known, first)}:
            is_plain = is_long and any(map(is_plainly_after, rests))
            yield _Candidate(known, -less, rests, is_plain)


def _rows(wanted: Q) -> list[tuple[int, str, str]]:
    """The commonest words of a stretch of the vocabulary, in order: less than nothing by how many
    entries have it, the word, its stem. The columns are those that an index holds, so that no row
    is looked up."""
    rows = SearchWord.objects.filter(wanted).order_by("-entries", "word")
    found = rows.values_list("word", "backwards", "entries")[:_MOST_LOOKED_AT]
    return [(-entries, word, backwards[::-1]) for word, backwards, entries in found]


def known_stems(stems: Iterable[str]) -> set[str]:
    """Which of these stems any word of the index has."""
    wanted = {stemmed for stemmed in stems if stemmed}
    if not wanted:
        return set()
    return set(SearchWord.objects.filter(stem__in=wanted).values_list("stem", flat=True))


def words_beginning(start: str, most: int = 200) -> Forms:
    """The commonest words of the index that begin so, up to those that make a long list."""
    found = SearchWord.objects.filter(beginning_with(start)).order_by("-entries", "word")
    rows = list(found.values_list("word", "entries")[: most + 1])
    forms = Forms()
    for word, entries in rows[:most]:
        forms.add(word, AS_TYPED if word == start else BEGINNING, entries)
        if forms.are_enough:
            break
    if len(forms.quality) == len(rows):
        forms.beginning = start
    return forms


def entries_beginning(start: str) -> int:
    """At most so many entries have a word that begins so."""
    rows = SearchWord.objects.filter(beginning_with(start))
    return rows.aggregate(total=Sum("entries"))["total"] or 0


def holds_any(of: Expression) -> bool:
    """Whether the index has a term, a beginning, or one of several of them."""
    wanted = Q()
    for each in of.of if isinstance(of, Either) else (of,):
        if isinstance(each, Term):
            wanted |= Q(word=each.word)
        elif isinstance(each, Prefix):
            wanted |= beginning_with(each.start)
    return bool(wanted) and SearchWord.objects.filter(wanted).exists()


def taken_apart(words: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """For each word the pairs of words of the index that it may be put together of, at most two.

    What many texts have both words of is left out: they seldom mean the one word there.
    """
    ways = {
        word: [way for way in cuts(word) if min(map(len, way)) > SHORTEST]
        for word in words
        if word.isalpha()
    }
    parts = {part for pairs in ways.values() for way in pairs for part in way}
    rows = SearchWord.objects.filter(word__in=parts) if parts else SearchWord.objects.none()
    entries = dict(rows.values_list("word", "entries"))
    return {
        word: [way for way in pairs if 0 < min(entries.get(part, 0) for part in way) < _MANY][:2]
        for word, pairs in ways.items()
    }


def written_with_another(word: str) -> list[tuple[str, str, str]]:
    """The phrases in which a compound may be there with another that ends alike: `social og
    boligstyrelsen`, with a hyphen after the first word, for `socialstyrelsen`."""
    lasts: dict[str, str] = {}
    for first, last in cuts(word) if word.isalpha() else ():
        if len(first) > SHORTEST and len(stem(last)) >= LONG - 1:
            lasts.setdefault(first, last)
    firsts = SearchWord.objects.filter(word__in=lasts) if lasts else SearchWord.objects.none()
    phrases = []
    for first in sorted(firsts.values_list("word", flat=True)):
        same_end = beginning_with(stem(lasts[first])[::-1], "backwards")
        others = SearchWord.objects.filter(same_end).exclude(word=lasts[first])
        found = others.order_by("-entries", "word").values_list("word", flat=True)[:_MOST_OTHERS]
        phrases += [(first, "og", other) for other in found if not other.startswith(first)]
    return phrases


def alone_or_in_compounds(word: str) -> Forms:
    """The forms of a word and its compounds, as `forms_of` and `compounds_with` find them."""
    forms = forms_of([word])[word]
    forms.add_all(compounds_with([word])[word])
    return forms
