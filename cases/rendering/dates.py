"""Dates and months in words, in the language of the page."""

import datetime as dt
import re

from django.utils.formats import date_format
from django.utils.translation import get_language

from cases.minutes import danish


def in_danish() -> bool:
    """Whether the page is in Danish; so are tests and commands."""
    return (get_language() or "da").startswith("da")


def page_language() -> str:
    """The lang attribute of the portal's own words inside Danish text; none on a Danish page."""
    return "" if in_danish() else f' lang="{get_language()}"'


def date_in_words(date: dt.date) -> str:
    """`17. februar 2026`, or `17 February 2026` on an English page."""
    return danish.format_date(date) if in_danish() else date_format(date, "j F Y")


def month_in_words(year: int, month: int) -> str:
    """`februar 2026`, or `February 2026` on an English page."""
    return date_format(dt.date(year, month, 1), "F Y")


# "Den 10. marts 2026: Udvalget ser på et oplæg" where the day is said already.
_DAY_BEFORE = re.compile(
    r"^\W*(?:den\s+)?(\d{1,2})\.\s?([a-zæøå]+)(?:\s+\d{4})?\s*:\s*(?=\S)", re.IGNORECASE
)


def without_day(text: str, said: dt.date | None = None) -> str:
    """The plain words of a step without the date they begin with; any date, or only the one that is said."""
    found = _DAY_BEFORE.match(text)
    if found is None or (said and f"{found[1]}. {found[2].lower()} {said.year}" != _danish(said)):
        return text
    return text[found.end() :]


def _danish(date: dt.date) -> str:
    return danish.format_date(date).lower()
