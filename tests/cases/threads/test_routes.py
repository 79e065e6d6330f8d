"""The way of a case through bodies, how each stop is known, and its figures."""

import datetime as dt

import pytest

from cases.models import AgendaItem
from cases.threads.routes import Known, find_route, take_pulse
from cases.threads.timelines import gather_timeline
from tests.factories import (
    AgendaItemFactory,
    CommitteeFactory,
    DecisionFactory,
    MeetingFactory,
    ReferenceFactory,
)
from tests.planned_case import FIRST, HELD, LAST, make_planned_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee():
    return CommitteeFactory(name="Kulturudvalget")


def route_of(*items):
    found = AgendaItem.objects.published().filter(pk__in=[item.pk for item in items])
    thread = list(found.oldest_first().for_cards())
    return find_route(thread, gather_timeline(thread))


def stops(route):
    return [
        (stop.body, stop.days, [(visit.date, str(visit.known)) for visit in stop.visits])
        for stop in route.stops
    ]


def item_on(committee, date, number=1, **values):
    meeting = MeetingFactory(committee=committee, date=date)
    return AgendaItemFactory(meeting=meeting, number=number, **values)


def test_meetings_of_one_body_are_one_stop_and_a_mere_plan_is_none(committee):
    route = route_of(*make_planned_case(committee).items.all())
    assert stops(route) == [
        ("Kulturudvalget", None, [(FIRST, "item"), (HELD, "text"), (LAST, "item")])
    ]
    assert {name: len(items) for name, items in route.recommenders.items()} == {
        "Direktøren for Kultur og Fritid": 4
    }
    assert (route.marked, route.unclear) == ({}, ())
    assert route.has_mere_plans


def test_bodies_follow_one_another_with_the_days_between(committee):
    item = item_on(committee, dt.date(2025, 4, 8))
    DecisionFactory(item=item, text="Anbefales.", kind="recommended")
    DecisionFactory(
        item=item, body="Økonomiudvalget", date=dt.date(2025, 4, 22), text="Anbefales.", position=2
    )
    ReferenceFactory(
        item=item,
        committee=None,
        body_name="Byrådet",
        date=dt.date(2099, 5, 6),
        kind="planned_date",
    )
    assert stops(route_of(item)) == [
        ("Kulturudvalget", None, [(dt.date(2025, 4, 8), "item")]),
        ("Økonomiudvalget", 14, [(dt.date(2025, 4, 22), "decision")]),
        ("Byrådet", 27042, [(dt.date(2099, 5, 6), "plan")]),
    ]


def test_what_is_planned_elsewhere_is_a_stop_though_nothing_tells_of_it_since(committee):
    item = item_on(committee, dt.date(2025, 5, 27))
    for committee_id, body in ((committee, "Kulturudvalget"), (None, "Byrådet")):
        ReferenceFactory(
            item=item,
            committee=committee_id,
            body_name=body,
            date=dt.date(2025, 6, 24),
            kind="planned_date",
        )
    assert stops(route_of(item))[1:] == [("Byrådet", 28, [(dt.date(2025, 6, 24), "plan")])]


def test_a_day_that_cannot_be_right_counts_no_days(committee):
    item = item_on(committee, dt.date(2022, 11, 22))
    ReferenceFactory(
        item=item,
        committee=None,
        body_name="Byrådet",
        date=dt.date(2023, 10, 4),
        doubts=[{"code": "after_meeting", "says": "Teksten ser tilbage."}],
    )
    stop = route_of(item).stops[1]
    assert (stop.body, stop.days, stop.visits[0].is_misdated) == ("Byrådet", None, True)


def test_a_body_whose_decision_has_no_date_comes_last_without_days(committee):
    item = item_on(committee, dt.date(2025, 4, 8))
    DecisionFactory(item=item, body="Byrådet", text="Godkendt.")
    assert stops(route_of(item))[1] == ("Byrådet", None, [(None, "decision")])


def test_marks_are_named_where_the_columns_are_known_and_owned_up_to_where_not(committee):
    other = CommitteeFactory(name="Børne- og Familieudvalget", code="BFU")
    MeetingFactory(committee=other)
    CommitteeFactory(name="Hemmeligt udvalg", code="HEM")
    known = {"routing_known": True, "routing_mark_count": 2}
    first = item_on(committee, dt.date(2025, 4, 8), 1, **known, routing_marks="BFU HEM")
    alone = item_on(committee, dt.date(2025, 5, 6), 2, routing_known=True, routing_marks="SOS")
    lost = item_on(committee, dt.date(2025, 6, 3), 3, routing_mark_count=2)
    route = route_of(first, alone, lost)
    assert route.marked == {"Børne- og Familieudvalget": (first,), "HEM": (first,)}
    assert route.unclear == (lost,)


def test_the_pulse_counts_what_is_over(committee):
    first = item_on(committee, dt.date(2025, 4, 8))
    DecisionFactory(item=first, kind="postponed", text="Udsat.")
    item_on(committee, dt.date(2025, 5, 6))
    item_on(committee, dt.date(2025, 9, 2))
    coming = item_on(committee, dt.date(2099, 9, 2))
    coming.meeting.state = "agenda"
    coming.meeting.save()
    items = list(AgendaItem.objects.published().oldest_first().for_cards())
    pulse = take_pulse(items)
    assert (pulse.first, pulse.last) == (dt.date(2025, 4, 8), dt.date(2025, 9, 2))
    assert (pulse.days, pulse.longest_rest, pulse.postponed) == (147, 119, (first,))
    assert take_pulse(items[-1:]) is None
    assert find_route(items[-1:], []).stops[0].visits[0].known is Known.PLAN
