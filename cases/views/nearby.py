"""What lies near an address that does not exist: other dates, numbers and names to offer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any
from urllib.parse import unquote

from django.db.models import QuerySet

from cases.minutes.journal_number import search_prefix
from cases.models import AgendaItem, Case, Committee, Meeting, Topic

MOST = 5
_MEETING = re.compile(r"^/(?P<slug>[\w-]+)/(?P<date>\d{4}-\d{1,2}-\d{1,2})(?:-\d+)?/(?P<rest>.*)$")


def nearby(path: str) -> Sequence[Any]:
    """Up to five public rows whose address is nearest to `path`; none where nothing is near."""
    path = unquote(path)
    if path.startswith("/sager/"):
        return cases_near(path.removeprefix("/sager/").strip("/"))
    if path.startswith("/emner/"):
        return _named_like(Topic.objects.published(), path.removeprefix("/emner/").strip("/"))
    meeting = _MEETING.match(path)
    if meeting:
        return near_meeting(meeting["slug"], meeting["date"], bool(meeting["rest"]))
    return _named_like(Committee.objects.published(), path.strip("/").split("/")[0])


def cases_near(typed: str) -> list[Case]:
    """Public cases whose number is spelled almost like this one."""
    wanted = search_prefix(typed)[:60]
    candidates = Case.objects.published().filter(normalised__startswith=wanted[:2])
    if not wanted or not candidates.exists():
        return []
    # Compared within the main group: a slip of the finger is rarely in the first two digits.
    numbers = candidates.order_by("-year", "-serial").values_list("normalised", flat=True)[:2000]
    found = get_close_matches(wanted, list(numbers), MOST, 0.75)
    near = Case.objects.published().for_cards().filter(normalised__in=found)
    rows = {case.normalised: case for case in near}
    return [rows[number] for number in found]


def near_meeting(slug: str, date: str, wants_item: bool) -> Sequence[Any]:
    """The items of a meeting that exists, else the committee's meetings nearest to the date."""
    try:
        wanted = dt.date(*(int(part) for part in date.split("-")))
    except ValueError:
        wanted = None
    meetings = (
        Meeting.objects.published().select_related("committee").prefetch_related("committee__names")
    )
    ours = meetings.filter(committee__slug=slug)
    if not ours.exists():
        return _named_like(Committee.objects.published(), slug)
    if wanted is None:
        return list(ours.newest_first()[:MOST])
    same_day = ours.filter(date=wanted).first()
    if same_day is not None and wants_item:
        items = AgendaItem.objects.published().filter(meeting=same_day).oldest_first()
        return [same_day, *items.select_related("meeting__committee")[:30]]
    near = [*ours.filter(date__lte=wanted).newest_first()[:MOST]]
    near += ours.filter(date__gt=wanted).order_by("date", "sequence")[:MOST]
    return sorted(near, key=lambda meeting: abs(meeting.date - wanted))[:3]


def _named_like(rows: QuerySet[Any], slug: str) -> list[Any]:
    by_slug = {row.slug: row for row in rows}
    return [by_slug[name] for name in get_close_matches(slug, list(by_slug), 3, 0.6)]
