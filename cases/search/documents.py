"""What the index holds of an item: its words by where they stand, and the terms it is filtered by."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, permutations
from typing import NamedTuple

from cases.minutes.decisions import REFUSING_EFFECTS, ROUTINE_KINDS, DecisionKind
from cases.search.analyser import joined_words, words
from cases.search.common_words import COMMON
from cases.search.pairs import pair_terms
from cases.search.room import fitting
from cases.search.sources import DecisionSource, Source

# Rises when entries are made in another way, so that a rebuild writes them all anew.
VERSION = 4
# Parts of an entry, as the columns of the index; a phrase lies within one.
PARTS = ("title", "decision", "brief", "body", "more")
# Where a word may stand, as ranking tells it apart, and how many words of each are kept for it.
RANKED = {"title": 30, "topics": 10, "decision": 30, "brief": 40, "often": 15, "names": 12}
MARK = dict(zip(RANKED, "TEDBON", strict=True))
# How often a word stands in a text that has much to do with it.
OFTEN = 3
EVERY_ITEM, EXTRA, DECIDED, PAGE = "f:alle", "f:ekstra", "f:besluttet", "f:side"
MONTH = "f:md:"
_IN_NO_PAIR = {EVERY_ITEM, EXTRA, DECIDED, PAGE}
# An item has room for so many entries, its decisions and the pages of its files together.
_LAST_PLACE = 2**13 - 1
LAST_POSITION = 2**9 - 1
# The bits of a key that follow its day, and which of the day's meetings it is.
_BELOW_DAY, _BELOW_MEETING = 47, 45
# Planned minutes on the agenda: from and to.
HANDLING_TIMES = {"0-5": (0, 5), "6-10": (6, 10), "11-20": (11, 20), "21-40": (21, 40), "41-": (41, 32767)}  # fmt: skip
_FIRST_DAY = dt.date(1900, 1, 1).toordinal()
# What the row of an entry holds: as a `Document` begins, which then has its words.
COLUMNS = (
    "key", "item_id", "decision_id", "attachment_id", "page_id", "facets", "ranked", "checksum",
)  # fmt: skip


class Document(NamedTuple):
    """One entry as it is to be: keys of its rows, filter terms, words to rank by, words by part."""

    key: int
    item: int
    decision: int | None
    attachment: int | None
    page: int | None
    facets: str
    ranked: str
    # Tells whether anything in it has changed.
    checksum: str
    parts: tuple[str, ...]

    @property
    def row(self) -> tuple[object, ...]:
        """What its row holds, as `COLUMNS` are called."""
        return self[: len(COLUMNS)]

    @property
    def terms(self) -> set[str]:
        """Every word and term of it, once."""
        return set(" ".join(self.parts).split())

    @property
    def counted(self) -> set[str]:
        """What it is counted by in the vocabulary."""
        return counted_as(self.terms, self.facets.split())


def _document(
    source: Source, place: int, parts: Iterable[Iterable[str]], facets: Iterable[str], ranked: str,
    *, decision: int | None = None, attachment: int | None = None, page: int | None = None,
) -> Document:  # fmt: skip
    key, texts = entry_key(source, place), tuple(map(" ".join, parts))
    rows = (VERSION, key, source.pk, decision, attachment, page)
    told = "\n".join([*map(str, rows), ranked, *texts])
    checksum = hashlib.md5(told.encode(), usedforsecurity=False).hexdigest()
    keys = (key, source.pk, decision, attachment, page)
    return Document(*keys, " ".join(facets), ranked, checksum, texts)


def counted_as(terms: set[str], facets: Iterable[str]) -> set[str]:
    """What an entry is counted by in the vocabulary: its words; the terms of filters and each two of
    them where it is an item (`f:aar:2025`, `F:aar:2025+kle:08`), and once more where it is one
    decision (`b:…`, `B:…`)."""
    of_filters = set(facets)
    counted = terms - of_filters
    paired = [term for term in of_filters - _IN_NO_PAIR if not term.startswith(MONTH)]
    for decisions, is_one in ((False, EVERY_ITEM), (True, DECIDED)):
        if is_one in of_filters:
            counted.update([counted_term(term, decisions=decisions) for term in of_filters])
            starts = {term: pairs_with(term, decisions=decisions) for term in paired}
            counted.update([starts[term] + other[2:] for term, other in permutations(paired, 2)])
    return counted


def counted_term(term: str, *, decisions: bool) -> str:
    """The word of the vocabulary that counts items, or decisions, by a term of a filter."""
    return f"b{term[1:]}" if decisions else term


def pairs_with(term: str, *, decisions: bool) -> str:
    """How the words begin that count items, or decisions, by a term of a filter and another; what
    follows is the other without its `f:`."""
    return f"{'B' if decisions else 'F'}{term[1:]}+"


def is_term(word: str) -> bool:
    """Whether it is a term such as `f:aar:2025`, and not a word of a text."""
    return word[1:2] == ":" and word[0].isalpha()


def is_of_filter(word: str) -> bool:
    """Whether it is a term that a filter asks for."""
    return word.startswith("f:")


def entry_key(source: Source, place: int = 0) -> int:
    """A number that follows "newest first" downwards: day, meeting of the day, printed order.

    63 bits: 16 days since 1900, 2 meeting of the day, 17 meeting, 9 position, 6 to tell items apart
    that stand at one position, 13 place within the item (itself 0, then decisions and pages). What
    follows the meeting of the day counts backwards.
    """
    key = _day(source.date) << 2 | min(source.sequence - 1, 3)
    position, twin = min(source.position, LAST_POSITION), min(source.twin, 63)
    for value, bits in ((source.meeting, 17), (position, 9), (twin, 6), (place, 13)):
        key = key << bits | (2**bits - 1 - value % 2**bits)
    return key


def _day(day: dt.date) -> int:
    return min(max(day.toordinal() - _FIRST_DAY, 0), 2**16 - 1)


def is_of_item(key: int) -> bool:
    """Whether it is the key of an item itself, not of a decision or page within it."""
    return key & _LAST_PLACE == _LAST_PLACE


def next_beside(key: int) -> int:
    """The key of the next item at the same position of the meeting, if there is one."""
    return key - _LAST_PLACE - 1


def month_term(day: dt.date) -> str:
    """The term that all entries of a month have."""
    return f"{MONTH}{day.year:04}-{day.month:02}"


def month_of(key: int) -> str:
    """The term of the month that an entry is of."""
    day = max(day_number(key) + _FIRST_DAY, 1)
    return month_term(dt.date.fromordinal(min(day, dt.date.max.toordinal())))


def year_of(month: str) -> str:
    """The term of the year that the month of a term is of."""
    return year_term(int(month[len(MONTH) :].partition("-")[0]))


def year_term(year: int) -> str:
    """The term that all entries of a year have."""
    return f"f:aar:{year}"


def day_key(day: dt.date) -> int:
    """The least key of a day: everything on that day or later is at or above it."""
    return _day(day) << _BELOW_DAY


def day_of(key: int) -> int:
    """The part of a key that tells the meeting's day and which of the day's meetings it is."""
    return key >> _BELOW_MEETING


def meeting_keys(key: int) -> tuple[int, int]:
    """The least key of the meeting that an entry is of, and the one that all of it are below."""
    meeting = day_of(key)
    return meeting << _BELOW_MEETING, (meeting + 1) << _BELOW_MEETING


def day_number(key: int) -> int:
    """The part of a key that tells the meeting's day, in days."""
    return key >> _BELOW_DAY


def documents_of(source: Source) -> Iterator[Document]:
    """The entries of a public item."""
    of_item = tuple(_facets(source))
    yield from _item_documents(source, of_item)
    of_decisions = (term for term in _decision_facets(source.decisions) if term != DECIDED)
    facets = (*of_item, *of_decisions, PAGE)
    pairs = pair_terms(facets)
    place = 64 + len(source.decisions)
    for attachment in source.attachments:
        for page, text in attachment.pages[: _LAST_PLACE - place]:
            found = words(text)
            # Only its own words, or every page would be found by the item's title.
            yield _document(
                source, place, ((), (), (), found, [*facets, *pairs, *joined_words(text)]), facets,
                _ranked({"often": _often(found)}), attachment=attachment.pk, page=page,
            )  # fmt: skip
            place += 1


def _item_documents(source: Source, of_item: tuple[str, ...]) -> Iterator[Document]:
    """The item itself; and each of its decisions, with the same words, where it has several."""
    decisions = source.decisions
    title = words(source.title)
    topics = [word for topic in source.topics if topic.is_about for word in words(topic.name)]
    decided = words("\n".join(row.text for row in decisions))
    names = words("\n".join(row.title for row in source.attachments))
    brief = words(f"{source.recommendation}\n{source.summary}")
    body = words(f"{source.case_text}\n{source.people}")
    places = (title, topics, decided, brief, _often(chain(brief, body)), names)
    ranked = _ranked(dict(zip(RANKED, places, strict=True)), _day_and_number(source))
    more = [*_joined(source), *words(source.place)]
    *texts, others = fitting((title, decided, [*brief, *topics, *names], body, more))
    terms = _terms(source)
    extras = decisions if len(decisions) > 1 else []
    for place, extra in enumerate([None, *extras]):
        own = (*_decision_facets([extra] if extra else decisions), EXTRA if extra else EVERY_ITEM)
        facets = (*of_item, *own)
        parts = (*texts, [*terms, *facets, *pair_terms(facets), *others])
        key = extra.pk if extra else None
        yield _document(source, place, parts, facets, ranked, decision=key)


def _ranked(found: dict[str, list[str]], terms: Iterable[str] = ()) -> str:
    """The words that ranking looks at, each once for every place, with the mark of the place."""
    kept = [MARK["title"] + term for term in terms]
    for name, most in RANKED.items():
        telling = [word for word in dict.fromkeys(found.get(name, ())) if word not in COMMON]
        kept += [MARK[name] + word for word in telling[:most]]
    return " ".join(kept)


def _often(text: Iterable[str]) -> list[str]:
    """The words that stand often in a text, those that stand oftenest first."""
    often = [(-count, word) for word, count in Counter(text).items() if count >= OFTEN]
    return [word for _, word in sorted(often)]


def _joined(source: Source) -> list[str]:
    texts = [source.title, source.summary, source.case_text, source.recommendation]
    texts += [row.text for row in source.decisions]
    return joined_words("\n".join(texts))


def _terms(source: Source) -> list[str]:
    """What else it is looked up by: its day, its number, and every end of its journal number."""
    terms = [*_day_and_number(source), f"d:{source.date.year}"]
    return [*terms, *number_terms(source.journal_number)] if source.journal_number else terms


def _day_and_number(source: Source) -> list[str]:
    date = source.date.isoformat()
    number = [] if source.number is None else [f"n:{source.number}"]
    return [f"d:{date}", f"d:{date[:7]}", *number]


# What else stands in a number would part it into several words in SQLite.
_NO_PART_OF_A_NUMBER = re.compile(r"[^\w.,:/-]")


def number_terms(number: str) -> list[str]:
    """`s:` and the whole of a journal number; `j:` and what follows each of its marks."""
    whole = _NO_PART_OF_A_NUMBER.sub("", number.lower())
    inner = [place + 1 for place, mark in enumerate(whole) if mark in ".-/"]
    return [f"s:{whole}", *(f"j:{whole[place:]}" for place in inner if whole[place:])]


def _facets(source: Source) -> Iterator[str]:
    """The terms by which an item is filtered and counted."""
    yield f"f:udvalg:{source.committee}"
    yield year_term(source.date.year)
    yield month_term(source.date)
    if source.main_group:
        yield f"f:kle:{source.main_group}"
    for topic in source.topics:
        yield f"f:emne:{topic.pk}"
    if source.attachments:
        yield "f:bilag:on"
        if any(row.is_held for row in source.attachments):
            yield "f:bilag:fil"
    for name, (least, most) in HANDLING_TIMES.items():
        if source.duration_max is not None and least <= source.duration_max <= most:
            yield f"f:tid:{name}"


def _decision_facets(rows: Sequence[DecisionSource]) -> tuple[str, ...]:
    found = [f"f:slags:{row.kind}" for row in rows]
    found += [name for name, holds in HOLDS.items() if any(holds(row) for row in rows)]
    if len(rows) == 1:
        found.append(DECIDED)
    return tuple(dict.fromkeys(found))


def _is_refusal(row: DecisionSource) -> bool:
    return row.kind == DecisionKind.REJECTED or row.effect in REFUSING_EFFECTS


def _as_recommended(answer: bool, row: DecisionSource) -> bool:
    return row.as_recommended is answer


# What may be said of a decision, by the term that says it.
HOLDS: dict[str, Callable[[DecisionSource], bool]] = {
    "f:mere": lambda row: row.kind not in ROUTINE_KINDS,
    "f:tilfoejelse": lambda row: "\n\n" in row.text,
    "f:afslag": _is_refusal,
    "f:indstilling:som": partial(_as_recommended, True),
    "f:indstilling:anderledes": partial(_as_recommended, False),
}
