"""What an import would do, before it does it."""

import pytest

from cases.importing.plan import plan_import
from cases.importing.refusals import DuplicateNumber, OlderDocument, UnclearMeeting
from cases.models import AgendaItem, ImportRun, Meeting
from tests.cases.importing.doors import bring_in
from tests.minutes_text import make_item, make_minutes

pytestmark = pytest.mark.django_db


def test_a_new_meeting_is_all_new_and_planning_writes_nothing():
    plan = plan_import(make_minutes(make_item(1, "Cykelsti"), make_item(2, "Vejtræer")), "a.txt")
    assert (plan.title, plan.state, plan.committee_is_new) == (
        "Teknisk Udvalg 4. marts 2025",
        "minutes",
        True,
    )
    assert plan.counts == {"new": 2, "changed": 0, "same": 0, "removed": 0}
    assert not plan.is_empty
    assert Meeting.objects.count() == ImportRun.objects.count() == 0


def test_the_same_bytes_again_plan_no_change():
    data = make_minutes(make_item(1, "Cykelsti"))
    bring_in(data)
    assert plan_import(data, "a.txt").is_empty


def test_a_change_is_shown_before_and_after():
    bring_in(make_minutes(make_item(1, "Cykelsti")))
    plan = plan_import(make_minutes(make_item(1, "Cykelsti", decision="Godkendt.")), "a.txt")
    change = plan.items[0].changes[0]
    assert (change.label, change.before, change.after, change.conflict) == (
        "Beslutning", "Taget til efterretning.", "Godkendt.", False,
    )  # fmt: skip
    assert plan.counts == {"new": 0, "changed": 1, "same": 0, "removed": 0}


def test_an_item_that_the_file_no_longer_has_is_planned_to_be_removed():
    bring_in(make_minutes(make_item(1, "Cykelsti"), make_item(2, "Vejtræer", journal_number=None)))
    plan = plan_import(make_minutes(make_item(1, "Cykelsti")), "a.txt")
    assert [(item.action, item.title) for item in plan.items] == [
        ("same", "Cykelsti"),
        ("removed", "Vejtræer"),
    ]


def test_plans_that_do_the_same_have_one_fingerprint_and_others_do_not():
    one = plan_import(make_minutes(make_item(1, "Cykelsti")), "a.txt")
    two = plan_import(make_minutes(make_item(1, "Cykelsti")), "a.txt")
    other = plan_import(make_minutes(make_item(1, "Gangsti")), "a.txt")
    assert one.fingerprint == two.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (make_item(1, "Cykelsti").encode(), UnclearMeeting, "dato"),
        (b"M\xc3\xb8dedato 4. marts 2025\n\n" + make_item(1, "Cykelsti").encode(), UnclearMeeting, "Udvalgets navn"),
        (
            make_minutes(make_item(1, "Cykelsti")).replace(b"d. 04-03-2025", b"d. 05-03-2025"),
            UnclearMeeting,
            "5. marts 2025.*4. marts 2025",
        ),
        (make_minutes(make_item(1, "Cykelsti"), make_item(1, "Vejtræer")), DuplicateNumber, "samme nummer"),
    ],
)  # fmt: skip
def test_a_file_that_is_unclear_is_refused_in_danish(data, error, words):
    with pytest.raises(error, match=words):
        plan_import(data, "a.txt")


def test_an_agenda_does_not_overwrite_minutes():
    bring_in(make_minutes(make_item(1, "Cykelsti")))
    agenda = make_minutes(make_item(1, "Cykelsti", decision=None), kind="DAGSORDEN")
    with pytest.raises(OlderDocument, match="allerede et referat"):
        plan_import(agenda, "a.txt")


def test_an_agenda_that_came_before_its_minutes_is_known_and_changes_nothing():
    agenda = make_minutes(make_item(1, "Cykelsti", decision=None), kind="DAGSORDEN")
    bring_in(agenda)
    bring_in(make_minutes(make_item(1, "Cykelsti")))
    assert plan_import(agenda, "a.txt").is_empty


def test_a_correction_by_hand_is_kept_while_the_file_says_the_same():
    data = make_minutes(make_item(1, "Cykelsti"), make_item(2, "Vejtræer"))
    bring_in(data)
    AgendaItem.objects.filter(number=1).update(title="Cykelsti langs Søvænget")
    assert plan_import(data, "a.txt").is_empty


def test_a_correction_by_hand_is_a_conflict_when_the_file_says_something_new():
    bring_in(make_minutes(make_item(1, "Cykelsti")))
    AgendaItem.objects.filter(number=1).update(title="Cykelsti langs Søvænget")
    plan = plan_import(make_minutes(make_item(1, "Cykelstier")), "a.txt")
    assert [(c.before, c.after) for c in plan.conflicts if c.label == "Titel"] == [
        ("Cykelsti langs Søvænget", "Cykelstier")
    ]


def test_what_was_typed_by_hand_before_the_file_came_is_a_conflict_where_they_differ():
    meeting = bring_in(make_minutes(make_item(1, "Cykelsti")))
    AgendaItem.objects.create(
        meeting=meeting,
        number=2,
        position=2,
        title="Vejtræer i byen",
        address="punkt-2",
        access="open",
    )
    plan = plan_import(
        make_minutes(make_item(1, "Cykelsti"), make_item(2, "Vejtræer i byen!")), "a.txt"
    )
    assert [change.label for change in plan.conflicts] == ["Titel"]
    assert plan.items[1].action == "changed"
