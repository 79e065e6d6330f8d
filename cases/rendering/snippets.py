"""The passage of an item or a page that answers a search, with what was found marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import chain

from django.utils.functional import Promise
from django.utils.html import escape, strip_tags
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
# Marks of Markdown that are no words: emphasis, headings, lists, bars of tables, escapes, of a link its
# brackets and address; and where a block ends without the end of a sentence.
_MARKS = re.compile(
    r"\*+|(?m:^#{1,6} )|(?m:^[-*] )|\|(?:\s*[-: ]{3,}\|)*|\\(?=[^\w\s])|-{4,}"
    r"|\[(?=[^\[\]\n]*\]\()|\]\([^()\s]*\)"
    r"|(?<=[^\s.,:;!?…])[ \t]*\n(?=[ \t]*(?:\n|[-*] |#{1,6} |\d{1,3}[.)] ))"
)
# Without any of these there is no such mark; most texts have none, and that is quickly told.
_SIGNS = ("\n", "*", "#", "|", "\\", "--", "](")
# What stands in their place until a passage has been cut out: nothing, and the end of a block.
_NOTHING, _END = "\x00", "\x02"
_ENDS = re.compile(rf"\s*{_END}\s*")
# Where a passage may well begin; "pr. borger" is no new sentence.
_BEGINNING = re.compile(r"[.?!] (?=[A-ZÆØÅ»\"„“])|: |\n")

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
    """A passage: where it stands, its words as HTML with `<mark>`, and what links to it."""

    field: str
    html: SafeString
    attachment: Attachment | None = None
    page: FilePage | None = None

    @property
    def label(self) -> Promise:
        """Where it stands, in words."""
        return FIELDS[self.field]

    @property
    def text(self) -> str:
        """Its words alone."""
        return " ".join(unescape(strip_tags(self.html)).split())


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
                pattern = r"\W+".join(map(re.escape, phrase))
                pattern = pattern.replace(r"§\W+", r"§\W*")  # §110
                sought.phrases.append((phrase[0], re.compile(rf"{pattern}(?!\w)"), number))
            if group.part.kind is Kind.NUMBER and not group.part.date:
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
            found += [(*place, {number}) for place in _phrases_with(plain, first, pattern)]
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


def _phrases_with(text: str, first: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where the phrases begin and end in a text that begin with a word."""
    at = text.find(first)
    while at >= 0:
        match = None if text[at - 1 : at].isalnum() else pattern.match(text, at)
        if match:
            yield match.span()
        at = text.find(first, at + 1)


def marked(text: str, sought: Sought) -> SafeString:
    """A short text as HTML with everything that was found marked."""
    text = _without_marks(text)
    if not sought.count:
        return escape(_plain(text))
    return _html(text, [(start, end) for start, end, _groups in sought.places(text)])


def item_snippets(items: Iterable[AgendaItem], sought: Sought) -> dict[int, list[Snippet]]:
    """By the keys of the items, read with `for_results`: the passage of each that has most of what is
    sought, and one that has more of the rest; its decision where none has any."""
    best = {item: _best(_texts(item), sought) for item in items}
    # What neither an item's texts nor its title have may be in what stands beside them.
    lacking = [
        item for item, found in best.items()
        if len(found.anywhere) < sought.count
        and len(found.anywhere | _best([("title", item.title)], sought).anywhere) < sought.count
    ]  # fmt: skip
    named = _named_beside([item for item in lacking if not _add_number(best[item], item, sought)])
    for item, texts in named.items():
        best[item].look(chain(texts, _people_and_place(item)), sought)
    return {item.pk: found.snippets or _beginning(item) for item, found in best.items()}


type _Places = Sequence[tuple[int, int, set[int]]]


@dataclass
class _Best:
    """What has been found so far in the texts of an item, and the fullest passage."""

    # How many groups the passage has, which they are, and which ones all the texts together have.
    count: int = 0
    within: set[int] = field(default_factory=set)
    anywhere: set[int] = field(default_factory=set)
    # The field, its text, the places in it, and where the passage begins.
    passage: tuple[str, str, _Places, int] | None = None
    found: list[tuple[str, str, _Places]] = field(default_factory=list)

    def look(self, texts: Iterable[tuple[str, str]], sought: Sought) -> None:
        """Look through more texts; the first of the passages that have most of what is sought stays."""
        for name, text in texts if sought.count else ():
            places = sought.places(text) if text else []
            if not places:
                continue
            self.found.append((name, text, places))
            self.anywhere.update(*(groups for _start, _end, groups in places))
            at, within = _fullest(places)
            if len(within) > self.count:
                self.count, self.within = len(within), within
                self.passage = name, text, places, places[at][0]
                if self.count == sought.count:
                    break

    @property
    def snippets(self) -> list[Snippet]:
        """The passage, and another that has most of what it lacks and the texts have."""
        return [_cut_out(*passage) for passage in (self.passage, self._other()) if passage]

    def _other(self) -> tuple[str, str, _Places, int] | None:
        rest = self.anywhere - self.within
        other, count = None, 0
        for name, text, places in self.found if rest else ():
            telling = [place for place in places if place[2] & rest]
            at, within = _fullest(telling) if telling else (0, set())
            if len(within & rest) > count:
                other, count = (name, text, places, telling[at][0]), len(within & rest)
        return other


def _best(texts: Iterable[tuple[str, str]], sought: Sought) -> _Best:
    """What these texts have of what is sought."""
    best = _Best()
    best.look(texts, sought)
    return best


def _cut_out(name: str, text: str, places: _Places, start: int) -> Snippet:
    return Snippet(name, _window(text, [place[:2] for place in places], start))


def page_snippet(attachment: Attachment, page: FilePage, sought: Sought) -> Snippet:
    """The passage of a page of a file; its beginning where only its name has what is sought."""
    found = _best([("page", page.text)], sought).snippets
    html = found[0].html if found else _window(page.text, [])
    return Snippet("page", html, attachment, page)


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


def _fullest(places: _Places) -> tuple[int, set[int]]:
    """The place from which the next stretch of text has most groups, and which these are."""
    best, most = 0, set[int]()
    for at, (start, _end, _groups) in enumerate(places[:200]):
        within: set[int] = set()
        for _from, to, groups in places[at : at + 12]:
            if to <= start + _LENGTH - _BEFORE:
                within |= groups
        if len(within) > len(most):
            best, most = at, within
    return best, most


def _window(text: str, places: Iterable[tuple[int, int]], at: int = 0) -> SafeString:
    """The text around a place, from and to whole words, as HTML."""
    first = max(at - _BEFORE, 0)
    if first:
        # One letter further, to see whether what is sought begins a sentence.
        ends = [found.end() for found in _BEGINNING.finditer(text, first, at + 1)]
        space = text.find(" ", first, at)
        first = ends[-1] if ends else space + 1 if space >= 0 else first
    last = min(first + _LENGTH, len(text))
    if last < len(text):
        space = text.rfind(" ", at + 1, last + 1)
        last = space if space > at else last
    # Whole lines, or half a mark would be no mark.
    begin, end = text.rfind("\n", 0, first) + 1, text.find("\n", last)
    end = end if end >= 0 else len(text)
    shown = _without_marks(text[begin:end])
    piece = shown[first - begin : last - begin].strip(f"{_END} ")
    before = "… " if _is_shown(shown[: first - begin]) or text[:begin].strip() else ""
    after = " …" if _is_shown(shown[last - begin :]) or text[end:].strip() else ""
    first += shown[first - begin :].find(piece[:1]) if piece else 0
    inside = [(a - first, b - first) for a, b in places if first <= a and b <= first + len(piece)]
    return mark_safe(f"{before}{_html(piece, inside)}{after}")  # noqa: S308  # escaped by `_html`


def _html(text: str, places: Iterable[tuple[int, int]]) -> SafeString:
    """A piece `_without_marks` as HTML, what stands in the places marked."""
    parts, done = [], 0
    for start, end in places:
        word = _plain(text[start:end])
        if start >= done and word:  # the address of a link is not shown
            parts += [escape(_plain(text[done:start])), "<mark>", escape(word), "</mark>"]
            done = end
    parts.append(escape(_plain(text[done:])))
    return mark_safe("".join(parts).strip())  # noqa: S308  # every part of the text is escaped


def _without_marks(text: str) -> str:
    """Markdown with its marks blanked: every letter stays where it is."""
    if any(map(text.__contains__, _SIGNS)) or text.startswith("- "):
        return _MARKS.sub(_blank, text)
    return text


def _blank(mark: re.Match[str]) -> str:
    length = len(mark[0])
    if "|" in mark[0]:
        return " " * length
    return _END.ljust(length) if "\n" in mark[0] else _NOTHING * length


def _plain(text: str) -> str:
    """A piece `_without_marks` on one line; spaces at its ends stay."""
    text = text.replace(_NOTHING, "")
    if _END in text:  # as hardly any is: to look for the spaces around it takes long
        text = _ENDS.sub(" · ", text)
    words = text.split()
    if not words:
        return " " if text else ""
    before, after = " " if text[0].isspace() else "", " " if text[-1].isspace() else ""
    return f"{before}{' '.join(words)}{after}"


def _is_shown(text: str) -> bool:
    """Whether anything is left to see of a piece `_without_marks`."""
    return bool(text.replace(_NOTHING, "").strip())


def _add_number(best: _Best, item: AgendaItem, sought: Sought) -> bool:
    """Where no text has anything, the item's journal number is its passage, if that was sought."""
    if best.count or not sought.numbers or not item.journal_number:
        return False
    number = item.journal_number
    at = number.lower().find(sought.numbers[0])
    places = [(at, at + len(sought.numbers[0]), {0})] if at >= 0 else []
    best.count, best.passage = len(places), ("number", number, places, 0)
    return best.count >= sought.count


def _beginning(item: AgendaItem) -> list[Snippet]:
    """The beginning of what was decided, else of what it is about."""
    for name, text in _texts(item):
        if text.strip():
            return [Snippet(name, _window(text, []))]
    return []
