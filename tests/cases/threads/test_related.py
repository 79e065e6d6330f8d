"""What is related to an item: in order of evidence, each once, with every reason."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.threads.related import related_to
from tests.factories import (
    AgendaItemFactory,
    ItemLinkFactory,
    ReferenceFactory,
    TopicFactory,
    TopicLinkFactory,
)

pytestmark = pytest.mark.django_db
NUMBER = "05.01.00-A00-3-25"


@pytest.fixture
def item():
    return AgendaItemFactory(journal_number=NUMBER, title="Cykelsti ved åen")


def found(item) -> list[tuple[str, list[str]]]:
    related = related_to(item)
    return [(o.item.title, [r.evidence for r in o.reasons]) for o in related.items]


def test_the_strongest_evidence_comes_first(item):
    topic = TopicFactory(name="Cykelstier")
    TopicLinkFactory(item=item, topic=topic)
    TopicLinkFactory(topic=topic, level="mentions", item__title="Nævner")
    TopicLinkFactory(topic=topic, item__title="Handler om")
    ItemLinkFactory(item=item, other__title="Knyttet", state="confirmed", reason="Samme sti")
    ItemLinkFactory(other=item, item__title="Knyttet før", state="confirmed")
    ReferenceFactory(item=item, to=AgendaItemFactory(title="Henvist til"))
    ReferenceFactory(item__title="Henviser", to=item)
    AgendaItemFactory(journal_number=NUMBER, title="Samme sag")
    AgendaItemFactory(title="Noget andet")
    assert found(item) == [
        ("Samme sag", ["same_case"]),
        ("Henviser", ["referred"]),
        ("Henvist til", ["refers"]),
        ("Knyttet før", ["person"]),
        ("Knyttet", ["person"]),
        ("Handler om", ["about"]),
        ("Nævner", ["mentions"]),
    ]
    assert related_to(item).items[4].reasons[0].words == "Samme sti"


def test_an_item_stands_once_with_all_its_reasons(item):
    topic = TopicFactory()
    other = AgendaItemFactory(journal_number=NUMBER, title="Igen")
    for one in (item, other):
        TopicLinkFactory(item=one, topic=topic)
    for words in ("på mødet den 4. marts", "på mødet den 4. marts 2025"):
        ReferenceFactory(item=item, to=other, words=words)
    ReferenceFactory(item=other, to=item)
    ReferenceFactory(item=item, to=item)
    (one,) = related_to(item).items
    assert {r.evidence for r in one.reasons} == {"same_case", "refers", "referred", "about"}
    assert len(one.reasons) == 4
    assert one.reasons[-1].topic == topic


def test_a_folder_a_rejected_and_a_suggested_link_relate_nothing(item):
    item.case.is_series = True
    item.case.save()
    AgendaItemFactory(journal_number=NUMBER)
    ItemLinkFactory(item=item)
    ItemLinkFactory(item=item, state="rejected")
    ReferenceFactory(item=item, to=AgendaItemFactory(), state="rejected")
    ReferenceFactory(item=item, to=AgendaItemFactory(), is_found=False)
    assert found(item) == []


@pytest.mark.parametrize(
    "hidden",
    [{"access": "closed"}, {"meeting__published_at": None}, {"withdrawn_at": dt.datetime(2025, 4, 1, tzinfo=dt.UTC)}],
)  # fmt: skip
def test_what_is_hidden_is_related_to_nothing(item, hidden):
    secret = AgendaItemFactory(journal_number=NUMBER, **hidden)
    topic = TopicFactory()
    for one in (item, secret):
        TopicLinkFactory(item=one, topic=topic)
    ItemLinkFactory(item=item, other=secret, state="confirmed")
    ReferenceFactory(item=item, to=secret)
    ReferenceFactory(item=secret, to=item)
    assert found(item) == []


def test_there_is_a_cap_and_the_strong_reasons_of_what_is_shown_are_whole(item):
    topic = TopicFactory()
    TopicLinkFactory(item=item, topic=topic)
    oldest = AgendaItemFactory(journal_number=NUMBER, meeting__date=dt.date(2020, 1, 7))
    for number in range(9):
        AgendaItemFactory(journal_number=NUMBER, meeting__date=dt.date(2021, 1, 5 + number))
    ReferenceFactory(item=item, to=oldest)
    related = related_to(item, most=10)
    assert (len(related.items), related.has_more) == (10, False)
    assert [r.evidence for r in related.items[-1].reasons] == ["same_case", "refers"]
    related = related_to(item, most=3)
    assert (len(related.items), related.has_more, related.topics) == (3, True, [topic])
    assert related.items[0].item.meeting.date == dt.date(2021, 1, 13)


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_database_the_same_number_of_times(item, rows):
    for _ in range(rows):
        topic = TopicFactory()
        TopicLinkFactory(item=item, topic=topic)
        TopicLinkFactory(topic=topic)
        ItemLinkFactory(item=item, state="confirmed")
        ReferenceFactory(item=item, to=AgendaItemFactory())
        AgendaItemFactory(journal_number=NUMBER)
    with CaptureQueriesContext(connection) as queries:
        related = related_to(item)
        assert [other.item.meeting.committee_name for other in related.items]
    assert len(queries) == 8
