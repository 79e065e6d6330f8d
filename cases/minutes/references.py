"""Finds where a text refers to a meeting or an item: the grammar of Danish minutes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from cases.minutes.bodies import body_name, is_council, is_generic
from cases.minutes.danish import shown
from cases.minutes.passages import SECTION_OF_DECISION, Passage, Setting
from cases.minutes.reference_around import Hit
from cases.minutes.reference_dates import WEEKDAY, find_date_words
from cases.minutes.reference_finding import dated_hits
from cases.minutes.reference_grammar import OWN_MEETING, Grammar
from cases.minutes.reference_lines import EVENT, Line, event_days, lines_of
from cases.minutes.reference_tense import looks_ahead
from cases.minutes.reference_undated import Undated, undated_hits


class ReferenceKind(StrEnum):
    """How a text points to a meeting or an item."""

    MEETING_ITEM = "meeting_item"
    MEETING_DATE = "meeting_date"
    MEETING_MONTH = "meeting_month"
    PLANNED_DATE = "planned_date"
    PLANNED_MONTH = "planned_month"
    PLANNED_UNDATED = "planned_undated"
    NEXT_MEETING = "next_meeting"
    PROCESS_STEP = "process_step"
    SAME_MEETING = "same_meeting"
    SAME_MEETING_ITEM = "same_meeting_item"
    OTHER_BODY = "other_body"
    EARLIER_UNDATED = "earlier_undated"

    @property
    def label(self) -> str:
        """Danish name for the screen."""
        return _LABELS[self]


_LABELS = {
    ReferenceKind.MEETING_ITEM: shown("punkt på et møde"),
    ReferenceKind.MEETING_DATE: shown("møde på en dato"),
    ReferenceKind.MEETING_MONTH: shown("møde i en måned"),
    ReferenceKind.PLANNED_DATE: shown("planlagt møde på en dato"),
    ReferenceKind.PLANNED_MONTH: shown("planlagt møde i en måned"),
    ReferenceKind.PLANNED_UNDATED: shown("kommende møde uden dato"),
    ReferenceKind.NEXT_MEETING: shown("det næste møde"),
    ReferenceKind.PROCESS_STEP: shown("trin i en plan"),
    ReferenceKind.SAME_MEETING: shown("dette møde"),
    ReferenceKind.SAME_MEETING_ITEM: shown("punkt på dette møde"),
    ReferenceKind.OTHER_BODY: shown("behandling i et andet organ"),
    ReferenceKind.EARLIER_UNDATED: shown("tidligere behandling uden dato"),
}


@dataclass(frozen=True, slots=True)
class ParsedReference:
    """A reference as printed: nothing is inferred yet.

    `body` is the committee named in the phrase ("" where none is), `body_nearby` the one named last
    before it in the same paragraph. `year` is None where it is not printed; `day` is None where only a
    month is. `is_planned` says that the sentence looks ahead.
    """

    passage: Passage
    kind: ReferenceKind
    body: str = ""
    body_nearby: str = ""
    day: int | None = None
    month: int | None = None
    year: int | None = None
    number: int | None = None
    quoted_title: str = ""
    is_planned: bool = False

    @property
    def date(self) -> dt.date | None:
        """The day, where it is printed whole and exists."""
        try:
            return dt.date(self.year or 0, self.month or 0, self.day or 0)
        except ValueError:
            return None


def find_references(texts: Mapping[str, str], setting: Setting) -> list[ParsedReference]:
    """Every reference in the texts of an item, in printed order."""
    return list(_Finder(texts, setting).found())


# - Den 10. marts 2026: … · | 10. marts 2026 | … | · - 24. marts – …
_STEP = re.compile(
    rf"[|\s]*(?P<date>(?:{WEEKDAY}\s)?(?:den\s|d\.\s?)?\d[\w./ -]*?(?:20\d\d)?|[a-zA-Z]+(?:\s20\d\d)?)\s?"
    r"(?:kl\.?\s?[\d.:-]+\s?)?(?P<mark>:|[–-]\s|\|)",
    re.IGNORECASE,
)
# … over de kommende udvalgsmøder: · Politisk behandling · Tidsplan for udvalgets behandling
_MEETINGS_COME = re.compile(
    rf"(?:{OWN_MEETING})|(?:kommende|følgende|næste)\smøder\b(?!\smed)|politiske?\s(?:proces|behandling)"
    r"|\b(?:udvalgets|byrådets|kommunalbestyrelsens)\s(?:behandling|proces|møde)|mødeplan|sagsgang",
    re.IGNORECASE,
)
_NOUN_IN_MONTH = re.compile(
    r"(?:\b(?:i\sforbindelse\smed|ved|under|efter|til)\s(?:den\s|det\s)?)?\b(?P<noun>\w{5,}?)(?:en|et|n|t|erne|ne)\si\s\Z",
    re.IGNORECASE,
)
_DECISION = SECTION_OF_DECISION.format("")
# 2. at taksten godkendes · 2) at …
_LISTED = re.compile(r"^\W*(?P<number>\d{1,2})[.)]", re.MULTILINE)
_TO_COME = {
    ReferenceKind.MEETING_DATE: ReferenceKind.PLANNED_DATE,
    ReferenceKind.MEETING_MONTH: ReferenceKind.PLANNED_MONTH,
}
_UNDATED_KINDS = {
    "same": ReferenceKind.SAME_MEETING,
    "separate": ReferenceKind.SAME_MEETING,
    "item": ReferenceKind.SAME_MEETING_ITEM,
    "agenda": ReferenceKind.SAME_MEETING_ITEM,
    "month before": ReferenceKind.MEETING_MONTH,
    "month after": ReferenceKind.PLANNED_MONTH,
    "before": ReferenceKind.SAME_MEETING_ITEM,
    "after": ReferenceKind.SAME_MEETING_ITEM,
    "next": ReferenceKind.NEXT_MEETING,
    "some": ReferenceKind.PLANNED_UNDATED,
    "last": ReferenceKind.EARLIER_UNDATED,
    "earlier": ReferenceKind.EARLIER_UNDATED,
    "other": ReferenceKind.OTHER_BODY,
}

_MONTH_BESIDE = {"month before": -1, "month after": 1}


class _Finder:
    """Reads the texts of one item in order and remembers what later sentences lean on."""

    def __init__(self, texts: Mapping[str, str], setting: Setting) -> None:
        self.setting = setting
        self.grammar = Grammar.knowing((setting.committee, *setting.bodies))
        self.lines = [line for name, text in texts.items() for line in lines_of(name, text)]
        self.events = frozenset(chain.from_iterable(map(event_days, self.lines)))
        # "punkt 2 udgår" may be a point of the recommendation, where that is numbered.
        self.listed = frozenset(
            int(found["number"]) for found in _LISTED.finditer(texts.get("recommendation", ""))
        )
        self.months: list[tuple[str, ParsedReference]] = []

    def found(self) -> Iterator[ParsedReference]:
        """The references, line by line."""
        for line in self.lines:
            yield from self._in_line(line)

    def _in_line(self, line: Line) -> list[ParsedReference]:
        text, taken = line.plain.text, list[ParsedReference]()
        if find_date_words(text):
            self._take_dated(line, taken)
        if any(word in text.casefold() for word in _UNDATED):
            for hit in undated_hits(text, self.grammar, self.setting.committee):
                if hit.which == "agenda" and hit.number in self.listed:
                    continue
                self._take(taken, self._undated(line, hit))
        self.months += [(text, row) for row in taken if row.month and row.day is None]
        return sorted(taken, key=lambda row: row.passage.start)

    def _take_dated(self, line: Line, taken: list[ParsedReference]) -> None:
        text = line.plain.text
        step = self._step(line)
        if step is not None:
            taken.append(step)
        previous: Hit | None = None
        ahead = False
        for hit in dated_hits(text, self.grammar, self.events):
            if previous is None or not _JOINED.fullmatch(text[previous.end : hit.start]):
                ahead = self._is_ahead(line, hit)
            self._take(taken, self._dated(line, hit, ahead))
            previous = hit
        for reference in self._by_noun(line):
            self._take(taken, reference)

    def _take(self, taken: list[ParsedReference], new: ParsedReference) -> None:
        place = new.passage
        if all(place.end <= row.passage.start or row.passage.end <= place.start for row in taken):
            taken.append(new)

    def _passage(self, line: Line, start: int, end: int) -> Passage:
        begin, words = line.plain.words(start, end)
        return Passage(line.section, begin, words, line.plain.text.strip())

    def _nearby(self, line: Line, hit: Hit) -> str:
        """The committee named last before in the paragraph, where it may be the one that met."""
        meeting = hit.meeting
        if meeting in ("", "i"):
            return ""
        if OWN_MEETING_WORD.match(meeting.lstrip()) and not meeting.casefold().startswith(
            "udvalgets"
        ):
            return ""
        said = f"{line.so_far} {line.plain.text[: hit.start]}"[-_PARAGRAPH:]
        names = [
            match["name"]
            for match in self.grammar.body.finditer(said)
            if not _ADDRESSED.search(said, 0, match.start())
            and not (hit.is_committee and is_council(match["name"]))
        ]
        return names[-1] if names else ""

    def _dated(self, line: Line, hit: Hit, ahead: bool) -> ParsedReference:
        kind = ReferenceKind.MEETING_DATE if hit.day else ReferenceKind.MEETING_MONTH
        if hit.is_other:
            kind = ReferenceKind.OTHER_BODY
        elif hit.number is not None and hit.day:
            kind = ReferenceKind.MEETING_ITEM
        elif ahead:
            kind = _TO_COME[kind]
        nearby = "" if hit.body else self._nearby(line, hit)
        return ParsedReference(
            self._passage(line, hit.start, hit.end), kind, hit.body, nearby, hit.day, hit.month,
            hit.year, hit.number, hit.title, ahead,
        )  # fmt: skip

    def _is_ahead(self, line: Line, hit: Hit) -> bool:
        """Whether the meeting is to come: by its date where that is printed whole, else by the verb."""
        text, held = line.plain.text, self.setting.date
        decides = line.section.startswith(_DECISION)
        ahead = looks_ahead(text, hit.start, hit.end, decides=decides)
        years = {words.year for words in find_date_words(text) if words.year}
        year = hit.year or (years.pop() if len(years) == 1 else None)
        if (
            year is None
            or hit.month is None
            or (hit.day is None and (year, hit.month) == (held.year, held.month))
        ):
            return bool(ahead)
        is_later = (year, hit.month, hit.day or 1) > (held.year, held.month, held.day)
        return is_later and ahead is not False

    def _undated(self, line: Line, hit: Undated) -> ParsedReference:
        kind = _UNDATED_KINDS[hit.which]
        ahead = hit.which in ("next", "some", "month after")
        month = _MONTH_BESIDE.get(hit.which)
        if month is not None:
            at = self.setting.date.year * 12 + self.setting.date.month - 1 + month
            return ParsedReference(
                self._passage(line, hit.start, hit.end), kind, month=at % 12 + 1, year=at // 12,
                is_planned=ahead,
            )  # fmt: skip
        return ParsedReference(
            self._passage(line, hit.start, hit.end), kind, hit.body, number=hit.number,
            is_planned=ahead,
        )  # fmt: skip

    def _step(self, line: Line) -> ParsedReference | None:
        """A step of a plan: an entry that begins with a day, under a sentence that names meetings."""
        found = _STEP.match(line.plain.text) if line.is_entry else None
        if found is None:
            return None
        dates = find_date_words(found["date"])
        rest = line.plain.text[found.end() :]
        acts = self.grammar.acts.search(rest)
        named = self.grammar.body_in_list.match(rest.lstrip(" *|"))
        if len(dates) != 1 or not (acts or named or _MEETINGS_COME.search(line.lead)):
            return None
        if EVENT.match(rest.lstrip(" *|")):
            return None
        body = (acts["body"] or acts["body2"]) if acts else (named["body"] if named else "")
        body = body_name(body) if body and not is_generic(body) else ""
        start, day = found.start("date"), dates[0]
        return ParsedReference(
            self._passage(line, start, start + len(found["date"].rstrip())),
            ReferenceKind.PROCESS_STEP, body, "", day.day, day.month, day.year,
            is_planned=True,
        )  # fmt: skip

    def _by_noun(self, line: Line) -> Iterator[ParsedReference]:
        """ "ved revurderingen i august", where a revurdering was tied to a meeting in August before."""
        text = line.plain.text
        for words in find_date_words(text):
            noun = _NOUN_IN_MONTH.search(text[: words.start]) if words.day is None else None
            before = noun and next(
                (row for said, row in self.months if row.month == words.month
                 and re.search(rf"\b{re.escape(noun['noun'])}", said, re.IGNORECASE)), None
            )  # fmt: skip
            if noun and before:
                yield ParsedReference(
                    self._passage(line, noun.start(), words.end), before.kind, before.body,
                    before.body_nearby, None, words.month, words.year or before.year,
                    is_planned=before.is_planned,
                )  # fmt: skip


# [den 4. marts] og [8. april] · [den 16. juni] henholdsvis [Byrådet den 24. juni]
_JOINED = re.compile(r"\s?(?:,|,?\sog|samt|eller|henholdsvis|hhv\.)?\s?")
# So far back a committee is named before: a paragraph, not a file without breaks.
_PARAGRAPH = 3000
# over for [Byrådet] · sendes til [Byrådet]: not the one that met
_ADDRESSED = re.compile(r"\b(?:til|fra|for|med|om)\s\Z", re.IGNORECASE)
# What every form without a date has one of.
_UNDATED = (
    "møde",
    "udvalgsr",
    "dagsorden",
    "sag",
    "punkt",
    "pkt",
    "behandling",
    "drøftelse",
    "beslutning",
)
OWN_MEETING_WORD = re.compile(OWN_MEETING, re.IGNORECASE)
