"""Minutes entered by hand, from nothing, through the forms a clerk sees."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.importing.plan import plan_import
from cases.models import AgendaItem, Case, Committee, ImportRun, Meeting, Topic, TopicLink
from tests.cases.importing.doors import bring_in
from tests.factories import (
    AgendaItemFactory,
    AttachmentFactory,
    DecisionFactory,
    MeetingFactory,
    TopicFactory,
    TopicLinkFactory,
)
from tests.minutes_text import make_item, make_minutes

pytestmark = pytest.mark.django_db


def filled(client: Client, address: str) -> dict[str, object]:
    """The values that the form at an address would send as it stands."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    data: dict[str, object] = {}
    for field in page.select("#content form input[name], #content form textarea[name]"):
        kind = field.get("type")
        if kind in ("submit", "file") or (
            kind in ("checkbox", "radio") and not field.has_attr("checked")
        ):
            continue
        data[field["name"]] = (
            field.get("value", "") if field.name == "input" else field.text.lstrip("\n")
        )
    for field in page.select("#content form select[name]"):
        chosen = field.find("option", selected=True)
        data[field["name"]] = chosen["value"] if chosen else ""
    return data


def send(client: Client, address: str, **values: object):
    answer = client.post(address, {**filled(client, address), **values})
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 302, [error.get_text() for error in page.select(".errorlist")]
    return answer


def test_a_meeting_is_entered_from_nothing_and_published(clerk):
    send(clerk, "/admin/cases/committee/add/", name="Ældre- og Åudvalget", code="ÆÅ")
    committee = Committee.objects.get()
    answer = send(
        clerk, "/admin/cases/meeting/add/", committee=committee.pk, date="2025-03-04", place="Salen"
    )
    meeting = Meeting.objects.get()
    assert answer["Location"] == f"/admin/cases/meeting/{meeting.pk}/change/"
    page = BeautifulSoup(clerk.get(answer["Location"]).content, "html.parser")
    add = page.find("a", string="Tilføj punkt")["href"]
    send(
        clerk, add, number=7, title="Ny bro over åen", journal_number="05.01.00-Ø40-1-25",
        recommendation="Direktøren indstiller\n\nat udvalget giver afslag på ansøgningen.",
        **{"decisions-0-text": "Indstillingen blev tiltrådt.", "attachments-TOTAL_FORMS": "1",
           "attachments-0-title": "Kort", "attachments-0-position": "1"},
    )  # fmt: skip
    item = AgendaItem.objects.get()
    decision = item.decisions.get()
    assert (item.access, item.case.journal_number) == ("open", "05.01.00-Ø40-1-25")
    assert (decision.kind, decision.effect, decision.set_by) == (
        "adopted",
        "application_rejected",
        "rule",
    )
    assert (item.attachments.get().title, item.attachments.get().state) == ("Kort", "named")
    assert clerk.get(item.get_absolute_url()).status_code == 404
    clerk.post(f"/admin/cases/meeting/{meeting.pk}/offentliggoer/")
    assert (
        "Ny bro over åen" in clerk.get("/aeldre-og-aaudvalget/2025-03-04/punkt-7/").content.decode()
    )


def test_the_next_item_gets_the_next_number_and_place(clerk):
    item = AgendaItemFactory(number=7, position=3)
    data = filled(clerk, f"/admin/cases/agendaitem/add/?meeting={item.meeting_id}")
    assert (data["number"], data["position"], data["access"]) == ("8", "4", "open")


def test_a_persons_word_on_a_decision_is_kept_and_other_edits_leave_it_to_the_rule(clerk):
    decision = DecisionFactory(text="Godkendt.", kind="approved")
    address = f"/admin/cases/agendaitem/{decision.item_id}/change/"
    send(clerk, address, **{"decisions-0-text": "Drøftet."})
    decision.refresh_from_db()
    assert (decision.kind, decision.set_by) == ("discussed", "rule")
    send(clerk, address, **{"decisions-0-kind": "decided"})
    send(clerk, address, **{"decisions-0-text": "Drøftet igen."})
    decision.refresh_from_db()
    assert (decision.kind, decision.set_by, decision.text) == ("decided", "person", "Drøftet igen.")


def test_a_form_saved_untouched_corrects_nothing(clerk):
    text = "Første afsnit.\n\nAndet afsnit."
    data = make_minutes(make_item(1, "Cykelsti", summary=text, decision=text))
    bring_in(data)
    item = AgendaItem.objects.get()
    address = f"/admin/cases/agendaitem/{item.pk}/change/"
    # A browser sends the lines of a text area with CRLF.
    sent = {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value
        for name, value in filled(clerk, address).items()
    }
    assert clerk.post(address, sent).status_code == 302
    item.refresh_from_db()
    assert (item.summary, item.decisions.get().paragraphs) == (text, text.split("\n\n"))
    assert plan_import(data, "a.txt").is_empty


def test_a_topic_finds_its_items_when_it_is_saved_and_its_address_may_be_left_empty(clerk):
    AgendaItemFactory(title="Ny cykelsti")
    send(clerk, "/admin/cases/topic/add/", name="Stier på øen", aliases="cykelsti*")
    assert Topic.objects.get().slug == "stier-paa-oeen"
    assert TopicLink.objects.get().set_by == "rule"


def test_a_link_that_a_person_rejects_is_that_persons(clerk):
    link = TopicLinkFactory()
    send(
        clerk,
        f"/admin/cases/agendaitem/{link.item_id}/change/",
        **{"topic_links-0-state": "rejected"},
    )
    link.refresh_from_db()
    assert (link.state, link.set_by) == ("rejected", "person")


def test_calling_a_case_a_series_is_a_persons_word(clerk):
    case = Case.objects.for_number("05.01.00-A00-1-25")
    send(clerk, f"/admin/cases/case/{case.pk}/change/", is_series="on")
    case.refresh_from_db()
    assert (case.is_series, case.series_set_by) == (True, "person")


def test_a_committee_cannot_take_the_address_of_a_page(clerk):
    data = filled(clerk, "/admin/cases/committee/add/")
    answer = clerk.post("/admin/cases/committee/add/", {**data, "name": "Sager"})
    assert "optaget af en anden side" in answer.content.decode()
    assert not Committee.objects.exists()


def test_public_addresses_survive_renaming_and_moving(clerk):
    item = AgendaItemFactory(
        number=7, meeting__committee__slug="gammel", meeting__date=dt.date(2025, 3, 4)
    )
    committee = item.meeting.committee
    send(clerk, f"/admin/cases/committee/{committee.pk}/change/", slug="ny")
    send(clerk, f"/admin/cases/meeting/{item.meeting_id}/change/", date="2025-03-05")
    answer = clerk.get("/gammel/2025-03-04/punkt-7/", follow=True)
    assert answer.redirect_chain[-1][0] == "/ny/2025-03-05/punkt-7/"
    assert answer.status_code == 200


ACTS = [
    ("meeting", "offentliggoer", {"published_at": None}, 404, 200),
    ("meeting", "tag-ned", {}, 200, 404),
    ("meeting", "traek-tilbage", {}, 200, 410),
]


@pytest.mark.parametrize(("model", "act", "values", "before", "after"), ACTS)
def test_publishing_and_withdrawing_ask_first_and_then_act(
    clerk, model, act, values, before, after
):
    meeting = MeetingFactory(committee__slug="udvalg", **values)
    address = f"/admin/cases/{model}/{meeting.pk}/{act}/"
    assert clerk.get(meeting.get_absolute_url()).status_code == before
    clerk.get(address)
    assert clerk.get(meeting.get_absolute_url()).status_code == before
    clerk.post(address)
    assert clerk.get(meeting.get_absolute_url()).status_code == after


def test_an_item_and_an_attachment_are_withdrawn_and_shown_again(clerk):
    attachment = AttachmentFactory()
    for model, row in (("attachment", attachment), ("agendaitem", attachment.item)):
        clerk.post(f"/admin/cases/{model}/{row.pk}/traek-tilbage/")
        assert clerk.get(row.get_absolute_url()).status_code == 410
        clerk.post(f"/admin/cases/{model}/{row.pk}/vis-igen/")
        assert clerk.get(row.get_absolute_url()).status_code == 200


def test_what_has_been_public_cannot_be_deleted(clerk):
    item = AgendaItemFactory()
    for address in (
        f"/admin/cases/agendaitem/{item.pk}/delete/",
        f"/admin/cases/meeting/{item.meeting_id}/delete/",
    ):
        assert clerk.post(address, {"post": "yes"}).status_code == 403
    hidden = AgendaItemFactory(meeting__published_at=None)
    assert (
        clerk.post(f"/admin/cases/agendaitem/{hidden.pk}/delete/", {"post": "yes"}).status_code
        == 302
    )


def test_staff_who_may_only_look_cannot_publish(onlooker):
    meeting = MeetingFactory(published_at=None)
    assert onlooker.post(f"/admin/cases/meeting/{meeting.pk}/offentliggoer/").status_code == 403
    meeting.refresh_from_db()
    assert meeting.published_at is None


LISTS = ["committee", "meeting", "agendaitem", "attachment", "case", "topic", "importrun"]


@pytest.mark.parametrize("model", LISTS)
def test_a_list_asks_as_often_for_three_rows_as_for_one(clerk, model):
    asked = []
    for _ in range(2):
        for number in range(2 if asked else 1):
            item = AgendaItemFactory(journal_number=f"05.01.00-A00-{len(asked)}{number}-25")
            AttachmentFactory(item=item)
            TopicLinkFactory(item=item, topic=TopicFactory(parent=TopicFactory()))
            ImportRun.objects.create(filename="a.txt", meeting=item.meeting)
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(f"/admin/cases/{model}/").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
