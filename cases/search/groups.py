"""A query as groups: each is one thing that was asked for, with every word that stands for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from cases.minutes.danish import MONTHS
from cases.minutes.journal_number import search_prefix
from cases.search.analyser import stem
from cases.search.common_words import COMMON
from cases.search.compounds import SHORTEST
from cases.search.documents import MONTH
from cases.search.expressions import (
    Expression,
    Phrase,
    Prefix,
    Term,
    either,
    every,
)
from cases.search.guessing import meant_by, nearest_words
from cases.search.query import Kind, Part, Query, is_year
from cases.search.state import current_state
from cases.search.vocabulary import (
    AS_TYPED,
    BEGINNING,
    ENOUGH,
    GUESSED,
    JOINED,
    SAME_STEM,
    Forms,
    alone_or_in_compounds,
    compounds_with,
    entries_beginning,
    forms_of,
    taken_apart,
    words_beginning,
    written_with_another,
)

_SYNONYM = 0.75
# A phrase has at most so many forms of its last word.
_MOST_FORMS = 8
# With more words than this, a query is a sentence that somebody copied.
_SENTENCE = 6
# So many letters may be two words, or two of which the second says something by itself.
_TWO_WORDS, _TWO_LONG_WORDS = 6, 9
# Where so many entries have a word, nobody misses those that have only the first part of it.
_FEW = 10
# So far from each other two words may be typed and stand together.
_FURTHEST_APART = 3
# Of the words that no text has, so many are taken apart.
_MOST_THOROUGH = 3
# What is looked for by something other than words is as rare as a committee or a day is.
_UNKNOWN_ESTIMATE = 500


@dataclass
class Group:
    """One thing that was asked for."""

    part: Part
    forms: Forms = field(default_factory=Forms)
    # Terms of the index, and expressions, that stand for it too.
    terms: list[str] = field(default_factory=list)
    others: list[Expression] = field(default_factory=list)
    # At most so many entries have it, as far as that is known.
    estimate: int = 0
    # What was looked for instead, because no text has the word itself.
    instead: list[str] = field(default_factory=list)
    # The synonyms that stand for it, as staff wrote them.
    also: list[str] = field(default_factory=list)
    # Several words that must follow each other.
    phrases: list[tuple[str, ...]] = field(default_factory=list)
    # How a part of a journal number begins, where that is what was typed.
    inner: list[str] = field(default_factory=list)
    # How many entries have each word, where it is nothing but a phrase.
    of_phrase: list[int] = field(default_factory=list)

    @property
    def expression(self) -> Expression:
        """What finds it."""
        found = [*self.forms.expressions, *map(Term, self.terms), *self.others]
        return either(*found) if found else Term(" ".join(self.part.words))

    @property
    def exact(self) -> Group | None:
        """The same as nothing but what was typed, where other words stand for it too: no compounds or
        synonyms, and a journal number from its beginning."""
        forms = self.forms.exact
        inner = list(map(Prefix, self.inner))
        others = [each for each in self.others if each not in inner]
        is_all = len(forms.quality) == len(self.forms.quality) and others == self.others
        return (
            None if is_all or not (forms or others) else replace(self, forms=forms, others=others)
        )

    @property
    def roots(self) -> tuple[str, ...]:
        """What most of its words have in common: the stems of what was typed."""
        return tuple(root for word in self.part.words if len(root := stem(word)) >= SHORTEST)

    def add_phrase(self, words: tuple[str, ...]) -> None:
        """Let a phrase stand for it too."""
        self.phrases.append(words)
        self.others.append(Phrase(words))

    @property
    def is_known(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.forms or self.terms or self.others)


def groups_of(query: Query) -> list[Group]:
    """What a query asks for, group by group, with what must not be there left out."""
    wanted = query.wanted
    if not wanted:
        return []
    # Nothing is called by a journal number.
    is_spoken = any(part.kind is not Kind.NUMBER for part in wanted)
    synonyms = list(_synonyms(wanted)) if is_spoken else []
    spoken = [word for part in wanted for word in part.words]
    pairs = {first + second for first, second in pairwise(query.plain_words)}
    joined = {"".join(part.words) for part in wanted if part.is_hyphened}
    others = {word for _place, other in synonyms for word in other}
    forms = forms_of({*spoken, *pairs, *joined, *others})
    single = [part.words[0] for part in wanted if part.kind is Kind.WORD and len(part.words) == 1]
    # What is in nearly every text has enough hits without its compounds, and so has a whole sentence.
    telling = [word for word in single if forms[word].total < ENOUGH]
    telling = telling if len(telling) <= _SENTENCE else []
    found = compounds_with(telling)
    groups = [_group(part, forms) for part in wanted]
    _take_apart(groups, telling)
    for group in groups:
        if group.part.kind is Kind.WORD:
            compounds = found.get(group.part.words[0], Forms())
            group.forms.add_all(compounds)
            group.estimate += compounds.total
    _join_neighbours(groups, forms)
    for place, other in synonyms:
        for group in groups[place]:
            _add_synonym(group, other, forms)
    if is_spoken:
        _add_committees(groups)
    nowhere = [group for group in groups if group.part.kind is Kind.WORD and not group.forms]
    if len(nowhere) == 1:
        _guess_joined(groups, nowhere[0])
    for number, group in enumerate(group for group in nowhere if not group.forms):
        _guess(group, "".join(group.part.words), is_thorough=number < _MOST_THOROUGH)
    return groups


def unwanted(query: Query) -> list[Expression]:
    """What must not be there."""
    if not query.unwanted:
        return []
    forms = forms_of({word for part in query.unwanted for word in part.words})
    return [_group(part, forms).expression for part in query.unwanted]


def _group(part: Part, forms: dict[str, Forms]) -> Group:
    group = Group(part)
    match part.kind:
        case Kind.WORD if len(part.words) > 1:
            _add_hyphened(group, forms)
        case Kind.WORD:
            _add_word(group, forms)
        case Kind.PREFIX:
            _add_prefix(group, part.words[0])
        case Kind.PHRASE:
            _add_phrase(group, forms)
        case Kind.DATE | Kind.MONTH:
            _add_date(group)
        case Kind.DAY:
            _add_day(group)
        case Kind.ITEM:
            group.terms = [f"n:{part.words[-1]}"]
            group.others = [Phrase(part.words)]
            group.estimate = _UNKNOWN_ESTIMATE
        case Kind.NUMBER:
            _add_number(group, forms)
    return group


def _add_word(group: Group, forms: dict[str, Forms]) -> None:
    word = group.part.words[0]
    group.forms.add_all(forms[word])
    group.estimate = group.forms.total
    if is_year(word):
        group.terms = [f"d:{word}"]
        group.estimate += _UNKNOWN_ESTIMATE * 10


def _take_apart(groups: Sequence[Group], words: Sequence[str]) -> None:
    """`varmestue` is also found where it is written `varme stue`, and what few have of `børneudvalg`
    where that is written `børne- og ungeudvalg`."""
    telling = {(word,) for word in words}
    whole = {
        group.part.words[0]: group
        for group in groups
        if group.part.kind is Kind.WORD and group.part.words in telling
    }
    for word, ways in taken_apart(word for word in whole if len(word) >= _TWO_WORDS).items():
        for way in ways:
            whole[word].add_phrase(way)
    for word, group in whole.items():
        if len(word) >= _TWO_LONG_WORDS and group.estimate < _FEW:
            for phrase in written_with_another(word):
                group.add_phrase(phrase)


def _guess_joined(groups: Sequence[Group], unknown: Group) -> None:
    """`fortids pension` for `førtidspension`: what a word makes with the one beside it may be a slip."""
    for pair in _side_by_side(groups):
        if any(group is unknown for group in pair):
            whole = "".join(word for group in pair for word in group.part.words)
            for near in nearest_words(whole, most=1):
                unknown.instead = [near]
                _stand_for_both(pair, alone_or_in_compounds(near))


def _guess(group: Group, word: str, *, is_thorough: bool) -> None:
    """No text has the word: those that begin with it, else what may be meant by it."""
    forms = words_beginning(word, most=40) if len(word) >= 4 else Forms()
    if forms:
        group.forms.add_all(forms, BEGINNING)
        group.forms.beginning = forms.beginning
        group.estimate += entries_beginning(word)
        return
    for known, found in meant_by(word, is_thorough=is_thorough).items():
        group.instead.append(known)
        group.forms.add_all(found, GUESSED)
        group.estimate += found.total


def _add_hyphened(group: Group, forms: dict[str, Forms]) -> None:
    """`varme-stue`: the two words together, or as one."""
    group.add_phrase(group.part.words)
    whole = "".join(group.part.words)
    group.forms.add_all(forms.get(whole) or forms_of([whole])[whole], JOINED)
    group.estimate = group.forms.total + _UNKNOWN_ESTIMATE


def _add_prefix(group: Group, start: str) -> None:
    """The commonest words that begin so: there may be thousands, and the rest are in few texts."""
    group.forms = words_beginning(start)
    group.estimate = group.forms.total


def _add_phrase(group: Group, forms: dict[str, Forms]) -> None:
    found = tuple(_as_spelled(word, forms) for word in group.part.words)
    entries = [
        forms[word].entries.get(known, 0)
        for word, known in zip(group.part.words, found, strict=True)
    ]
    group.estimate = min(entries)
    if len(found) > 1:
        group.add_phrase(found)
        group.of_phrase = entries
    elif group.estimate:
        group.forms.add(found[0], AS_TYPED, group.estimate)


def _as_spelled(word: str, forms: dict[str, Forms]) -> str:
    """The word itself, or where no text has it, as the texts spell it: `blå` for `blaa`."""
    known = forms[word]
    spelled = [each for each, good in known.quality.items() if good == AS_TYPED]
    return word if word in spelled else max(spelled, key=known.entries.__getitem__, default=word)


def _add_date(group: Group) -> None:
    date = group.part.date
    assert date is not None
    group.phrases.append(group.part.words)
    group.others = [Phrase(group.part.words)]
    if group.part.kind is Kind.MONTH:
        group.terms = [f"d:{date:%Y-%m}"]
    else:
        group.terms = [f"d:{date:%Y-%m-%d}"]
        group.others += map(Term, _written_dates(date))
    group.estimate = _UNKNOWN_ESTIMATE


def _add_day(group: Group) -> None:
    """`28. april`: in a text, or the day of a meeting in any year."""
    date = group.part.date
    assert date is not None
    group.add_phrase((str(date.day), MONTHS[date.month - 1]))
    months = (term.removeprefix(MONTH) for term in current_state().months)
    group.terms = [f"d:{month}-{date:%d}" for month in months if month.endswith(f"-{date:%m}")]
    group.estimate += _UNKNOWN_ESTIMATE


def _written_dates(date: dt.date) -> set[str]:
    plain = f"{date.day}.{date.month}"
    return {f"{plain}.{date.year}", f"{plain}.{date:%y}", f"{date:%d.%m.%Y}"}


def _add_number(group: Group, forms: dict[str, Forms]) -> None:
    """A journal number or a part of one; or the same figures in a text."""
    typed = group.part.value
    starts = sorted({typed.lower(), search_prefix(typed).lower()})
    group.inner = [f"j:{start}" for start in starts]
    group.others = [*(Prefix(f"s:{start}") for start in starts), *map(Prefix, group.inner)]
    if len(group.part.words) == 1:
        group.forms.add_all(forms[group.part.words[0]])
    else:
        group.add_phrase(group.part.words)
    group.estimate = group.forms.total + _UNKNOWN_ESTIMATE
    if group.part.date:
        _add_day(group)


def _join_neighbours(groups: Sequence[Group], forms: dict[str, Forms]) -> None:
    """`varme stue` is also `varmestue`: what two words make together stands for both of them."""
    for first, second in _side_by_side(groups):
        if len(first.part.words) == len(second.part.words) == 1:
            joined = forms.get(first.part.words[0] + second.part.words[0])
            if joined:
                _stand_for_both((first, second), joined)


def _side_by_side(groups: Sequence[Group]) -> Iterator[tuple[Group, Group]]:
    """Every two words beside each other."""
    for pair in pairwise(groups):
        if all(group.part.kind is Kind.WORD for group in pair):
            yield pair


def _stand_for_both(pair: tuple[Group, Group], joined: Forms) -> None:
    for group in pair:
        group.forms.add_all(joined, JOINED)
        group.estimate = max(group.estimate, joined.total)


def neighbours(groups: Sequence[Group], spoken: Sequence[str]) -> list[Group]:
    """Every two words that were typed side by side, or with a few between them that say nothing, as one
    thing: as they were typed, or as one word."""
    found = []
    for first, second in _side_by_side(groups):
        words = first.part.words + second.part.words
        if len(words) > 2:
            continue
        start = spoken.index(words[0])
        end = spoken.index(words[1], start + 1) if words[1] in spoken[start + 1 :] else start
        if not 0 < end - start <= _FURTHEST_APART:
            continue
        joined = {
            word for word in first.forms.quality.keys() & second.forms.quality.keys()
            if first.forms.quality[word] >= SAME_STEM * JOINED
        }  # fmt: skip
        phrase = tuple(spoken[start : end + 1])
        pair = Group(Part(Kind.PHRASE, phrase), others=[Phrase(phrase), *map(Term, sorted(joined))])
        pair.estimate = min(first.estimate, second.estimate)
        found.append(pair)
    return found


def _synonyms(parts: Sequence[Part]) -> Iterator[tuple[slice, tuple[str, ...]]]:
    """Which parts of a query staff have a synonym for, and its words."""
    stems = [_telling_stems(part.words) for part in parts]
    for expressions in current_state().synonyms:
        for said in expressions:
            for place in _places(stems, _telling_stems(said)):
                yield from ((place, other) for other in expressions if other != said)


@lru_cache(maxsize=5000)
def _stems(spoken: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(stem, spoken))


@lru_cache(maxsize=5000)
def _telling_stems(spoken: tuple[str, ...]) -> tuple[str, ...]:
    """Without the words that say nothing, which a query drops too: `social- og sundhedsassistent`."""
    return _stems(tuple(word for word in spoken if word not in COMMON) or spoken)


def _places(groups: Sequence[tuple[str, ...]], wanted: tuple[str, ...]) -> list[slice]:
    """Where in a row of groups the wanted stems follow each other, as groups that make them up."""
    found = []
    for start in range(len(groups)):
        if groups[start][:1] != wanted[:1]:
            continue
        spoken: tuple[str, ...] = ()
        for end in range(start, len(groups)):
            spoken += groups[end]
            if spoken == wanted:
                found.append(slice(start, end + 1))
            if len(spoken) >= len(wanted):
                break
    return found


def _add_synonym(group: Group, other: tuple[str, ...], forms: dict[str, Forms]) -> None:
    group.also.append(" ".join(other))
    if len(other) == 1:
        group.forms.add_all(forms[other[0]], _SYNONYM)
        group.estimate += forms[other[0]].total
    else:
        group.phrases.append(other)
        group.others.append(_inflected(other, forms))
        group.estimate += min(forms[word].total for word in other)


def _inflected(phrase: tuple[str, ...], forms: dict[str, Forms]) -> Expression:
    """A phrase in all its endings: each word in any form, all of them there."""
    alternatives = []
    for word in phrase:
        known = sorted(forms[word].quality, key=lambda each: -forms[word].quality[each])
        alternatives.append(either(*map(Term, known[:_MOST_FORMS] or [word])))
    return every(*alternatives)


def _plain(stems: tuple[str, ...]) -> tuple[str, ...]:
    """As people write them who have no æ, ø and å at hand."""
    return tuple(stemmed.translate(_WITHOUT_DANISH_LETTERS) for stemmed in stems)


_WITHOUT_DANISH_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def _add_committees(groups: Sequence[Group]) -> None:
    """The name of a committee stands for its meetings too, if any are public."""
    spoken = [_plain(_stems(group.part.words)) for group in groups]
    for term, name in current_state().spoken_committees:
        for place in _places(spoken, _plain(name)):
            for group in groups[place]:
                if term not in group.terms:
                    group.terms.append(term)
                    group.estimate += _UNKNOWN_ESTIMATE * 10
