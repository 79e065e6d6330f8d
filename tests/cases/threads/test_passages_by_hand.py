"""What a person marks in a text is found by its words, and stays when the text is read again."""

import pytest

from cases.minutes.passages import Passage
from cases.models import AgendaItem, Reference
from cases.threads.passages import add_by_hand, find_words, overlapping, place, settle_passages
from tests.factories import AgendaItemFactory, DecisionFactory

pytestmark = pytest.mark.django_db
TEXT = "Kort. Se mødet i maj. Og **mødet\ni maj** igen, jf. mødet i maj."


def add(item: AgendaItem, words: str) -> Reference | None:
    row = Reference(kind="meeting_date", number=7)
    if not add_by_hand(row, item, words):
        return None
    row.save()
    return row


def settle(item: AgendaItem, *words: str) -> int:
    """Read the item with a rule that finds the first place of each of the words."""

    def read(item: AgendaItem) -> list[Reference]:
        return [
            place(Reference(kind="meeting_month"), item, Passage("case_text", item.case_text.index(one), one, ""))
            for one in words
        ]  # fmt: skip

    return settle_passages(Reference, [item], read, ["kind", "number"])


def test_words_are_found_as_a_reader_sees_them_with_their_sentence():
    item = AgendaItemFactory(case_text=TEXT)
    DecisionFactory(item=item, position=2, text="Tages op på mødet i maj.")
    assert [(one.section, one.words, one.sentence) for one in find_words(item, "mødet  i maj")] == [
        ("case_text", "mødet i maj", "Se mødet i maj."),
        ("case_text", "mødet\ni maj", "Og **mødet\ni maj** igen, jf. mødet i maj."),
        ("case_text", "mødet i maj", "Og **mødet\ni maj** igen, jf. mødet i maj."),
        ("decision-2", "mødet i maj", "Tages op på mødet i maj."),
    ]
    assert find_words(item, "MØDET I Maj") == find_words(item, "mødet i maj")
    assert find_words(item, "mødet i juni") == find_words(item, " ") == []


def test_a_row_takes_the_first_place_that_is_free():
    item = AgendaItemFactory(case_text=TEXT)
    rows = [add(item, "mødet i maj") for _ in range(3)]
    assert [(row.start, row.occurrence, row.position) for row in rows] == [
        (9, 1, 1),
        (27, 1, 2),
        (51, 2, 3),
    ]
    assert add(item, "mødet i maj") is None
    assert add(item, "i maj") is None
    assert overlapping(Reference, item, "og mødet i") == rows[1]
    assert overlapping(Reference, item, "Kort") is None
    rows[2].state = "rejected"
    rows[2].save()
    assert add(item, "mødet i maj") is None
    assert add(item, "jf. mødet i maj") is not None
    del rows[2]
    assert {(row.set_by, row.state) for row in rows} == {("person", "confirmed")}


def test_a_row_that_no_rule_finds_stays_and_follows_its_words():
    item = AgendaItemFactory(case_text="Vi ses på mødet i maj.")
    row = add(item, "på mødet i maj")
    assert settle(item) == 0
    item.case_text = "Kort sagt: Vi ses på mødet i maj."
    assert settle(item) == 1
    row.refresh_from_db()
    assert (row.start, row.is_found, row.number) == (18, True, 7)
    item.case_text = "Vi ses."
    settle(item)
    row.refresh_from_db()
    assert not row.is_found
    item.case_text = "Vi ses på mødet i maj."
    settle(item)
    row.refresh_from_db()
    assert (row.start, row.is_found) == (7, True)


def test_a_row_by_hand_does_not_take_the_place_that_a_rule_has_found():
    item = AgendaItemFactory(case_text="Se mødet i maj og mødet i maj.")
    settle(item, "mødet i maj")
    row = add(item, "mødet i maj")
    assert (row.start, row.occurrence) == (18, 2)
    item.case_text = "Se mødet i maj."
    settle(item, "mødet i maj")
    assert [(one.start, one.is_found) for one in item.references.all()] == [(3, True), (18, False)]
