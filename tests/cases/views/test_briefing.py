"""The page of a committee before its next meeting."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Case
from tests.factories import (
    AgendaItemFactory,
    CommitmentFactory,
    CommitteeFactory,
    DecisionFactory,
    FulfilmentFactory,
    MeetingFactory,
    ReferenceFactory,
    TopicLinkFactory,
)
from tests.reading import page_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def days(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


@pytest.fixture
def committee():
    return CommitteeFactory(slug="kultur", name="Kulturudvalget")


@pytest.fixture
def make(committee):
    """An item of the committee on a day counted from today."""

    def make_item(day: int, state: str = "minutes", **values):
        meeting = MeetingFactory(committee=committee, date=days(day), state=state)
        return AgendaItemFactory(meeting=meeting, **values)

    return make_item


@pytest.fixture
def part(client, committee):
    """The entries of one part of the page, as text."""

    def find(name: str) -> list[str]:
        section = page_of(client, "/kultur/foer-moedet/").select_one(
            f"section[aria-labelledby={name}]"
        )
        found = section.select("li") if section else []
        return [" ".join(entry.get_text().split()) for entry in found]

    return find


def test_it_begins_with_the_next_agenda_and_how_often_a_case_was_on(client, make, part):
    number = "20.00.00-A00-1-25"
    make(-60, journal_number=number)
    make(-30, journal_number=number)
    make(-20, journal_number=number, access="closed")
    item = make(9, "agenda", number=4, title="Havnen", journal_number=number)
    make(40, "agenda", title="Et senere møde")
    make(3, "cancelled", title="Et aflyst møde")
    assert part("naeste") == ["4. Havnen Sagen har været på 2 møder før."]
    page = page_of(client, "/kultur/foer-moedet/")
    assert page.find("a", href=item.meeting.get_absolute_url()) is not None


def test_without_an_agenda_it_says_so_and_names_the_latest_minutes(client, make):
    latest = make(-30)
    section = page_of(client, "/kultur/foer-moedet/").find("section")
    assert "ingen dagsorden for et kommende møde" in section.get_text()
    assert section.find("a")["href"] == latest.meeting.get_absolute_url()


def test_days_ahead_are_those_promised_and_those_a_text_plans_each_once(make, part, committee):
    item = make(-30, title="Planen")
    CommitmentFactory(item=item, words="Udvalget ser planen", due=days(20))
    same = {"item": item, "kind": "process_step", "committee": committee}
    ReferenceFactory(**same, words="samme dag", date=days(20))
    ReferenceFactory(**same, words="En anden dag", date=days(5))
    ReferenceFactory(**same, words="I tvivl", date=days(6), doubts=[{"code": "x", "says": "?"}])
    ReferenceFactory(**same, words="Passeret", date=days(-1))
    ReferenceFactory(item=item, kind="planned_date", words="Andet udvalg", date=days(7),
                     committee=CommitteeFactory())  # fmt: skip
    done = CommitmentFactory(item=item, words="Allerede fulgt op", due=days(8))
    FulfilmentFactory(commitment=done)
    ReferenceFactory(**same, words="Allerede fulgt op", date=days(8))
    entries = part("planlagt")
    assert ["En anden dag" in entries[0], "Udvalget ser planen" in entries[1], len(entries)] == [
        True, True, 2,
    ]  # fmt: skip


def test_what_is_open_goes_by_status_and_counts_what_there_is_no_room_for(client, make, part):
    item = make(-90)
    for number in range(10):
        CommitmentFactory(item=item, words=f"Passeret {number}", due=days(-10 - number))
    CommitmentFactory(item=item, words="Uden dag", due=None, due_precision="")
    kept = CommitmentFactory(item=item, words="Fulgt op", due=days(-5))
    FulfilmentFactory(commitment=kept, state="confirmed")
    entries = part("aabent")
    assert [entry.split(" Punktets")[0].split(" ", 2)[-1] for entry in entries[:8]] == [
        f"{days(-10 - number).year} Passeret {number}" for number in range(8)
    ]
    assert "Uden dag" in entries[8]
    assert len(entries) == 9
    link = page_of(client, "/kultur/foer-moedet/").find("a", string="Her er 8 af 10. Se dem alle")
    assert link["href"] == "/opfoelgning/?udvalg=kultur&status=passed"
    assert len(page_of(client, link["href"]).select(".promise")) == 10


def test_what_was_perhaps_followed_up_says_where_unless_it_is_long_ago(make, part):
    item, later, long_ago = make(-900), make(-30, number=7, title="Ny plan"), make(-800)
    for words, by in [("Nyligt", later), ("For længe siden", long_ago)]:
        FulfilmentFactory(
            commitment=CommitmentFactory(item=item, words=words, due=days(-850)), item=by
        )
    (entry,) = part("aabent")
    assert "Nyligt" in entry
    assert "Måske fulgt op i Ny plan Punkt 7, Kulturudvalget" in entry


def test_a_day_is_not_said_twice_and_a_meeting_that_is_not_here_is_told(make, part):
    day = dt.date(2025, 6, 3)
    CommitmentFactory(item=make(-900), words="Den 3. juni 2025: Udvalget ser planen.", due=day)
    (entry,) = part("aabent")
    assert entry.startswith("3. juni 2025 Udvalget ser planen.")
    assert entry.endswith(
        "Portalen har ikke noget møde i udvalget 3. juni 2025, så opfølgningen kan ikke ses her."
    )


def test_standing_items_show_when_they_were_on_last(make, part):
    for number, day in [("00.01.00-P19-1-17", -30), ("00.01.00-P19-1-17", -60),
                        ("00.01.00-P19-2-10", -1000)]:  # fmt: skip
        make(day, title="Meddelelser", journal_number=number)
    Case.objects.update(is_series=True)
    entries = part("faste")
    first, last = days(-60).year, days(-30).year
    years = f"{first}–{last}" if first < last else last
    assert len(entries) == 1
    assert entries[0].startswith(f"Meddelelser På 2 møder {years}, senest ")


def test_topics_go_by_activity_in_the_last_two_years(make, part):
    busy = TopicLinkFactory(item=make(-30), topic__name="Havnen").topic
    TopicLinkFactory(item=make(-40), topic=busy)
    TopicLinkFactory(item=make(-20), topic__name="Cykelstier")
    TopicLinkFactory(item=make(-10), topic__name="Kun nævnt", level="mentions")
    TopicLinkFactory(item=make(-15), topic__name="Afvist", state="rejected")
    TopicLinkFactory(item=make(-1000), topic__name="For længe siden")
    TopicLinkFactory(topic=busy, item__meeting__date=days(-5))  # another committee
    entries = part("emner")
    assert [entry.split(", senest")[0] for entry in entries] == [
        "Havnen 2 punkter handler om det",
        "Cykelstier 1 punkt handler om det",
    ]


def test_what_was_put_off_tells_how_often_and_whether_it_came_back(make, part):
    number = "20.00.00-A00-1-25"
    for day in (-90, -60):
        DecisionFactory(item=make(day, title="Havnen", journal_number=number), kind="postponed")
    DecisionFactory(item=make(-30, journal_number=number), kind="approved")
    DecisionFactory(item=make(-20, title="Broen"), kind="postponed")
    DecisionFactory(item=make(-1000, title="For længe siden"), kind="postponed")
    broen, havnen = part("udsat")
    assert broen.startswith("Broen Udsat 1 gang, senest ")
    assert broen.endswith("Ikke set behandlet igen endnu.")
    assert havnen.startswith("Havnen Udsat 2 gange, senest ")
    assert "Behandlet igen" in havnen


def test_latest_decisions_leave_out_those_that_only_note(make, part):
    DecisionFactory(item=make(-30, title="Godkendt sag"), kind="approved")
    DecisionFactory(item=make(-20, title="Til efterretning"), kind="noted")
    assert [entry.split(" Godkendt ")[0] for entry in part("senest")] == ["Godkendt sag"]


def test_an_unknown_committee_has_no_briefing(client, committee):
    assert client.get("/kultur/foer-moedet/").status_code == 404  # no public meeting yet


def test_the_committee_and_its_meetings_lead_there(client, make):
    item = make(-5)
    for address in ("/kultur/", item.meeting.get_absolute_url()):
        assert page_of(client, address).find("a", href="/kultur/foer-moedet/") is not None
