"""Finds the words of the glossary in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cases.models import Term

# The letters after z, as characters that sort there and in this order.
_LAST = str.maketrans("æøå", "{|}")


class TermFinder:
    """Terms by their spellings. Abbreviations (`SPS`) must match in case, words need not."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._terms: dict[str, Term] = {}
        for term in terms:
            for spelling in term.spellings:
                self._terms[_key(spelling)] = term
        longest_first = sorted(self._terms, key=len, reverse=True)
        words = "|".join(
            re.escape(word) if _is_abbreviation(word) else f"(?i:{re.escape(word)})"
            for word in longest_first
        )
        self._pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") if words else None

    def find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Start, end and term of every hit, in order."""
        if self._pattern is not None:
            for hit in self._pattern.finditer(text):
                yield hit.start(), hit.end(), self._terms[_key(hit[0])]


def in_danish_order(terms: Iterable[Term]) -> list[Term]:
    """Terms by their words as a Danish dictionary has them: capitals count for nothing, æøå are last."""
    return sorted(terms, key=lambda term: term.word.casefold().translate(_LAST))


def _is_abbreviation(word: str) -> bool:
    return sum(letter.isupper() for letter in word) >= 2


def _key(word: str) -> str:
    return word if _is_abbreviation(word) else word.casefold()
