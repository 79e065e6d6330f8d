"""What people type, class by class, chosen from the corpus by how many items hold each word."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

from bench.vocabulary import read_words
from cases.minutes.journal_number import MAIN_GROUPS

RESULTS, SUGGESTIONS = "/soeg/", "/soeg/forslag/"
_RARE = (2, 30)
_MID_SHARE = (0.005, 0.02)
_COMMON = 120
_WORD = re.compile(r"[a-zæøå]{4,}")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: words as typed, filters by the names of the portal's parameters, and what of
    it a rival can be asked in the same sense."""

    words: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    page: Mapping[str, str] = field(default_factory=dict)
    path: str = RESULTS

    @property
    def address(self) -> str:
        """Where the portal answers it."""
        asked = {"ord": self.words} if self.words else {}
        told = urlencode({**asked, **self.filters, **self.page})
        return f"{self.path}?{told}" if told else self.path

    @property
    def is_phrase(self) -> bool:
        """Whether it is one phrase in quotes."""
        return self.words.startswith('"')

    @property
    def terms(self) -> list[str]:
        """The words alone, without quotes and stars."""
        return re.findall(r"[\w.-]+", self.words.casefold())


class Chooser:
    """Chooses queries from the rows, the same for the same corpus."""

    def __init__(self, rows: Path, a_class: int = 30, seed: int = 6) -> None:
        self.a_class = a_class
        self.chance = random.Random(seed)
        with closing(sqlite3.connect(rows)) as database:
            found = database.execute("SELECT term, doc FROM words ORDER BY doc DESC, term")
            self.counts = {term: doc for term, doc in found if _WORD.fullmatch(term)}
            self.items = int(database.execute("SELECT max(id) FROM items").fetchone()[0])
            self.sample = self._sample(database)
        self.common = list(self.counts)[:_COMMON]
        self.mid = self._between(*(round(share * self.items) for share in _MID_SHARE))

    def classes(self) -> dict[str, list[Query]]:
        """Every class but those that need the portal's own keys, in the order of the report."""
        return {
            "rare word": self._words(self._between(*_RARE)),
            "mid word": self._words(self.mid),
            "common word": self._words(self.common),
            "two common words": self._words(self._pairs()),
            "phrase of common words": self._words(self._phrases()),
            "prefix": self._words(sorted({f"{word[:4]}*" for word in self.mid + self.common})),
            "compound part": self._words(self._parts()),
            "journal prefix": self._journal_prefixes(),
            "words + three filters": self._with_filters(),
            "browse + facets": self._browse(),
            "one filter": self._one_filter(),
            "suggestions": self._suggestions(),
        }

    def _words(self, words: list[str]) -> list[Query]:
        chosen = self.chance.sample(words, min(self.a_class, len(words)))
        return [Query(word) for word in chosen]

    def _between(self, least: int, most: int) -> list[str]:
        return [word for word, items in self.counts.items() if least <= items <= most]

    def _sample(self, database: sqlite3.Connection) -> list[sqlite3.Row]:
        database.row_factory = sqlite3.Row
        chosen = self.chance.sample(range(1, self.items + 1), min(300, self.items))
        marks = ", ".join("?" * len(chosen))
        found = database.execute(f"SELECT * FROM items WHERE id IN ({marks})", chosen)  # noqa: S608
        return found.fetchall()

    def _pairs(self) -> list[str]:
        return [" ".join(self.chance.sample(self.common, 2)) for _ in range(self.a_class)]

    def _phrases(self) -> list[str]:
        """Two common words that stand side by side somewhere."""
        common = set(self.common)
        pairs = {
            f'"{first} {second}"'
            for row in self.sample
            for first, second in pairwise(row["case_text"].casefold().split())
            if first in common and second in common
        }
        return sorted(pairs)

    def _parts(self) -> list[str]:
        """Nouns that compounds are made of."""
        return [word for word, *_ in read_words("nouns") if word in self.counts and len(word) > 3]

    def _journal_prefixes(self) -> list[Query]:
        """Beginnings of numbers that exist, half typed in the box and half as a filter."""
        ends = (5, 8, 12)  # 27.03 · 27.03.04 · 27.03.04-G01
        numbers = [row["journal_number"] for row in self.sample[: self.a_class]]
        starts = [number[: ends[place % 3]] for place, number in enumerate(numbers)]
        half = len(starts) // 2
        return [Query(start) for start in starts[:half]] + [
            Query(filters={"journalnummer": start}) for start in starts[half:]
        ]

    def _with_filters(self) -> list[Query]:
        known = set(self.common + self.mid)
        return [
            Query(self.chance.choice(words), _filters_of(row))
            for row in self.sample[: self.a_class]
            if (words := sorted(known & set(row["case_text"].casefold().split())))
        ]

    def _browse(self) -> list[Query]:
        sortings = ({}, {"sortering": "nyeste"}, {"sortering": "aeldste"})
        last = min(10, self.items // 20)
        pages = ({}, *({"side": str(number)} for number in range(2, last + 1)))
        asked = [Query(page={**sorting, **page}) for sorting in sortings for page in pages]
        return self.chance.sample(asked, min(self.a_class, len(asked)))

    def _one_filter(self) -> list[Query]:
        values: dict[tuple[str, str], None] = {}
        for row in self.sample:
            values |= dict.fromkeys(_filters_of(row).items())
            main_group = row["journal_number"][:2]
            if main_group in MAIN_GROUPS:  # made-up numbers have others too
                values["kle", main_group] = None
        chosen = self.chance.sample(sorted(values), min(self.a_class, len(values)))
        return [Query(filters={name: value}) for name, value in chosen]

    def _suggestions(self) -> list[Query]:
        starts = {word[: self.chance.randint(2, 5)] for word in self.mid}
        chosen = self.chance.sample(sorted(starts), min(self.a_class, len(starts)))
        return [Query(start, path=SUGGESTIONS) for start in chosen]


def _filters_of(row: sqlite3.Row) -> dict[str, str]:
    return {"udvalg": row["committee"], "aar": str(row["year"]), "slags": row["kind"]}


def deep_pages(keys: Iterator[int], common: list[str]) -> list[Query]:
    """Pages far back: half among everything, half among the items with a common word."""
    pages = [{"efter": str(key), "sortering": "nyeste"} for key in keys]
    half = len(pages) // 2
    words = [""] * half + common[: len(pages) - half]
    return [Query(word, page=page) for word, page in zip(words, pages, strict=True)]
