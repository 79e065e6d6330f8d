"""What a rule finds is kept in step with the text, and a person's word stays."""

import pytest

from cases.minutes.passages import Passage, texts_of
from cases.models import AgendaItem, Amount
from cases.models.origin import SetBy
from cases.models.state import LinkState
from cases.threads.passages import place, settle_passages
from tests.factories import AgendaItemFactory, DecisionFactory

pytestmark = pytest.mark.django_db


def read_crowns(item: AgendaItem) -> list[Amount]:
    """Every word that ends in "kr", worth its number."""
    rows, start = [], 0
    for word in item.case_text.split(" "):
        if word.endswith("kr"):
            passage = Passage("case_text", start, word, item.case_text)
            rows.append(place(Amount(kroner=int(word[:-2])), item, passage))
        start += len(word) + 1
    return rows


def settle(*items: AgendaItem) -> int:
    return settle_passages(Amount, items, read_crowns, ["kroner"])


def kept(item: AgendaItem) -> list[tuple[str, int, int, int, bool]]:
    return [
        (row.words, row.start, row.occurrence, int(row.kroner), row.is_found)
        for row in Amount.objects.filter(item=item).order_by("position", "pk")
    ]


def test_what_is_found_is_stored_in_printed_order_with_its_place():
    item = AgendaItemFactory(case_text="Der gives 5kr og 7kr og 5kr")
    assert settle(item) == 3
    assert kept(item) == [
        ("5kr", 10, 1, 5, True),
        ("7kr", 17, 1, 7, True),
        ("5kr", 24, 2, 5, True),
    ]
    assert all(item.case_text[row.start : row.end] == row.words for row in item.amounts.all())


def test_a_second_reading_changes_nothing():
    item = AgendaItemFactory(case_text="Der gives 5kr og 7kr")
    settle(item)
    before = list(Amount.objects.values_list("pk", flat=True))
    assert settle(item) == 0
    assert list(Amount.objects.values_list("pk", flat=True)) == before


def test_words_that_move_keep_their_row_and_words_that_go_take_it_with_them():
    item = AgendaItemFactory(case_text="Der gives 5kr og 7kr")
    settle(item)
    five = Amount.objects.get(words="5kr").pk
    item.case_text = "I år gives der 5kr"
    assert settle(item) == 2
    assert kept(item) == [("5kr", 15, 1, 5, True)]
    assert Amount.objects.get().pk == five


@pytest.mark.parametrize(
    "word",
    [{"state": LinkState.REJECTED}, {"set_by": SetBy.PERSON}, {"state": LinkState.CONFIRMED}],
)
def test_what_a_person_said_of_the_words_survives(word):
    item = AgendaItemFactory(case_text="Der gives 5kr og 7kr")
    settle(item)
    Amount.objects.filter(words="7kr").update(kroner=700, **word)
    item.case_text = "Efter høringen gives 5kr og 7kr"
    settle(item)
    assert ("7kr", 28, 1, 700, True) in kept(item)


def test_a_settled_row_whose_words_are_gone_waits_until_they_return():
    item = AgendaItemFactory(case_text="Der gives 5kr")
    settle(item)
    Amount.objects.update(kroner=500, set_by=SetBy.PERSON)
    item.case_text = "Der gives intet"
    assert settle(item) == 1
    assert not Amount.objects.get().is_found
    assert not Amount.objects.published().exists()
    item.case_text = "Nu gives igen 5kr"
    assert settle(item) == 1
    assert kept(item) == [("5kr", 14, 1, 500, True)]


def test_items_are_settled_apart_from_each_other():
    first, second = AgendaItemFactory(case_text="Her 5kr"), AgendaItemFactory(case_text="Der 5kr")
    settle(first, second)
    first.case_text = ""
    assert settle(first) == 1
    assert kept(first) == []
    assert len(kept(second)) == 1


def test_the_number_of_queries_does_not_grow_with_the_items(django_assert_num_queries):
    one = [AgendaItemFactory(case_text="Der gives 5kr")]
    three = [AgendaItemFactory(case_text="Der gives 5kr") for _ in range(3)]
    for items in (one, three):
        with django_assert_num_queries(2):  # what is stored, and the new rows
            settle(*items)


def test_the_texts_that_rules_read_are_named_and_in_order():
    item = AgendaItemFactory(summary="Kort", recommendation="at vi gør det")
    first = DecisionFactory(item=item, position=1, text="Anbefalet.")
    second = DecisionFactory(item=item, position=2, text="Godkendt.")
    texts = texts_of(item, {row.position: row.text for row in (first, second)})
    assert texts == {
        "summary": "Kort",
        "recommendation": "at vi gør det",
        "decision-1": "Anbefalet.",
        "decision-2": "Godkendt.",
    }
    assert list(texts) == ["summary", "recommendation", "decision-1", "decision-2"]
