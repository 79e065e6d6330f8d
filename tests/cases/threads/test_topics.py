"""Topics are found by their words, with the evidence kept."""

import pytest

from cases.models import AgendaItem, Topic, TopicLink
from cases.threads.topics import Rule, match_item, match_topics
from tests.cases.importing.doors import bring_in
from tests.minutes_text import make_item, make_minutes


def rule(aliases: str, weak: str = "", exclusions: str = "", *, title_only: bool = False) -> Rule:
    return Rule.of(
        Topic(aliases=aliases, weak_aliases=weak, exclusions=exclusions, title_only=title_only)
    )


@pytest.mark.parametrize(
    ("alias", "text", "found"),
    [
        ("mil", "en milliard", False),
        ("mil", "den ekstra mil", True),
        ("budgetforlig*", "Budgetforligets tekst", True),
        ("*reform", "en værdighedsreform", True),
        ("beskæftigelsesreform*", "kontanthjælpsreformen", False),
        ("aulum milen", "Aulum-Milen", True),
        ("STU", "turen til Sturup", False),
        ("varmestue*", "var\u043c\u0435\u0441\u0442uen", True),
        ("a+b", "a+b", True),
    ],
)
def test_words_match_whole_unless_a_star_says_otherwise(alias, text, found):
    assert (match_item(rule(alias), {"title": text}) is not None) == found


@pytest.mark.parametrize(
    ("texts", "level", "score"),
    [
        ({"title": "Parken"}, "about", 5),
        ({"summary": "parken", "case": "parken parken parken parken"}, "mentions", 3),
        ({"decision": "parken", "case": "parken parken parken"}, "about", 5),
        ({"recommendation": "parken"}, "mentions", 2),
        ({"attachments": "Parken, Parken, Parken"}, "mentions", 1),
    ],
)
def test_the_score_decides_between_about_and_mentions(texts, level, score):
    match = match_item(rule("parken"), texts)
    assert match is not None
    assert (match.level, match.score) == (level, score)


def test_weak_words_count_only_beside_a_strong_one():
    with_weak = rule("beskæftigelsesreform*", "reformen")
    assert match_item(with_weak, {"case": "reformen"}) is None
    match = match_item(with_weak, {"case": "beskæftigelsesreformen og reformen"})
    assert match is not None
    assert match.score == 2


def test_an_excluded_phrase_does_not_count():
    with_exclusion = rule("mil", exclusions="går en ekstra mil")
    assert match_item(with_exclusion, {"case": "vi går en ekstra mil"}) is None
    assert match_item(with_exclusion, {"case": "vi går en ekstra mil for en mil"}) is not None


def test_a_topic_for_titles_only_looks_nowhere_else():
    assert (
        match_item(rule("nøgletal*", title_only=True), {"title": "x", "case": "nøgletal"}) is None
    )


def test_the_evidence_tells_the_words_the_section_and_how_often():
    match = match_item(rule("park*"), {"title": "Parken", "case": "parken, parker og parken"})
    assert match is not None
    assert match.evidence == [
        {"words": "parken", "section": "title", "section_label": "titel", "count": 1},
        {"words": "parken", "section": "case", "section_label": "sagsfremstilling", "count": 2},
        {"words": "parker", "section": "case", "section_label": "sagsfremstilling", "count": 1},
    ]


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
