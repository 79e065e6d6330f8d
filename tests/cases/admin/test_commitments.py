"""The queue of commitments: what a person says of a promise and of the item that kept it."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.minutes.passages import Passage
from cases.models import Commitment, Fulfilment
from cases.threads.follow import follow_meeting
from cases.threads.passages import place, settle_passages
from tests.cases.admin.test_by_hand import filled, send
from tests.factories import AgendaItemFactory, CommitmentFactory, FulfilmentFactory, MeetingFactory
from tests.reading import page_of

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/cases/commitment/", "/admin/cases/commitment/add/"
WORDS = "Sagen forelægges igen til juni."


@pytest.fixture
def commitment():
    item = AgendaItemFactory(title="Cykelsti", case_text=f"Drøftet. {WORDS}")
    return CommitmentFactory(item=item, words=WORDS, start=9)


def change(commitment) -> str:
    return f"{LIST}{commitment.pk}/change/"


def read_again(item) -> None:
    """Read the item with a rule that finds the words, and another meaning of them."""

    def read(item) -> list[Commitment]:
        passage = Passage("case_text", item.case_text.index(WORDS), WORDS, WORDS)
        return [place(Commitment(kind="deadline"), item, passage)]

    meaning = ("kind", "due", "due_precision", "due_inferred")
    settle_passages(Commitment, [item], read, meaning)


def words_in_list(client, query: str = "") -> list[str]:
    rows = page_of(client, f"{LIST}?{query}").select("#result_list tbody tr")
    return [row.mark.get_text() for row in rows]


def test_the_queue_asks_first_about_what_may_have_been_kept(clerk):
    today = timezone.localdate()
    later, long_ago = today + dt.timedelta(days=40), today - dt.timedelta(days=70)
    CommitmentFactory(words="uden frist", due=None, due_precision="")
    CommitmentFactory(words="senere", due=later)
    CommitmentFactory(words="denne måned", due=today.replace(day=1), due_precision="month")
    CommitmentFactory(words="for sent", due=long_ago)
    FulfilmentFactory(commitment__words="måske", commitment__due=later)
    FulfilmentFactory(commitment__words="opfyldt", commitment__due=today, state="confirmed")
    CommitmentFactory(words="intet løfte", state="rejected", due=later)
    assert words_in_list(clerk) == [
        "måske", "for sent", "denne måned", "senere", "uden frist", "opfyldt", "intet løfte",
    ]  # fmt: skip
    assert words_in_list(clerk, "tilstand=perhaps") == ["måske"]
    assert words_in_list(clerk, "tilstand=passed") == ["for sent"]
    assert words_in_list(clerk, "tilstand=kept") == ["opfyldt"]
    assert words_in_list(clerk, "tilstand=rejected") == ["intet løfte"]
    assert words_in_list(clerk, "tilstand=undated") == ["uden frist"]


def test_a_due_date_and_kind_that_a_person_sets_survive_a_new_reading(clerk, commitment):
    Commitment.objects.update(due_inferred=True)
    send(clerk, change(commitment), due="2025-06-17", due_precision="month", kind="awaits")
    read_again(commitment.item)
    commitment.refresh_from_db()
    assert (commitment.due, commitment.due_precision) == (dt.date(2025, 6, 1), "month")
    assert (commitment.kind, commitment.due_inferred) == ("awaits", False)
    send(clerk, change(commitment), due="")
    commitment.refresh_from_db()
    assert (commitment.due, commitment.due_precision) == (None, "")


def test_what_is_no_promise_is_rejected_and_stays_so(clerk, commitment):
    send(clerk, change(commitment), state="rejected")
    read_again(commitment.item)
    commitment.refresh_from_db()
    assert (commitment.state, commitment.is_found) == ("rejected", True)
    assert not Commitment.objects.published().exists()


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_a_suggested_item_is_confirmed_or_rejected_with_the_evidence_in_view(
    clerk, commitment, state
):
    evidence = [{"kind": "title", "says": "Titlerne ligner hinanden."}]
    FulfilmentFactory(commitment=commitment, item__title="Stien er færdig", evidence=evidence)
    page = page_of(clerk, change(commitment))
    assert page.select_one("#fulfilments-group .reasons li").get_text() == evidence[0]["says"]
    send(clerk, change(commitment), **{"fulfilments-0-state": state})
    assert Fulfilment.objects.get().state == state
    assert LogEntry.objects.get().get_change_message()


def test_a_promise_is_closed_by_naming_the_item_that_keeps_it(clerk, commitment):
    kept = AgendaItemFactory(title="Stien er færdig")
    send(clerk, change(commitment), **{"fulfilments-0-item": kept.pk})
    fulfilment = Fulfilment.objects.get()
    assert (fulfilment.item, fulfilment.state, fulfilment.set_by) == (kept, "confirmed", "person")
    (row,) = page_of(clerk, f"{LIST}?tilstand=kept").select("#result_list tbody tr")
    assert "Stien er færdig" in row.get_text()


def test_a_promise_is_added_by_hand_where_its_words_stand(clerk, commitment):
    data = {"item": commitment.item_id, "kind": "case_returns", "due": "2025-06-03"}
    answer = clerk.post(ADD, {**filled(clerk, ADD), **data, "words": "Sagen er væk"})
    assert "Ordene står ikke i punktets tekst" in answer.content.decode()
    answer = clerk.post(ADD, {**filled(clerk, ADD), **data, "words": WORDS})
    assert f'overlapper <a href="{change(commitment)}">' in answer.content.decode()
    send(clerk, ADD, **data, words="Drøftet.")
    added = Commitment.objects.get(words="Drøftet.")
    assert (added.section, added.start, added.sentence) == ("case_text", 0, "Drøftet.")
    assert (added.set_by, added.state, added.due_precision) == ("person", "confirmed", "day")


@pytest.mark.parametrize(("action", "state"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_many_are_settled_at_once_and_each_is_in_the_log(clerk, commitment, action, state):
    chosen = [commitment.pk, CommitmentFactory().pk]
    clerk.post(LIST, {"action": action, "_selected_action": chosen})
    assert set(Commitment.objects.values_list("state", flat=True)) == {state}
    assert LogEntry.objects.count() == 2


def test_a_promise_added_by_hand_survives_being_set_back(clerk, commitment):
    item = commitment.item
    send(clerk, ADD, item=item.pk, kind="awaits", words="Drøftet.")
    added = Commitment.objects.get(words="Drøftet.")
    clerk.post(LIST, {"action": "reopen", "_selected_action": [added.pk]})
    follow_meeting(item.meeting)
    added.refresh_from_db()
    assert (added.state, added.set_by) == ("confirmed", "person")


def test_judging_what_kept_a_promise_does_not_judge_the_promise(clerk, commitment):
    suggested = FulfilmentFactory(commitment=commitment)
    send(clerk, change(commitment), **{"fulfilments-0-state": "rejected"})
    suggested.refresh_from_db()
    commitment.refresh_from_db()
    assert (suggested.state, commitment.state, commitment.set_by) == (
        "rejected", "suggested", "rule",
    )  # fmt: skip


def test_the_item_that_keeps_a_promise_is_not_from_before_it(clerk, commitment):
    made = commitment.item.meeting
    earlier = AgendaItemFactory(meeting__date=made.date - dt.timedelta(days=1))
    same = AgendaItemFactory(meeting=made)
    before = {**filled(clerk, change(commitment)), "state": "confirmed"}
    answer = clerk.post(change(commitment), {**before, "fulfilments-0-item": earlier.pk})
    said = answer.content.decode()
    assert "Vælg et punkt fra samme møde eller et senere" in said
    assert "Bekræftet af en medarbejder" not in said
    send(clerk, change(commitment), **{"fulfilments-0-item": same.pk})
    assert Fulfilment.objects.get().item == same
    data = {**filled(clerk, ADD), "item": same.pk, "kind": "awaits", "words": same.case_text}
    assert clerk.post(ADD, {**data, "fulfilments-0-item": earlier.pk}).status_code == 200


def test_the_day_of_the_meeting_is_told_anew_when_the_due_date_is_corrected(clerk, commitment):
    made = commitment.item.meeting
    day = made.date + dt.timedelta(days=60)
    MeetingFactory(committee=made.committee, date=day)
    Commitment.objects.update(due=day - dt.timedelta(days=2), held_on=day)
    send(clerk, change(commitment), due=(day - dt.timedelta(days=30)).isoformat())
    commitment.refresh_from_db()
    assert (commitment.held_on, commitment.state) == (None, "suggested")
    send(clerk, change(commitment), due=(day + dt.timedelta(days=1)).isoformat())
    commitment.refresh_from_db()
    assert commitment.held_on == day
    typed = day + dt.timedelta(days=3)
    send(clerk, change(commitment), held_on=typed.isoformat())
    send(clerk, change(commitment), due=(day + dt.timedelta(days=2)).isoformat())
    commitment.refresh_from_db()
    assert commitment.held_on == typed


def test_one_who_may_only_look_changes_nothing(onlooker, commitment):
    page_of(onlooker, LIST)
    assert page_of(onlooker, change(commitment)).select("input[name=state]") == []
    for address in (change(commitment), ADD):
        assert onlooker.post(address, {"state": "rejected"}).status_code == 403
    onlooker.post(LIST, {"action": "reject", "_selected_action": [commitment.pk]})
    commitment.refresh_from_db()
    assert commitment.state == "suggested"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_times(clerk, rows):
    for _ in range(rows):
        FulfilmentFactory()
    clerk.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        clerk.get(LIST)
    assert len(queries) == 9
