"""The committees and meetings of the portal, loaded once for as many items as are to be read."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from cases.models import Committee, Meeting

# So many meetings tell a habit, and so large a part of them must fall on one weekday.
_HABIT_FROM = 5
_HABIT_SHARE = 0.8


def fold_name(name: str) -> str:
    """A committee's name for comparison: case, hyphens and spaces do not count."""
    return " ".join(name.casefold().replace("-", " ").replace("&", "og").split())


@dataclass(frozen=True)
class KnownMeetings:
    """Who meets in the portal, and when."""

    committees: dict[int, Committee]
    by_name: dict[str, Committee]
    names: tuple[str, ...]
    dates: dict[int, list[tuple[dt.date, int]]]
    weekdays: dict[int, int] = field(default_factory=dict)

    @classmethod
    def load(cls) -> KnownMeetings:
        """Three queries, however many meetings there are."""
        committees = {row.pk: row for row in Committee.objects.prefetch_related("names")}
        by_name: dict[str, Committee] = {}
        names: list[str] = []
        for committee in committees.values():
            for name, code in _called(committee):
                names.append(name)
                by_name.setdefault(fold_name(name), committee)
                if code:
                    by_name.setdefault(fold_name(code), committee)
        dates: dict[int, list[tuple[dt.date, int]]] = defaultdict(list)
        held = Meeting.objects.order_by("date", "sequence").values_list(
            "committee_id", "date", "pk"
        )
        for committee_id, date, pk in held:
            dates[committee_id].append((date, pk))
        weekdays = {pk: day for pk, days in dates.items() if (day := _habit(days)) is not None}
        return cls(committees, by_name, tuple(names), dict(dates), weekdays)

    def named(self, name: str) -> Committee | None:
        """The committee that has or has had this name or code."""
        return self.by_name.get(fold_name(name)) if name else None

    def on(self, committee: int | None, date: dt.date) -> list[int]:
        """The keys of the committee's meetings on a day, in their order."""
        return [pk for held, pk in self._of(committee) if held == date]

    def met_on(self, date: dt.date) -> list[Committee]:
        """The committees that met on a day."""
        return [self.committees[pk] for pk in self.dates if self.on(pk, date)]

    def in_month(self, committee: int | None, first: dt.date) -> list[tuple[dt.date, int]]:
        """The committee's meetings in the month that begins on `first`."""
        month = (first.year, first.month)
        return [(held, pk) for held, pk in self._of(committee) if (held.year, held.month) == month]

    def near(self, committee: int | None, date: dt.date, days: int) -> list[tuple[dt.date, int]]:
        """The committee's meetings at most so many days away, the nearest first."""
        close = [row for row in self._of(committee) if abs((row[0] - date).days) <= days]
        return sorted(close, key=lambda row: (abs((row[0] - date).days), row[0]))

    def next_to(
        self, committee: int | None, date: dt.date, days: int, *, later: bool
    ) -> int | None:
        """The committee's meeting after (or before) a day and so many days away at most, if there is one."""
        near = (row for row in self._of(committee) if abs((row[0] - date).days) <= days)
        rows = [row for row in near if (row[0] > date if later else row[0] < date)]
        return (rows[0] if later else rows[-1])[1] if rows else None

    def _of(self, committee: int | None) -> list[tuple[dt.date, int]]:
        return self.dates.get(committee, []) if committee is not None else []


def _called(committee: Committee) -> Iterable[tuple[str, str]]:
    yield committee.name, committee.code
    for row in committee.names.all():
        yield row.name, row.code


def _habit(days: list[tuple[dt.date, int]]) -> int | None:
    """The weekday on which nearly all of the meetings fall, if there is one."""
    if len(days) < _HABIT_FROM:
        return None
    weekday, times = Counter(date.weekday() for date, _ in days).most_common(1)[0]
    return weekday if times >= _HABIT_SHARE * len(days) else None
