"""The words of made-up minutes: an own Danish vocabulary, drawn as words of any language are (Zipf)."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

_WORDS = Path(__file__).resolve().parent / "words"
# Zipf's law as Mandelbrot gave it: a word's share falls with its rank, the first few less steeply.
_EXPONENT, _OFFSET = 1.05, 2.7
_COMPOUNDS = 60_000
_DOUBLED = ("hal", "bus", "job", "klub", "budget", "tilskud", "program")
_STREETS = ("vej", "gade", "alle", "stræde", "parken", "skolen", "toften", "bakken")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun with what links it to a next part and its definite ending."""

    word: str
    link: str
    ending: str

    @property
    def definite(self) -> str:
        """`skolen`, `mødet`, `planen`, `budgettet`."""
        if self.word.endswith("e"):
            return self.word + self.ending
        doubled = self.word[-1] if self.word.endswith(_DOUBLED) else ""
        return f"{self.word}{doubled}e{self.ending}"

    @property
    def forms(self) -> tuple[str, ...]:
        """The noun itself, definite, definite of somebody, several, all of them."""
        several = self.definite[:-1] + "r"
        return (self.word, self.definite, f"{self.definite}s", several, f"{several}ne")

    def before(self, head: Noun) -> Noun:
        """The compound of the two."""
        link = "" if self.link == "-" else self.link
        return Noun(f"{self.word}{link}{head.word}", head.link, head.ending)


def read_words(name: str) -> list[list[str]]:
    """The lines of one list in bench/words/, taken apart; comments are left out."""
    lines = (_WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


class Vocabulary:
    """Every word with its share, the most frequent first; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)
        self.nouns = [Noun(*line) for line in read_words("nouns")]
        self.heads = [Noun(word, "-", ending) for word, ending in read_words("heads")]
        self.themes = self._compounds(chance)
        self.streets = [place + street for (place,) in read_words("places") for street in _STREETS]
        common = [word for line in read_words("common") for word in line]
        self.words = list(dict.fromkeys([*common, *self._plain(chance), *self._tail(chance)]))
        shares = (1 / (rank + _OFFSET) ** _EXPONENT for rank in range(1, len(self.words) + 1))
        self._cumulative = list(accumulate(shares))

    def draw(self, chance: random.Random, number: int) -> list[str]:
        """That many words by their shares."""
        return chance.choices(self.words, cum_weights=self._cumulative, k=number)

    def rare(self, chance: random.Random) -> str:
        """A word that hardly stands anywhere else: a long compound, or a word spelled wrong."""
        if chance.random() < 0.3:
            word = self.words[chance.randrange(len(self.words) // 2, len(self.words))]
            place = chance.randrange(1, len(word) - 1)
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        first, second = chance.sample(self.nouns, 2)
        return chance.choice(first.before(second).before(chance.choice(self.heads)).forms)

    def _compounds(self, chance: random.Random) -> list[Noun]:
        seconds = self.heads + self.nouns
        pairs = [(first, second) for first in self.nouns for second in seconds]
        return [
            first.before(second)
            for first, second in chance.sample(pairs, _COMPOUNDS)
            if first.word != second.word
        ]

    def _plain(self, chance: random.Random) -> list[str]:
        words = [form for noun in (*self.nouns, *self.heads) for form in noun.forms]
        words += [form for line in read_words("verbs") for form in line]
        for (base,) in read_words("adjectives"):
            words += [base, f"{base}t", f"{base.removesuffix('e')}e"]
        chance.shuffle(words)
        return words

    def _tail(self, chance: random.Random) -> list[str]:
        words = [form for theme in self.themes for form in theme.forms[:4]] + self.streets
        chance.shuffle(words)
        return words
