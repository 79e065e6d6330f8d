"""The items that may keep promises, loaded once: by committee and day, by case, by their words."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cases.minutes.result import Access
from cases.models import AgendaItem, Commitment, Committee, Reference
from cases.models.meeting import MeetingState
from cases.models.state import LinkState
from cases.threads.terms import TOKEN, is_boilerplate, stem

# The next meeting is no farther off; where it is, the portal lacks the one that was meant.
_NEXT_WITHIN = dt.timedelta(days=75)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the rule knows of an item that may keep a promise; `words` are stems with one as printed."""

    key: int
    committee: int
    meeting: int
    date: dt.date
    case: int | None
    journal_number: str
    words: dict[str, str]


class Portal:
    """The items that may keep promises, by committee and day, with what leads back to promises."""

    def __init__(self, promises: Iterable[Commitment]) -> None:
        meetings = {row.item.meeting_id: row.item.meeting for row in promises}
        first = min((meeting.date for meeting in meetings.values()), default=dt.date.max)
        self.by_committee: dict[int, list[Candidate]] = defaultdict(list)
        self.by_case: dict[int, list[Candidate]] = defaultdict(list)
        self.by_key: dict[int, Candidate] = {}
        self.counts: dict[int, Counter[str]] = defaultdict(Counter)
        self.titles: Counter[int] = Counter()
        for candidate in _candidates():
            self.counts[candidate.committee].update(candidate.words.keys())
            self.titles[candidate.committee] += 1
            if candidate.date > first:
                self.by_committee[candidate.committee].append(candidate)
                self.by_key[candidate.key] = candidate
                if candidate.case:
                    self.by_case[candidate.case].append(candidate)
        self.days = {
            key: [candidate.date for candidate in rows] for key, rows in self.by_committee.items()
        }
        self.to_meeting, self.to_item = _references_to(meetings.keys())
        self.names = {
            committee.pk: committee.folded_names()
            for committee in Committee.objects.prefetch_related("names")
        }

    def between(self, committee: int, first: dt.date, last: dt.date) -> list[Candidate]:
        """The items of a committee from one day to another, both included."""
        days = self.days.get(committee, [])
        rows = self.by_committee.get(committee, [])
        return rows[bisect_left(days, first) : bisect_right(days, last)]

    def next_meeting(self, committee: int, after: dt.date) -> list[Candidate]:
        """The items of the committee's first meeting after a day, unless it is far off."""
        days = self.days.get(committee, [])
        at = bisect_right(days, after)
        if at == len(days) or days[at] - after > _NEXT_WITHIN:
            return []
        return self.between(committee, days[at], days[at])

    def weight(self, committee: int, word: str) -> int:
        """How much a shared word of two titles tells: nothing where many titles have it."""
        titles, count = self.titles[committee], self.counts[committee][word]
        if count <= max(1, titles // 200):
            return 3
        return 2 if count <= max(3, titles // 100) else int(count <= max(6, titles // 50))


def _candidates() -> Iterator[Candidate]:
    rows = (
        AgendaItem.objects.filter(
            access=Access.OPEN.value,
            withdrawn_at=None,
            taken_off="",
            meeting__withdrawn_at=None,
        )
        .exclude(meeting__state=MeetingState.CANCELLED)
        .order_by("meeting__date", "meeting__sequence", "position", "pk")
        .values_list(
            "pk", "meeting__committee", "meeting", "meeting__date", "case", "case__is_series",
            "journal_number", "title",
        )
    )  # fmt: skip
    for key, committee, meeting, date, case, is_series, number, title in rows.iterator():
        own = None if is_series else case
        yield Candidate(key, committee, meeting, date, own, number, title_words(title))


def title_words(text: str) -> dict[str, str]:
    """The words of a title that say what it is about: their stems, each with a word as printed."""
    stems = {stem(word): word for word in TOKEN.findall(text)}
    return {key: word for key, word in stems.items() if not is_boilerplate(key)}


def _references_to(meetings: Iterable[int]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Which items refer to each of these meetings, and to each of their items."""
    to_meeting: dict[int, set[int]] = defaultdict(set)
    to_item: dict[int, set[int]] = defaultdict(set)
    rows = Reference.objects.filter(meeting__in=list(meetings), is_found=True)
    fields = ("item", "meeting", "target")
    for item, meeting, target in rows.exclude(state=LinkState.REJECTED).values_list(*fields):
        if meeting:
            to_meeting[meeting].add(item)
        if target:
            to_item[target].add(item)
    return to_meeting, to_item
