"""Sums as people type them, and the decisions on items that name as much."""

import pytest

from cases.filters.amounts import read_kroner
from tests.factories import AgendaItemFactory, AmountFactory, DecisionFactory, index_everything
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "kroner"),
    [
        ("500000", 500_000),
        ("500.000", 500_000),
        (" 500 000 kr. ", 500_000),
        ("kr. 500.000", 500_000),
        ("500.000,-", 500_000),
        ("1.250.000,50 kr.", 1_250_000),
        ("0,5 mio.", 500_000),
        ("0,5 mio. kr.", 500_000),
        ("2 millioner kroner", 2_000_000),
        ("1 million", 1_000_000),
        ("250 t.kr.", 250_000),
        ("250 tkr", 250_000),
        ("20 tusind", 20_000),
        ("1,2 mia", 1_200_000_000),
        ("3 milliarder", 3_000_000_000),
    ],
)
def test_a_sum_is_read_as_danes_write_it(typed, kroner):
    assert read_kroner(typed) == kroner


@pytest.mark.parametrize(
    "typed",
    ["mange", "-5", "0", "0,4", "1.5 mio.", "50.00", "5 5", "1e6", "9" * 30, "kr.", "5 mil"],
)
def test_what_is_no_sum_is_not_guessed_at(typed):
    assert read_kroner(typed) is None


@pytest.fixture
def sums():
    """A names half a million, B cuts two, C names a hundred thousand, D nothing."""
    for title, sentence, kroner in [
        ("A", "Der søges 500.000 kr. til en cykelsti.", 500_000),
        ("B", "Rammen ændres med -2 mio. kr. til næste år.", -2_000_000),
        ("C", "Der er givet 100.000 kr. til festen.", 100_000),
        ("D", "", 0),
    ]:
        item = DecisionFactory(item__title=title).item
        if sentence:
            AmountFactory(
                item=item, words=sentence.split("med ")[-1], sentence=sentence, kroner=kroner
            )
    index_everything()


def titles(page):
    return sorted(heading.get_text() for heading in page.select("article.entry h3"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0,5 mio.", ["A", "B"]),
        ("500.001", ["B"]),
        ("1", ["A", "B", "C"]),
        ("3 mia.", []),
        ("", list("ABCD")),
    ],
)
def test_decisions_are_found_by_the_sums_their_items_name(client, sums, typed, expected):
    page = page_of(client, f"/beslutninger/?kroner={typed}")
    assert titles(page) == expected


def test_the_sum_reads_in_the_sentence_and_its_evidence_stands_on_the_card(client, sums):
    page = page_of(client, "/beslutninger/?kroner=0,5+mio.")
    chip = page.select_one(".chips .tag").get_text()
    assert "hvor teksten nævner mindst 500.000 kr." in chip
    assert page.select_one("input[name=kroner]")["value"] == "0,5 mio."
    assert any(
        "»Der søges 500.000 kr. til en cykelsti.«" in card.get_text()
        for card in page.select("article")
    )


def test_a_sum_that_cannot_be_read_is_a_visible_error_and_an_empty_list(client, sums):
    page = page_of(client, "/beslutninger/?kroner=mange")
    assert titles(page) == []
    assert "»mange« er ikke et beløb. Skriv fx 500.000 eller 0,5 mio." in page.get_text()
    assert page.select_one("[aria-invalid=true]")["name"] == "kroner"


def test_the_cards_of_a_sum_cost_the_same_however_many(client, sums, django_assert_num_queries):
    client.get("/beslutninger/")  # what every search needs alike is read once
    for address in ("/beslutninger/?kroner=500.001", "/beslutninger/?kroner=1"):
        with django_assert_num_queries(8):
            client.get(address)


def test_hidden_items_and_words_that_are_gone_name_no_sums(client):
    hidden = AgendaItemFactory(access="closed")
    DecisionFactory(item=hidden)
    AmountFactory(item=hidden)
    AmountFactory(item=DecisionFactory().item, is_found=False)
    index_everything()
    assert titles(page_of(client, "/beslutninger/?kroner=1")) == []
