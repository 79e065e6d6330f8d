"""What every search needs alike is read once, and anew when the index or a name has changed."""

import pytest
from django.core.management import call_command

from cases.importing.publish import withdraw_item
from cases.models import Committee, CommitteeName, IndexMark, SearchWord, Synonym, Topic
from cases.search.finding import search
from cases.search.state import current_state, one_state
from tests.factories import (
    AgendaItemFactory,
    CommitteeFactory,
    MeetingFactory,
    TopicFactory,
    TopicLinkFactory,
    index_everything,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    committee = CommitteeFactory(name="Havneudvalget", code="HAV")
    item = AgendaItemFactory(meeting=MeetingFactory(committee=committee), title="Mole mod nord")
    TopicLinkFactory(item=item, topic=TopicFactory(name="Havnen"))
    index_everything()
    return item


def test_a_state_is_read_once_until_something_changes(item, django_assert_num_queries):
    state = current_state()
    assert state.total() == 1
    assert [topic.name for topic in state.topics.values()] == ["Havnen"]
    with django_assert_num_queries(1):  # the mark
        again = current_state()
        assert again is state
        assert again.total() == 1
        assert again.topics


def test_within_one_page_the_mark_is_asked_for_once(item, django_assert_num_queries):
    with one_state() as state, django_assert_num_queries(0):
        assert current_state() is state


def test_what_is_withdrawn_is_in_no_state(item):
    assert current_state().total() == len(current_state().topics) == 1
    withdraw_item(item)
    assert current_state().total() == len(current_state().topics) == 0
    assert not any(current_state().counts().values())


def test_a_new_name_counts_from_the_next_search(item):
    assert not search("Fjordudvalget").results
    committee = Committee.objects.get(code="HAV")
    committee.name = "Fjordudvalget"
    committee.save()
    assert [row.item for row in search("Fjordudvalget").results] == [item.pk]
    assert current_state().committees[str(committee.pk)].name == "Fjordudvalget"
    CommitteeName.objects.create(committee=committee, name="Kystudvalget")
    assert search("Kystudvalget").results
    committee.names.all().delete()
    assert not search("Kystudvalget").results


def test_a_synonym_counts_from_the_next_search_and_ends_when_it_is_deleted(item):
    assert not search("bølgebryder").results
    synonym = Synonym.objects.create(words="bølgebryder\nmole")
    assert search("bølgebryder").results
    synonym.delete()
    assert not search("bølgebryder").results


def test_a_topic_that_is_hidden_or_renamed_is_so_at_once(item):
    topic = Topic.objects.get()
    assert list(current_state().spoken_topics.values()) == [["havnen"]]
    topic.name = "Molen"
    topic.save()
    assert list(current_state().spoken_topics.values()) == [["molen"]]
    topic.is_public = False
    topic.save()
    assert not current_state().topics


def test_without_a_mark_nothing_is_kept(item):
    IndexMark.objects.all().delete()
    before = current_state()
    assert before.mark is None
    assert current_state() is not before


def test_words_that_are_counted_anew_are_another_state(item):
    SearchWord.objects.filter(word="f:alle").delete()
    IndexMark.renew()
    assert current_state().total() == 0
    call_command("rebuild_search")
    assert current_state().total() == 1
