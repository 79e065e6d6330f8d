"""Filters that are often used together, as one term."""

import datetime as dt
from itertools import product

import pytest

from cases.search.expressions import Either, Every, Term
from cases.search.finding import Finder
from cases.search.found import Selection
from cases.search.index import index_items
from cases.search.pairs import pair_terms, paired
from tests.factories import AgendaItemFactory, CommitteeFactory, DecisionFactory, MeetingFactory

WORD, KLE = Term("sti"), Term("f:kle:05")
COMMITTEE, YEAR = Term("f:udvalg:8"), Term("f:aar:2025")
KINDS = Either((Term("f:slags:noted"), Term("f:slags:approved")))


def test_an_entry_has_a_term_for_each_two_of_the_filters():
    facets = ["f:udvalg:8", "f:aar:2025", "f:kle:05", "f:slags:noted", "f:slags:approved", "f:alle"]
    assert pair_terms(facets) == [
        "p:udvalg:8/aar:2025",
        "p:udvalg:8/slags:noted",
        "p:udvalg:8/slags:approved",
        "p:aar:2025/slags:noted",
        "p:aar:2025/slags:approved",
    ]
    assert pair_terms(["f:udvalg:8", "f:alle"]) == []


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        ((WORD, COMMITTEE), (WORD, COMMITTEE)),
        ((YEAR, WORD, COMMITTEE, KLE), (WORD, KLE, Term("p:udvalg:8/aar:2025"))),
        (
            (WORD, YEAR, KINDS),
            (WORD, Either((Term("p:aar:2025/slags:noted"), Term("p:aar:2025/slags:approved")))),
        ),
        # A word that also stands for a committee is no filter, and a second committee is another one.
        ((Either((WORD, COMMITTEE)), YEAR), (Either((WORD, COMMITTEE)), YEAR)),
        (
            (Term("f:udvalg:7"), COMMITTEE, YEAR),
            (Term("f:udvalg:7"), Term("p:udvalg:8/aar:2025")),
        ),
    ],
)
def test_filters_that_are_used_together_are_asked_for_by_the_term_of_both(wanted, asked):
    assert paired(Every(wanted, (KLE,))) == Every(asked, (KLE,))


@pytest.mark.django_db
def test_any_of_the_filters_together_leave_what_each_of_them_leaves():
    committees = [CommitteeFactory(), CommitteeFactory()]
    terms = {}
    kinds_of_items = (("noted",), ("approved",), ("noted", "rejected"))
    for number, (committee, year, kinds) in enumerate(
        product(committees, (2024, 2025), kinds_of_items), 1
    ):
        meeting = MeetingFactory(committee=committee, date=dt.date(year, 1, number))
        item = AgendaItemFactory(meeting=meeting, title="Sti")
        for position, kind in enumerate(kinds, 1):
            DecisionFactory(item=item, kind=kind, position=position)
        index_items([item])
        kinds = [f"f:slags:{kind}" for kind in kinds]
        terms[item.pk] = {f"f:udvalg:{committee.pk}", f"f:aar:{year}", *kinds}
    choices = {
        "udvalg": [Term(f"f:udvalg:{committees[0].pk}")],
        "aar": [Term("f:aar:2025")],
        "slags": [Term("f:slags:rejected"), KINDS],
    }
    for chosen in product(*([None, *terms_] for terms_ in choices.values())):
        used = {name: term for name, term in zip(choices, chosen, strict=True) if term}
        wanted = [
            {each.word for each in (term.of if isinstance(term, Either) else [term])}
            for term in used.values()
        ]
        expected = {pk for pk, held in terms.items() if all(held & words for words in wanted)}
        for typed in ("sti", ""):
            found = Finder(typed, Selection(used)).found().results
            assert {result.item for result in found} == expected
