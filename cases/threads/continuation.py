"""Which item of another meeting belongs to this one: by what it refers to, its case and its title."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cases.models import AgendaItem, Reference
from cases.models.passage import Precision
from cases.models.state import LinkState
from cases.search.analyser import fold
from cases.threads.known_meetings import KnownMeetings

_REFERS_TO_ITEM, _REFERS_TO_MEETING, _SAME_CASE, _WORDS_AT_MOST = 6.0, 3.0, 2.0, 8.0
# A word that stands in one title only weighs so much, however few titles the portal has.
_RAREST, _MANY = 4.0, 50
# An item belongs to another when it scores so much, and so much more than the next best.
_ENOUGH, _CLEAR = 3.0, 1.0
# Up to so many meetings are named in the query; of more, everything is fetched.
_FEW = 200
_WORD = re.compile(r"[^\W\d_]{4,}")
# Lokalplan 218 · Tillæg 12: no year, which any title may have
_NUMBERED = re.compile(
    r"\b([^\W\d_]{4,})\s(?:nr\.?\s)?(?!(?:19|20)\d\d\b)(\d{1,4})\b(?!\.\s?[a-z])"
)
_ENDING = re.compile(r"(?:ernes|enes|erne|ene|ens|ets|ers|en|et|er|es|e|s|t|n|r)\Z")
# Words of titles and plans that say what an item is for, not what it is about.
_EVERYDAY = frozenset({
    "orientering", "godkendelse", "drøftelse", "beslutning", "behandling", "status", "udvalg",
    "kommune", "møde", "punkt", "sag", "forvaltning", "administration", "endelig", "overordnet",
    "ramme", "politisk", "kommende", "træffe", "drøfte", "godkende", "besluttet", "præsentere", "oplæg",
    "omkring", "vedrørende", "blive", "skal", "samt", "efter", "eller", "ikke", "denne", "dette",
    "januar", "februar", "marts", "april", "juni", "juli", "august", "september", "oktober", "november",
    "december", "indstille", "fremlægge", "forelægge", "arbejde", "videre", "medlem", "formand",
    "herunder", "fortsat", "fremadrettet",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Continuation:
    """The item that continues another or that another continues, and the reason in plain words."""

    item: int
    why: str


@dataclass(frozen=True, slots=True)
class _Row:
    pk: int
    meeting: int
    number: int | None
    case: int | None
    is_series: bool
    title: str


@dataclass
class Candidates:
    """The items of some meetings with what tells them apart. Loaded with four queries."""

    items: dict[int, list[_Row]]
    by_pk: dict[int, _Row]
    held: dict[int, tuple[int, dt.date]]
    common: dict[str, int]
    known: KnownMeetings
    total: int
    refers: dict[int, set[tuple[int | None, dt.date, str, int | None]]]

    @classmethod
    def of(cls, meetings: Iterable[int], known: KnownMeetings) -> Candidates:
        """What is to be known of these meetings."""
        held = {
            pk: (committee, date) for committee, rows in known.dates.items() for date, pk in rows
        }
        wanted = {*meetings}
        stored = AgendaItem.objects.filter(withdrawn_at=None).order_by("meeting_id", "position")
        rows = stored.values_list(
            "pk", "meeting_id", "number", "case_id", "case__is_series", "title"
        )
        items: dict[int, list[_Row]] = defaultdict(list)
        words: Counter[str] = Counter()
        total = 0
        for pk, meeting, number, case, is_series, title in rows.iterator(chunk_size=5000):
            row = _Row(pk, meeting, number, case, bool(is_series), title)
            items[row.meeting].append(row)
            words.update(_stems(row.title))
            total += 1
        by_pk = {row.pk: row for rows in items.values() for row in rows}
        return cls(dict(items), by_pk, held, words, known, total, _references_of(wanted))

    def numbered(self, meetings: Iterable[int], number: int) -> int | None:
        """The item with this number at one of the meetings."""
        rows = (row for meeting in meetings for row in self.items.get(meeting, ()))
        return next((row.pk for row in rows if row.number == number), None)

    def same_day(self, meeting: int) -> list[int]:
        """The other meetings of the same committee on the same day."""
        return [pk for pk in self.known.on(*self.held[meeting]) if pk != meeting]

    def meeting_of(self, item: int) -> int | None:
        """The meeting of an item, where the portal still shows it."""
        return self.by_pk[item].meeting if item in self.by_pk else None

    def is_gap(self, first: int, second: int) -> bool:
        """Whether numbers are missing between two meetings: another one lies between them."""
        if self.held[first][1].year != self.held[second][1].year:
            return False
        ends = [row.number for row in self.items.get(first, ()) if row.number is not None]
        begins = [row.number for row in self.items.get(second, ()) if row.number is not None]
        return bool(ends and begins and min(begins) > max(ends) + 1)

    def named_in(self, sentence: str, item: AgendaItem) -> Continuation | None:
        """The other item of the same meeting whose title the sentence names."""
        said = _stems(sentence)
        rows = [row for row in self.items.get(item.meeting_id, ()) if row.pk != item.pk]
        scored = sorted(
            ((self._weight(said & _stems(row.title), item), row) for row in rows),
            key=lambda pair: -pair[0],
        )
        if not scored or scored[0][0] <= 0 or (len(scored) > 1 and scored[1][0] >= scored[0][0]):
            return None
        row = scored[0][1]
        shared = _listed(said & _stems(row.title), row.title)
        return Continuation(row.pk, f"Punktets titel har samme ord som sætningen: {shared}.")

    def continuing(
        self, item: AgendaItem, sentence: str, meetings: Iterable[int]
    ) -> Continuation | None:
        """The item of the meetings that belongs to this one, where one clearly does."""
        scored = [
            (*self._score(item, sentence, row), row)
            for meeting in meetings if meeting != item.meeting_id
            for row in self.items.get(meeting, ())
        ]  # fmt: skip
        scored.sort(key=lambda found: -found[0])
        if not scored or scored[0][0] < _ENOUGH:
            return None
        if len(scored) > 1 and scored[0][0] - scored[1][0] < _CLEAR:
            return None
        _, why, row = scored[0]
        return Continuation(row.pk, why)

    def _score(self, item: AgendaItem, sentence: str, row: _Row) -> tuple[float, str]:
        score, reasons = 0.0, []
        committee, date = self.held[item.meeting_id]
        refers = self.refers.get(row.pk, set())
        month = date.replace(day=1)
        if item.number is not None and (committee, date, Precision.DAY, item.number) in refers:
            score += _REFERS_TO_ITEM
            reasons.append("Punktet henviser til dette punkt")
        elif any(
            reference[:3] in ((committee, date, Precision.DAY), (committee, month, Precision.MONTH))
            for reference in refers
        ):
            score += _REFERS_TO_MEETING
            reasons.append("Punktet henviser til dette møde")
        if row.case is not None and row.case == item.case_id and not row.is_series:
            score += _SAME_CASE
            reasons.append("samme journalnummer" if reasons else "Samme journalnummer")
        title, own = _stems(row.title), _stems(sentence)
        shared = title & (own | _stems(item.title))
        weight = self._weight(title & own, item) + self._weight(shared - own, item) / 2
        if weight:
            score += min(weight, _WORDS_AT_MOST)
            words = _listed(shared, row.title)
            reasons.append(f"{'de' if reasons else 'De'} samme ord i titlen: {words}")
        return score, "; ".join(reasons) + "." if reasons else ""

    def _weight(self, stems: frozenset[str], item: AgendaItem) -> float:
        """How telling shared words are: rare in titles, and not the committee's own field."""
        if not stems:
            return 0.0
        committee, _ = self.held[item.meeting_id]
        field_of = fold(self.known.committees[committee].name).removesuffix("udvalget")[:10]
        titles = math.log(max(self.total, _MANY))
        return sum(
            _RAREST * max(0.0, 1 - math.log(max(self.common.get(stem, 1), 1)) / titles)
            for stem in stems
            if not (len(field_of) >= 5 and stem.startswith(field_of))
        )


def _references_of(
    meetings: set[int],
) -> dict[int, set[tuple[int | None, dt.date, str, int | None]]]:
    """By item of these meetings, the days, months and numbers of meetings that it refers to."""
    found: dict[int, set[tuple[int | None, dt.date, str, int | None]]] = defaultdict(set)
    rows = Reference.objects.filter(is_found=True).exclude(date=None)
    if len(meetings) < _FEW:
        rows = rows.filter(item__meeting__in=meetings)
    said = rows.exclude(state=LinkState.REJECTED).values_list(
        "item_id", "item__meeting_id", "committee_id", "date", "precision", "number"
    )
    for item, meeting, committee, date, precision, number in said.iterator(chunk_size=5000):
        if meeting in meetings and date is not None:
            found[item].add((committee, date, precision, number))
    return found


@lru_cache(maxsize=50_000)
def _stemmed(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > 5 else word


# Titles are compared again and again: of a portal's lifetime they are few.
@lru_cache(maxsize=50_000)
def _stems(text: str) -> frozenset[str]:
    """The words of a text that tell what it is about, without their endings."""
    folded = fold(text)
    stems = {(word, _stemmed(word)) for word in _WORD.findall(folded)}
    told = {stem for word, stem in stems if word not in _EVERYDAY and stem not in _EVERYDAY}
    numbered = (f"{_stemmed(match[1])} {match[2]}" for match in _NUMBERED.finditer(folded))
    return frozenset({*told, *(stem for stem in numbered if stem.split()[0] in told)})


def _listed(stems: frozenset[str], title: str) -> str:
    """The words of a title that have these stems, as printed."""
    words = [word for word in _WORD.findall(title) if _stemmed(fold(word)) in stems]
    return ", ".join(dict.fromkeys(words))
