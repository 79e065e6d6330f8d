"""Promises as rows: read, kept by later items, and held on another day than planned."""

import datetime as dt
from typing import Any

import pytest

from cases.models import AgendaItem, Commitment, Fulfilment
from cases.threads.amounts import read_amounts
from cases.threads.commitments import (
    awaiting,
    note_deviations,
    read_commitments,
    suggest_fulfilments,
)
from cases.threads.passages import settle_passages
from tests.factories import (
    AgendaItemFactory,
    CommitmentFactory,
    CommitteeFactory,
    DecisionFactory,
    MeetingFactory,
    ReferenceFactory,
)

pytestmark = pytest.mark.django_db

NUMBER = "05.01.00-P20-4-25"
MEANING = ("kind", "due", "due_precision", "due_inferred")


@pytest.fixture
def committee() -> Any:
    return CommitteeFactory(name="Trafikudvalget")


def _item(committee: Any, date: str, title: str, **fields: Any) -> Any:
    meeting = MeetingFactory(committee=committee, date=dt.date.fromisoformat(date))
    return AgendaItemFactory(meeting=meeting, title=title, **fields)


def _promise(committee: Any, **fields: Any) -> Any:
    item = _item(committee, "2025-03-04", "Cykelstien ved Damvej", journal_number=NUMBER)
    values = {"item": item, "words": "Sagen forelægges udvalget igen den 3. juni 2025."}
    return CommitmentFactory(**(values | fields))


def _suggest() -> list[tuple[int, int]]:
    suggest_fulfilments(Commitment.objects.all())
    return list(Fulfilment.objects.order_by("pk").values_list("commitment", "item"))


def test_an_item_is_read_with_days_and_months(committee):
    item = _item(
        committee,
        "2025-03-04",
        "Cykelstien",
        summary="Sagen forelægges udvalget igen i juni.",
        case_text="Forslaget er i høring frem til den 1. april 2025. Det koster 2 mio. kr.",
    )
    DecisionFactory(item=item, text="Udvalget ønsker et notat om prisen.")
    rows = [(r.section, r.kind, str(r.due), r.due_precision) for r in read_commitments(item)]
    assert rows == [
        ("summary", "case_returns", "2025-06-01", "month"),
        ("case_text", "deadline", "2025-04-01", "day"),
        ("decision-1", "administration_task", "None", ""),
    ]
    assert [amount.kroner for amount in read_amounts(item)] == [2_000_000]


def test_the_same_case_on_the_day_keeps_a_promise_and_says_why(committee):
    promise = _promise(committee)
    _item(committee, "2025-04-01", "Cykelstien ved Damvej", journal_number=NUMBER)
    kept = _item(committee, "2025-06-03", "Cykelstien ved Damvej", journal_number=NUMBER)
    AgendaItemFactory(meeting=kept.meeting, title="Nøgletal for trafikken")
    assert _suggest() == [(promise.pk, kept.pk)]
    evidence = Fulfilment.objects.get().evidence
    assert [row["what"] for row in evidence] == ["case", "title", "date"]
    assert evidence[0]["says"] == f"Samme journalnummer: {NUMBER}"
    assert suggest_fulfilments(Commitment.objects.all()) == 0


def test_a_day_alone_keeps_nothing(committee):
    _promise(committee)
    _item(committee, "2025-06-03", "Busplan for efteråret")
    assert _suggest() == []


def test_a_running_series_is_no_shared_case(committee):
    promise = _promise(committee)
    kept = _item(committee, "2025-06-03", "Busplan for efteråret", journal_number=NUMBER)
    kept.case.is_series = True
    kept.case.save()
    assert _suggest() == []
    kept.case.is_series = False
    kept.case.save()
    assert _suggest() == [(promise.pk, kept.pk)]


@pytest.mark.parametrize(("date", "is_near"), [("2025-06-10", True), ("2025-06-11", False)])
def test_a_week_from_the_day_is_near(committee, date, is_near):
    _promise(committee)
    _item(committee, date, "Cykelstien ved Damvej", journal_number=NUMBER)
    assert bool(_suggest()) is is_near


def test_another_number_with_the_same_rare_words_or_a_reference_back_is_enough(committee):
    promise = _promise(committee, due=dt.date(2025, 6, 1), due_precision="month")
    kept = _item(committee, "2025-06-24", "Godkendelse af cykelstien ved Damvej")
    assert _suggest() == [(promise.pk, kept.pk)]
    kept.title = "Anlæg i syd"
    kept.save()
    assert _suggest() == []
    ReferenceFactory(item=kept, to=promise.item)
    assert _suggest() == [(promise.pk, kept.pk)]


def test_without_a_day_the_case_and_its_rare_words_must_return(committee):
    promise = _promise(committee, words="Udvalget ønsker en analyse.", due=None, due_precision="")
    other = _item(committee, "2025-09-02", "Busplan for efteråret", journal_number=NUMBER)
    assert _suggest() == []
    kept = AgendaItemFactory(
        meeting=other.meeting, title="Cykelstien ved Damvej, analyse", journal_number=NUMBER
    )
    assert _suggest() == [(promise.pk, kept.pk)]


def test_the_next_meeting_is_the_committees_next_one(committee):
    words = "Sagen genoptages på det næste møde."
    promise = _promise(committee, words=words, due=None, due_precision="")
    kept = _item(committee, "2025-04-01", "Cykelstien ved Damvej", journal_number=NUMBER)
    _item(committee, "2025-05-06", "Cykelstien ved Damvej", journal_number=NUMBER)
    assert _suggest() == [(promise.pk, kept.pk)]


def test_another_body_keeps_what_it_was_named_for(committee):
    council = CommitteeFactory(name="Byrådet")
    words = "Sagen behandles i Byrådet den 24. juni 2025."
    promise = _promise(committee, words=words, kind="other_body", due=dt.date(2025, 6, 24))
    _item(committee, "2025-06-24", "Cykelstien ved Damvej", journal_number=NUMBER)
    kept = _item(council, "2025-06-24", "Cykelstien ved Damvej", journal_number=NUMBER)
    assert _suggest() == [(promise.pk, kept.pk)]


def test_a_promise_told_and_kept_in_one_breath_is_kept_by_its_own_item(committee):
    words = "Udvalget besluttede, at der på kommende møde skulle være en status om Damvej."
    item = _item(committee, "2025-06-03", "Damvej", case_text=f"{words} Den fremlægges hermed.")
    told = CommitmentFactory(item=item, words=words, due=None, due_precision="")
    assert _suggest() == [(told.pk, item.pk)]


def test_closed_withdrawn_and_taken_off_items_keep_nothing(committee):
    _promise(committee)
    same = {"journal_number": NUMBER, "title": "Cykelstien ved Damvej"}
    item = _item(committee, "2025-06-03", access="closed", **same)
    for fields in ({"access": "unknown"}, {"taken_off": "Punktet udgår"}):
        AgendaItemFactory(meeting=item.meeting, **fields, **same)
    AgendaItemFactory(meeting=item.meeting, withdrawn_at=dt.datetime.now(dt.UTC), **same)
    assert _suggest() == []


def test_a_persons_word_on_a_suggestion_stays_and_a_rejected_pair_never_returns(committee):
    promise = _promise(committee)
    kept = _item(committee, "2025-06-03", "Cykelstien ved Damvej", journal_number=NUMBER)
    second = _item(committee, "2025-06-05", "Damvej", journal_number=NUMBER)
    assert _suggest() == [(promise.pk, kept.pk)]
    Fulfilment.objects.update(state="rejected", set_by="person")
    assert set(_suggest()) == {(promise.pk, kept.pk), (promise.pk, second.pk)}
    Fulfilment.objects.filter(item=second).update(state="rejected", set_by="person")
    assert len(_suggest()) == 2
    Fulfilment.objects.filter(item=kept).update(state="confirmed")
    Fulfilment.objects.filter(item=second).delete()
    assert _suggest() == [(promise.pk, kept.pk)]


def test_a_confirmed_fulfilment_survives_that_the_text_is_read_again(committee):
    item = _item(
        committee,
        "2025-03-04",
        "Damvej",
        journal_number=NUMBER,
        summary="Sagen forelægges udvalget igen i juni.",
    )
    kept = _item(committee, "2025-06-03", "Damvej", journal_number=NUMBER)

    def read() -> int:
        return settle_passages(Commitment, [item], read_commitments, MEANING)

    assert read() == 1
    _suggest()
    Fulfilment.objects.update(state="confirmed", set_by="person")
    item.case_text = "Der er nyt."
    item.save()
    assert read() == 0
    assert _suggest() == [(Commitment.objects.get().pk, kept.pk)]


def test_a_suggestion_that_no_longer_holds_goes_away(committee):
    promise = _promise(committee)
    kept = _item(committee, "2025-06-03", "Cykelstien ved Damvej", journal_number=NUMBER)
    assert _suggest() == [(promise.pk, kept.pk)]
    promise.state = "rejected"
    promise.save()
    assert _suggest() == []


def test_the_number_of_queries_is_the_same_for_one_and_for_many(
    committee, django_assert_num_queries
):
    for _ in range(4):
        promise = CommitmentFactory(item=_promise_item(committee), due=dt.date(2025, 6, 3))
    _item(committee, "2025-06-03", "Cykelstien ved Damvej", journal_number=NUMBER)
    suggest_fulfilments(Commitment.objects.all())
    for among in (Commitment.objects.filter(pk=promise.pk), Commitment.objects.all()):
        with django_assert_num_queries(9):
            suggest_fulfilments(among)


def _promise_item(committee: Any) -> Any:
    earlier = AgendaItem.objects.count()
    date = dt.date(2025, 1, 7) + dt.timedelta(days=earlier)
    return _item(committee, str(date), "Cykelstien ved Damvej", journal_number=NUMBER)


def _step(committee: Any, due: str, **fields: Any) -> Any:
    day = dt.date.fromisoformat(due)
    return _promise(committee, kind="process_step", due=day, words=f"{due}: Drøftelse", **fields)


def _held(step: Any) -> tuple[dt.date | None, int | None]:
    note_deviations(Commitment.objects.all())
    step.refresh_from_db()
    return step.held_on, step.held_reference_id


def test_a_planned_meeting_was_held_two_days_later_as_a_later_item_says(committee):
    step = _step(committee, "2025-03-25")
    later = _item(committee, "2025-04-29", "Cykelstien ved Damvej", journal_number=NUMBER)
    told = ReferenceFactory(item=later, date=dt.date(2025, 3, 27), committee=committee)
    ReferenceFactory(item=later, date=dt.date(2025, 3, 4), committee=committee)
    assert _held(step) == (dt.date(2025, 3, 27), told.pk)
    assert note_deviations(Commitment.objects.all()) == 0
    told.delete()
    assert _held(step) == (None, None)


def test_a_meeting_of_the_portal_near_the_day_is_the_planned_one_moved(committee):
    step = _step(committee, "2025-03-25")
    _item(committee, "2025-03-20", "Busplan")
    _item(CommitteeFactory(), "2025-03-26", "En anden sag")
    assert _held(step) == (dt.date(2025, 3, 20), None)


def test_a_meeting_on_the_day_or_on_the_day_of_another_step_is_no_deviation(committee):
    step = _step(committee, "2025-03-25")
    CommitmentFactory(
        item=step.item, kind="process_step", due=dt.date(2025, 3, 31), words="31/3: Møde"
    )
    moved = MeetingFactory(committee=committee, date=dt.date(2025, 3, 31))
    assert _held(step) == (None, None)
    moved.date = dt.date(2025, 3, 28)
    moved.save()
    assert _held(step) == (dt.date(2025, 3, 28), None)
    MeetingFactory(committee=committee, date=dt.date(2025, 3, 25))
    assert _held(step) == (None, None)


def test_a_day_that_a_person_has_set_stays(committee):
    step = _step(committee, "2025-03-25", held_on=dt.date(2025, 3, 26), set_by="person")
    assert _held(step) == (dt.date(2025, 3, 26), None)


def test_a_meeting_is_awaited_by_what_it_may_keep(committee):
    promise = _promise(committee)
    undated = CommitmentFactory(item=promise.item, due=None, due_precision="", words="Snart")
    far = CommitmentFactory(item=promise.item, due=dt.date(2026, 1, 6), words="Langt ude")
    step = CommitmentFactory(item=promise.item, due=dt.date(2025, 3, 25), words="Trin")
    other = CommitmentFactory(due=dt.date(2025, 6, 3))
    now = _item(committee, "2025-06-03", "Cykelstien ved Damvej")
    assert set(awaiting(now.meeting)) == {promise, undated}
    ReferenceFactory(item=now, date=dt.date(2025, 3, 27), committee=committee)
    assert set(awaiting(now.meeting)) == {promise, undated, step}
    assert {far, other}.isdisjoint(awaiting(now.meeting))
