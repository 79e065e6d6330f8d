"""Rules that the database itself keeps, on every database."""

import datetime as dt
from urllib.parse import unquote

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cases.models import (
    AgendaItem,
    Attachment,
    Case,
    Committee,
    CommitteeName,
    Decision,
    FormerAddress,
    Meeting,
    Topic,
    TopicLink,
)
from cases.models.address import moved_to, remember_address
from cases.models.committee import danish_slug

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 3, 4)


@pytest.fixture
def meeting() -> Meeting:
    committee = Committee.objects.create(name="Teknisk Udvalg", slug="teknisk-udvalg")
    return Meeting.objects.create(committee=committee, date=DAY)


@pytest.fixture
def item(meeting) -> AgendaItem:
    return AgendaItem.objects.create(meeting=meeting, number=1, title="Cykelsti", address="punkt-1")


def test_a_committee_may_meet_twice_on_a_day_but_not_as_the_same_meeting(meeting):
    Meeting.objects.create(committee=meeting.committee, date=DAY, sequence=2)
    with pytest.raises(IntegrityError):
        Meeting.objects.create(committee=meeting.committee, date=DAY, sequence=2)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"number": 1, "address": "punkt-1-b"}, id="number taken"),
        pytest.param({"number": 2, "address": "punkt-1"}, id="address taken"),
        pytest.param({"number": 2, "address": "punkt-2", "title": ""}, id="no title"),
        pytest.param({"number": 2, "address": ""}, id="no address"),
        pytest.param(
            {"number": 2, "address": "punkt-2", "duration_min": 20, "duration_max": 10},
            id="durations",
        ),
    ],
)
def test_an_impossible_item_is_refused(item, values):
    with pytest.raises(IntegrityError):
        AgendaItem.objects.create(meeting=item.meeting, **{"title": "Vejtræer", **values})


def test_items_without_number_stand_side_by_side(meeting):
    for position in (1, 2):
        AgendaItem.objects.create(meeting=meeting, title="Punkt", address=f"uden-nummer-{position}")
    assert meeting.items.filter(number=None).count() == 2


def test_an_empty_decision_or_a_held_attachment_without_file_is_refused(item):
    with pytest.raises(IntegrityError):
        Decision.objects.create(item=item, text="")


def test_a_held_attachment_needs_its_file(item):
    with pytest.raises(IntegrityError):
        Attachment.objects.create(item=item, title="Kort", state="held")


def test_a_topic_is_linked_once_to_an_item(item):
    topic = Topic.objects.create(name="Stier", slug="stier")
    TopicLink.objects.create(topic=topic, item=item)
    with pytest.raises(IntegrityError):
        TopicLink.objects.create(topic=topic, item=item)


def test_a_case_is_one_however_its_number_is_printed():
    first = Case.objects.for_number("27.12.00-ø54-1-22")
    assert Case.objects.for_number("27.12.00-Ø54-1-22") == first
    assert (first.main_group, first.facet, first.serial, first.year) == ("27", "Ø54", 1, 2022)
    assert unquote(first.get_absolute_url()) == "/sager/27.12.00-Ø54-1-22/"


def test_cases_are_ordered_by_year_and_serial_as_numbers():
    for number in ("15.00.00-A00-9-25", "15.00.00-A00-10-25", "249050", "00.00.00-P19-1719-10"):
        Case.objects.for_number(number)
    assert [case.journal_number for case in Case.objects.in_number_order()] == [
        "15.00.00-A00-10-25",
        "15.00.00-A00-9-25",
        "00.00.00-P19-1719-10",
        "249050",
    ]


def test_a_committee_has_the_name_of_the_day_and_is_found_by_every_name():
    committee = Committee.objects.create(name="Erhvervs- og Uddannelsesudvalget", slug="eu")
    CommitteeName.objects.create(
        committee=committee, name="Erhvervsudvalget", valid_to=dt.date(2021, 12, 31)
    )
    assert committee.name_on(dt.date(2020, 5, 1)) == "Erhvervsudvalget"
    assert committee.name_on(dt.date(2022, 5, 1)) == "Erhvervs- og Uddannelsesudvalget"
    assert Committee.objects.named("ERHVERVSUDVALGET") == committee
    assert Committee.objects.named("Kulturudvalget") is None


def test_a_period_that_ends_before_it_begins_is_refused(meeting):
    with pytest.raises(IntegrityError):
        CommitteeName.objects.create(
            committee=meeting.committee, name="X", valid_from=DAY, valid_to=dt.date(2024, 1, 1)
        )


def test_a_committee_cannot_take_the_address_of_a_page():
    with pytest.raises(ValidationError, match="optaget"):
        Committee(name="Sager", slug="sager").full_clean()


def test_danish_letters_are_spelled_out_in_addresses():
    assert danish_slug("Økonomi-, Ældre- og Åudvalget") == "oekonomi-aeldre-og-aaudvalget"


def test_former_addresses_lead_on_through_every_move():
    remember_address("/a/", "/b/")
    remember_address("/b/", "/c/")
    assert moved_to("/a/2025-03-04/punkt-1/") == "/c/2025-03-04/punkt-1/"
    remember_address("/c/", "/a/")
    assert moved_to("/a/") is None
    assert moved_to("/c/") == moved_to("/b/") == "/a/"
    assert FormerAddress.objects.count() == 2


@pytest.mark.parametrize(
    ("access", "published", "withdrawn", "visible"),
    [
        ("open", True, False, True),
        ("closed", True, False, False),
        ("unknown", True, False, False),
        ("open", False, False, False),
        ("open", True, True, False),
    ],
)
def test_only_open_items_of_published_meetings_are_public(
    item, access, published, withdrawn, visible
):
    now = dt.datetime(2025, 3, 5, tzinfo=dt.UTC)
    item.meeting.published_at = now if published else None
    item.meeting.save()
    item.access, item.withdrawn_at = access, now if withdrawn else None
    item.save()
    Decision.objects.create(item=item, text="Godkendt.")
    assert AgendaItem.objects.published().exists() is visible
    assert Decision.objects.published().exists() is visible
