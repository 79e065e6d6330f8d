"""Items under different journal numbers that may be one matter are suggested, with reasons."""

import datetime as dt

import pytest

from cases.models import ItemLink
from cases.threads.item_links import suggest_item_links
from tests.cases.importing.doors import bring_in
from tests.factories import (
    AgendaItemFactory,
    ItemLinkFactory,
    ReferenceFactory,
    TopicLinkFactory,
)
from tests.minutes_text import make_item, make_minutes

pytestmark = pytest.mark.django_db
EARLY, LATE = (
    "Drøftelse af skolebiblioteker og læselyst 2026",
    "Godkendelse af læselyst på skolebibliotekerne 2026",
)


def make(title, day, journal_number="", access="open"):
    """An item of a meeting of its own."""
    return AgendaItemFactory(
        title=title,
        meeting__date=dt.date.fromisoformat(day),
        journal_number=journal_number,
        access=access,
    )


def pairs():
    return [(link.item, link.other) for link in ItemLink.objects.order_by("pk")]


def said(link):
    return [reason["says"] for reason in link.evidence]


def test_two_items_with_the_same_rare_words_are_suggested_once_with_the_reasons():
    later = make(LATE, "2025-05-27", "15.00.00-P22-1-25")
    earlier = make(EARLY, "2025-04-08", "00.01.00-S00-1-25")
    assert suggest_item_links() == 1
    assert suggest_item_links() == 0
    link = ItemLink.objects.get()
    assert (link.item, link.other, link.state, link.set_by, link.score) == (
        earlier,
        later,
        "suggested",
        "rule",
        8,
    )
    assert said(link) == [
        "Titlerne deler de sjældne ord »skolebibliotekerne«, »læselyst«.",
        "Titlerne ligner hinanden.",
        "Begge titler nævner 2026.",
        "Der er under et halvt år imellem dem.",
    ]
    assert not ItemLink.objects.published().exists()


READING = "Læselyst i skolebiblioteker"
NO_MATTER = {
    "boilerplate": (("Godkendelse af dagsorden", "2025-01-07"), ("Godkendelse af dagsorden", "2025-02-04")),
    "one case": ((EARLY, "2025-01-07", "1.2.3-A-1-25"), (LATE, "2025-02-04", "1.2.3-A-1-25")),
    "other years": ((f"{READING} 2025", "2025-01-07"), (f"{READING} 2026", "2025-02-04")),
    "other periods": ((f"{READING} pr. 31. marts", "2025-04-07"), (f"{READING} pr. 30. juni", "2025-08-04")),
    "more than two years": ((EARLY, "2023-01-03"), (LATE, "2025-02-04")),
    "a year later": ((READING, "2024-01-03"), (READING, "2025-01-04")),
    "one word": (("Læselyst i byen", "2025-01-03"), ("Læselyst for voksne", "2025-02-04")),
    "closed": ((EARLY, "2025-01-07"), (LATE, "2025-02-04", "", "closed")),
}  # fmt: skip


@pytest.mark.parametrize("reason", NO_MATTER)
def test_what_only_looks_alike_is_not_suggested(reason):
    earlier, later = NO_MATTER[reason]
    make(*earlier)
    make(*later)
    assert suggest_item_links() == 0


def test_words_that_many_titles_have_bring_nothing_together():
    for month in range(1, 6):
        make(EARLY, f"2025-{month:02}-07")
    assert suggest_item_links() == 0


def test_items_of_one_meeting_and_two_series_stay_apart():
    one = make(EARLY, "2025-01-07", "1.1.1-A-1-25")
    AgendaItemFactory(title=LATE, meeting=one.meeting)
    assert suggest_item_links() == 0
    other = make(LATE, "2025-02-07", "1.1.1-A-2-25")
    for item in (one, other):
        item.case.is_series = True
        item.case.save()
    suggest_item_links()
    assert (one, other) not in pairs()


def test_a_reference_and_a_shared_topic_speak_for_it():
    earlier, later = (
        make("Læselyst i byen", "2025-01-07"),
        make("Læselyst for voksne", "2025-02-04"),
    )
    ReferenceFactory(item=later, to=earlier, words="på mødet den 7. januar")
    ReferenceFactory(item=earlier, meeting=later.meeting, words="i februar", state="rejected")
    assert suggest_item_links() == 0
    topic = TopicLinkFactory(item=earlier).topic
    TopicLinkFactory(item=later, topic=topic)
    assert suggest_item_links() == 1
    assert said(ItemLink.objects.get())[1:] == [
        "Det seneste punkt henviser til det andets møde: »på mødet den 7. januar«.",
        "Begge handler om det samme emne.",
        "Der er under et halvt år imellem dem.",
    ]


def test_what_no_longer_holds_is_taken_away_and_a_persons_word_is_not():
    texts = [EARLY, LATE, "Cykelsti langs Søndre Ringvej", "Ringvejens søndre cykelsti"]
    items = [make(text, f"2025-0{n}-07") for n, text in enumerate(texts, start=1)]
    by_hand = ItemLinkFactory(item=items[0], other=items[3], set_by="person", state="confirmed")
    assert suggest_item_links() == 2
    ItemLink.objects.filter(item=items[2]).update(state="rejected")
    for item in items:
        item.title = "Noget ganske andet"
        item.save()
    assert suggest_item_links() == 2
    rejected = ItemLink.objects.get(item=items[2])
    assert (rejected.state, rejected.evidence) == ("rejected", [])
    assert set(ItemLink.objects.all()) == {by_hand, rejected}
    assert suggest_item_links() == 0


def test_only_pairs_of_the_items_asked_for_are_looked_at():
    texts = [EARLY, LATE, "Cykelsti langs Søndre Ringvej", "Ringvejens søndre cykelsti"]
    items = [make(text, f"2025-0{n}-07") for n, text in enumerate(texts, start=1)]
    assert suggest_item_links(items=[items[2]]) == 1
    assert pairs() == [(items[2], items[3])]
    assert suggest_item_links(items=[items[0]]) == 1


def test_meetings_that_change_places_turn_the_link_round():
    one, two = make(EARLY, "2025-01-07"), make(LATE, "2025-02-07")
    suggest_item_links()
    one.meeting.date = dt.date(2025, 3, 7)
    one.meeting.save()
    suggest_item_links()
    assert pairs() == [(two, one)]


def test_a_rejection_holds_when_the_minutes_are_imported_again():
    make(EARLY, "2025-01-07")
    bring_in(make_minutes(make_item(1, LATE)))
    assert ItemLink.objects.get().state == "suggested"
    ItemLink.objects.update(state="rejected")
    bring_in(make_minutes(make_item(1, LATE, summary="Et andet resume.")))
    assert ItemLink.objects.get().state == "rejected"


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    for number in range(20):
        for day in ("2025-01-07", "2025-02-07"):
            word = "abcdefghijklmnopqrst"[number] * 2
            make(f"Sag om q{word}vej, x{word}sti og y{word}park", day)
    with django_assert_num_queries(7):
        assert suggest_item_links() == 20
