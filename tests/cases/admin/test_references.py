"""The queue of references: a person's word shows at once and survives every new reading."""

import datetime as dt
from itertools import islice

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.minutes.passages import Passage
from cases.models import Commitment, Reference
from cases.threads.follow import follow_meeting
from cases.threads.passages import place, settle_passages
from tests.cases.admin.test_by_hand import filled, send
from tests.factories import (
    AgendaItemFactory,
    CommitmentFactory,
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
    return [row.mark.get_text() for row in rows]


def _groups(values: list[str], *sizes: int) -> list[list[str]]:
    rest = iter(values)
    return [list(islice(rest, size)) for size in sizes]


def test_the_list_has_what_is_doubtful_first_and_what_is_settled_last(clerk):
    ReferenceFactory(words="afgjort", state="confirmed", doubts=[DOUBT])
    ReferenceFactory(words="med mål", to=AgendaItemFactory())
    ReferenceFactory(words="ikke i portalen", committee=None, body_name="Byrådet")
    ReferenceFactory(words="uden organ", committee=None, body_name="")
    ReferenceFactory(words="uden dato", date=None, precision="")
    ReferenceFactory(words="næste møde", date=None, precision="", kind="next_meeting")
    ReferenceFactory(words="tvivlsom", doubts=[DOUBT])
    ReferenceFactory(words="væk", is_found=False)
    assert [frozenset(some) for some in _groups(titles(clerk), 1, 2, 2, 1, 2)] == [
        {"tvivlsom"},
        {"uden organ", "uden dato"},
        {"ikke i portalen", "næste møde"},
        {"med mål"},
        {"væk", "afgjort"},
    ]
    assert titles(clerk, "mangler=tvivl") == ["tvivlsom"]
    assert set(titles(clerk, "mangler=mangler")) == {"uden organ", "uden dato"}
    not_held = {"tvivlsom", "ikke i portalen", "næste møde"}
    assert set(titles(clerk, "mangler=ikke-i-portalen")) == not_held
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
    send(clerk, change(reference), state="confirmed")
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
    answer = clerk.post(
        change(reference), {**filled(clerk, change(reference)), "date": "2025-03-25"}
    )
    assert "Punktet og datoen passer ikke sammen" in answer.content.decode()
    send(clerk, change(reference), date="2025-03-25", target="")
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
    [("på mødet i juni", "Ordene står ikke i punktets tekst"), (WORDS.upper(), "overlapper")],
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


def test_a_row_added_by_hand_is_never_a_rules_and_survives_the_next_import(clerk, item):
    target = AgendaItemFactory()
    data = {"item": item.pk, "words": "Og punkt", "kind": "meeting_item", "target": target.pk}
    send(clerk, ADD, **data)
    added = Reference.objects.get()
    for state in ("confirmed", "rejected"):
        Reference.objects.update(state=state)
        chosen = {"action": "reopen", "_selected_action": [added.pk]}
        answer = clerk.post(LIST, chosen, follow=True).content.decode()
        assert "Ingen regel finder disse ord" in answer
        assert f'href="{change(added)}"' in answer
        follow_meeting(item.meeting)
        added.refresh_from_db()
        assert (added.state, added.set_by, added.target) == (state, "person", target)


def test_what_is_set_back_is_as_a_new_import_would_have_it(clerk, item, reference):
    send(clerk, change(reference), number="9", state="confirmed")
    clerk.post(LIST, {"action": "reopen", "_selected_action": [reference.pk]})
    after = Reference.objects.values().get(pk=reference.pk)
    assert (after["state"], after["set_by"], after["number"]) == ("suggested", "rule", None)
    follow_meeting(item.meeting)
    assert Reference.objects.values().get(pk=reference.pk) == after


@pytest.mark.parametrize("act", ["confirmed", "rejected"])
def test_one_row_is_judged_by_its_button_and_the_list_stays_as_it_was(clerk, reference, act):
    address = f"{LIST}?mangler=ikke-i-portalen"
    button = page_of(clerk, address).select_one(f"button[name=act][value^={act}]")
    answer = clerk.post(address, {"act": button["value"]})
    assert answer["Location"] == address
    reference.refresh_from_db()
    assert reference.state == act
    assert clerk.post(address, {"act": "deleted:1"}).status_code == 400


def test_a_date_alone_settles_nothing_and_a_refused_form_shows_what_is_stored(clerk, reference):
    send(clerk, change(reference), date="2025-03-11")
    reference.refresh_from_db()
    assert (reference.state, reference.date) == ("suggested", dt.date(2025, 3, 11))
    assert "Rettet, ikke afgjort" in page_of(clerk, change(reference)).get_text()
    sent = {**filled(clerk, change(reference)), "state": "confirmed", "date": "1925-03-11"}
    answer = clerk.post(change(reference), sent).content.decode()
    assert "mere end 20 år" in answer
    assert "Bekræftet af en medarbejder" not in answer


@pytest.mark.parametrize(
    ("values", "leads"),
    [
        ({"committee": "", "body_name": ""}, False),
        ({"committee": "", "body_name": "Byrådet"}, True),
        ({"date": ""}, False),
        ({"date": "", "kind": "earlier_undated"}, True),
        ({"date": "", "committee": "", "body_name": "", "kind": "other_body"}, False),
        ({"date": "", "committee": "", "body_name": "", "kind": "same_meeting_item"}, True),
    ],
)
def test_what_leads_nowhere_is_not_confirmed(clerk, reference, values, leads):
    sent = {**filled(clerk, change(reference)), **values, "state": "confirmed"}
    assert clerk.post(change(reference), sent).status_code == (302 if leads else 200)
    assert (Reference.objects.get().state == "confirmed") is leads
    send(clerk, change(reference), **values, state="rejected")


def test_what_leads_nowhere_is_not_confirmed_in_a_heap_either(clerk, reference):
    lost = ReferenceFactory(words="uden dato", date=None, precision="")
    chosen = {"action": "confirm", "_selected_action": [reference.pk, lost.pk]}
    answer = clerk.post(LIST, chosen, follow=True).content.decode()
    assert f'<a href="{change(lost)}">»uden dato«</a>' in answer
    assert [row.state for row in Reference.objects.order_by("pk")] == ["confirmed", "suggested"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"date": "2025-03-12"}, "Punktet og datoen passer ikke sammen"),
        ({"number": "6"}, "Punktet og nummeret passer ikke sammen"),
        ({"date": "2025-03-20", "precision": "month", "number": "5"}, ""),
    ],
)
def test_an_item_and_what_is_typed_beside_it_have_to_agree(clerk, reference, values, says):
    target = AgendaItemFactory(meeting__date=dt.date(2025, 3, 11), number=5)
    sent = {**filled(clerk, change(reference)), "target": target.pk, **values}
    answer = clerk.post(change(reference), sent)
    assert answer.status_code == (200 if says else 302)
    assert says in answer.content.decode()
    assert Reference.objects.get().target == (None if says else target)


def test_a_promise_is_worked_out_anew_when_a_reference_is_judged(clerk, item):
    promised = CommitmentFactory(
        item=AgendaItemFactory(meeting=MeetingFactory(
            committee=item.meeting.committee, date=dt.date(2025, 2, 4))),
        kind="process_step", due=dt.date(2025, 3, 2),
    )  # fmt: skip
    told = ReferenceFactory(item=item, words=WORDS, start=3, date=dt.date(2025, 3, 4))
    clerk.post(LIST, {"action": "confirm", "_selected_action": [told.pk]})
    promised.refresh_from_db()
    assert (promised.held_on, promised.held_reference) == (dt.date(2025, 3, 4), told)
    send(clerk, change(told), date="2025-03-05")
    promised.refresh_from_db()
    assert promised.held_on == dt.date(2025, 3, 5)
    Commitment.objects.update(state="confirmed")
    send(clerk, change(told), state="rejected")
    promised.refresh_from_db()
    assert (promised.held_on, promised.held_reference) == (None, None)


def test_one_who_may_only_look_changes_nothing(onlooker, reference):
    page = page_of(onlooker, LIST)
    assert "Afvis" not in page.get_text()
    assert page.select_one("#result_list tbody a[href*='/reference/']")
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
