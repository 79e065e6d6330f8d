"""Folders that run for years are told from cases."""

import pytest

from cases.models import Case
from cases.threads.series import mark_series
from tests.cases.importing.doors import bring_in
from tests.minutes_text import make_item, make_minutes

pytestmark = pytest.mark.django_db


def test_a_generic_title_at_two_meetings_makes_a_series_and_a_case_does_not():
    for day in ("04", "11"):
        bring_in(
            make_minutes(
                make_item(1, "Meddelelser fra formanden", journal_number="00.00.00-P19-1-20"),
                make_item(2, "Cykelsti", journal_number="05.01.00-P20-1-25"),
                day=day,
            )
        )
    assert [case.journal_number for case in Case.objects.filter(is_series=True)] == [
        "00.00.00-P19-1-20"
    ]


def test_one_meeting_is_no_series():
    bring_in(make_minutes(make_item(1, "Meddelelser", journal_number="00.00.00-P19-1-20")))
    assert not Case.objects.filter(is_series=True).exists()


def test_a_persons_word_is_left_alone():
    for day in ("04", "11"):
        bring_in(
            make_minutes(make_item(1, "Meddelelser", journal_number="00.00.00-P19-1-20"), day=day)
        )
    Case.objects.update(is_series=False, series_set_by="person")
    assert mark_series() == 0
