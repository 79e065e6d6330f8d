"""The queue of decisions that no rule could place: what is set there is a person's, and stays."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.importing.by_hand import settle_item
from cases.models import Decision
from tests.cases.admin.test_by_hand import filled, send
from tests.factories import AgendaItemFactory, DecisionFactory

pytestmark = pytest.mark.django_db

QUEUE = "/admin/cases/decision/"
RECOMMENDED = "Direktøren indstiller,\n\nat udvalget godkender planen."


@pytest.fixture
def decision():
    item = AgendaItemFactory(recommendation=RECOMMENDED)
    return DecisionFactory(item=item, text="Besøget afviklet.", kind="unknown")


def rows(client, query=""):
    page = BeautifulSoup(client.get(f"{QUEUE}{query}").content, "html.parser")
    return [row.find(class_="field-words").get_text() for row in page.select("#result_list tbody tr")]  # fmt: skip


def test_those_without_a_type_come_first_each_with_its_words_and_recommendation(clerk, decision):
    DecisionFactory(text="Udsat.", kind="postponed")
    assert rows(clerk) == ["Besøget afviklet.", "Udsat."]
    assert rows(clerk, "?koe=uden-type") == ["Besøget afviklet."]
    assert rows(clerk, "?koe=person") == []
    assert "at udvalget godkender planen" in clerk.get(QUEUE).content.decode()


def test_a_type_set_in_the_list_is_a_persons_and_survives_what_is_read_again(clerk, decision):
    values = {**filled(clerk, QUEUE), "form-0-kind": "rejected", "_save": "Gem"}
    assert clerk.post(QUEUE, values).status_code == 302
    settle_item(decision.item)
    decision.refresh_from_db()
    assert (decision.kind, decision.set_by) == ("rejected", "person")
    assert decision.as_recommended is False
    assert rows(clerk, "?koe=uden-type") == []
    assert rows(clerk, "?koe=person") == ["Besøget afviklet."]


def test_a_list_saved_as_it_stands_changes_nothing(clerk, decision):
    clerk.post(QUEUE, {**filled(clerk, QUEUE), "_save": "Gem"})
    assert Decision.objects.get().set_by == "rule"


def test_all_of_it_is_set_on_its_own_page_beside_what_the_rule_says(clerk, decision):
    address = f"{QUEUE}{decision.pk}/change/"
    page = BeautifulSoup(clerk.get(address).content, "html.parser")
    assert page.select_one(".field-rule .readonly").get_text().startswith(
        "Ikke klassificeret; kan ikke siges. "
    )  # fmt: skip
    send(clerk, address, kind="approved", as_recommended="false", follow_up="on")
    decision.refresh_from_db()
    assert (decision.kind, decision.as_recommended, decision.follow_up) == ("approved", False, True)
    assert (decision.set_by, decision.text) == ("person", "Besøget afviklet.")


def test_what_a_person_sets_on_the_item_is_kept_too(clerk, decision):
    address = f"/admin/cases/agendaitem/{decision.item.pk}/change/"
    send(clerk, address, **{"decisions-0-as_recommended": "true"})
    decision.refresh_from_db()
    assert (decision.as_recommended, decision.set_by) == (True, "person")


def test_the_queue_is_for_those_who_may_change_decisions(client, django_user_model, decision):
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    client.force_login(reader)
    assert client.get(QUEUE).status_code == 403
    reader.user_permissions.add(Permission.objects.get(codename="view_decision"))
    page = BeautifulSoup(client.get(QUEUE).content, "html.parser")
    assert page.select("select[name=form-0-kind]") == []
    assert client.post(QUEUE, {"form-0-kind": "noted", "_save": "Gem"}).status_code in (200, 403)
    assert Decision.objects.get().kind == "unknown"


def test_decisions_are_neither_made_nor_taken_out_here(clerk, decision):
    assert clerk.get(f"{QUEUE}add/").status_code == 403
    assert clerk.post(f"{QUEUE}{decision.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_list_asks_the_database_as_often_for_three_as_for_one(clerk, decision):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            clerk.get(QUEUE)
        return len(captured)

    one = queries()
    for text in ("Udsat.", "Drøftet."):
        DecisionFactory(item=AgendaItemFactory(meeting=decision.item.meeting), text=text)
    assert queries() == one
