"""The terms in an item's texts that may name a theme: names, quoted names, acronyms and compounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cases.threads.terms import TOKEN, is_boilerplate, stem

Key = tuple[str, ...]  # the stems of a term's words

# Det kaldes "Den Lange Bro" · med »Åbne Døre« · 'Grøn Skole'
_QUOTED = re.compile(r"[\"»“”'‘]([A-ZÆØÅ][^\"»«“”'‘’\n.:]{3,58})[\"«”“'’](?![^\W_])")
_MARKS = re.compile(r"[*_]+|\]\([^)]*\)|\[")
_SENTENCE_END = re.compile(r"[.!?:;•|–\"»“]")
# borgmester Ane Holm · direktør Bo Lund: people are no themes
_PERSON = re.compile(
    r"(?:borgmester|rådmand|formand|direktør|chef|leder|konsulent|medarbejder|advokat|byrådsmedlem)(?:en)?$",
    re.IGNORECASE,
)
# sammenhængende · planlagte · administrative · revideret: they tell how, not what
_NO_NOUN = re.compile(r"(?:ende|ede|eret|erede|iske?|lige?|ive?|elle)$")
_SHORTEST_COMPOUND = 9
_LONGEST_NAME = 3


class Term(NamedTuple):
    """One occurrence of a term. `is_sure` when it is no word that merely begins a sentence."""

    key: Key
    printed: str
    is_name: bool
    is_sure: bool = True


def find_terms(text: str) -> Iterator[Term]:
    """Every occurrence of what may be a term in a text, in Markdown."""
    for line in text.splitlines():
        plain = _MARKS.sub("", line)
        for quoted in _QUOTED.finditer(plain):
            tokens = TOKEN.findall(quoted[1])
            if 1 < len(tokens) <= _LONGEST_NAME + 1:
                plain = plain.replace(quoted[0], ".", 1)  # as a whole, and not word by word too
                yield Term(tuple(map(stem, tokens)), quoted[1].strip(), is_name=True)
        yield from _in_line(plain)


def _in_line(line: str) -> Iterator[Term]:
    run: list[str] = []
    run_begins, before, end = False, "", 0
    for match in TOKEN.finditer(line):
        if line[match.end() : match.end() + 1] == "-":  # Børne- og Familieudvalget: half a word
            continue
        token, gap = match[0], line[end : match.start()]
        end = match.end()
        capital = token[0].isupper()
        if run and (gap != " " or not capital):
            yield from _names(run, begins=run_begins)
            run = []
        if capital:
            if not run:
                run_begins = _begins_sentence(before, gap) or bool(_PERSON.search(before))
            run.append(token)
        elif _is_compound(token):
            yield Term((stem(token),), token, is_name=False)
        before = token
    if run:
        yield from _names(run, begins=run_begins)


def _begins_sentence(before: str, gap: str) -> bool:
    return not before or (gap != " " and bool(_SENTENCE_END.search(gap)))


def _names(run: list[str], *, begins: bool) -> Iterator[Term]:
    """A row of words with capitals as a name, and a word alone as a name, an acronym or a compound."""
    if len(run) > 1:
        if len(run) <= _LONGEST_NAME:
            yield Term(tuple(map(stem, run)), " ".join(run), is_name=True, is_sure=not begins)
        return
    word = run[0]
    if (word.isupper() and len(word) > 2) or (not begins and len(word) > 3):
        yield Term((stem(word),), word, is_name=True)
    elif _is_compound(word):
        yield Term((stem(word),), word, is_name=False)


def _is_compound(word: str) -> bool:
    return len(word) >= _SHORTEST_COMPOUND and not _NO_NOUN.search(word)


def says_something(key: Key, unwanted: frozenset[str]) -> bool:
    """Whether a term is more than words of any title, names of offices, and words that are unwanted."""
    return not any(part in unwanted for part in key) and not all(map(is_boilerplate, key))


def is_office(key: Key) -> bool:
    """Whether the term ends as the name of an office or a title does."""
    return is_boilerplate(key[-1])
