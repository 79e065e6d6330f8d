"""Items are linked to topics by rule, and a person's word is left alone."""

import datetime as dt

import pytest
from django.db import connection

from cases.models import AgendaItem, Topic, TopicLink
from cases.threads.topics import match_topics
from tests.cases.importing.doors import bring_in
from tests.factories import AgendaItemFactory
from tests.minutes_text import make_item, make_minutes


@pytest.mark.django_db
def test_an_import_is_matched_and_a_persons_rejection_survives_the_next():
    topic = Topic.objects.create(name="Stier", slug="stier", aliases="cykelsti*")
    bring_in(make_minutes(make_item(1, "Cykelsti")))
    link = TopicLink.objects.get()
    assert (link.topic, link.level, link.state, link.set_by) == (
        topic,
        "about",
        "suggested",
        "rule",
    )
    link.state = "rejected"
    link.save()
    bring_in(make_minutes(make_item(1, "Cykelsti", decision="Godkendt.")))
    assert TopicLink.objects.get().state == "rejected"
    assert not TopicLink.objects.published().exists()


@pytest.mark.django_db
def test_a_link_whose_words_are_gone_is_taken_away_and_a_persons_is_not():
    Topic.objects.create(name="Stier", slug="stier", aliases="cykelsti*")
    by_hand = Topic.objects.create(name="Byrum", slug="byrum", aliases="byrum*")
    bring_in(make_minutes(make_item(1, "Cykelsti")))
    TopicLink.objects.create(topic=by_hand, item=AgendaItem.objects.get(), set_by="person")
    item = AgendaItem.objects.get()
    item.title, item.recommendation = "Gangsti", ""
    item.save()
    assert match_topics() == 1
    assert [link.topic for link in TopicLink.objects.all()] == [by_hand]
    assert match_topics() == 0


@pytest.mark.django_db
def test_a_level_that_a_person_set_survives_a_real_re_import_that_finds_more():
    topic = Topic.objects.create(name="Stier", slug="stier", aliases="cykelsti*")
    bring_in(make_minutes(make_item(1, "Cykelsti")))
    TopicLink.objects.update(level="mentions", set_by="person")
    bring_in(make_minutes(make_item(1, "Cykelsti", summary="Cykelstien skal asfalteres.")))
    link = TopicLink.objects.get(topic=topic)
    assert (link.level, link.set_by, link.score) == ("mentions", "person", 7)


@pytest.mark.django_db
def test_what_a_person_confirmed_stays_when_its_words_are_gone_from_a_new_file():
    Topic.objects.create(name="Stier", slug="stier", aliases="asfalt*")
    bring_in(make_minutes(make_item(1, "Cykelsti", summary="Asfalten er dårlig.")))
    TopicLink.objects.update(state="confirmed")
    bring_in(make_minutes(make_item(1, "Cykelsti", summary="Belægningen er dårlig.")))
    link = TopicLink.objects.get()
    assert (link.state, link.evidence[0]["words"]) == ("confirmed", "asfalten")


@pytest.mark.django_db
def test_a_topic_finds_only_items_from_meetings_in_its_period():
    topic = Topic.objects.create(
        name="Stier",
        slug="stier",
        aliases="cykelsti*",
        valid_from=dt.date(2024, 1, 1),
        valid_to=dt.date(2024, 12, 31),
    )
    days = ["2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"]
    for day in days:
        AgendaItemFactory(title="Cykelsti", meeting__date=dt.date.fromisoformat(day))
    assert match_topics() == 2
    dates = topic.links.values_list("item__meeting__date", flat=True).order_by(
        "item__meeting__date"
    )
    assert [str(date) for date in dates] == days[1:3]
    topic.valid_to = dt.date(2024, 6, 30)
    topic.save()
    assert match_topics() == 1


@pytest.mark.django_db
def test_only_the_topics_and_items_asked_for_are_looked_at():
    stier = Topic.objects.create(name="Stier", slug="stier", aliases="cykelsti*")
    broer = Topic.objects.create(name="Broer", slug="broer", aliases="bro")
    one, two = (AgendaItemFactory(title="Cykelsti over bro") for _ in range(2))
    assert match_topics(items=[one], topics=[stier]) == 1
    assert match_topics(items=[one]) == 1
    assert match_topics(topics=[broer]) == 1
    found = TopicLink.objects.values_list("item", "topic").order_by("item", "topic")
    assert list(found) == sorted([(one.pk, stier.pk), (one.pk, broer.pk), (two.pk, broer.pk)])


@pytest.mark.django_db
def test_matching_asks_the_database_as_often_for_many_items_as_for_few(
    django_assert_num_queries,
):
    Topic.objects.create(name="Stier", slug="stier", aliases="cykelsti*")
    for _ in range(30):
        AgendaItemFactory(title="Cykelsti", meeting__published_at=None)
    # PostgreSQL has a lock on the index besides.
    with django_assert_num_queries(12 + (connection.vendor == "postgresql")):
        assert match_topics() == 30
    with django_assert_num_queries(7):
        assert match_topics() == 0


@pytest.mark.django_db
def test_the_name_of_the_office_that_recommends_does_not_count():
    topic = Topic.objects.create(name="Unge", slug="unge", aliases="unge*")
    one, two = (
        AgendaItemFactory(title="Cykelsti", recommendation=text)
        for text in (
            "**Direktøren for Børn og Unge indstiller,**\n\nat stien anlægges.",
            "Forvaltningen for Unge indstiller, at ungehuset åbnes.",
        )
    )
    assert match_topics() == 1
    assert [link.item for link in topic.links.all()] == [two]
    assert one.topic_links.count() == 0
