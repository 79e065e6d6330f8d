"""Journal numbers in every form that municipalities print."""

from urllib.parse import quote, unquote

import pytest

from cases.minutes.journal_number import JournalNumber, find, is_kle, search_prefix

FORMS = [
    # printed, normalised, scheme, subject, facet, serial, year
    ("00.00.00-P19-1719-10", "00.00.00-P19-1719-10", "kle", "00.00.00", "P19", 1719, 2010),
    ("27.12.00-Ø54-1-22", "27.12.00-Ø54-1-22", "kle", "27.12.00", "Ø54", 1, 2022),
    ("15.00.00-a00-3-25", "15.00.00-A00-3-25", "kle", "15.00.00", "A00", 3, 2025),
    ("81.39.00-P35-12345-99", "81.39.00-P35-12345-99", "kle", "81.39.00", "P35", 12345, 1999),
    ("00.30.02-S00-26-1", "00.30.02-S00-26-1", "kle", "00.30.02", "S00", 1, 2026),
    ("15.20G00 - 2013/01963", "15.20G00-2013/01963", "kle_short", "15.20", "G00", 1963, 2013),
    ("20/4282", "20/4282", "other", None, None, 4282, 2020),
    ("2016-001340", "2016-001340", "other", None, None, 1340, 2016),
    ("330-2016-89665", "330-2016-89665", "other", None, None, 89665, 2016),
    ("23-009570", "23-009570", "other", None, None, 9570, 2023),
    ("1-51-71-3321-08", "1-51-71-3321-08", "other", None, None, 3321, 2008),
    ("249050", "249050", "other", None, None, 249050, None),
    ("Sag A", "SAGA", "other", None, None, None, None),
]


@pytest.mark.parametrize(
    ("printed", "normalised", "scheme", "subject", "facet", "serial", "year"), FORMS
)
def test_every_form_is_taken_apart(printed, normalised, scheme, subject, facet, serial, year):
    assert JournalNumber.parse(printed) == JournalNumber(
        printed, normalised, scheme, subject, facet, serial, year
    )


def test_an_empty_text_is_no_number():
    with pytest.raises(ValueError, match="tomt"):
        JournalNumber.parse("  ")
    assert not is_kle("")


def test_the_main_group_and_group_are_the_beginning_of_the_subject():
    number = JournalNumber.parse("17.27.12-A00-1-25")
    assert (number.main_group, number.group) == ("17", "17.27")
    assert JournalNumber.parse("249050").main_group is None


def test_numbers_are_ordered_by_year_and_serial_as_numbers():
    printed = [
        "15.00.00-A00-10-25",
        "15.00.00-A00-9-25",
        "00.00.00-P19-1719-10",
        "15.00.00-A00-2-26",
    ]
    ordered = sorted(map(JournalNumber.parse, printed), key=lambda number: number.sort_key)
    assert [number.verbatim for number in ordered] == [
        "00.00.00-P19-1719-10",
        "15.00.00-A00-9-25",
        "15.00.00-A00-10-25",
        "15.00.00-A00-2-26",
    ]


def test_a_facet_with_ø_survives_an_address():
    number = JournalNumber.parse("27.12.00-Ø54-1-22").normalised
    assert JournalNumber.parse(unquote(quote(number))).normalised == number


def test_numbers_are_found_in_running_text_and_look_alikes_are_not():
    text = (
        "Se 15.00.00-A00-3-25 og sag 27.12.00-Ø54-1-22. Konto 539010-01, funktion 5.48.66, "
        "den 08-04-2025, 1.851.745 kr., tlf. 96282828, x15.00.00-A00-3-25."
    )
    assert [number.verbatim for number in find(text)] == ["15.00.00-A00-3-25", "27.12.00-Ø54-1-22"]


@pytest.mark.parametrize(
    ("typed", "prefix"),
    [
        ("15", "15"),
        ("15.00", "15.00"),
        ("15-00", "15.00"),
        ("15 00 00", "15.00.00"),
        ("15.00.00-A00-3", "15.00.00-A00-3"),
        ("  15.00.00 - a00 – 3 - 25 ", "15.00.00-A00-3-25"),
        ("15-00-00-a00-3-25", "15.00.00-A00-3-25"),
        ("27.12.00-oe54", "27.12.00-Ø54"),
        ("15.00.00-", "15.00.00-"),
        ("20/42", "20/42"),
        ("23-009570", "23-009570"),
        ("330-2016", "330-2016"),
    ],
)
def test_what_a_person_types_is_forgiven(typed, prefix):
    assert search_prefix(typed) == prefix
