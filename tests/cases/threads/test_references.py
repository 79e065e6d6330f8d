"""What references mean and where they lead, with stubs that wait and a person's word that stays."""

import datetime as dt
from typing import Any

import pytest

from cases.models import AgendaItem, Committee, Meeting, Reference
from cases.models.committee import CommitteeName
from cases.threads.known_meetings import KnownMeetings
from cases.threads.references import (
    read_references,
    referring_to,
    resolve_references,
    settle_references,
)
from tests.factories import AgendaItemFactory, CommitteeFactory, MeetingFactory

pytestmark = pytest.mark.django_db

JUNE = dt.date(2025, 6, 3)


@pytest.fixture
def committee() -> Committee:
    return CommitteeFactory(name="Havneudvalget", slug="havneudvalget", code="HAV")


def meeting_of(committee: Committee, date: dt.date) -> Meeting:
    return MeetingFactory(committee=committee, date=date)


def item_saying(committee: Committee, text: str, date: dt.date = JUNE, **more: Any) -> AgendaItem:
    meeting = Meeting.objects.filter(committee=committee, date=date).first()
    meeting = meeting or meeting_of(committee, date)
    return AgendaItemFactory(meeting=meeting, **{"number": 12, "case_text": text, **more})


def settle(*items: AgendaItem) -> int:
    wanted = AgendaItem.objects.filter(pk__in=[item.pk for item in items])
    wanted = wanted.select_related("meeting__committee").prefetch_related(
        "decisions", "meeting__committee__names"
    )
    return settle_references(wanted, KnownMeetings.load())


def follow(*items: AgendaItem) -> list[Reference]:
    settle(*items)
    resolve_references(Reference.objects.all())
    return list(Reference.objects.filter(item__in=items))


def whys(row: Reference) -> dict[str, str]:
    return {reason["what"]: reason["why"] for reason in row.inferred}


def codes(row: Reference) -> list[str]:
    return [doubt["code"] for doubt in row.doubts]


def test_a_stub_leads_to_the_item_when_its_meeting_comes(committee):
    item = item_saying(committee, "Se mødet den 4. marts 2025 (punkt 8).")
    (row,) = follow(item)
    assert (row.committee, row.date, row.number) == (committee, dt.date(2025, 3, 4), 8)
    assert (row.meeting, row.target) == (None, None)
    there = AgendaItemFactory(meeting=meeting_of(committee, row.date), number=8)
    assert list(referring_to(there.meeting)) == [row]
    assert resolve_references(referring_to(there.meeting)) == 1
    row.refresh_from_db()
    assert (row.meeting, row.target) == (there.meeting, there)
    assert resolve_references(Reference.objects.all()) == 0
    assert settle(item) == 0


def test_a_stub_of_a_body_that_is_not_here_waits_under_its_name(committee):
    (row,) = follow(item_saying(committee, "Det blev godkendt i Byrådet den 25. marts 2025."))
    assert (row.committee, row.body_name) == (None, "Byrådet")
    council = CommitteeFactory(name="Byrådet", slug="byraadet")
    meeting = meeting_of(council, dt.date(2025, 3, 25))
    assert resolve_references(referring_to(meeting)) == 1
    row.refresh_from_db()
    assert (row.committee, row.meeting, row.target) == (council, meeting, None)


def test_former_names_and_codes_are_the_same_committee(committee):
    CommitteeName.objects.create(committee=committee, name="Kyst- og Havneudvalget")
    text = "Kyst- og havneudvalget godkendte den 4. marts 2025 og HAV den 1. april 2025 planen."
    rows = follow(item_saying(committee, text))
    assert {row.committee for row in rows} == {committee}


def test_the_year_follows_the_tense_and_says_so(committee):
    text = (
        "På udvalgsmødet den 4. november blev planen drøftet.\n\n"
        "Den forelægges igen på udvalgsmødet den 3. februar.\n\n"
        "På udvalgsmødet i december blev prisen nævnt."
    )
    back, ahead, month = follow(item_saying(committee, text))
    assert (back.date, ahead.date) == (dt.date(2024, 11, 4), dt.date(2026, 2, 3))
    assert (month.date, month.precision) == (dt.date(2024, 12, 1), "month")
    assert whys(back)["year"].startswith(
        "Årstallet står ikke. Teksten ser tilbage, og 4. november 2024"
    )
    assert "frem" in whys(ahead)["year"]
    assert "Havneudvalget" in whys(back)["body"]


def test_tense_and_a_date_beside_it_tell_the_year(committee):
    text = (
        "Det skete på udvalgsmødet den 4. marts. "
        "Planen blev drøftet den 5. marts 2024 (punkt 1) og på mødet den 2. april."
    )
    first, _, last = follow(item_saying(committee, text))
    assert first.date == dt.date(2025, 3, 4)
    assert "Teksten ser tilbage" in whys(first)["year"]
    assert last.date == dt.date(2024, 4, 2)
    assert "samme sætning" in whys(last)["year"]


def test_another_committee_named_before_is_the_one_that_met_and_lends_its_name_on(committee):
    text = (
        "Skoleudvalget genoptager sagen. Den var på mødet den 5. marts 2025 (punkt 19).\n\n"
        "Mere står i dagsordenspunkt 19 (5. marts)."
    )
    first, second = follow(item_saying(committee, text))
    assert (first.body_name, second.body_name) == ("Skoleudvalget", "Skoleudvalget")
    assert "lige før" in whys(first)["body"]
    assert "et andet sted i punktet" in whys(second)["body"]
    assert (second.date, second.number) == (dt.date(2025, 3, 5), 19)


def test_a_number_is_inherited_from_an_earlier_reference_to_the_same_meeting(committee):
    text = "Udvalget blev den 4. marts 2025 (punkt 8) orienteret. På udvalgsmødet den 4. marts 2025 blev det drøftet."
    first, second = follow(item_saying(committee, text))
    assert (first.number, whys(first).get("item")) == (8, None)
    assert (second.number, whys(second)["item"]) == (
        8,
        "Punkt 8 er nævnt før i punktet ved det samme møde.",
    )


def test_an_item_that_calls_itself_the_one_before_leads_to_the_one_before(committee):
    before = AgendaItemFactory(meeting=meeting_of(committee, JUNE), number=11)
    (row,) = follow(item_saying(committee, "Målene står i foregående dagsordenspunkt (pkt. 12)."))
    assert (row.target, row.number, codes(row)) == (before, 11, ["self_reference"])
    assert "pkt. 12" in row.doubts[0]["says"]
    assert "item" in whys(row)


def test_a_day_after_the_meeting_and_a_day_that_is_none_are_kept_and_doubted(committee):
    late, never = follow(
        item_saying(
            committee,
            "Budgettet blev den 7. oktober 2025 godkendt i Byrådet. Det var på mødet den 31. april 2025.",
        )
    )
    assert (late.date, codes(late)) == (dt.date(2025, 10, 7), ["after_meeting"])
    assert (never.date, codes(never)) == (None, ["impossible_date"])


def test_an_unusual_weekday_is_doubted_but_not_in_a_plan_or_where_the_meeting_is_known(committee):
    for week in range(1, 7):
        meeting_of(committee, JUNE - dt.timedelta(weeks=4 * week))
    meeting_of(committee, dt.date(2025, 5, 22))
    text = (
        "Det var på udvalgsmødet den 15. maj 2025, på udvalgsmødet den 22. maj 2025 og på ekstraordinært "
        "møde den 23. maj 2025.\n\nKommende udvalgsmøder:\n\n- Den 11. juni 2025: Udvalget drøfter."
    )
    rows = follow(item_saying(committee, text))
    assert [codes(row) for row in rows] == [["unusual_weekday"], [], [], []]


PLAN = (
    "Processen løber over de kommende udvalgsmøder:\n\n- Den 3. juni 2025: Drøftelse.\n"
    "- Den 24. juni 2025: Oplæg.\n- Den 2. september 2025: Udvalget træffer endelig beslutning om molen."
)


def test_a_plan_leads_to_this_item_to_the_day_it_moved_to_and_to_what_it_decided(committee):
    item = item_saying(committee, PLAN, title="Retning for byens kyst")
    moved = meeting_of(committee, dt.date(2025, 6, 26))
    AgendaItemFactory(meeting=moved, number=20, title="Budgetopfølgning")
    last = meeting_of(committee, dt.date(2025, 9, 2))
    AgendaItemFactory(meeting=last, number=30, title="Godkendelse af takster")
    mole = AgendaItemFactory(meeting=last, number=31, title="Godkendelse af molen")
    first, second, third = follow(item)
    assert (first.meeting, first.target) == (item.meeting, item)
    assert (second.meeting, second.target, codes(second)) == (moved, None, ["off_plan"])
    assert second.doubts[0]["says"] == "Planlagt til den 24. juni 2025, holdt den 26. juni 2025."
    assert (third.target, codes(third)) == (mole, [])
    assert whys(third)["item"] == "De samme ord i titlen: molen."


def test_a_step_keeps_off_the_day_of_another_step(committee):
    text = PLAN.replace("24. juni", "10. juni").replace("2. september", "12. juni")
    meeting_of(committee, dt.date(2025, 6, 12))
    _, second, third = follow(item_saying(committee, text))
    assert second.meeting is None
    assert third.meeting.date == dt.date(2025, 6, 12)


def test_a_planned_month_leads_to_the_item_that_refers_back_not_to_the_same_journal_number(
    committee,
):
    number = {"journal_number": "00.01.00-S00-1-25"}
    item = item_saying(
        committee,
        "Målene godkendes på udvalgsrådet i august.",
        title="Drøftelse af mål for kajen",
        **number,
    )
    august = meeting_of(committee, dt.date(2025, 8, 26))
    AgendaItemFactory(meeting=august, number=26, title="Budgetforslag 2026", **number)
    taken_up = AgendaItemFactory(
        meeting=august,
        number=25,
        title="Endelige mål for kajen",
        case_text="Målene var på mødet den 3. juni.",
    )
    back, ahead = follow(item, taken_up)
    assert ahead.target == taken_up
    assert whys(ahead)["item"] == "Punktet henviser til dette møde; de samme ord i titlen: kajen."
    assert back.target == item


def test_without_a_clear_lead_only_the_meeting_is_set(committee):
    item = item_saying(
        committee, "Takster kommer på udvalgsmødet den 2. september.", title="Takster i havnen"
    )
    september = meeting_of(committee, dt.date(2025, 9, 2))
    AgendaItemFactory(meeting=september, number=30, title="Takster for lystbåde")
    AgendaItemFactory(meeting=september, number=31, title="Takster for fiskere")
    (row,) = follow(item)
    assert (row.meeting, row.target) == (september, None)


def test_two_meetings_in_a_month_are_told_apart_by_what_was_on_them(committee):
    item = item_saying(committee, "Bådebroen tages op på udvalgsmødet i august.", title="Bådebroen")
    AgendaItemFactory(meeting=meeting_of(committee, dt.date(2025, 8, 12)), title="Budget")
    later = AgendaItemFactory(
        meeting=meeting_of(committee, dt.date(2025, 8, 26)), title="Ny bådebro"
    )
    later.title = "Bådebroen ved kajen"
    later.save()
    (row,) = follow(item)
    assert (row.target, row.meeting) == (later, later.meeting)


def test_the_next_meeting_is_that_of_the_plan_else_the_next_in_the_portal_unless_numbers_are_missing(
    committee,
):
    planned = item_saying(committee, f"Svar gives på det kommende møde.\n\n{PLAN}")
    assert follow(planned)[0].date == dt.date(2025, 6, 24)
    item = item_saying(committee, "Svar gives på næste møde.", dt.date(2025, 1, 7), number=4)
    coming = AgendaItemFactory(meeting=meeting_of(committee, dt.date(2025, 2, 4)), number=6)
    (row,) = follow(item)
    assert row.meeting is None
    coming.number = 5
    coming.save()
    resolve_references(referring_to(coming.meeting))
    row.refresh_from_db()
    assert row.meeting == coming.meeting


def test_this_meeting_and_a_case_of_its_own_on_the_agenda(committee):
    other = AgendaItemFactory(
        meeting=meeting_of(committee, JUNE), number=13, title="Status på Lodsgården"
    )
    AgendaItemFactory(meeting=other.meeting, number=14, title="Meddelelser")
    text = "På dette møde drøftes planen. Lodsgården beskrives i en separat sagsfremstilling i nærværende dagsorden."
    item = item_saying(committee, text)
    here, there = follow(item)
    assert (here.target, there.target) == (item, other)
    assert whys(there)["item"] == "Punktets titel har samme ord som sætningen: Lodsgården."


def test_a_number_that_the_meeting_lacks_is_doubted(committee):
    meeting_of(committee, dt.date(2025, 3, 4))
    (row,) = follow(item_saying(committee, "Se mødet den 4. marts 2025 (punkt 8)."))
    assert (row.target, codes(row)) == (None, ["no_such_item"])


def test_a_persons_word_survives_reading_again_and_its_meeting_is_still_found(committee):
    item = item_saying(committee, "Se mødet den 4. marts 2025 (punkt 8).")
    (row,) = follow(item)
    row.date, row.number, row.state, row.set_by = dt.date(2024, 3, 5), 9, "confirmed", "person"
    row.save()
    assert settle(item) == 0
    there = AgendaItemFactory(meeting=meeting_of(committee, dt.date(2024, 3, 5)), number=9)
    assert resolve_references(referring_to(there.meeting)) == 1
    row.refresh_from_db()
    assert (row.date, row.number, row.target) == (dt.date(2024, 3, 5), 9, there)


def test_a_target_that_a_person_chose_and_a_rejection_stay(committee):
    item = item_saying(
        committee, "Se mødet den 4. marts 2025 (punkt 8) og mødet den 1. april 2025."
    )
    chosen = AgendaItemFactory(meeting=meeting_of(committee, dt.date(2024, 3, 5)))
    AgendaItemFactory(meeting=meeting_of(committee, dt.date(2025, 3, 4)), number=8)
    meeting_of(committee, dt.date(2025, 4, 1))
    settle(item)
    row, other = Reference.objects.all()
    Reference.objects.filter(pk=row.pk).update(target=chosen, state="confirmed", set_by="person")
    Reference.objects.filter(pk=other.pk).update(state="rejected", set_by="person")
    resolve_references(Reference.objects.all())
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.target, row.meeting) == (chosen, chosen.meeting)
    assert other.meeting is None


def test_a_withdrawn_item_is_no_target(committee):
    meeting = meeting_of(committee, dt.date(2025, 3, 4))
    AgendaItemFactory(
        meeting=meeting, number=8, withdrawn_at=dt.datetime(2025, 4, 1, tzinfo=dt.UTC)
    )
    (row,) = follow(item_saying(committee, "Se mødet den 4. marts 2025 (punkt 8)."))
    assert (row.meeting, row.target) == (meeting, None)


@pytest.mark.parametrize("count", [1, 3])
def test_reading_and_resolving_ask_as_often_for_three_as_for_one(
    committee, count, django_assert_num_queries
):
    for number in range(count):
        item_saying(
            committee,
            "Se mødet den 4. marts (punkt 8) og Byrådet den 1. april.",
            number=20 + number,
        )
    known = KnownMeetings.load()
    items = list(
        AgendaItem.objects.select_related("meeting__committee").prefetch_related(
            "decisions", "meeting__committee__names"
        )
    )
    with django_assert_num_queries(0):
        assert [len(read_references(item, known)) for item in items] == [2] * count
    settle_references(items, known)
    with django_assert_num_queries(3):
        resolve_references(Reference.objects.all(), known)


def test_the_fields_committee_is_the_one_that_met_that_day(committee):
    economy = CommitteeFactory(name="Økonomiudvalget", slug="oekonomiudvalget", code="ØU")
    target = AgendaItemFactory(meeting=meeting_of(committee, dt.date(2025, 5, 6)), number=43)
    item = item_saying(economy, "Se fagudvalgets behandling af hegnet den 6. maj 2025, punkt 43.")
    (row,) = follow(item)
    assert (row.committee, row.target) == (committee, target)
    assert "fagudvalget må være havneudvalget" in whys(row)["body"].casefold()


def test_the_fields_committee_stays_unnamed_where_none_is_known_to_have_met():
    economy = CommitteeFactory(name="Økonomiudvalget", slug="oekonomiudvalget", code="ØU")
    (row,) = follow(item_saying(economy, "Se fagudvalgets beslutning den 6. maj 2025."))
    assert (row.committee, row.body_name, row.meeting) == (None, "Fagudvalget", None)


def test_the_next_meeting_is_not_one_that_is_held_years_later(committee):
    meeting_of(committee, dt.date(2027, 6, 1))
    (row,) = follow(item_saying(committee, "Sagen kommer igen på næste møde."))
    assert row.meeting is None


def test_last_month_is_told_from_the_day_of_the_meeting(committee):
    (row,) = follow(item_saying(committee, "Der blev orienteret om lågen på mødet i sidste måned."))
    assert (row.date, row.precision) == (dt.date(2025, 5, 1), "month")
    assert "3. juni 2025" in whys(row)["year"]


def test_a_plan_is_known_by_its_number(committee):
    council = CommitteeFactory(name="Byrådet", slug="byraadet", code="BYR")
    held = meeting_of(council, dt.date(2025, 5, 26))
    for number, title in enumerate(("Lokalplan 31 for Nord", "Lokalplan 45 for Syd"), 1):
        AgendaItemFactory(meeting=held, number=number, title=title)
    text = "Husene ligger i Lokalplan 45, som Byrådet vedtog den 26. maj 2025."
    (row,) = follow(item_saying(committee, text))
    assert row.target is not None
    assert row.target.number == 2
