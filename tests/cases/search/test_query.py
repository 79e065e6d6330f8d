"""What people type is taken apart, and nothing they can type is an error."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.search.query import MOST_WORDS, Kind, parse_query


def parts(typed: str) -> list[tuple[str, str, bool]]:
    return [
        (p.kind.value, p.value or " ".join(p.words), p.is_wanted) for p in parse_query(typed).parts
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("varmestue budget", [("word", "varmestue", True), ("word", "budget", True)]),
        ('"den ekstra mil"', [("phrase", "den ekstra mil", True)]),
        ("»den ekstra mil«", [("phrase", "den ekstra mil", True)]),
        ("“den ekstra”", [("phrase", "den ekstra", True)]),
        ('"åben citat', [("phrase", "åben citat", True)]),
        ('"ét"', [("phrase", "ét", True)]),
        (
            "reform OR job AND ELLER OG plan",
            [("word", "reform", True), ("word", "job", True), ("word", "plan", True)],
        ),
        ("reform NOT job", [("word", "reform", True), ("word", "job", False)]),
        ('"ORD OG SAGER"', [("phrase", "ord og sager", True)]),
        ("tirsdag d. 28. april 2026", [("date", "28 april 2026", True)]),
        ("Udvalget d. 28-04-2026", [("word", "udvalget", True), ("date", "28 april 2026", True)]),
        ("J.nr. 15.20.00-A00-3-25", [("number", "15.20.00-a00-3-25", True)]),
        ("sagsnummer 15.20.00-A00", [("number", "15.20.00-a00", True)]),
        ("reform -15.20.00-A00", [("word", "reform", True), ("number", "15.20.00-a00", False)]),
        ("15.20.00–A00–3–25", [("number", "15.20.00-a00-3-25", True)]),
        ("15.20.00-G", [("number", "15.20.00-g", True)]),
        ('"15.20.00-A00-3-25"', [("number", "15.20.00-a00-3-25", True)]),
        ('-"lukket dagsorden" tal', [("phrase", "lukket dagsorden", False), ("word", "tal", True)]),
        ("cykel -sti", [("word", "cykel", True), ("word", "sti", False)]),
        ("varme-stue", [("word", "varme stue", True)]),
        ("kom*", [("prefix", "kom", True)]),
        ("Sag 27.12.00-Ø54-1-22", [("number", "27.12.00-ø54-1-22", True)]),
        ("Fast punkt 15-00-00-a00-30", [("number", "15.00.00-a00-30", True)]),
        ("sag havnen", [("word", "sag", True), ("word", "havnen", True)]),
        ("15.20.00-A00-3-25", [("number", "15.20.00-a00-3-25", True)]),
        ("15.20", [("number", "15.20", True)]),
        ("A00-3-25", [("number", "a00-3-25", True)]),
        ("15 20 00 a00 3", [("number", "15.20.00-a00-3", True)]),
        ("24/1234", [("number", "24/1234", True)]),
        ("18.15.00-oe40-12-25", [("number", "18.15.00-ø40-12-25", True)]),
        ("punkt 33", [("item", "punkt 33", True)]),
        ("pkt. nr. 4 skole", [("item", "punkt 4", True), ("word", "skole", True)]),
        ("item 33", [("item", "punkt 33", True)]),
        # A number of KLE is no day, and Christmas is no month.
        ("27.03.08", [("number", "27.03.08", True)]),
        ("jul 2025", [("word", "jul", True), ("word", "2025", True)]),
        # А00 with a Cyrillic letter
        ("15.20.00-А00-3-25", [("number", "15.20.00-a00-3-25", True)]),
        ("punkt 4 april 2025", [("item", "punkt 4", True), ("month", "april 2025", True)]),
        ("punkt 4. april 2025", [("word", "punkt", True), ("date", "4 april 2025", True)]),
        ("punkt 4.3.2025", [("word", "punkt", True), ("date", "4 marts 2025", True)]),
        ("§ 17, stk. 4", [("phrase", "§ 17, stk. 4", True)]),
        ("paragraf 17", [("phrase", "§ 17", True)]),
        ("den 28. april", [("day", "28. april", True)]),
        ("tirsdag d. 28/4", [("day", "28. april", True)]),
        ("mødet d. 28.4.", [("word", "mødet", True), ("day", "28. april", True)]),
        ("den 31/2", [("word", "den", True), ("number", "31/2", True)]),
        # What a hyphen joins to something of its own form is not to be left out.
        (
            "§ 18-midler -afslag",
            [
                ("phrase", "§ 18", True),
                ("word", "midler", True),
                ("word", "afslag", False),
            ],
        ),
        ("april 2025-mødet", [("month", "april 2025", True), ("word", "mødet", True)]),
        (
            '"varme stue"-projekt -afslag',
            [
                ("phrase", "varme stue", True),
                ("word", "projekt", True),
                ("word", "afslag", False),
            ],
        ),
        ("99.99.9999", [("number", "99.99.9999", True)]),
        (
            "'; DROP TABLE x;--",
            [("word", "drop", True), ("word", "table", True), ("word", "x", True)],
        ),
        (
            "NEAR(a b) AND OR NOT ^ { } ( )",
            [
                ("word", "near", True),
                *(("word", word, True) for word in "ab"),
                ("word", "not", True),
            ],
        ),
        ("🙂", []),
        ("- * \" ' :", []),
        ("", []),
    ],
)
def test_parts(typed, found):
    assert parts(typed) == found


@pytest.mark.parametrize(
    ("typed", "kind", "date"),
    [
        ("28.4.2026", Kind.DATE, dt.date(2026, 4, 28)),
        ("28-04-2026", Kind.DATE, dt.date(2026, 4, 28)),
        ("2026-04-28", Kind.DATE, dt.date(2026, 4, 28)),
        ("28/4 2026", Kind.DATE, dt.date(2026, 4, 28)),
        ("28.4.26", Kind.DATE, dt.date(2026, 4, 28)),
        ("28/4-26", Kind.DATE, dt.date(2026, 4, 28)),
        ("28. apr. 2026", Kind.DATE, dt.date(2026, 4, 28)),
        ("28 may 2026", Kind.DATE, dt.date(2026, 5, 28)),
        ("apr. 2025", Kind.MONTH, dt.date(2025, 4, 1)),
        ("October 2025", Kind.MONTH, dt.date(2025, 10, 1)),
        ("jul. 2025", Kind.MONTH, dt.date(2025, 7, 1)),
        ("den 28. april 2026", Kind.DATE, dt.date(2026, 4, 28)),
        ("april 2025", Kind.MONTH, dt.date(2025, 4, 1)),
    ],
)
def test_dates(typed, kind, date):
    (part,) = parse_query(typed).wanted
    assert (part.kind, part.date) == (kind, date)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("28/4", dt.date(2000, 4, 28)),
        ("28.4", dt.date(2000, 4, 28)),
        # A KLE number begins so, and there is no such month.
        ("27.03", None),
        ("28/13", None),
        ("24/1234", None),
    ],
)
def test_a_short_number_may_be_a_day(typed, date):
    (part,) = parse_query(typed).wanted
    assert (part.kind, part.date) == (Kind.NUMBER, date)


def test_words_that_say_nothing_are_left_out_unless_they_are_all():
    assert [part.words for part in parse_query("hvad blev der besluttet om parken").wanted] == [
        ("parken",)
    ]
    assert [part.words for part in parse_query("at de").wanted] == [("at",), ("de",)]


def test_a_long_query_is_cut_and_says_so():
    query = parse_query(" ".join(f"ord{n}" for n in range(100)))
    assert (len(query.parts), query.is_cut) == (MOST_WORDS, True)
    assert parse_query("x" * 10_000).is_cut
    assert not parse_query("kort").is_cut


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=200))
def test_anything_can_be_typed(typed):
    for part in parse_query(typed).parts:
        assert part.words
