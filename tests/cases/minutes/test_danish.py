"""Danish dates, times and letters."""

import datetime as dt

import pytest

from cases.minutes import danish


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("d. 08-04-2025", dt.date(2025, 4, 8)),
        ("Tirsdag d. 08. april 2025 kl. 08:00", dt.date(2025, 4, 8)),
        ("den 1.april 2025", dt.date(2025, 4, 1)),
        ("4.12.2019", dt.date(2019, 12, 4)),
        ("3/4-2021", dt.date(2021, 4, 3)),
        ("2026-02-17", dt.date(2026, 2, 17)),
        ("17 feb. 2026", dt.date(2026, 2, 17)),
        ("31-02-2025", None),
        ("den 28. januar", None),
        ("15.00.00-A00-3-25", None),
        ("1.851.745", None),
    ],
)
def test_dates_are_read_in_every_form(text, date):
    assert danish.first_date(text) == date


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("kl. 08:00", dt.time(8)),
        ("kl. 19.00", dt.time(19)),
        ("Tirsdag d. 17.02.2026 kl. 13.30", dt.time(13, 30)),
        ("den 17. februar 2026", None),
        ("kl. 25:00", None),
    ],
)
def test_times_are_read_and_dates_are_not_taken_for_times(text, time):
    assert danish.first_time(text) == time


def test_look_alike_letters_are_folded_inside_danish_words_only():
    assert danish.fold_look_alikes("var\u043c\u0435\u0441\u0442uen") == "varmestuen"
    assert danish.fold_look_alikes("Москва") == "Москва"
    assert not danish.is_mixed_script("København")


def test_hidden_characters_are_taken_out_and_letters_composed():
    assert danish.normalise_characters("A\u030arhus\u00a0by\u00adråd\u200b") == "Århus byråd"
