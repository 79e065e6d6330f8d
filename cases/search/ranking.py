"""How well an entry answers a query: plain arithmetic on its telling words, the same everywhere."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from cases.search.common_words import COMMON
from cases.search.documents import MARK

# How much a word says by where it stands; in the text itself it counts `_ANYWHERE`.
_WEIGHTS = {"title": 8.0, "topics": 6.0, "decision": 3.0, "brief": 2.0, "often": 2.5, "names": 1.5}
_BY_MARK = {MARK[name]: weight for name, weight in _WEIGHTS.items()}
_TITLE = MARK["title"]
# In thousandths.
_ANYWHERE, _AKIN = 2000, 500
# The more places, the better, but ever less so.
_HALF = 5000
# A page of a file beside the item it belongs to.
_PAGE = 0.6
# Whole numbers, so that no last bit decides an order.
_SCORE, _PAGE_SCORE = 1e9, 1e9 * _PAGE
# What everything that was asked for being in the title adds; and what being new adds, halved
# for every three years.
_ALL_IN_TITLE, _IN_ORDER, _TOGETHER = 0.15, 0.1, 0.5
_RECENT, _HALF_LIFE = 0.12, 3 * 365.25


@dataclass(frozen=True)
class Wanted:
    """One group of a query as ranking sees it: its words with the quality of each, its rarity, what
    many of the words have in common, and the phrases that are as good as a word."""

    quality: dict[str, float]
    weight: float
    roots: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()


_NONE: frozenset[str] = frozenset()
# With more of them, looking for each takes longer than taking an entry's words apart.
_MOST_SIGNS = 6


def signs_of(words: Iterable[str], roots: Iterable[str] = ()) -> list[str]:
    """A few strings of which every word has one: the roots, as far as they are in any, and what has
    none of them."""
    found: list[str] = [root for root in roots if any(root in word for word in words)]
    for word in sorted(words, key=len):
        if not any(sign in word for sign in found):
            found.append(word)
    return found


def _words_with(text: str, signs: Iterable[str]) -> list[str]:
    """The words, between spaces, of a text that have one of the signs."""
    found = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            end = text.find(" ", at)
            end = len(text) if end < 0 else end
            found.append(text[text.rfind(" ", 0, at) + 1 : end])
            at = text.find(sign, end)
    return found


def rarity(entries: int, items: int) -> float:
    """How much more a rare word says than a common one."""
    return math.log(1 + (items + 1) / (min(entries, items) + 1))


def _words_of(group: Wanted) -> set[str]:
    return {*group.quality, *chain.from_iterable(group.phrases)} - COMMON


class Ranker:
    """Scores entries for one query."""

    def __init__(self, wanted: Sequence[Wanted], spoken: Sequence[str], newest: int) -> None:
        self.wanted = wanted
        self.newest = newest
        self.total = sum(group.weight for group in wanted) or 1.0
        self.title = " ".join(MARK["title"] + word for word in spoken) if len(spoken) > 1 else ""
        # In thousandths and whole, so that the order of adding changes nothing.
        self.of: dict[str, list[tuple[int, int]]] = {}
        for number, group in enumerate(wanted):
            for word in group.quality.keys() - COMMON:  # which no entry is ranked by
                for mark, weight in _BY_MARK.items():
                    found = self.of.setdefault(mark + word, [])
                    found.append((number, round(1000 * weight * group.quality[word])))
        # A phrase by its words with the mark of a place: it is there if all of them are.
        self.phrases: list[tuple[frozenset[str], str, tuple[int, int]]] = []
        for number, group in enumerate(wanted):
            for telling in filter(None, (set(phrase) - COMMON for phrase in group.phrases)):
                for mark, weight in _BY_MARK.items():
                    marked = frozenset(mark + word for word in telling)
                    self.phrases.append((marked, mark, (number, round(1000 * weight))))
        self.words = frozenset(self.of).union(*(marked for marked, *_worth in self.phrases))
        signs = [sign for group in wanted for sign in signs_of(_words_of(group), group.roots)]
        self.signs = signs if len(signs) <= _MOST_SIGNS else []
        # What many entries have in common is reckoned once.
        self.bases: dict[tuple[Any, ...], float] = {}
        self.recent: dict[int, float] = {}

    def score(
        self, ranked: str, day: int, *, is_page: bool = False, found: tuple[int, ...] | None = None,
        akin: tuple[int, ...] = (), together: float = 0.0,
    ) -> int:  # fmt: skip
        """The score of an entry, in billionths; `found` are the groups it has, all of them where it is
        left out, `akin` those of them that it has only in other words, and `together` how much of what
        was typed stands together in it as it was typed, from 0 to 1."""
        groups = tuple(range(len(self.wanted))) if found is None else found
        like = (
            self._held(ranked), groups, akin, together, bool(self.title) and self.title in ranked
        )  # fmt: skip
        base = self.bases.get(like)
        if base is None:
            base = self.bases[like] = self._base(*like)
        return int(base * self._recency(day) * (_PAGE_SCORE if is_page else _SCORE))

    def _held(self, ranked: str) -> frozenset[str]:
        """Which of the wanted words an entry has. Most have few or none, so they are looked for where
        a sign of them is, instead of among all words."""
        if not ranked:
            return _NONE
        if not self.signs:
            return self.words.intersection(ranked.split())
        found = _words_with(ranked, self.signs)
        return self.words.intersection(found) if found else _NONE

    def _base(
        self, held: frozenset[str], found: tuple[int, ...], akin: tuple[int, ...], together: float,
        in_order: bool,
    ) -> float:  # fmt: skip
        """What an entry with these words is worth, whatever its age."""
        sums = dict.fromkeys(found, _ANYWHERE) | dict.fromkeys(akin, _AKIN)
        in_title = set()
        best: dict[tuple[int, str], int] = {}
        of_words = ((word[0], each) for word in held for each in self.of.get(word, ()))
        of_phrases = ((mark, worth) for marked, mark, worth in self.phrases if marked <= held)
        for mark, (number, worth) in chain(of_words, of_phrases):
            best[number, mark] = max(worth, best.get((number, mark), 0))
        for (number, mark), worth in best.items():
            sums[number] = sums.get(number, _ANYWHERE) + worth
            if mark == _TITLE:
                in_title.add(number)
        score = 0.0
        for number in sorted(sums):
            score += self.wanted[number].weight * sums[number] / (sums[number] + _HALF)
        # What lacks something has that much less of what was asked for.
        score *= sum(self.wanted[number].weight for number in found) / self.total
        if len(in_title) == len(self.wanted):
            score *= 1 + _ALL_IN_TITLE
        score *= 1 + _TOGETHER * together
        return score * (1 + _IN_ORDER) if in_order else score

    def _recency(self, day: int) -> float:
        """What being of that day is worth; the same for all of a day, so kept."""
        if day not in self.recent:
            age = max(self.newest - day, 0)
            self.recent[day] = 1 + _RECENT * 0.5 ** (age / _HALF_LIFE)
        return self.recent[day]
