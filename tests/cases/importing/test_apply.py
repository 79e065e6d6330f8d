"""Imports are written as planned, whole or not at all, and addresses stay."""

import pytest
from django.db import connection

from cases.importing import apply as apply_module
from cases.importing.apply import StalePlan, apply_plan
from cases.importing.plan import plan_import
from cases.models import AgendaItem, Attachment, Decision, ImportRun, Meeting, SourceDocument
from tests.cases.importing.doors import bring_in
from tests.factories import AgendaItemFactory, DecisionFactory
from tests.minutes_text import make_item, make_minutes

pytestmark = pytest.mark.django_db


def addresses() -> dict[str, str]:
    return {item.title: item.get_absolute_url() for item in AgendaItem.objects.all()}


def test_everything_in_the_file_is_stored():
    meeting = bring_in(
        make_minutes(make_item(7, "Cykelsti", decision="Godkendt.\n\nStien anlægges i juni.",
                               attachments=["Kort", "Overslag"]))
    )  # fmt: skip
    item = meeting.items.get()
    decision = item.decisions.get()
    assert meeting.get_absolute_url() == "/teknisk-udvalg/2025-03-04/"
    assert item.get_absolute_url() == "/teknisk-udvalg/2025-03-04/punkt-7/"
    assert (item.title, item.case.journal_number, item.summary) == (
        "Cykelsti", "05.01.00-P20-1-25", "Et kort resume.",
    )  # fmt: skip
    assert item.parsed_recommendation.recommender == "Direktøren for Teknik"
    assert decision.paragraphs == ["Godkendt.", "Stien anlægges i juni."]
    assert decision.kind == "approved"
    assert [a.title for a in item.attachments.all()] == ["Kort", "Overslag"]
    assert meeting.source.read() == SourceDocument.objects.get().read()


def test_an_import_is_not_public_until_it_is_published():
    assert not bring_in(make_minutes(make_item(1, "Cykelsti"))).is_public
    assert bring_in(make_minutes(make_item(1, "Gangsti"), day="11"), publish=True).is_public


def test_minutes_update_the_meeting_that_the_agenda_made():
    bring_in(
        make_minutes(
            make_item(1, "Cykelsti", decision=None, journal_number="05.01.00-P20-1-25"),
            make_item(2, "Vejtræer", decision=None, journal_number="05.01.00-P20-2-25"),
            kind="DAGSORDEN",
        ),
        publish=True,
    )
    before = addresses()
    meeting = bring_in(
        make_minutes(
            make_item(1, "Cykelsti", journal_number="05.01.00-P20-1-25"),
            make_item(2, "Ekstra: busstop", journal_number="05.01.00-P20-9-25"),
            make_item(3, "Vejtræer", journal_number="05.01.00-P20-2-25"),
        )
    )
    after = addresses()
    assert Meeting.objects.get() == meeting
    assert (meeting.state, meeting.is_public) == ("minutes", True)
    assert {title: after[title] for title in before} == before
    assert [(i.number, i.title) for i in meeting.items.order_by("position")] == [
        (1, "Cykelsti"),
        (2, "Ekstra: busstop"),
        (3, "Vejtræer"),
    ]
    assert len(set(after.values())) == 3


def test_two_meetings_on_one_day_are_told_apart_by_their_start():
    first = bring_in(make_minutes(make_item(1, "Cykelsti"), time="08:00"))
    second = bring_in(make_minutes(make_item(2, "Vejtræer"), time="15:00"))
    assert (first.sequence, second.sequence) == (1, 2)
    assert second.get_absolute_url() == "/teknisk-udvalg/2025-03-04-2/"
    assert plan_import(make_minutes(make_item(1, "Cykelsti"), time="08:00"), "a.txt").is_empty


def test_an_item_that_disappears_is_hidden_and_comes_back_at_its_address():
    both = make_minutes(make_item(1, "Cykelsti"), make_item(2, "Vejtræer", journal_number=None))
    bring_in(both, publish=True)
    before = addresses()
    bring_in(make_minutes(make_item(1, "Cykelsti")))
    assert [item.title for item in AgendaItem.objects.published()] == ["Cykelsti"]
    bring_in(both)
    assert addresses() == before


@pytest.mark.parametrize(
    ("choice", "title"), [({}, "Min titel"), ("keep", "Min titel"), ("take", "Cykelstier")]
)
def test_the_clerk_chooses_in_a_conflict_and_is_asked_once(choice, title):
    bring_in(make_minutes(make_item(1, "Cykelsti")))
    item = AgendaItem.objects.get()
    item.title = "Min titel"
    item.save()
    new = make_minutes(make_item(1, "Cykelstier"))
    key = f"item:{item.pk}.title"
    bring_in(new, choices={key: choice} if choice else {})
    item.refresh_from_db()
    assert item.title == title
    assert plan_import(new, "a.txt").is_empty


def test_a_persons_word_on_the_kind_of_a_decision_survives_a_new_import():
    bring_in(make_minutes(make_item(1, "Cykelsti")))
    decision = Decision.objects.get()
    decision.kind, decision.set_by = "decided", "person"
    decision.save()
    bring_in(make_minutes(make_item(1, "Cykelsti", decision="Taget til efterretning. Sti i juni.")))
    decision.refresh_from_db()
    assert (decision.kind, decision.text) == ("decided", "Taget til efterretning. Sti i juni.")


def test_but_not_when_the_decision_says_something_else():
    bring_in(make_minutes(make_item(1, "Cykelsti")))
    Decision.objects.update(kind="discussed", set_by="person")
    bring_in(make_minutes(make_item(1, "Cykelsti", decision="Indstillingen blev ikke tiltrådt.")))
    decision = Decision.objects.get()
    assert (decision.kind, decision.set_by) == ("rejected", "rule")


def test_attachments_keep_their_rows_and_a_missing_one_is_withdrawn():
    bring_in(make_minutes(make_item(1, "Cykelsti", attachments=["Kort", "Overslag"])))
    kept = Attachment.objects.get(title="Overslag")
    bring_in(make_minutes(make_item(1, "Cykelsti", attachments=["Overslag", "Plan"])))
    rows = Attachment.objects.order_by("pk").values_list("title", "state", "position")
    assert list(rows) == [("Kort", "withdrawn", 1), ("Overslag", "named", 1), ("Plan", "named", 2)]
    assert Attachment.objects.get(title="Overslag").pk == kept.pk


def test_a_closed_item_is_stored_without_its_text():
    data = make_minutes(make_item(1, "Køb af grund - Lukket punkt", decision="Købt for 4 mio. kr."))
    bring_in(data, publish=True)
    item = AgendaItem.objects.get()
    assert (item.access, item.summary, item.recommendation) == ("closed", "", "")
    assert not item.decisions.exists()
    assert not AgendaItem.objects.published().exists()


def test_a_plan_gone_stale_is_refused_and_nothing_is_written():
    data = make_minutes(make_item(1, "Cykelsti"))
    plan = plan_import(data, "a.txt")
    bring_in(make_minutes(make_item(1, "Gangsti")))
    with pytest.raises(StalePlan, match="intet er indlæst") as stale:
        apply_plan(data, "a.txt", fingerprint=plan.fingerprint)
    assert stale.value.plan.counts["changed"] == 1
    assert AgendaItem.objects.get().title == "Gangsti"


def test_an_import_that_fails_half_way_writes_nothing(monkeypatch):
    def fail(*_args: object) -> None:
        raise RuntimeError("the machine stopped")

    monkeypatch.setattr(apply_module, "write_attachments", fail)
    data = make_minutes(make_item(1, "Cykelsti", attachments=["Kort"]))
    with pytest.raises(RuntimeError):
        bring_in(data)
    assert Meeting.objects.count() == AgendaItem.objects.count() == 0


def test_the_run_tells_what_was_done():
    meeting = bring_in(make_minutes(make_item(1, "Cykelsti")))
    run = ImportRun.objects.get()
    assert (run.status, run.meeting, run.plan["title"]) == (
        "applied",
        meeting,
        "Teknisk Udvalg 4. marts 2025",
    )
    assert run.applied_at is not None


def test_renumbering_in_a_circle_keeps_rows_and_addresses():
    numbers = ("05.01.00-P20-1-25", "05.01.00-P20-2-25")
    bring_in(
        make_minutes(
            make_item(1, "Cykelsti", journal_number=numbers[0]),
            make_item(2, "Vejtræer", journal_number=numbers[1]),
        )
    )
    before = addresses()
    bring_in(
        make_minutes(
            make_item(1, "Vejtræer", journal_number=numbers[1]),
            make_item(2, "Cykelsti", journal_number=numbers[0]),
        )
    )
    assert addresses() == before
    assert dict(AgendaItem.objects.values_list("title", "number")) == {"Vejtræer": 1, "Cykelsti": 2}


def test_a_decision_is_held_against_what_was_recommended():
    text = make_item(1, "Cykelsti", decision="Godkendt, idet stien flyttes.")
    meeting = bring_in(make_minutes(text, make_item(2, "Vejtræer", decision="Drøftet.")))
    found = meeting.items.values_list("decisions__kind", "decisions__as_recommended")
    assert list(found) == [("amended", False), ("discussed", True)]


def test_many_decisions_are_classified_at_once_and_a_persons_word_is_kept(
    django_assert_num_queries,
):
    item = AgendaItemFactory(
        recommendation="Direktøren indstiller,\n\nat ansøgningen afslås.",
        meeting__published_at=None,
    )
    byrule = DecisionFactory(item=item, text="Indstillingen er tiltrådt.", kind="unknown")
    byhand = DecisionFactory(item=item, position=2, text="Udsat.", kind="noted", set_by="person")
    rows = Decision.objects.select_related("item")
    # Read, write, a look at the index, and savepoints; PostgreSQL has a lock on the index besides.
    with django_assert_num_queries(8 + (connection.vendor == "postgresql")):
        assert apply_module.classify_again(rows) == 1
    byrule.refresh_from_db()
    byhand.refresh_from_db()
    assert (byrule.kind, byrule.effect) == ("adopted", "application_rejected")
    assert byrule.as_recommended is True
    assert (byhand.kind, byhand.as_recommended) == ("noted", None)
    assert apply_module.classify_again(Decision.objects.select_related("item")) == 0
