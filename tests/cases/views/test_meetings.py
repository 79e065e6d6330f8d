"""A meeting's page: who was there, votes, and items that are closed, gone or late."""

import pytest

from tests.factories import AgendaItemFactory, DecisionFactory, MeetingFactory
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory(
        attendance="Deltagere: Ane Holm (A), formand, Bo Berg (V)\nAfbud: Carla Dam (F)"
    )


@pytest.mark.parametrize("page", ["", "samlet/"])
def test_the_page_says_who_was_there_and_who_was_not(client, meeting, page):
    facts = page_of(client, meeting.get_absolute_url() + page).select(".facts div")
    assert [" ".join(div.get_text(" ").split()) for div in facts] == [
        "Til stede Ane Holm (A), formand; Bo Berg (V)",
        "Fraværende Carla Dam (F)",
    ]


def test_lines_without_names_are_shown_as_printed(client, meeting):
    meeting.attendance = "Fraværende: Ingen"
    meeting.save()
    assert "Fraværende: Ingen" in page_of(client, meeting.get_absolute_url()).get_text()


@pytest.mark.parametrize("page", ["", "samlet/", "punkt-7/"])
def test_votes_are_shown_beside_the_words(client, meeting, page):
    item = AgendaItemFactory(meeting=meeting, number=7)
    DecisionFactory(item=item, text="For stemte 5 (A, V), imod stemte 2 (O).")
    votes = page_of(client, meeting.get_absolute_url() + page).select_one(".votes")
    text = " ".join(votes.get_text(" ").split())
    assert "Afstemning: For 5 (A, V) · Imod 2 (O)" in text


@pytest.mark.parametrize("page", ["", "samlet/", "punkt-7/"])
def test_items_that_left_the_agenda_or_came_late_say_so(client, meeting, page):
    AgendaItemFactory(meeting=meeting, number=7, taken_off="Punktet udgår.", supplementary=True)
    text = page_of(client, meeting.get_absolute_url() + page).select_one("main").get_text(" ")
    assert "»Punktet udgår.«" in text
    assert "tillægsdagsorden" in text


def test_an_item_whose_own_decision_says_it_left_the_agenda_says_it_once(client, meeting):
    item = AgendaItemFactory(meeting=meeting, number=7, taken_off="Punktet udgår.")
    DecisionFactory(item=item, text="Punktet udgår.", kind="withdrawn")
    badges = page_of(client, meeting.get_absolute_url()).select(".kind.withdrawn")
    assert [badge.get_text() for badge in badges] == ["Udgået"]


@pytest.mark.parametrize("page", ["", "samlet/"])
def test_a_closed_item_has_number_and_reason_alone(client, meeting, page):
    AgendaItemFactory(
        meeting=meeting, number=1, access="closed", title="Hemmelig", access_reason="Personalesag"
    )
    AgendaItemFactory(meeting=meeting, number=2, access="unknown", title="Hemmelig")
    text = " ".join(page_of(client, meeting.get_absolute_url() + page).get_text(" ").split())
    assert "Grund: Personalesag" in text
    assert "Kilden siger ikke, om punktet er åbent" in text
    assert "Hemmelig" not in text
