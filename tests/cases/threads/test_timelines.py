"""The rows of a timeline: what happened, what was planned, what is missing, and what must not show."""

import datetime as dt

import pytest

from cases.models import AgendaItem, Commitment, Meeting, Reference
from cases.threads.timelines import Sort, gather_timeline
from tests.factories import (
    PUBLISHED,
    AgendaItemFactory,
    CommitmentFactory,
    CommitteeFactory,
    FulfilmentFactory,
    MeetingFactory,
    ReferenceFactory,
)
from tests.planned_case import FIRST, HELD, LAST, SECOND, STEPS, THIRD, make_planned_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee():
    return CommitteeFactory(name="Kulturudvalget")


@pytest.fixture
def case(committee):
    return make_planned_case(committee)


def thread(case):
    items = AgendaItem.objects.published().filter(case=case).oldest_first().for_cards()
    return gather_timeline(list(items))


def rows_of(*items):
    """The rows of items by their keys, read as a page reads them."""
    found = AgendaItem.objects.published().filter(pk__in=[item.pk for item in items])
    return gather_timeline(list(found.oldest_first().for_cards()))


def told(row):
    """A row's entries in short: sort, numbers of the item or of the sources."""
    return [
        (str(entry.sort), [one.number for one in ([entry.item] if entry.item else entry.sources)])
        for entry in row.entries
    ]


def item_on(committee, date, number=1, **values):
    meeting = MeetingFactory(committee=committee, date=date)
    return AgendaItemFactory(meeting=meeting, number=number, **values)


def test_a_plan_of_four_steps_its_missing_meetings_and_the_one_that_was_moved(case):
    rows = thread(case)
    assert [(row.date, told(row)) for row in rows] == [
        (FIRST, [("item", [10]), ("item", [11]), ("plan", [11])]),
        (SECOND, [("plan", [11]), ("missing", [])]),
        (HELD, [("plan", [11]), ("missing", [31])]),
        (LAST, [("item", [31]), ("item", [32]), ("plan", [11])]),
        (None, [("due", [32])]),
    ]
    assert [row.days for row in rows] == [None, 21, 16, 33, None]
    plans = [entry for row in rows for entry in row.entries if entry.sort is Sort.PLAN]
    assert [(plan.step, plan.steps, plan.is_kept) for plan in plans] == [
        (1, 4, True),
        (2, 4, False),
        (3, 4, False),
        (4, 4, True),
    ]
    moved = plans[2]
    assert (moved.planned_for, moved.held_on, moved.told_by.number) == (THIRD, HELD, 31)
    assert moved.words == STEPS[THIRD]
    assert [link.item.number for link in plans[3].followed_up] == [31]


def test_a_meeting_that_is_imported_is_no_longer_missing(case, committee):
    later = item_on(committee, HELD, 20, journal_number=case.journal_number)
    row = next(row for row in thread(case) if row.date == HELD)
    assert told(row) == [("item", [20]), ("plan", [11])]
    assert row.entries[0].item == later
    assert row.entries[1].is_kept


def test_a_meeting_without_the_case_is_named_with_what_the_text_points_to(committee):
    other = item_on(committee, dt.date(2025, 3, 4), 7)
    source = item_on(committee, dt.date(2025, 6, 3), 9)
    ReferenceFactory(item=source, to=other)
    row = rows_of(source)[0]
    assert told(row) == [("meeting", [7])]
    assert [one.number for one in row.entries[0].sources] == [9]


@pytest.mark.parametrize(
    "hidden",
    [
        {"published_at": None},
        {"withdrawn_at": PUBLISHED},
        {"published_at": dt.datetime(2099, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_a_hidden_meeting_looks_like_one_that_is_missing(committee, hidden):
    source = item_on(committee, dt.date(2025, 6, 3), 9)
    reference = ReferenceFactory(item=source, date=dt.date(2025, 3, 4))
    missing = rows_of(source)
    target = item_on(committee, dt.date(2025, 3, 4), 7)
    Meeting.objects.filter(pk=target.meeting_id).update(**hidden)
    Reference.objects.filter(pk=reference.pk).update(target=target, meeting=target.meeting)
    assert rows_of(source) == missing
    assert told(missing[0]) == [("missing", [9])]


def test_a_closed_target_is_not_shown_on_its_public_meeting(committee):
    other = item_on(committee, dt.date(2025, 3, 4), 7, access="closed")
    source = item_on(committee, dt.date(2025, 6, 3), 9)
    ReferenceFactory(item=source, to=other)
    entry = rows_of(source)[0].entries[0]
    assert (entry.sort, entry.item, entry.meeting) == (Sort.MEETING, None, other.meeting)


def test_what_hidden_items_say_follow_up_or_tell_leaves_no_trace(case, committee):
    hidden = item_on(committee, dt.date(2026, 5, 5), 40, access="unknown")
    promise = Commitment.objects.get(item__number=11, due=SECOND)
    before = thread(case)
    FulfilmentFactory(commitment=promise, item=hidden)
    promise.held_on = dt.date(2026, 3, 12)
    promise.held_reference = ReferenceFactory(item=hidden, date=dt.date(2026, 3, 12))
    promise.save()
    assert thread(case) == before


def test_rejected_and_vanished_words_are_left_out(committee):
    source = item_on(committee, dt.date(2025, 6, 3), 9)
    ReferenceFactory(item=source, state="rejected")
    ReferenceFactory(item=source, is_found=False)
    CommitmentFactory(item=source, due=dt.date(2025, 9, 2), state="rejected")
    assert [told(row) for row in rows_of(source)] == [[("item", [9])]]


def test_a_day_that_a_person_says_the_meeting_was_held_needs_no_reference(committee):
    source = item_on(committee, dt.date(2025, 6, 3), 9)
    CommitmentFactory(
        item=source, due=dt.date(2025, 8, 5), held_on=dt.date(2025, 8, 12), state="confirmed"
    )
    row = rows_of(source)[1]
    entry = row.entries[0]
    assert (row.date, entry.planned_for, entry.told_by) == (
        dt.date(2025, 8, 12),
        dt.date(2025, 8, 5),
        None,
    )


def test_a_planned_month_is_kept_by_the_first_meeting_in_it(committee):
    plan = item_on(committee, dt.date(2025, 4, 8), 16)
    kept = item_on(committee, dt.date(2025, 5, 27), 25)
    CommitmentFactory(item=plan, due=dt.date(2025, 5, 1), due_precision="month")
    assert [(row.date, told(row)) for row in rows_of(plan, kept)] == [
        (dt.date(2025, 4, 8), [("item", [16])]),
        (dt.date(2025, 5, 27), [("item", [25]), ("plan", [16])]),
    ]


def test_a_month_alone_does_not_say_that_a_meeting_is_missing(committee):
    source = item_on(committee, dt.date(2025, 4, 8), 13)
    ReferenceFactory(
        item=source,
        kind="meeting_month",
        date=dt.date(2024, 4, 1),
        precision="month",
        words="I april 2024",
    )
    row = rows_of(source)[0]
    assert (row.is_month, told(row)) == (True, [("mention", [13])])


def test_another_body_has_a_row_of_its_own(committee):
    source = item_on(committee, dt.date(2025, 4, 8), 13)
    ReferenceFactory(
        item=source,
        kind="meeting_date",
        committee=None,
        body_name="Byrådet",
        date=dt.date(2025, 4, 8),
    )
    assert [(row.body, told(row)) for row in rows_of(source)] == [
        ("Kulturudvalget", [("item", [13])]),
        ("Byrådet", [("missing", [13])]),
    ]


def test_what_is_still_to_come_is_not_missing(committee):
    source = item_on(committee, dt.date(2025, 4, 8), 13)
    ReferenceFactory(item=source, kind="planned_date", date=dt.date(2099, 6, 2))
    assert told(rows_of(source)[-1]) == [("plan", [13])]


def test_a_doubtful_date_brings_its_doubt_along(committee):
    source = item_on(committee, dt.date(2025, 4, 8), 13)
    says = "Datoen ligger efter det møde, der henviser til den."
    ReferenceFactory(item=source, date=dt.date(2025, 10, 4), doubts=[{"code": "x", "says": says}])
    assert rows_of(source)[-1].entries[0].doubts == (says,)


def test_a_deadline_is_no_meeting_and_stands_beside_one_on_its_day(committee):
    source = item_on(committee, dt.date(2025, 4, 8), 13)
    later = item_on(committee, dt.date(2025, 6, 3), 20)
    CommitmentFactory(item=source, kind="deadline", words="Svar senest den 3. juni 2025.")
    assert [told(row) for row in rows_of(source, later)] == [
        [("item", [13])],
        [("item", [20])],
        [("due", [13])],
    ]


def test_what_another_body_is_to_deal_with_is_its_meeting_and_no_second_promise(committee):
    source = item_on(committee, dt.date(2025, 5, 27), 24)
    day = dt.date(2025, 6, 24)
    ReferenceFactory(
        item=source, kind="planned_date", committee=None, body_name="Byrådet", date=day
    )
    CommitmentFactory(item=source, kind="other_body", due=day)
    CommitmentFactory(item=source, kind="other_body", due=dt.date(2025, 9, 2), position=9)
    assert [(row.body, told(row)) for row in rows_of(source)] == [
        ("Kulturudvalget", [("item", [24])]),
        ("Byrådet", [("plan", [24]), ("missing", [])]),
        ("", [("due", [24])]),
    ]


def test_a_series_is_its_meetings_and_nothing_else(case):
    items = list(AgendaItem.objects.published().filter(case=case).oldest_first().for_cards())
    rows = gather_timeline(items, follows_plans=False)
    assert [told(row) for row in rows] == [
        [("item", [10]), ("item", [11])],
        [("item", [31]), ("item", [32])],
    ]


def test_every_sentence_of_a_missing_meeting_is_told_what_it_came_to_first_and_none_twice(
    committee,
):
    source = item_on(committee, dt.date(2025, 6, 3), 9)
    day, words = dt.date(2025, 3, 4), "på mødet den 4. marts 2025"
    told_of = f"Drøftelsen begyndte {words}."
    decided = f"Retningen, som blev godkendt {words}, ligger fast."
    for position, sentence in enumerate((told_of, told_of, decided), start=1):
        ReferenceFactory(item=source, date=day, words=words, sentence=sentence, position=position)
    (told,) = rows_of(source)[0].entries[0].told
    assert (told.sentences, told.outcome) == ((decided, told_of), "Godkendt")


def promise_for(item, **values):
    return CommitmentFactory(item=item, due=dt.date(2025, 5, 1), due_precision="month", **values)


def test_what_another_case_follows_up_does_not_say_that_the_case_was_on(committee):
    plan = item_on(committee, dt.date(2025, 4, 8), 16, journal_number="20.00.00-A00-1-25")
    day = dt.date(2025, 5, 27)
    ours = item_on(committee, day, 26, journal_number="20.00.00-A00-1-25")
    other = AgendaItemFactory(meeting=ours.meeting, number=25, journal_number="20.00.00-A00-2-25")
    link = FulfilmentFactory(commitment=promise_for(plan), item=other)
    entry = rows_of(plan, ours)[-1].entries[-1]
    assert (entry.sort, entry.is_kept, entry.in_other_cases) == (Sort.PLAN, False, (link,))
    FulfilmentFactory(commitment=link.commitment, item=ours)
    assert rows_of(plan, ours)[-1].entries[-1].is_kept


def test_an_item_of_another_case_does_not_keep_a_plan_of_a_topic(committee):
    plan = item_on(committee, dt.date(2025, 4, 8), 16, journal_number="20.00.00-A00-1-25")
    other = item_on(committee, dt.date(2025, 5, 27), 25, journal_number="20.00.00-A00-2-25")
    promise_for(plan)
    assert not rows_of(plan, other)[-1].entries[-1].is_kept


def test_a_past_month_says_whether_the_portal_has_a_meeting_of_the_body(committee):
    plan = item_on(committee, dt.date(2025, 4, 8), 16)
    promise_for(plan)
    hidden = MeetingFactory(committee=committee, date=dt.date(2025, 5, 27), published_at=None)
    MeetingFactory(date=dt.date(2025, 5, 6))
    assert rows_of(plan)[-1].entries[0].is_lost
    Meeting.objects.filter(pk=hidden.pk).update(published_at=PUBLISHED)
    assert not rows_of(plan)[-1].entries[0].is_lost


def test_a_month_to_come_is_not_lost(committee):
    plan = item_on(committee, dt.date(2025, 4, 8), 16)
    CommitmentFactory(item=plan, due=dt.date(2099, 5, 1), due_precision="month")
    assert not rows_of(plan)[-1].entries[0].is_lost
