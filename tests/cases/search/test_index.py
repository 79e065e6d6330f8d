"""The index follows what is public: after every act it is in step, and what is hidden is gone."""

import datetime as dt
import random
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction

from cases.importing import apply, publish
from cases.importing.by_hand import settle_item
from cases.importing.files import hold_file, let_go, remove_if_unused, take_out_text
from cases.importing.uploads import place, place_as_new, receive
from cases.minutes.decisions import DecisionKind
from cases.models import AgendaItem, Decision, SearchEntry, SearchWord, TopicLink
from cases.search.documents import entry_key
from cases.search.finding import search
from cases.search.index import index_items, indexed_once
from cases.search.reading import sources
from cases.threads.follow import follow_items
from cases.threads.topics import match_topics, settle_topic
from tests.cases.importing.doors import bring_in
from tests.cases.search.in_step import (
    EVERYWHERE,
    FILE,
    assert_in_step,
    known,
    make_item,
    topic_called,
)
from tests.factories import AgendaItemFactory, DecisionFactory, MeetingFactory, TopicFactory
from tests.minutes_text import make_item as printed
from tests.minutes_text import make_minutes

pytestmark = pytest.mark.django_db


def in_order() -> list[int]:
    """The items of the index as its keys order them."""
    rows = SearchEntry.objects.filter(decision=None, attachment=None).order_by("-key")
    return list(rows.values_list("item", flat=True))


def test_every_text_of_a_public_item_is_found_and_indexed_once():
    item = make_item()
    assert known(*EVERYWHERE) == set(EVERYWHERE)
    for word in EVERYWHERE:
        assert [result.item for result in search(word).results] == [item.pk]
    entries = SearchEntry.objects.filter(item=item)
    assert entries.count() == 5  # itself, two decisions, two pages
    assert SearchWord.objects.get(word="titelord").entries == 3
    assert SearchWord.objects.get(word="sidsteord").entries == 1
    assert_in_step()


def reread(item: AgendaItem, text: str) -> None:
    """The file of the item, with another text, read again."""
    file = item.attachments.get().file
    file.file.storage.delete(file.file.name)
    file.file.storage.save(file.file.name, ContentFile(text.encode()))
    take_out_text(file)


def write_decisions(item: AgendaItem) -> None:
    apply.write_decisions(item, [{"body": "", "date": "", "text": "Nyord"}])


def retype(item: AgendaItem) -> None:
    item.title, item.meeting.place = "Nyord", "Uændret"
    settle_item(item)


def close(item: AgendaItem) -> None:
    item.access = "closed"
    settle_item(item)


def swap_file(item: AgendaItem) -> None:
    take_out_text(hold_file(item.attachments.get(), b"Nyord", "ny.txt"))


def place_upload(item: AgendaItem) -> None:
    upload = next(receive(ContentFile(b"Nyord"), "ny.txt")).upload
    take_out_text(upload.file)
    place(upload, [item.attachments.get()])


def place_upload_as_new(item: AgendaItem) -> None:
    upload = next(receive(ContentFile(b"andet"), "Nyord.txt")).upload
    place_as_new(upload, item)


def find_topic(item: AgendaItem) -> None:
    match_topics(topics=[TopicFactory(name="Nyord", aliases="titelord")])


def lose_topic(item: AgendaItem) -> None:
    """No rule finds the topic in the text, so its suggestion goes."""
    TopicLink.objects.update(set_by="rule")
    follow_items(AgendaItem.objects.filter(pk=item.pk))


def hide_topic(item: AgendaItem) -> None:
    topic = topic_called("Emneord")
    topic.is_public = False
    topic.save()
    settle_topic(topic)


def withdraw_attachment(item: AgendaItem) -> None:
    publish.withdraw_attachment(item.attachments.get())


@pytest.mark.parametrize(
    ("act", "gone", "new"),
    [
        (lambda item: publish.withdraw_item(item), EVERYWHERE, ()),
        (lambda item: publish.withdraw_meeting(item.meeting), EVERYWHERE, ()),
        (lambda item: publish.unpublish_meeting(item.meeting), EVERYWHERE, ()),
        (close, EVERYWHERE, ()),
        (withdraw_attachment, ("bilagsord", "sideord", "sidsteord"), ()),
        (lambda item: apply.write_attachments(item, ["Nyord"]),
         ("bilagsord", "sideord", "sidsteord"), ("nyord",)),
        (lambda item: let_go(item.attachments.get()), ("sideord", "sidsteord"), ()),
        (lambda item: reread(item, "Nyord"), ("sideord", "sidsteord"), ("nyord",)),
        (swap_file, ("sideord", "sidsteord"), ("nyord",)),
        (place_upload, ("sideord", "sidsteord"), ("nyord",)),
        (place_upload_as_new, (), ("nyord",)),
        (write_decisions, ("afgjortord", "tilføjord"), ("nyord",)),
        (retype, ("titelord",), ("nyord",)),
        (find_topic, (), ("nyord",)),
        (lose_topic, ("emneord",), ()),
        (hide_topic, ("emneord",), ()),
    ],
)  # fmt: skip
def test_what_an_act_hides_is_gone_at_once_and_what_it_shows_is_there(act, gone, new):
    item, other = make_item(), AgendaItemFactory(title="Fremmedord")
    index_items([other])
    assert known(*EVERYWHERE, *new) == set(EVERYWHERE)
    act(item)
    assert known(*EVERYWHERE, "fremmedord", *new) == {*EVERYWHERE, "fremmedord", *new} - {*gone}
    assert_in_step()


@pytest.mark.parametrize(
    ("hide", "show"),
    [
        (publish.withdraw_item, publish.restore_item),
        (lambda item: publish.unpublish_meeting(item.meeting),
         lambda item: publish.publish_meeting(item.meeting)),
        (lambda item: publish.withdraw_meeting(item.meeting),
         lambda item: publish.publish_meeting(item.meeting)),
        (withdraw_attachment, lambda item: publish.restore_attachment(item.attachments.get())),
    ],
)  # fmt: skip
def test_what_is_shown_again_is_found_as_before(hide: Callable, show: Callable):
    item = make_item()
    before = list(SearchEntry.objects.order_by("key").values()), known(*EVERYWHERE)
    hide(item)
    show(item)
    assert (list(SearchEntry.objects.order_by("key").values()), known(*EVERYWHERE)) == before
    assert_in_step()


def test_another_kind_of_decision_is_another_term_to_filter_by():
    item = make_item()
    assert known("f:slags:approved", "f:slags:unknown") == {"f:slags:approved"}
    assert apply.classify_again(Decision.objects.select_related("item")) == 2
    assert known("f:slags:approved", "f:slags:unknown") == {"f:slags:unknown"}
    assert_in_step()
    Decision.objects.update(text="Godkendt.")
    apply.classify_decisions(item)
    assert known("f:slags:approved", "f:slags:unknown") == {"f:slags:approved"}
    assert_in_step()


def test_every_kind_is_one_term_and_none_of_its_words():
    """`nothing_to_report` is not found by `report`, nor is an item of another kind by a part of it."""
    for kind in DecisionKind:
        index_items([DecisionFactory(kind=kind.value, text="Ja.").item])
    assert known("report", "signed", "to") == set()
    assert known(*(f"f:slags:{kind}" for kind in DecisionKind)) == {
        f"f:slags:{kind}" for kind in DecisionKind
    }
    assert_in_step()


def test_a_file_that_two_items_share_goes_from_both():
    one = make_item()
    two = AgendaItemFactory()
    attachment = two.attachments.create(title="Det samme")
    shared = one.attachments.get().file
    assert hold_file(attachment, FILE, "samme.txt") == shared
    assert SearchEntry.objects.filter(page__file=shared).count() == 4
    reread(one, "Nyord")
    assert known("sideord", "nyord") == {"nyord"}
    for row in (one.attachments.get(), attachment):
        row.refresh_from_db()
        let_go(row)
    assert not remove_if_unused(shared)
    assert known("sideord", "nyord") == set()
    assert_in_step()


def test_a_re_import_takes_out_what_the_new_file_closes_leaves_out_or_says_otherwise():
    first = make_minutes(
        printed(1, "Cykelsti", journal_number="05.01.00-P20-1-25", decision="Udsatord."),
        printed(2, "Personsagsord", journal_number="05.01.00-P20-2-25"),
        printed(3, "Bortfaldsord", journal_number="05.01.00-P20-3-25"),
        place="Stedord",
    )
    bring_in(first)
    assert not SearchEntry.objects.exists()
    assert not SearchWord.objects.exists()
    bring_in(first, publish=True)
    words = ("udsatord", "personsagsord", "bortfaldsord", "stedord")
    publish.publish_meeting(AgendaItem.objects.first().meeting)
    assert known(*words) == set(words)
    bring_in(
        make_minutes(
            printed(1, "Cykelsti", journal_number="05.01.00-P20-1-25", decision="Godkendtord."),
            printed(2, "Lukket punkt", journal_number="05.01.00-P20-2-25"),
            place="Salsord",
        )
    )
    assert known(*words, "godkendtord", "salsord") == {"godkendtord", "salsord"}
    assert_in_step()


def test_items_that_swap_places_share_one_or_move_are_in_step_and_in_order():
    meeting = MeetingFactory()
    one, two, three = (
        AgendaItemFactory(meeting=meeting, number=n, title=f"Ord{n}") for n in (1, 2, 3)
    )
    index_items([one, two, three])
    moves = [(one, 2), (two, 1), (one, 1), (three, 1), (one, 3), (two, 700), (one, 600), (three, 1)]
    for item, position in moves:
        item.position = position
        settle_item(item)
        assert in_order() == list(AgendaItem.objects.newest_first().values_list("pk", flat=True))
        assert_in_step()
        publish.withdraw_item(item)
        assert_in_step()
        publish.restore_item(item)
        assert_in_step()


def test_an_item_that_moves_to_another_meeting_leaves_its_place_to_those_beside_it():
    meeting, later = MeetingFactory(), MeetingFactory()
    items = [AgendaItemFactory(meeting=meeting, number=n, position=1) for n in (1, 2, 3)]
    index_items(items)
    items[0].meeting = later
    settle_item(items[0])
    assert_in_step()
    assert in_order() == [items[0].pk, items[1].pk, items[2].pk]


def test_keys_follow_newest_first():
    chance = random.Random(6)  # noqa: S311  # the same rows every time
    for number in range(60):
        day = dt.date(1998, 3, 4) + dt.timedelta(days=365 * chance.randrange(40))
        meeting = MeetingFactory(date=day, sequence=chance.randrange(1, 4))
        for _ in range(3):
            AgendaItemFactory(meeting=meeting, number=None, position=chance.choice([1, 2, 9, 600]),
                              address=f"punkt-{number}-{_}")  # fmt: skip
    items = list(AgendaItem.objects.newest_first())
    key_of = {source.pk: entry_key(source) for source in sources(AgendaItem.objects.all())}
    keys = [key_of[item.pk] for item in items]
    assert len(keys) == 180
    assert all(first > second for first, second in pairwise(keys))
    index_items(items)
    assert in_order() == [item.pk for item in items]


def test_indexing_what_has_not_changed_writes_nothing(django_assert_num_queries):
    item = make_item()
    # Whether there is anything, a savepoint, the entries, five for the texts; a lock on PostgreSQL.
    with django_assert_num_queries(10 if connection.vendor == "postgresql" else 9):
        assert index_items([item]) == 0


@pytest.mark.parametrize(
    "number", ["Sag (24) _1/ x", "A\u0301-3*?", "''\\", 'a"b', "%s %(x)s", "_"]
)
def test_no_number_is_too_odd(number):
    item = AgendaItemFactory(journal_number=number, title=f"{number} \x01 İ ﬁ ½ Ⅷ")
    settle_item(item)
    assert SearchEntry.objects.filter(item=item).count() == 1
    assert_in_step()


def test_a_text_beyond_all_measure_is_found_by_the_words_there_is_room_for():
    item = AgendaItemFactory(case_text=" ".join(f"ord{n:07d}abc" for n in range(120_000)))
    index_items([item])
    assert search("ord0000007abc").complete == 1
    assert_in_step()


OFTEN_OG = f"Kultur og giraffer. {'Ord og ' * 600} løver og tigre. Ja tak."
NUMBERED = f"{' '.join(f'ord{number}' for number in range(17_000))} elefant snabel"


@pytest.mark.parametrize(
    ("text", "typed", "count"),
    [
        (OFTEN_OG, '"kultur og giraffer"', 1),
        (OFTEN_OG, '"løver og tigre"', 0),
        (OFTEN_OG, '"ja tak"', 1),
        (OFTEN_OG, "løver tigre", 1),
        (NUMBERED, '"ord5 ord6"', 1),
        (NUMBERED, '"elefant snabel"', 0),
        (NUMBERED, "elefant snabel", 1),
    ],
)
def test_a_phrase_far_into_a_long_text_is_found_alike_on_both_databases(text, typed, count):
    index_items([AgendaItemFactory(case_text=text)])
    assert search(typed).complete == count
    assert_in_step()


def test_many_changes_are_indexed_once_at_the_end_or_not_at_all():
    item = make_item()
    with indexed_once():
        item.title = "Nyord"
        settle_item(item)
        assert known("nyord", "titelord") == {"titelord"}
    assert known("nyord", "titelord") == {"nyord"}

    def fail() -> None:
        with indexed_once():
            item.title = "Fejlord"
            settle_item(item)
            raise ValueError("stopped")

    with transaction.atomic(), pytest.raises(ValueError, match="stopped"):
        fail()
    assert known("nyord", "fejlord") == {"nyord"}
    item.refresh_from_db()
    assert item.title == "Nyord"
    assert_in_step()
