"""Which words one text has and another lacks: a decision beside the recommendation it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"\d[\d.,]*\d|\w+")
# Words of every decision, which tell nothing of what this one is about.
_COMMON = re.compile(
    "at|og|eller|i|på|til|fra|for|af|med|om|ved|som|der|den|det|de|en|et|er|var|blev|bliver|kan|skal|vil"
    "|sig|sin|sit|sine|jf|dog|idet|samt|men|herunder|hvor|når|så|også|ikke|over|under|efter|mod|denne|dette"
    "|godkend|godkendt|godkendes|godkender|godkendte|tiltrådt|tiltrædes|tiltræder|tiltrådte|vedtaget"
    "|vedtages|vedtog|beslutter|besluttede|besluttet|følges|anbefaler|anbefales|anbefalet|indstiller"
    "|indstilles|drøfter|drøftet|drøftede|tager|tages|taget|efterretning|orientering|orienteringen"
    "|indstilling|indstillingen|forslag|forslaget|sagen|punktet|byrådet|kommunalbestyrelsen"
    "|ændring|tilføjelse|følgende|.*udvalg(?:et)?"
)
# Endings do not count: planen and planens are one word, godkendes and godkendt too.
_STEM = 6
# Less in common than this, and the two texts are about different things.
_LEAST_SHARED = 1 / 3


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a text, for another text to be held against; `every` has the commonest too."""

    stems: frozenset[str]
    every: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Vocabulary:
        """Every word of the text, without its ending."""
        printed = [word[0] for word in _WORD.finditer(text)]
        stems = frozenset(_stem(word) for word in printed if _counts(word))
        return cls(stems, frozenset(map(_stem, printed)))

    def compares(self, other: Vocabulary) -> bool:
        """Whether a third of these words are in the other text, but not all: then a difference
        between them tells something."""
        shared = len(self.stems & other.stems)
        return shared < len(self.stems) and shared >= max(1, len(self.stems) * _LEAST_SHARED)

    def lacking_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the text has words that are not these: start and end of each run of them.

        A run ends at a word that both texts have, however common it is.
        """
        run: tuple[int, int] | None = None
        for word in _WORD.finditer(text):
            if _counts(word[0]) and _stem(word[0]) not in self.stems:
                run = (run[0] if run else word.start(), word.end())
            elif run and _stem(word[0]) in self.every:
                yield run
                run = None
        if run:
            yield run


def _counts(word: str) -> bool:
    return not _COMMON.fullmatch(word.casefold())


def _stem(word: str) -> str:
    folded = word.casefold()
    return folded if folded[0].isdigit() else folded[:_STEM]
