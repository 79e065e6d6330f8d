"""Which words Danish has, whether or not any text has them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory


@cache
def _dictionary() -> Mapping[str, str]:
    # Half a second and 20 MB, once; as a plain dict it would be 100 MB in every process.
    return StreamDictionaryFactory().get_dictionary("da")


def lemma(word: str) -> str:
    """The form of a folded word that a dictionary lists it by; "" where it is not Danish, or not spelled
    as it should be. It knows 800,000 forms, few of them compounds, and hardly any slips."""
    return _dictionary().get(word, "")


def are_different(word: str, other: str) -> bool:
    """Whether both are Danish words and no forms of the same, so that neither is a slip for the other."""
    lemmas = lemma(word), lemma(other)
    return all(lemmas) and len(set(lemmas)) == 2
