"""The passage of an item or a page that answers a search, with what was found marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from cases.models import AgendaItem, Attachment, FilePage, TopicLink
from cases.search.analyser import folded_in_place, placed_words
from cases.search.groups import Group
from cases.search.query import Kind
from cases.search.ranking import signs_of

# As much text as is shown around what was found.
_LENGTH = 260
_BEFORE = 70
# Marks of Markdown that are no words: emphasis, headings, bars of tables, escapes.
_MARKS = re.compile(r"\*+|(?m:^#{1,6} )|(?m:^[-*] )|\|\s*(?:[-: ]{3,}\|\s*)*|\\(?=[^\w\s])|-{4,}")
# Without any of these there is no such mark; most texts have none, and that is quickly told.
_SIGNS = ("*", "#", "|", "\\", "- ", "--")

FIELDS: dict[str, Promise] = {
    "decision": _("Beslutning"),
    "recommendation": _("Indstilling"),
    "summary": _("Resume"),
    "case_text": _("Sagsfremstilling"),
    "attachment": _("Bilagets navn"),
    "topic": _("Emne"),
    "people": _("Oplysninger"),
    "place": _("Mødested"),
    "number": _("Journalnummer"),
    "page": _("Bilag"),
}


@dataclass(frozen=True)
class Snippet:
    """A passage: where it stands, its words, the same as HTML with `<mark>`, and what links to it."""

    field: str
    text: str
    html: SafeString
    attachment: Attachment | None = None
    page: FilePage | None = None

    @property
    def label(self) -> Promise:
        """Where it stands, in words."""
        return FIELDS[self.field]


@dataclass
class Sought:
    """What a search looks for, as it is found in a text."""

    count: int = 0
    words: dict[str, set[int]] = field(default_factory=dict)
    # The first word, the whole as a pattern, and the group.
    phrases: list[tuple[str, re.Pattern[str], int]] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    # Every word has one of these, so that only they are looked for.
    signs: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, groups: Sequence[Group]) -> Sought:
        """From the groups of a query."""
        sought = cls(len(groups))
        for number, group in enumerate(groups):
            for word in group.forms.quality:
                sought.words.setdefault(word, set()).add(number)
            for phrase in group.phrases:
                pattern = re.compile(r"\W+".join(map(re.escape, phrase)))
                sought.phrases.append((phrase[0], pattern, number))
            if group.part.kind is Kind.NUMBER:
                sought.numbers.append(group.part.value.lower())
        sought.signs = signs_of(sought.words, {root for group in groups for root in group.roots})
        return sought

    def places(self, text: str) -> list[tuple[int, int, set[int]]]:
        """Where anything that is sought stands in a text, in order, and the groups it belongs to."""
        plain = folded_in_place(text)
        if plain is None:
            return self._places_word_by_word(text)
        found = []
        for sign in self.signs:
            for start, end in _words_with(plain, sign):
                if groups := self.words.get(plain[start:end]):
                    found.append((start, end, groups))
        for first, pattern, number in self.phrases:
            for start, end in _words_with(plain, first):
                if plain[start:end] != first:
                    continue
                match = pattern.match(plain, start)
                if match and not plain[match.end() : match.end() + 1].isalnum():
                    found.append((start, match.end(), {number}))
        # A word may have several of the signs, and be a phrase of its own.
        unique: dict[tuple[int, int], set[int]] = {}
        for start, end, groups in found:
            unique[start, end] = unique.get((start, end), set()) | groups
        ordered = sorted(unique.items(), key=lambda place: (place[0][0], -place[0][1]))
        return [(start, end, groups) for (start, end), groups in ordered]

    def _places_word_by_word(self, text: str) -> list[tuple[int, int, set[int]]]:
        """As `places`, for the few texts whose letters move about when they are folded."""
        return [
            (start, end, self.words[word])
            for start, end, word in placed_words(text)
            if word in self.words
        ]


def _words_with(text: str, sign: str) -> Iterator[tuple[int, int]]:
    """Where the words begin and end in a text that have a sign in them."""
    at = text.find(sign)
    while at >= 0:
        start, end = at, at + len(sign)
        while text[start - 1 : start].isalnum():
            start -= 1
        while text[end : end + 1].isalnum():
            end += 1
        yield start, end
        at = text.find(sign, end)


def marked(text: str, sought: Sought) -> SafeString:
    """A short text as HTML with everything that was found marked."""
    if not sought.count:
        return escape(_plain(text))
    return _html(text, [(start, end) for start, end, _groups in sought.places(text)])


def item_snippets(items: Iterable[AgendaItem], sought: Sought) -> dict[int, Snippet | None]:
    """By the keys of the items, read with `for_results`: the passage of each that has most of what is
    sought; its decision where none has any."""
    best = {item: _best(_texts(item), sought) for item in items}
    # What an item's own texts have nowhere may be in what stands beside them.
    lacking = [item for item, found in best.items() if len(found.anywhere) < sought.count]
    named = _named_beside([item for item in lacking if not _add_number(best[item], item, sought)])
    for item, texts in named.items():
        beside = _best(chain(texts, _people_and_place(item)), sought)
        if beside.count > best[item].count:
            best[item] = beside
    return {item.pk: found.snippet or _beginning(item) for item, found in best.items()}


@dataclass
class _Best:
    """The best passage so far: how many groups it has, and which ones all the texts together have."""

    count: int = 0
    anywhere: set[int] = field(default_factory=set)
    # The field, its text, the places in it, and where the passage begins.
    passage: tuple[str, str, list[tuple[int, int, set[int]]], int] | None = None

    @property
    def snippet(self) -> Snippet | None:
        """The passage, cut out of its text."""
        if self.passage is None:
            return None
        name, text, places, start = self.passage
        return Snippet(name, *_window(text, [place[:2] for place in places], start))


def _best(texts: Iterable[tuple[str, str]], sought: Sought) -> _Best:
    """The first of the passages that have most of what is sought."""
    best = _Best()
    for name, text in texts if sought.count else ():
        places = sought.places(text) if text else []
        if not places:
            continue
        best.anywhere.update(*(groups for _start, _end, groups in places))
        at, count = _fullest(places)
        if count > best.count:
            best.count, best.passage = count, (name, text, places, places[at][0])
            if count == sought.count:
                break
    return best


def page_snippet(attachment: Attachment, page: FilePage, sought: Sought) -> Snippet:
    """The passage of a page of a file; its beginning where only its name has what is sought."""
    found = _best([("page", page.text)], sought).snippet
    text, html = (found.text, found.html) if found else _window(page.text, [])
    return Snippet("page", text, html, attachment, page)


def _texts(item: AgendaItem) -> Iterator[tuple[str, str]]:
    for decision in item.decisions.all():
        yield "decision", decision.text
    yield "recommendation", item.recommendation
    yield "summary", item.summary
    yield "case_text", item.case_text


def _named_beside(items: Sequence[AgendaItem]) -> dict[AgendaItem, list[tuple[str, str]]]:
    """The names of attachments and topics by item: read only for those whose own texts lack something."""
    named: dict[int, list[tuple[str, str]]] = {item.pk: [] for item in items}
    if named:
        attachments = Attachment.objects.published().in_print_order().filter(item__in=named)
        for item, title in attachments.values_list("item", "title"):
            named[item].append(("attachment", title))
        links = TopicLink.objects.published().filter(item__in=named).about_first()
        for item, name in links.values_list("item", "topic__name"):
            named[item].append(("topic", name))
    return {item: named[item.pk] for item in items}


def _people_and_place(item: AgendaItem) -> Iterator[tuple[str, str]]:
    people = (item.caseworker, item.other_caseworkers, item.attendance, item.taken_off)
    yield "people", "\n".join(filter(None, people))
    yield "place", item.meeting.place


def _fullest(places: Sequence[tuple[int, int, set[int]]]) -> tuple[int, int]:
    """The place from which the next stretch of text has most groups, and how many it has."""
    best, count = 0, 0
    for at, (start, _end, _groups) in enumerate(places[:200]):
        within: set[int] = set()
        for from_, _to, groups in places[at : at + 12]:
            if from_ < start + _LENGTH - _BEFORE:
                within |= groups
        if len(within) > count:
            best, count = at, len(within)
    return best, count


def _window(text: str, places: Iterable[tuple[int, int]], at: int = 0) -> tuple[str, SafeString]:
    """The text around a place, from and to whole words, and the same as HTML."""
    first = max(at - _BEFORE, 0)
    if first:
        sentence = max(text.rfind(mark, first, at) for mark in (". ", "\n", "? ", ": "))
        space = text.find(" ", first, at)
        first = sentence + 1 if sentence >= 0 else (space + 1 if space >= 0 else first)
    last = min(first + _LENGTH, len(text))
    if last < len(text):
        space = text.rfind(" ", at + 1, last)
        last = space if space > at else last
    inside = [(a - first, b - first) for a, b in places if first <= a and b <= last]
    piece = text[first:last]
    before, after = (
        ("… " if first and text[:first].strip() else ""),
        (" …" if text[last:].strip() else ""),
    )
    html = _html(piece, inside)
    return (
        " ".join(f"{before}{_plain(piece)}{after}".split()),
        mark_safe(f"{before}{html}{after}"),  # noqa: S308  # escaped by `_html`
    )


def _html(text: str, places: Iterable[tuple[int, int]]) -> SafeString:
    parts, done = [], 0
    for start, end in places:
        if start >= done:
            parts += [
                escape(_plain(text[done:start])),
                "<mark>",
                escape(text[start:end]),
                "</mark>",
            ]
            done = end
    parts.append(escape(_plain(text[done:])))
    return mark_safe("".join(parts).strip())  # noqa: S308  # every part of the text is escaped


def _plain(text: str) -> str:
    """A piece of Markdown without its marks, on one line; spaces at its ends stay."""
    if any(map(text.__contains__, _SIGNS)):
        text = _MARKS.sub(lambda match: " " if "|" in match[0] else "", text)
    words = text.split()
    if not words:
        return " " if text else ""
    before, after = " " if text[0].isspace() else "", " " if text[-1].isspace() else ""
    return f"{before}{' '.join(words)}{after}"


def _add_number(best: _Best, item: AgendaItem, sought: Sought) -> bool:
    """Where no text has anything, the item's journal number is its passage, if that was sought."""
    if best.count or not sought.numbers or not item.journal_number:
        return False
    number = item.journal_number
    at = number.lower().find(sought.numbers[0])
    places = [(at, at + len(sought.numbers[0]), {0})] if at >= 0 else []
    best.count, best.passage = len(places), ("number", number, places, 0)
    return best.count >= sought.count


def _beginning(item: AgendaItem) -> Snippet | None:
    """The beginning of what was decided, else of what it is about."""
    for name, text in _texts(item):
        if text.strip():
            return Snippet(name, *_window(text, []))
    return None
