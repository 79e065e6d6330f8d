"""The calendar of meetings: a month as a grid, and as a list."""

from __future__ import annotations

import calendar as calendars
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR

from cases.models import Meeting
from cases.models.meeting import MeetingState
from cases.rendering.dates import month_in_words
from cases.views.errors import bad_values, unknown_parameters


def calendar(request: HttpRequest) -> HttpResponse:
    """The meetings of one month (`?maaned=2026-02`), at first that of the next or latest meeting."""
    unknown = sorted(set(request.GET) - {"maaned"})
    if unknown:
        return unknown_parameters(request, unknown)
    meetings = Meeting.objects.published()
    today = timezone.localdate()
    dates = sorted(meetings.values_list("date", flat=True))
    month = _month(request.GET["maaned"]) if "maaned" in request.GET else opening(dates, today)
    # Months without end would be a trap for robots: the calendar covers what there is.
    if month is None or not _first_of(min([*dates, today])) <= month <= max([*dates, today]):
        return bad_values(request, ["maaned"])
    in_month = list(
        meetings.filter(date__year=month.year, date__month=month.month)
        .for_cards()
        .order_by("date", "sequence", "committee__name")
    )
    context = {
        "month": month,
        "title": month_in_words(month.year, month.month),
        "weekdays": [(WEEKDAYS_ABBR[day], WEEKDAYS[day]) for day in range(7)],
        "weeks": weeks_of(month, in_month),
        "meetings": in_month,
        "today": today,
        "previous": max((date for date in dates if date < month), default=None),
        "next": min((date for date in dates if date >= _following(month)), default=None),
        "years": months_of(dates),
        **({} if in_month else around(meetings, today)),
    }
    return render(request, "cases/calendar.html", context)


def opening(dates: Sequence[dt.date], today: dt.date) -> dt.date:
    """The month of the next meeting, else of the latest, else this one."""
    coming = [date for date in dates if date >= today]
    return _first_of(min(coming, default=max(dates, default=today)))


def around(meetings: QuerySet[Meeting], today: dt.date) -> dict[str, Meeting | None]:
    """What there is instead of an empty month: the latest minutes and the next agenda."""
    named = meetings.select_related("committee").prefetch_related("committee__names")
    held, coming = named.filter(state=MeetingState.MINUTES), named.filter(state=MeetingState.AGENDA)
    return {
        "latest_minutes": held.order_by("date", "sequence").last(),
        "next_agenda": coming.filter(date__gte=today).order_by("date", "sequence").first(),
    }


def weeks_of(month: dt.date, meetings: Iterable[Meeting]) -> list[dict[str, object]]:
    """The month's weeks, each a number and seven days with their meetings; None outside the month."""
    on_day = defaultdict(list)
    for meeting in meetings:
        on_day[meeting.date].append(meeting)
    weeks = calendars.Calendar().monthdatescalendar(month.year, month.month)
    return [
        {
            "number": week[0].isocalendar().week,
            "days": [
                {"date": day, "meetings": on_day[day]} if day.month == month.month else None
                for day in week
            ],
        }
        for week in weeks
    ]


def months_of(dates: Iterable[dt.date]) -> list[dict[str, object]]:
    """Every year with meetings, newest first, and its months with their number of meetings."""
    counts = Counter(map(_first_of, dates))
    return [
        {
            "year": year,
            "months": [
                {"first": month, "count": count}
                for month, count in sorted(counts.items())
                if month.year == year
            ],
        }
        for year in sorted({month.year for month in counts}, reverse=True)
    ]


def _month(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%Y-%m").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return None


def _first_of(date: dt.date) -> dt.date:
    return date.replace(day=1)


def _following(month: dt.date) -> dt.date:
    return _first_of(month + dt.timedelta(days=32))
