"""Compound words, told by the words that the corpus itself has.

A word is taken for a compound when one part of it is the word that is looked for and the rest is a
word of the corpus too: `beskæftigelse-s-reform`. Bare substrings are wrong: `mil` is in `milliard`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SHORTEST = 3
# Endings and little words that look like parts and are none.
_ENDINGS = """
    ning else elsen heden hed ende tion tionen skab skabet dom ing ling eri isme ist itet ion lig agtig bar som
    løs sel ten ter den det der ene erne est ede ere els igt lse
"""
_BEGINNINGS = """
    af an be bi er et for fore fra frem gen hen her ikke ind mis mod ned om op over på re sam se til u ud und
    under ved vel den det der des ens mel inden uden videre fort van bort hjem
"""
NO_LAST_PART = frozenset(_ENDINGS.split())
NO_FIRST_PART = frozenset(_BEGINNINGS.split())
# Between the parts: beskæftigelse-s-reform, barn-e-pige; nothing in varme-stue.
_LINKS = ("s", "e")
# How the word before a long last part cannot end.
_PARTICLES = tuple(part for part in NO_FIRST_PART if len(part) > 2)
# Before a shorter last part these too: udvalg is no compound of valg.
_SHORT_PARTICLES = ("af", "an", "be", "om", "op", "sy", "ud")
# Longer parts are hardly there by chance, whatever the rest may be.
LONG = 6
_BORROWED_BEGINNINGS = frozenset(
    ["trans", "inter", "kontra", "ekstra", "super", "multi", "mono", "anti", "demo"]
)
# Endings of borrowed words: kommune and kommun-ikation are two words.
_BORROWED = re.compile(
    r"(?:i[a-zæøå]{0,3}|al|alis)?"
    r"(?:ation\w{0,3}|er(?:e[rst]?|ing\w{0,3}|et|ende|ede)|itet\w{0,3}|isme\w?|istisk\w?)"
)
# Rests that make another word of three letters before them: bil + lede is no compound.
_NO_REST = frozenset(["lede", "leder", "ledet", "lender", "itant", "ning", "else", "ling"])


def rest_before(stemmed: str, last: str, *, is_short: bool) -> Iterator[str]:
    """The words that could stand before `last` in a word with this stem: with and without a link.

    What `is_short` is the end of many words: more must stand before it.
    """
    if len(last) < SHORTEST or last in NO_LAST_PART or not stemmed.endswith(last):
        return
    rest = stemmed[: -len(last)]
    least = SHORTEST + 1 if is_short else SHORTEST
    for word in (rest, rest[:-1] if rest.endswith(_LINKS) else ""):
        if len(word) >= least and rest not in NO_FIRST_PART and word not in NO_FIRST_PART:
            yield word


def rest_after(word: str, first: str) -> Iterator[str]:
    """The words that could follow `first` in a word: with and without a link between them."""
    if len(first) < SHORTEST or first in NO_FIRST_PART or not word.startswith(first):
        return
    rest = word[len(first) :]
    for tail in (rest, rest[1:] if rest.startswith(_LINKS) else ""):
        if len(tail) > SHORTEST and tail not in NO_LAST_PART and tail not in _NO_REST:
            yield tail


def is_plainly_before(rest: str, last: str) -> bool:
    """Whether letters before a last part are a word, though no text has it by itself: the shorter the
    part, the more of them there must be."""
    if len(last) >= LONG:
        return len(rest) >= SHORTEST and not rest.endswith(_PARTICLES)
    is_other = rest in _BORROWED_BEGINNINGS or rest.endswith((*_PARTICLES, *_SHORT_PARTICLES))
    return len(last) >= LONG - 2 and len(rest) > SHORTEST and not is_other


def is_plainly_after(rest: str) -> bool:
    """Whether letters after a long first part are a word, though no text has it by itself."""
    is_word = len(rest) >= LONG - 1 and rest not in NO_LAST_PART
    return is_word and not _BORROWED.fullmatch(rest)


def cuts(word: str) -> Iterator[tuple[str, str]]:
    """Every way in which a word could be put together of two, the longest last part first."""
    for place in range(SHORTEST, len(word) - SHORTEST + 1):
        first, last = word[:place], word[place:]
        if last in NO_LAST_PART or first in NO_FIRST_PART:
            continue
        yield first, last
        if first.endswith(_LINKS) and len(first) > SHORTEST:
            yield first[:-1], last
