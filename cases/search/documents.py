"""What the index holds of an item: its words by where they stand, and the terms it is filtered by."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from cases.minutes.decisions import REFUSING_EFFECTS, ROUTINE_KINDS, DecisionKind
from cases.models import AgendaItem, Attachment, Decision, FilePage, TopicLink
from cases.models.attachment import AttachmentState
from cases.models.item import AgendaItemQuerySet
from cases.models.topic import TopicLevel
from cases.search.analyser import joined_words, words
from cases.search.common_words import COMMON
from cases.search.room import fitting

# Rises when entries are made in another way, so that a rebuild writes them all anew.
VERSION = 1
# Parts of an entry, as the columns of the index; a phrase lies within one.
PARTS = ("title", "decision", "brief", "body", "more")
# Where a word may stand, as ranking tells it apart, and how many words of each are kept for it.
RANKED = {"title": 30, "topics": 10, "decision": 30, "brief": 40, "often": 15, "names": 12}
MARK = dict(zip(RANKED, "TEDBON", strict=True))
# How often a word stands in a text that has much to do with it.
OFTEN = 3
EVERY_ITEM, EXTRA, DECIDED, PAGE = "f:alle", "f:ekstra", "f:besluttet", "f:side"
# An item has room for so many entries, its decisions and the pages of its files together.
_LAST_PLACE = 2**13 - 1
_LAST_POSITION = 2**9 - 1
# The bits of a key that follow its day.
_BELOW_DAY = 47
# Planned minutes on the agenda: from and to.
HANDLING_TIMES = {"0-5": (0, 5), "6-10": (6, 10), "11-20": (11, 20), "21-40": (21, 40), "41-": (41, 32767)}  # fmt: skip
_BODY = ("case_text", "attendance", "taken_off", "caseworker", "other_caseworkers")
_FIRST_DAY = dt.date(1900, 1, 1).toordinal()


@dataclass(frozen=True)
class Document:
    """One entry as it is to be: keys of its rows, words by part, filter terms, words to rank by."""

    key: int
    item: int
    parts: tuple[Sequence[str], ...]
    facets: tuple[str, ...]
    ranked: str
    decision: int | None = None
    attachment: int | None = None
    page: int | None = None

    @cached_property
    def checksum(self) -> str:
        """Tells whether anything in it has changed."""
        rows = (VERSION, self.key, self.item, self.decision, self.attachment, self.page)
        told = "\n".join([*map(str, rows), self.ranked, *map(" ".join, self.parts)])
        return hashlib.md5(told.encode(), usedforsecurity=False).hexdigest()

    @property
    def columns(self) -> tuple[str, str, str]:
        """What its row holds of it: checksum, facets and ranked words."""
        return self.checksum, " ".join(self.facets), self.ranked

    @property
    def terms(self) -> set[str]:
        """Every word and term of it, once."""
        return {word for part in self.parts for word in part}


def is_term(word: str) -> bool:
    """Whether it is a term such as `f:aar:2025`, and not a word of a text."""
    return word[1:2] == ":" and word[0].isalpha()


def entry_key(item: AgendaItem, place: int = 0) -> int:
    """A number that follows "newest first" downwards: day, meeting of the day, printed order.

    63 bits: 16 days since 1900, 2 meeting of the day, 17 meeting, 9 position, 6 to tell items apart
    that stand at one position, 13 place within the item (itself 0, then decisions and pages). What
    follows the meeting of the day counts backwards. Read the item with `with_texts`.
    """
    meeting = item.meeting
    twin: int = item.twin  # type: ignore[attr-defined]  # from with_texts
    key = _day(meeting.date) << 2 | min(meeting.sequence - 1, 3)
    position = min(item.position, _LAST_POSITION)
    for value, bits in ((meeting.pk, 17), (position, 9), (min(twin, 63), 6), (place, 13)):
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


def day_key(day: dt.date) -> int:
    """The least key of a day: everything on that day or later is at or above it."""
    return _day(day) << _BELOW_DAY


def day_of(key: int) -> int:
    """The part of a key that tells the meeting's day and which of the day's meetings it is."""
    return key >> (_BELOW_DAY - 2)


def day_number(key: int) -> int:
    """The part of a key that tells the meeting's day, in days."""
    return key >> _BELOW_DAY


def with_texts(items: AgendaItemQuerySet) -> AgendaItemQuerySet:
    """Items with everything that the index is made from, in a fixed number of queries."""
    attachments = Attachment.objects.published().select_related("file").in_print_order()
    pages = FilePage.objects.order_by("number", "part")
    # Positions beyond the last that has a place of its own share it.
    before = Q(position=OuterRef("position"), pk__lt=OuterRef("pk")) | Q(
        position__gte=_LAST_POSITION, position__lt=OuterRef("position")
    )
    twins = AgendaItem.objects.published().filter(before, meeting=OuterRef("meeting"))
    counted = twins.order_by().values("meeting").annotate(n=Count("pk")).values("n")
    return (
        items.for_cards()
        .defer("imported")
        .annotate(twin=Coalesce(Subquery(counted), 0))
        .prefetch_related(
            Prefetch("attachments", attachments, to_attr="public_attachments"),
            # the plugin of mypy does not know attributes that a prefetch makes
            Prefetch("public_attachments__file__pages", pages),  # type: ignore[misc]
        )
    )


def documents_of(item: AgendaItem) -> Iterator[Document]:
    """The entries of a public item, read with `with_texts`."""
    decisions = list(item.decisions.all())
    of_item = tuple(_facets(item))
    yield from _item_documents(item, decisions, of_item)
    of_decisions = (term for term in _decision_facets(decisions) if term != DECIDED)
    facets = (*of_item, *of_decisions, PAGE)
    place = 64 + len(decisions)
    for attachment in item.public_attachments:  # type: ignore[attr-defined]  # from with_texts
        if attachment.state == AttachmentState.HELD:
            for page in list(attachment.file.pages.all())[: _LAST_PLACE - place]:
                yield _page_document(item, attachment, page, place, facets)
                place += 1


def _item_documents(
    item: AgendaItem, decisions: list[Decision], of_item: tuple[str, ...]
) -> Iterator[Document]:
    """The item itself; and each of its decisions, with the same words, where it has several."""
    title = words(item.title)
    topics = [word for link in _about(item) for word in words(link.topic.name)]
    decided = words("\n".join(row.text for row in decisions))
    names = words("\n".join(row.title for row in _attachments(item)))
    brief = words(f"{item.recommendation}\n{item.summary}")
    body = words("\n".join(getattr(item, name) for name in _BODY))
    places = (title, topics, decided, brief, _often(chain(brief, body)), names)
    ranked = _ranked(dict(zip(RANKED, places, strict=True)), _day_and_number(item))
    more = [*_joined(item), *words(item.meeting.place)]
    *texts, others = fitting((title, decided, [*brief, *topics, *names], body, more))
    terms = _terms(item)
    extras = decisions if len(decisions) > 1 else []
    for place, extra in enumerate([None, *extras]):
        own = (*_decision_facets([extra] if extra else decisions), EXTRA if extra else EVERY_ITEM)
        facets = (*of_item, *own)
        yield Document(
            key=entry_key(item, place),
            item=item.pk,
            decision=extra.pk if extra else None,
            parts=(*texts, [*terms, *facets, *others]),
            facets=facets,
            ranked=ranked,
        )


def _page_document(
    item: AgendaItem, attachment: Attachment, page: FilePage, place: int, facets: tuple[str, ...]
) -> Document:
    """A page of a file: only its own words, or every page would be found by the item's title."""
    text = words(page.text)
    return Document(
        key=entry_key(item, place),
        item=item.pk,
        attachment=attachment.pk,
        page=page.pk,
        parts=((), (), (), text, [*facets, *joined_words(page.text)]),
        facets=facets,
        ranked=_ranked({"often": _often(text)}),
    )


def _ranked(found: dict[str, list[str]], terms: Iterable[str] = ()) -> str:
    """The words that ranking looks at, each once for every place, with the mark of the place."""
    kept = [MARK["title"] + term for term in terms]
    for name, most in RANKED.items():
        telling = dict.fromkeys(word for word in found.get(name, ()) if word not in COMMON)
        kept += [MARK[name] + word for word in list(telling)[:most]]
    return " ".join(kept)


def _often(text: Iterable[str]) -> list[str]:
    """The words that stand often in a text, those that stand oftenest first."""
    often = [(-count, word) for word, count in Counter(text).items() if count >= OFTEN]
    return [word for _, word in sorted(often)]


def _about(item: AgendaItem) -> list[TopicLink]:
    links: list[TopicLink] = item.public_links  # type: ignore[attr-defined]  # from with_texts
    return [link for link in links if link.level == TopicLevel.ABOUT]


def _attachments(item: AgendaItem) -> list[Attachment]:
    found: list[Attachment] = item.public_attachments  # type: ignore[attr-defined]  # as above
    return found


def _joined(item: AgendaItem) -> list[str]:
    texts = [item.title, item.summary, item.case_text, item.recommendation]
    texts += [row.text for row in item.decisions.all()]
    return joined_words("\n".join(texts))


def _terms(item: AgendaItem) -> list[str]:
    """What else it is looked up by: its day, its number, and every end of its journal number."""
    terms = [*_day_and_number(item), f"d:{item.meeting.date.year}"]
    return [*terms, *number_terms(item.case.normalised)] if item.case else terms


def _day_and_number(item: AgendaItem) -> list[str]:
    date = item.meeting.date.isoformat()
    number = [] if item.number is None else [f"n:{item.number}"]
    return [f"d:{date}", f"d:{date[:7]}", *number]


# What else stands in a number would part it into several words in SQLite.
_NO_PART_OF_A_NUMBER = re.compile(r"[^\w.,:/-]")


def number_terms(number: str) -> list[str]:
    """`s:` and the whole of a journal number; `j:` and what follows each of its marks."""
    whole = _NO_PART_OF_A_NUMBER.sub("", number.lower())
    inner = [place + 1 for place, mark in enumerate(whole) if mark in ".-/"]
    return [f"s:{whole}", *(f"j:{whole[place:]}" for place in inner if whole[place:])]


def _facets(item: AgendaItem) -> Iterator[str]:
    """The terms by which an item is filtered and counted."""
    yield f"f:udvalg:{item.meeting.committee_id}"
    yield f"f:aar:{item.meeting.date.year}"
    if item.case and item.case.main_group:
        yield f"f:kle:{item.case.main_group}"
    for link in item.public_links:  # type: ignore[attr-defined]  # from with_texts
        yield f"f:emne:{link.topic_id}"
    if attachments := _attachments(item):
        yield "f:bilag:on"
        if any(row.state == AttachmentState.HELD for row in attachments):
            yield "f:bilag:fil"
    for name, (least, most) in HANDLING_TIMES.items():
        if item.duration_max is not None and least <= item.duration_max <= most:
            yield f"f:tid:{name}"


def _decision_facets(decisions: Iterable[Decision]) -> tuple[str, ...]:
    rows = list(decisions)
    found = [f"f:slags:{row.kind}" for row in rows]
    found += [name for name, holds in HOLDS.items() if any(holds(row) for row in rows)]
    if len(rows) == 1:
        found.append(DECIDED)
    return tuple(dict.fromkeys(found))


def _is_refusal(row: Decision) -> bool:
    return row.kind == DecisionKind.REJECTED or row.effect in REFUSING_EFFECTS


def _as_recommended(answer: bool, row: Decision) -> bool:
    return row.as_recommended is answer


# What may be said of a decision, by the term that says it.
HOLDS: dict[str, Callable[[Decision], bool]] = {
    "f:mere": lambda row: row.kind not in ROUTINE_KINDS,
    "f:tilfoejelse": lambda row: "\n\n" in row.text,
    "f:afslag": _is_refusal,
    "f:indstilling:som": partial(_as_recommended, True),
    "f:indstilling:anderledes": partial(_as_recommended, False),
}
