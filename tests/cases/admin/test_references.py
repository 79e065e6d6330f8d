"""The queue of references: a person's word shows at once and survives every new reading."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.minutes.passages import Passage
from cases.models import Reference
from cases.threads.passages import place, settle_passages
from tests.cases.admin.test_by_hand import filled, send
from tests.factories import (
    AgendaItemFactory,
    CommitteeFactory,
    MeetingFactory,
    ReferenceFactory,
)
from tests.reading import page_of

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/cases/reference/", "/admin/cases/reference/add/"
WORDS = "på mødet den 4. marts"
MEANING = ("kind", "body_name", "committee", "date", "precision", "number", "inferred", "doubts")
DOUBT = {"code": "itself", "says": "Teksten skriver punkt 8, som er punktet selv."}
YEAR = {"what": "year", "why": "Året er det seneste før mødet."}
ITEM = {"what": "item", "why": "Punktet er nævnt før i teksten."}


@pytest.fixture
def item():
    committee = CommitteeFactory(name="Vejudvalget", slug="vejudvalget")
    meeting = MeetingFactory(committee=committee, date=dt.date(2025, 4, 1))
    return AgendaItemFactory(meeting=meeting, number=8, case_text=f"Se {WORDS}. Og punkt 8.")


@pytest.fixture
def reference(item):
    return ReferenceFactory(
        item=item, words=WORDS, start=3, sentence=f"Se {WORDS}.", inferred=[YEAR, ITEM]
    )


def change(reference) -> str:
    return f"{LIST}{reference.pk}/change/"


def read_again(item, *texts: tuple[str, dict]) -> None:
    """Read the item with a rule that finds these words and gives them this meaning."""

    def read(item) -> list[Reference]:
        return [
            place(Reference(kind="meeting_date", **values), item,
                  Passage("case_text", item.case_text.index(words), words, ""))
            for words, values in texts
        ]  # fmt: skip

    settle_passages(Reference, [item], read, MEANING)


def titles(client, query: str = "") -> list[str]:
    rows = page_of(client, f"{LIST}?{query}").select("#result_list tbody tr")
    return [row.select_one(".field-short_words").get_text() for row in rows]


def test_the_list_has_what_is_doubtful_first_and_what_is_settled_last(clerk):
    ReferenceFactory(words="afgjort", state="confirmed", doubts=[DOUBT])
    ReferenceFactory(words="med mål", to=AgendaItemFactory())
    ReferenceFactory(words="uden mål")
    ReferenceFactory(words="tvivlsom", doubts=[DOUBT])
    ReferenceFactory(words="væk", is_found=False)
    assert titles(clerk) == ["tvivlsom", "uden mål", "med mål", "væk", "afgjort"]
    assert titles(clerk, "mangler=tvivl") == ["tvivlsom"]
    assert titles(clerk, "mangler=uden-maal") == ["tvivlsom", "uden mål"]
    assert titles(clerk, "mangler=afgjort") == ["afgjort"]
    assert titles(clerk, "mangler=vaek") == ["væk"]
    assert titles(clerk, "q=tvivlsom") == ["tvivlsom"]


def test_the_page_shows_the_sentence_what_the_rule_made_of_it_and_why(clerk, reference):
    page = page_of(clerk, change(reference))
    assert page.mark.get_text() == WORDS
    said = page.find(id="content").get_text()
    assert page.select(".delete-related, .add-related, .change-related") == []
    for part in ("Vejudvalget, 4. marts 2025", "(ikke i portalen)", YEAR["why"], "af en regel"):
        assert part in said


def test_a_confirmed_reference_keeps_its_meaning_and_its_doubt(clerk, item, reference):
    Reference.objects.update(doubts=[DOUBT])
    send(clerk, change(reference))
    read_again(item, (WORDS, {"number": 3}))
    reference.refresh_from_db()
    assert (reference.state, reference.set_by, reference.number) == ("confirmed", "person", None)
    assert reference.doubts == [DOUBT]
    assert "[tvivl, note 1]" in page_of(clerk, item.get_absolute_url()).get_text()
    send(clerk, change(reference), doubts_settled="on")
    assert "tvivl" not in page_of(clerk, item.get_absolute_url()).find("article").get_text()


def test_what_is_no_reference_is_gone_at_once_and_stays_gone(clerk, item, reference):
    assert page_of(clerk, item.get_absolute_url()).select(".ref")
    send(clerk, change(reference), state="rejected")
    read_again(item, (WORDS, {"number": 3}))
    assert page_of(clerk, item.get_absolute_url()).select(".ref, .notes") == []
    assert LogEntry.objects.get().get_change_message()


def test_a_reference_is_pointed_to_another_item(clerk, item, reference):
    target = AgendaItemFactory(meeting__date=dt.date(2025, 3, 11), number=5, title="Det rigtige")
    send(clerk, change(reference), target=target.pk)
    read_again(item, (WORDS, {"number": 3, "date": dt.date(2025, 3, 4)}))
    reference.refresh_from_db()
    assert (reference.target, reference.meeting) == (target, target.meeting)
    assert (reference.number, reference.date, reference.committee) == (
        5,
        dt.date(2025, 3, 11),
        target.meeting.committee,
    )
    assert reference.inferred == []
    page = page_of(clerk, item.get_absolute_url())
    assert page.select_one("a.ref")["href"] == target.get_absolute_url()


def test_a_reference_is_pointed_to_a_meeting_and_a_number(clerk, reference):
    target = AgendaItemFactory(number=5)
    send(clerk, change(reference), meeting=target.meeting_id, number="5")
    reference.refresh_from_db()
    assert (reference.target, reference.date) == (target, target.meeting.date)


def test_a_date_leads_to_the_meeting_of_the_committee_or_becomes_a_stub(clerk, item, reference):
    other = AgendaItemFactory(
        meeting__committee=item.meeting.committee, meeting__date=dt.date(2025, 3, 18), number=5
    )
    send(clerk, change(reference), date="2025-03-18", number="5")
    reference.refresh_from_db()
    assert (reference.meeting, reference.target) == (other.meeting, other)
    assert reference.inferred == []
    send(clerk, change(reference), date="2025-03-25")
    reference.refresh_from_db()
    assert (reference.meeting, reference.target, reference.number) == (None, None, 5)
    send(clerk, change(reference), date="2025-05-20", precision="month")
    reference.refresh_from_db()
    assert (reference.date, reference.precision) == (dt.date(2025, 5, 1), "month")


def test_another_body_is_named_though_the_portal_does_not_have_it(clerk, reference):
    send(clerk, change(reference), body_name="Byrådet")
    reference.refresh_from_db()
    assert (reference.body_name, reference.committee) == ("Byrådet", None)
    council = CommitteeFactory(name="Kulturudvalget")
    send(clerk, change(reference), body_name="kulturudvalget")
    reference.refresh_from_db()
    assert reference.committee == council


def test_a_reference_is_added_by_hand_where_its_words_stand(clerk, item):
    target = AgendaItemFactory(title="Før")
    data = {"item": item.pk, "words": "punkt 8", "kind": "meeting_item", "target": target.pk}
    send(clerk, ADD, **data)
    added = Reference.objects.get()
    assert (added.section, added.start, added.sentence) == ("case_text", 29, "Og punkt 8.")
    read_again(item)
    page = page_of(clerk, item.get_absolute_url())
    assert page.select_one("a.ref")["href"] == target.get_absolute_url()
    assert page_of(clerk, f"/admin/cases/agendaitem/{item.pk}/change/").find(
        "a", string="Henvisninger (1)"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [("på mødet i juni", "Ordene står ikke i punktets tekst"), (WORDS, "allerede registreret")],
)
def test_words_that_do_not_stand_there_are_refused_with_a_reason(
    clerk, item, reference, words, message
):
    data = {"item": item.pk, "words": words, "kind": "meeting_date"}
    answer = clerk.post(ADD, {**filled(clerk, ADD), **data})
    assert message in answer.content.decode()
    assert Reference.objects.count() == 1


@pytest.mark.parametrize(("action", "state"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_many_are_settled_at_once_and_each_is_in_the_log(clerk, item, reference, action, state):
    other = ReferenceFactory(item=item, words="punkt 8", start=29)
    clerk.post(LIST, {"action": action, "_selected_action": [reference.pk, other.pk]})
    read_again(item, (WORDS, {}), ("punkt 8", {}))
    assert set(Reference.objects.values_list("state", flat=True)) == {state}
    assert LogEntry.objects.count() == 2


def test_what_is_set_back_follows_the_rule_again(clerk, item, reference):
    send(clerk, change(reference), number="9")
    clerk.post(LIST, {"action": "reopen", "_selected_action": [reference.pk]})
    read_again(item, (WORDS, {"number": 3}))
    reference.refresh_from_db()
    assert (reference.state, reference.set_by, reference.number) == ("suggested", "rule", 3)


def test_one_who_may_only_look_changes_nothing(onlooker, reference):
    assert "Afvis" not in page_of(onlooker, LIST).get_text()
    assert page_of(onlooker, change(reference)).select("input[name=state]") == []
    for address in (change(reference), ADD):
        assert onlooker.post(address, {"state": "rejected"}).status_code == 403
    onlooker.post(LIST, {"action": "reject", "_selected_action": [reference.pk]})
    reference.refresh_from_db()
    assert reference.state == "suggested"


def test_nothing_is_deleted(clerk, reference):
    assert clerk.post(f"{LIST}{reference.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in str(page_of(clerk, LIST))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_times(clerk, rows):
    for _ in range(rows):
        ReferenceFactory(to=AgendaItemFactory(), doubts=[DOUBT])
    clerk.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        clerk.get(LIST)
    assert len(queries) == 8


def test_reasons_are_a_list_on_the_page_and_marks_in_them_are_only_shown(clerk, reference):
    Reference.objects.update(doubts=[{"code": "itself", "says": "Står <b>sådan</b>."}])
    for address in (LIST, change(reference)):
        page = page_of(clerk, address)
        said = [entry.get_text() for entry in page.select("ul.reasons > li")]
        assert YEAR["why"] in said
        assert any(line.endswith("Står <b>sådan</b>.") for line in said)
        assert "<li>" not in page.find(id="content").get_text()
