"""References on the page: words that are a link, notes that say what was inferred, nothing hidden."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    AgendaItemFactory,
    CommitteeFactory,
    DecisionFactory,
    MeetingFactory,
    ReferenceFactory,
)
from tests.reading import page_of

pytestmark = pytest.mark.django_db
TEXT = "Som nævnt på mødet den 4. marts, punkt 7, og **på mødet den 4. marts** er stien smal."
YEAR = {"what": "year", "why": "Året er det seneste før mødet."}
DOUBT = {"code": "itself", "says": "Teksten skriver punkt 8, som er punktet selv."}


@pytest.fixture
def target():
    committee = CommitteeFactory(slug="vejudvalget", name="Vejudvalget")
    meeting = MeetingFactory(committee=committee, date=dt.date(2025, 3, 4))
    return AgendaItemFactory(meeting=meeting, number=7, title="Cykelsti ved åen")


@pytest.fixture
def item(target):
    meeting = MeetingFactory(committee=target.meeting.committee, date=dt.date(2025, 4, 1))
    return AgendaItemFactory(meeting=meeting, number=8, title="Stien igen", case_text=TEXT)


def refer(item, words="på mødet den 4. marts", which=0, **values):
    """A reference with its place in the case text, or in the one given."""
    text = values.pop("text", item.case_text)
    start = text.index(words)
    for _ in range(which):
        start = text.index(words, start + 1)
    return ReferenceFactory(item=item, words=words, start=start, occurrence=which + 1, **values)


def test_the_printed_words_are_the_link(client, item, target):
    refer(item, "på mødet den 4. marts, punkt 7", to=target)
    refer(item, which=1, meeting=target.meeting)
    page = page_of(client, item.get_absolute_url())
    assert [(link.get_text(), link["href"]) for link in page.select("a.ref")] == [
        ("på mødet den 4. marts, punkt 7", "/vejudvalget/2025-03-04/punkt-7/"),
        ("på mødet den 4. marts", "/vejudvalget/2025-03-04/"),
    ]
    assert page.select(".ref-note") == []  # nothing is inferred, so there is nothing to note
    notes = page.select(".notes > li")
    assert [note.a.get_text() for note in notes] == [
        "Cykelsti ved åen",
        "Vejudvalget 4. marts 2025",
    ]


def test_what_is_inferred_stands_in_a_note_and_the_way_back(client, item, target):
    refer(item, to=target, inferred=[YEAR])
    page = page_of(client, item.get_absolute_url())
    pointer = page.select_one(".ref-note")
    assert (pointer.get_text(), pointer["aria-label"]) == ("1", "note 1: Året er udledt")
    note = page.find(id=pointer["href"][1:])
    assert "»på mødet den 4. marts«" in note.get_text()
    assert "Året er udledt: Året er det seneste før mødet." in note.get_text()
    assert page.find(id=note.select("a")[-1]["href"][1:]) == pointer


def test_an_error_of_the_source_is_marked_in_words_and_not_corrected(client, item):
    refer(item, "punkt 7", to=item, doubts=[DOUBT])
    page = page_of(client, item.get_absolute_url())
    assert page.select("a.ref") == []  # it would lead nowhere
    words = page.select_one("span.ref")
    assert words.get_text() == "punkt 7"
    assert words.find_next("a").get_text() == "[tvivl, note 1]"
    assert "Tvivl: Teksten skriver punkt 8, som er punktet selv." in page.select_one(".notes").text


def test_a_meeting_that_is_not_here_is_no_link(client, item):
    refer(item, date=dt.date(2025, 3, 1), precision="month", body_name="Byrådet", committee=None)
    page = page_of(client, item.get_absolute_url())
    assert page.select("a.ref") == []
    assert page.select_one(".ref-note")["aria-label"] == "note 1: Mødet er ikke i portalen endnu"
    assert "Byrådet marts 2025. Mødet er ikke i portalen endnu." in " ".join(
        page.select_one(".notes").get_text().split()
    )


def test_a_meeting_that_is_not_here_is_named_with_the_number_of_the_item(client, item):
    refer(item, date=dt.date(2025, 12, 2), number=65, body_name="Byrådet", committee=None)
    note = page_of(client, item.get_absolute_url()).select_one(".notes > li")
    assert "Byrådet 2. december 2025, punkt 65." in " ".join(note.get_text().split())
    assert note["tabindex"] == "-1"  # the way from the text moves the focus here


def test_what_is_folded_away_has_the_last_notes(client, item, target):
    item.recommendation = "Direktøren indstiller,\n\nat punktet på mødet den 4. marts godkendes."
    item.save()
    refer(item, to=target, inferred=[YEAR], text=item.recommendation, section="recommendation")
    refer(item, to=target, inferred=[YEAR], position=2)
    page = page_of(client, item.get_absolute_url())
    assert page.select_one("details .as-source .ref-note").get_text() == "2"
    assert [link.get_text() for link in page.select(".ref-note")] == ["2", "1"]


def test_a_reference_without_a_date_says_so(client, item):
    refer(item, date=None, precision="")
    page = page_of(client, item.get_absolute_url())
    assert "Der står ikke, hvilket møde det er." in page.select_one(".notes").get_text()


def test_words_that_are_not_found_are_listed_and_the_text_is_left(client, item, target):
    reference = refer(item, to=target, inferred=[YEAR])
    reference.start = 5000
    reference.save()
    page = page_of(client, item.get_absolute_url())
    assert page.select("a.ref, .ref-note") == []
    assert page.select_one(".notes a")["href"] == target.get_absolute_url()
    assert len(page.select(".notes a")) == 1  # no way back to what is not there


def test_a_reference_that_a_person_rejected_is_gone(client, item, target):
    refer(item, to=target, state="rejected")
    page = page_of(client, item.get_absolute_url())
    assert page.find(id="henvisninger") is None
    assert page_of(client, target.get_absolute_url()).find(id="henvisninger") is None


def test_an_item_lists_what_refers_to_it(client, item, target):
    refer(item, to=target, inferred=[YEAR])
    page = page_of(client, target.get_absolute_url())
    (row,) = page.find(id="henvisninger").parent.select("li")
    assert row.a["href"] == item.get_absolute_url()
    said = " ".join(row.get_text().split())
    for part in (
        "Stien igen",
        "1. april 2025",
        "Punkt 8",
        "»på mødet den 4. marts«",
        "Året er udledt",
    ):
        assert part in said


def test_notes_are_numbered_as_the_page_is_read(client, item, target):
    decision = DecisionFactory(item=item, text="Tiltrådt som på mødet den 4. marts.")
    refer(item, to=target, inferred=[YEAR])
    refer(item, to=target, inferred=[YEAR], text=decision.text, section="decision-1", position=9)
    page = page_of(client, item.get_absolute_url())
    assert [link.get_text() for link in page.select(".ref-note")] == ["1", "2"]
    assert page.select_one(".ref-note").find_parent(class_="decision")


def test_the_whole_meeting_links_them_too_with_notes_of_each_item(client, item, target):
    other = AgendaItemFactory(meeting=item.meeting, number=9, case_text=TEXT)
    for one in (item, other):
        refer(one, to=target, inferred=[YEAR])
    page = page_of(client, f"{item.meeting.get_absolute_url()}samlet/")
    assert [link.get_text() for link in page.select("a.ref")] == ["på mødet den 4. marts"] * 2
    for pointer in page.select(".ref-note"):
        assert page.find(id=pointer["href"][1:]).find_parent(
            id=pointer.find_parent(class_="one")["id"]
        )
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


HIDDEN = {
    "unpublished": {"meeting__published_at": None},
    "published later": {"meeting__published_at": timezone.now() + dt.timedelta(days=9)},
    "withdrawn meeting": {"meeting__withdrawn_at": timezone.now()},
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("whole", [False, True])
def test_a_hidden_target_looks_like_one_that_is_not_there(client, item, hidden, whole):
    secret = AgendaItemFactory(
        title="Hemmelig", meeting__committee=item.meeting.committee, meeting__date=dt.date(2025, 3, 11),
        number=7, **hidden,
    )  # fmt: skip
    found = {"what": "item", "why": "Titlen ligner »Hemmelig«.", "later": True}
    missing = {"code": "no_such_item", "says": "Det hemmelige møde har det ikke.", "later": True}
    reference = refer(item, to=secret, inferred=[YEAR, found], doubts=[DOUBT, missing])
    address = f"{item.meeting.get_absolute_url()}samlet/" if whole else item.get_absolute_url()
    shown = page_of(client, address)
    assert "hemmelig" not in shown.get_text().lower()
    reference.meeting = reference.target = None
    reference.inferred, reference.doubts = [YEAR], [DOUBT]
    reference.save()
    assert shown.find("article") == page_of(client, address).find("article")


def test_a_hidden_item_of_a_public_meeting_leads_to_the_meeting(client, item, target):
    target.access = "closed"
    target.save()
    refer(item, to=target, inferred=[{"what": "item", "why": "Titlen ligner.", "later": True}])
    page = page_of(client, item.get_absolute_url())
    assert page.select_one("a.ref")["href"] == target.meeting.get_absolute_url()
    assert "ligner" not in page.get_text()
    assert "Cykelsti ved åen" not in page.get_text()


def test_a_date_that_only_the_hidden_meeting_gave_is_not_said(client, item):
    secret = MeetingFactory(published_at=None, date=dt.date(2025, 5, 6))
    by_meeting = {"what": "date", "why": "Det næste møde er 6. maj 2025.", "by_meeting": True}
    refer(item, meeting=secret, date=secret.date, inferred=[by_meeting])
    page = page_of(client, item.get_absolute_url())
    assert "maj" not in page.find("article").get_text()
    assert secret.committee.name not in page.get_text()


@pytest.mark.parametrize("rows", [1, 3])
def test_references_cost_the_same_number_of_queries(client, rows):
    item = AgendaItemFactory(case_text=f"{TEXT} " * 3)
    for number in range(rows):
        ReferenceFactory(item=item, to=AgendaItemFactory(), words=f"punkt {number}")
        ReferenceFactory(item__case_text=TEXT, to=item)
    asked = {}
    for address in (item.get_absolute_url(), f"{item.meeting.get_absolute_url()}samlet/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked[address[-7:]] = len(queries)
    assert list(asked.values()) == [23, 13]
