"""What is looked for, as a small tree that each engine writes in its own language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One word or filter term, exactly."""

    word: str


@dataclass(frozen=True)
class Prefix:
    """Every word that begins so; `words` are all of them, where they are known."""

    start: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """These words, one after the other."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Every:
    """All of these at once, and none of those that are `but_not`."""

    of: tuple[Expression, ...]
    but_not: tuple[Expression, ...] = ()


@dataclass(frozen=True)
class Either:
    """At least one of these."""

    of: tuple[Expression, ...]


type Expression = Term | Prefix | Phrase | Every | Either


def terms_in(expression: Expression) -> Iterator[str]:
    """The terms that it is made of, as far as they are whole words."""
    match expression:
        case Term(word):
            yield word
        case Every(of) | Either(of):
            for part in of:
                yield from terms_in(part)


def either(*of: Expression) -> Expression:
    """One of these; what is alone stands alone, and what is said twice is said once."""
    unique = tuple(dict.fromkeys(of))
    return unique[0] if len(unique) == 1 else Either(unique)


def every(*of: Expression) -> Expression:
    """All of these; what is alone stands alone."""
    unique = tuple(dict.fromkeys(of))
    return unique[0] if len(unique) == 1 else Every(unique)
