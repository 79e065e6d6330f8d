"""What the minutes say has become of a promise, worked out by the database."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Commitment
from cases.models.commitment import CommitmentStatus, falls_due
from tests.factories import (
    PUBLISHED,
    AgendaItemFactory,
    CommitmentFactory,
    FulfilmentFactory,
    ReferenceFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def status_of(commitment: Commitment) -> str:
    return Commitment.objects.published().with_status().get(pk=commitment.pk).standing


@pytest.fixture
def on(monkeypatch):
    """Makes it another day."""

    def set_today(day: dt.date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda: day)

    return set_today


@pytest.mark.parametrize(
    ("due", "precision", "today", "expected"),
    [
        (dt.date(2025, 6, 3), "day", dt.date(2025, 6, 2), "coming"),
        (dt.date(2025, 6, 3), "day", dt.date(2025, 6, 3), "coming"),
        (dt.date(2025, 6, 3), "day", dt.date(2025, 6, 4), "passed"),
        (dt.date(2025, 2, 1), "month", dt.date(2025, 1, 31), "coming"),
        (dt.date(2025, 2, 1), "month", dt.date(2025, 2, 28), "coming"),
        (dt.date(2025, 2, 1), "month", dt.date(2025, 3, 1), "passed"),
        (dt.date(2024, 12, 1), "month", dt.date(2024, 12, 31), "coming"),
        (dt.date(2024, 12, 1), "month", dt.date(2025, 1, 1), "passed"),
        (None, "", dt.date(2025, 6, 3), "undated"),
    ],
)
def test_a_day_counts_until_its_end_and_a_month_until_its_last_day(
    on, due, precision, today, expected
):
    commitment = CommitmentFactory(due=due, due_precision=precision)
    on(today)
    assert status_of(commitment) == expected
    until = commitment.due_until
    assert expected == ("undated" if until is None else "coming" if until >= today else "passed")


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["suggested"], "perhaps"),
        (["confirmed"], "kept"),
        (["suggested", "confirmed"], "kept"),
        (["rejected"], "passed"),
        (["rejected", "suggested"], "perhaps"),
    ],
)
def test_a_person_decides_whether_it_was_followed_up(states, expected):
    commitment = CommitmentFactory()
    for state in states:
        FulfilmentFactory(commitment=commitment, state=state)
    assert status_of(commitment) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        {"access": "closed"},
        {"access": "unknown"},
        {"withdrawn_at": PUBLISHED},
        {"meeting__published_at": None},
        {"meeting__withdrawn_at": PUBLISHED},
    ],
)
def test_what_a_hidden_item_says_is_as_if_it_were_not_there(hidden):
    secret = AgendaItemFactory(**hidden)
    kept = FulfilmentFactory(item=secret, state="confirmed").commitment
    held = CommitmentFactory(
        held_on=dt.date(2025, 6, 5), held_reference=ReferenceFactory(item=secret)
    )
    for commitment in (kept, held):
        row = Commitment.objects.published().for_cards().get(pk=commitment.pk)
        assert (row.standing, row.is_held, row.follow_ups) == ("passed", False, [])
    promised = CommitmentFactory(item=secret)
    assert promised not in Commitment.objects.published()


@pytest.mark.parametrize(
    ("values", "is_held"),
    [
        ({}, False),
        ({"held_on": dt.date(2025, 6, 5)}, False),
        ({"held_on": dt.date(2025, 6, 5), "state": "confirmed"}, True),
    ],
)
def test_another_day_needs_a_public_reference_or_a_persons_word(values, is_held):
    row = Commitment.objects.for_cards().get(pk=CommitmentFactory(**values).pk)
    assert row.is_held is is_held
    assert row.standing == ("perhaps" if is_held else "passed")


def test_a_later_item_that_names_another_day_is_a_follow_up_perhaps():
    held = CommitmentFactory(held_on=dt.date(2025, 6, 5), held_reference=ReferenceFactory())
    assert status_of(held) == "perhaps"


def test_the_confirmed_fulfilments_stand_alone_else_the_likeliest():
    commitment = CommitmentFactory()
    weak = FulfilmentFactory(commitment=commitment, score=2)
    strong = FulfilmentFactory(commitment=commitment, score=7)

    def shown():
        return Commitment.objects.for_cards().get(pk=commitment.pk).follow_ups

    assert shown() == [strong]
    weak.state = "confirmed"
    weak.save()
    assert shown() == [weak]


def test_the_list_goes_from_what_is_coming_to_what_was_followed_up():
    today = timezone.localdate()
    old, new = today - 400 * DAY, today - 40 * DAY
    rows = {
        "kept": FulfilmentFactory(commitment__due=new, state="confirmed").commitment,
        "perhaps": FulfilmentFactory(commitment__due=new).commitment,
        "undated": CommitmentFactory(due=None, due_precision=""),
        "passed long ago": CommitmentFactory(due=old),
        "passed": CommitmentFactory(due=new),
        "later": CommitmentFactory(due=today + 90 * DAY),
        "soon": CommitmentFactory(due=today + DAY),
    }
    names = {row.pk: name for name, row in rows.items()}
    listed = [names[row.pk] for row in Commitment.objects.with_status().by_status()]
    assert listed == ["soon", "later", "passed", "passed long ago", "undated", "perhaps", "kept"]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (None, None, "day month"),
        (dt.date(2025, 6, 3), dt.date(2025, 6, 3), "day month"),
        (dt.date(2025, 6, 4), None, "month"),
        (dt.date(2025, 6, 30), None, "month"),
        (dt.date(2025, 7, 1), None, ""),
        (None, dt.date(2025, 6, 2), "month"),
        (None, dt.date(2025, 5, 31), ""),
    ],
)
def test_a_period_takes_in_a_month_that_it_touches(first, last, found):
    CommitmentFactory(words="day", due=dt.date(2025, 6, 3))
    CommitmentFactory(words="month", due=dt.date(2025, 6, 1), due_precision="month")
    CommitmentFactory(words="never", due=None, due_precision="")
    rows = Commitment.objects.filter(falls_due(first, last)).order_by("words")
    assert " ".join(row.words for row in rows) == found


def test_every_status_has_an_explanation():
    assert all(str(status.explanation) for status in CommitmentStatus)


def test_the_words_stand_in_their_sentence():
    row = CommitmentFactory(
        words="i maj", sentence="Sagen vender tilbage i maj, når tallene er klar."
    )
    assert row.around == ("Sagen vender tilbage ", ", når tallene er klar.")
    assert CommitmentFactory(words="i maj", sentence="Andre ord.").around == ("", "")
