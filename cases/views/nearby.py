"""What lies near an address that does not exist: other dates, numbers and names to offer."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any
from urllib.parse import unquote

from django.db.models import Q, QuerySet

from cases.minutes.journal_number import search_prefix
from cases.models import AgendaItem, Case, Committee, Meeting, Topic

MOST = 5
_MEETING = re.compile(r"^/(?P<slug>[\w-]+)/(?P<date>\d{4}-\d{1,2}-\d{1,2})(?:-\d+)?/(?P<rest>.*)$")


@dataclass(frozen=True, slots=True)
class Nearby:
    """What an address that leads nowhere was meant to be, and the public rows nearest to it.

    `wanted` is "case", "topic", "attachment", "meeting", "item", or "" where it cannot be told.
    """

    wanted: str = ""
    rows: list[Any] = field(default_factory=list)

    @property
    def named_rows(self) -> list[tuple[str, Any]]:
        """Each row with the name of its model, by which it is shown."""
        return [(type(row).__name__, row) for row in self.rows]


def nearby(path: str) -> Nearby:
    """What `path` was meant to be, with a few public rows; none where nothing is near."""
    path = unquote(path)
    first, _, rest = path.strip("/").partition("/")
    if first == "sager":
        return Nearby("case", cases_near(rest))
    if first == "emner":
        return Nearby("topic", _named_like(Topic.objects.published(), rest))
    if first == "bilag":
        return Nearby("attachment")
    meeting = _MEETING.match(path)
    if meeting and Committee.objects.published().filter(slug=meeting["slug"]).exists():
        return near_meeting(meeting["slug"], _day(meeting["date"]), bool(meeting["rest"]))
    return Nearby("", _named_like(Committee.objects.published(), first))


def cases_near(typed: str) -> list[Case]:
    """Public cases whose number is spelled almost like this one."""
    wanted = search_prefix(typed)[:60]
    if not wanted:
        return []
    # Compared where the beginning or the end is right: a slip of the finger is rarely in both.
    alike = Q(normalised__startswith=wanted[:2]) | Q(normalised__endswith=wanted[-6:])
    candidates = Case.objects.published().filter(alike).order_by("-year", "-serial")
    numbers = list(candidates.values_list("normalised", flat=True)[:2000])
    found = get_close_matches(wanted, numbers, MOST, 0.75)
    near = Case.objects.published().for_cards().filter(normalised__in=found)
    rows = {case.normalised: case for case in near}
    return [rows[number] for number in found]


def near_meeting(slug: str, day: dt.date, wants_item: bool) -> Nearby:
    """The items of a meeting that exists, else the committee's meetings nearest to the day."""
    ours = Meeting.objects.published().filter(committee__slug=slug)
    ours = ours.select_related("committee").prefetch_related("committee__names")
    same_day = ours.filter(date=day).first()
    if same_day is not None and wants_item:
        items = AgendaItem.objects.published().filter(meeting=same_day).oldest_first()
        return Nearby("item", [same_day, *items.select_related("meeting__committee")[:30]])
    around = [
        *ours.filter(date__lte=day).newest_first()[:MOST],
        *ours.filter(date__gt=day).order_by("date", "sequence")[:MOST],
    ]
    return Nearby("meeting", sorted(around, key=lambda meeting: abs(meeting.date - day))[:3])


def _day(typed: str) -> dt.date:
    """The day that was typed; for one that no calendar has (31-02), the nearest in that month."""
    year, month, day = (max(int(part), 1) for part in typed.split("-"))
    month = min(month, 12)
    return dt.date(year, month, min(day, monthrange(year, month)[1]))


def _named_like(rows: QuerySet[Any], slug: str) -> list[Any]:
    by_slug = {row.slug: row for row in rows}
    return [by_slug[name] for name in get_close_matches(slug.strip("/"), list(by_slug), 3, 0.6)]
