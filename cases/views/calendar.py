"""The calendar of meetings: a month as a grid, and as a list."""

from __future__ import annotations

import calendar as calendars
import datetime as dt
from collections import defaultdict

from django.db.models import Max, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.models import Meeting
from cases.rendering.dates import month_in_words
from cases.views.errors import unknown_parameters


def calendar(request: HttpRequest) -> HttpResponse:
    """The meetings of one month (`?maaned=2026-02`), at first the month nearest to today."""
    unknown = sorted(set(request.GET) - {"maaned"})
    if unknown:
        return unknown_parameters(request, unknown)
    meetings = Meeting.objects.published()
    span = meetings.aggregate(first=Min("date"), last=Max("date"))
    today = timezone.localdate()
    first, last = span["first"] or today, span["last"] or today
    month = _month(request.GET.get("maaned", ""))
    if month is None and "maaned" in request.GET:
        return unknown_parameters(request, ["maaned"])
    # Months without end would be a trap for robots: the calendar covers what there is.
    if month is not None and not _first_of(first) <= month <= max(last, today):
        return unknown_parameters(request, ["maaned"])
    month = month or _first_of(min(max(today, first), last))
    in_month = list(
        meetings.filter(date__year=month.year, date__month=month.month)
        .for_cards()
        .order_by("date", "sequence", "committee__name")
    )
    context = {
        "month": month,
        "title": month_in_words(month.year, month.month),
        "weeks": weeks_of(month, in_month),
        "meetings": in_month,
        "today": today,
        "previous": _nearest(meetings.filter(date__lt=month).aggregate(date=Max("date"))["date"]),
        "next": _nearest(
            meetings.filter(date__gte=_following(month)).aggregate(date=Min("date"))["date"]
        ),
        "years": months_of(meetings.values_list("date", flat=True)),
    }
    return render(request, "cases/calendar.html", context)


def weeks_of(month: dt.date, meetings: list[Meeting]) -> list[dict[str, object]]:
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


def months_of(dates: object) -> list[dict[str, object]]:
    """Every year with meetings, newest first, and its months with their number of meetings."""
    counts: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for date in dates:  # type: ignore[attr-defined]  # a queryset of dates
        counts[date.year][date.month] += 1
    return [
        {
            "year": year,
            "months": [
                {"value": f"{year}-{month:02}", "date": dt.date(year, month, 1), "count": count}
                for month, count in sorted(counts[year].items())
            ],
        }
        for year in sorted(counts, reverse=True)
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


def _nearest(date: dt.date | None) -> dt.date | None:
    return _first_of(date) if date else None
