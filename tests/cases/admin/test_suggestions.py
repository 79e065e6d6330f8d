"""One page where all suggestions wait for a clerk, with their reasons."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from cases.models import ItemLink, Topic, TopicLink, TopicSuggestion
from cases.threads.item_links import suggest_item_links
from cases.threads.topics import match_topics
from tests.cases.admin.test_by_hand import filled, send
from tests.factories import (
    AgendaItemFactory,
    ItemLinkFactory,
    TopicFactory,
    TopicLinkFactory,
    TopicSuggestionFactory,
)
from tests.reading import page_of

pytestmark = pytest.mark.django_db
QUEUE = "/admin/cases/topicsuggestion/alle/"
REASON = {"what": "words", "says": "Titlerne deler »læselyst«."}


def headings(client, query=""):
    return [heading.get_text() for heading in page_of(client, QUEUE + query).select("#content h2")]


def judge(client, section, act, *rows, query=""):
    keys = [row.pk for row in rows]
    answer = client.post(QUEUE + query, {"slags": section, "act": act, "row": keys})
    assert answer.status_code == 302
    for row in rows:
        row.refresh_from_db()
    return answer


@pytest.fixture
def waiting():
    """One suggestion of each sort."""
    item = AgendaItemFactory(title="Cykelsti", case_text="Den nye cykelsti er grøn.")
    link = TopicLinkFactory(item=item, topic=TopicFactory(name="Stier", aliases="cykelsti"))
    match_topics()
    suggestion = TopicSuggestionFactory(
        term="læselyst",
        evidence=[
            {"what": "count", "says": "Står i 4 punkter."},
            {
                "what": "item",
                "item": item.pk,
                "says": "Cykelsti (Veje)",
                "count": 2,
                "in_title": True,
            },
        ],
    )
    return link, suggestion, ItemLinkFactory(evidence=[REASON])


def test_three_sorts_stand_with_their_reasons(clerk, waiting):
    text = " ".join(page_of(clerk, QUEUE).select_one("#content").get_text().split())
    assert headings(clerk) == [
        "Emner på punkter (1)",
        "Nye emner (1)",
        "Punkter, der kan høre sammen (1)",
    ]
    assert "I sagsfremstilling: Den nye cykelsti er grøn." in text
    assert "Står i 4 punkter." in text
    assert "Cykelsti (Veje): 2 gange, også i titlen" in text
    assert "Titlerne deler »læselyst«." in text


def test_the_page_is_filtered_by_sort_state_topic_and_level(clerk, waiting):
    link, *_rest = waiting
    assert headings(clerk, "?slags=punkter") == ["Punkter, der kan høre sammen (1)"]
    assert headings(clerk, "?slags=emner&tilstand=rejected") == ["Emner på punkter (0)"]
    other = TopicFactory()
    assert headings(clerk, f"?slags=emner&emne={other.pk}") == ["Emner på punkter (0)"]
    assert headings(clerk, f"?slags=emner&emne={link.topic_id}") == ["Emner på punkter (1)"]
    assert headings(clerk, "?slags=emner&grad=mentions") == ["Emner på punkter (0)"]
    assert len(headings(clerk, "?slags=x&tilstand=y&emne=z&grad=w&side=q")) == 3


def test_a_button_judges_its_row_and_the_word_is_logged_and_kept(clerk, waiting):
    link, _suggestion, pair = waiting
    judge(clerk, "emner", f"rejected:{link.pk}")
    judge(clerk, "punkter", f"confirmed:{pair.pk}")
    link.refresh_from_db()
    pair.refresh_from_db()
    assert (link.state, pair.state) == ("rejected", "confirmed")
    assert set(LogEntry.objects.values_list("change_message", flat=True)) == {"Afvist", "Bekræftet"}
    match_topics()
    suggest_item_links()
    assert TopicLink.objects.get().state == "rejected"
    assert ItemLink.objects.published().count() == 1


def test_many_are_judged_at_once_and_may_wait_again(clerk):
    links = TopicLinkFactory.create_batch(3)
    judge(clerk, "emner", "confirmed", *links[:2])
    assert [TopicLink.objects.get(pk=link.pk).state for link in links] == [
        "confirmed",
        "confirmed",
        "suggested",
    ]
    answer = judge(clerk, "emner", "suggested", *links, query="?tilstand=confirmed")
    assert answer["Location"] == QUEUE + "?tilstand=confirmed"
    assert not TopicLink.objects.exclude(state="suggested").exists()


def test_a_confirmed_term_becomes_a_hidden_topic_and_a_rejected_one_does_not(clerk):
    AgendaItemFactory(title="Læselyst i byen")
    yes, no = TopicSuggestionFactory(term="læselyst"), TopicSuggestionFactory(term="møbler")
    judge(clerk, "nye-emner", "confirmed", yes)
    judge(clerk, "nye-emner", "rejected", no)
    topic = Topic.objects.get()
    assert (topic.name, topic.is_public, topic.links.count()) == ("Læselyst", False, 1)
    assert (yes.topic, no.state) == (topic, "rejected")
    text = page_of(clerk, QUEUE).get_text()
    assert "Emnet »Læselyst« er oprettet og vises ikke endnu." in text


def test_a_double_click_says_what_the_first_one_made(clerk):
    yes = TopicSuggestionFactory(term="læselyst")
    judge(clerk, "nye-emner", f"confirmed:{yes.pk}")
    judge(clerk, "nye-emner", f"confirmed:{yes.pk}")
    said = page_of(clerk, QUEUE).select_one(".messagelist")
    topic = Topic.objects.get()
    assert "Emnet »Læselyst« er oprettet" in said.get_text()
    assert "Allerede bekræftet: »læselyst« blev til emnet Læselyst." in said.get_text()
    assert said.select_one(f'.info a[href="/admin/cases/topic/{topic.pk}/change/"]')
    assert "0 forslag" not in said.get_text()
    link = TopicLinkFactory(state="rejected", item__title="Bænke", item__number=1)
    judge(clerk, "emner", "rejected", link)
    assert f"Allerede afvist: »{link}«." in page_of(clerk, QUEUE).get_text()
    assert LogEntry.objects.count() == 1


def test_to_judge_none_is_warned_of(clerk, waiting):
    judge(clerk, "emner", "confirmed")
    said = page_of(clerk, QUEUE).select_one(".messagelist .warning").get_text()
    assert said == "Vælg mindst ét forslag."
    assert not TopicLink.objects.exclude(state="suggested").exists()


FIND = "/admin/cases/topicsuggestion/find/"


def similar_items():
    """Items of three meetings that share a rare term."""
    for day in (1, 2, 3):
        AgendaItemFactory(title="Ungdomsklubber i byen", meeting__date=dt.date(2025, 1, day))


def test_suggestions_are_found_at_the_press_of_a_button(clerk):
    similar_items()
    assert page_of(clerk, QUEUE).select_one(f'form[action="{FIND}"] button')
    page = BeautifulSoup(clerk.post(FIND, follow=True).content, "html.parser")
    topics, links = TopicSuggestion.objects.count(), ItemLink.objects.count()
    assert topics
    said = page.select_one(".messagelist .success").get_text()
    assert said == (
        f"{topics + links} forslag er nye, ændrede eller faldet bort. Nu venter {topics} nye emner "
        f"og {links} par af punkter."
    )
    assert clerk.get(FIND).status_code == 405


def test_a_worker_finds_suggestions_where_there_is_one(clerk, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    similar_items()
    page = clerk.post(FIND, follow=True).content.decode()
    assert "Portalen leder efter forslag." in page
    assert not TopicSuggestion.objects.exists()
    assert DBTaskResult.objects.get().task_path == "cases.threads.suggesting.find_suggestions"


def test_who_may_not_judge_finds_no_suggestions(onlooker):
    assert not page_of(onlooker, QUEUE).select(f'form[action="{FIND}"]')
    assert onlooker.post(FIND).status_code == 403


@pytest.mark.parametrize("sent", [{}, {"slags": "emner"}, {"slags": "x", "act": "confirmed"}])
def test_a_post_that_says_nothing_is_refused(clerk, sent):
    assert clerk.post(QUEUE, sent).status_code == 400


def test_staff_who_may_only_look_see_reasons_and_no_buttons(onlooker, waiting):
    link, *_rest = waiting
    page = page_of(onlooker, QUEUE)
    assert len(page.select(".suggestion")) == 3
    assert not page.select("[name=act], [name=row]")
    sent = {"slags": "emner", "act": f"rejected:{link.pk}"}
    assert onlooker.post(QUEUE, sent).status_code == 403
    link.refresh_from_db()
    assert link.state == "suggested"


def test_who_may_see_one_sort_sees_that_alone_and_others_nothing(client, waiting):
    user = User.objects.create_user("del", is_staff=True)
    client.force_login(user)
    assert client.get(QUEUE).status_code == 403
    user.user_permissions.set(Permission.objects.filter(codename="view_itemlink"))
    assert headings(client) == ["Punkter, der kan høre sammen (1)"]
    client.logout()
    assert client.get(QUEUE).status_code == 302


def test_long_lists_come_in_pages(clerk):
    TopicSuggestionFactory.create_batch(30)
    page = page_of(clerk, QUEUE)
    assert len(page.select(".suggestion")) == 5
    link = next(link for link in page.select("#content a") if "Se alle 30" in link.get_text())
    first = page_of(clerk, QUEUE + link["href"])
    assert len(first.select(".suggestion")) == 25
    second = first.find("a", string="Næste")["href"]
    assert len(page_of(clerk, QUEUE + second).select(".suggestion")) == 5


def test_the_page_asks_as_often_for_three_rows_as_for_one(clerk):
    asked = []
    for count in (1, 3):
        for _ in range(count):
            item = AgendaItemFactory(journal_number=f"05.01.00-A00-{len(asked)}{_}-25")
            TopicLinkFactory(item=item)
            ItemLinkFactory(item=item)
            TopicSuggestionFactory()
        with CaptureQueriesContext(connection) as queries:
            clerk.get(QUEUE)
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("model", ["topiclink", "topicsuggestion", "itemlink"])
def test_each_sort_has_a_list_of_its_own_that_judges_many(clerk, model):
    make = {
        "topiclink": TopicLinkFactory,
        "topicsuggestion": TopicSuggestionFactory,
        "itemlink": ItemLinkFactory,
    }[model]
    asked = []
    for count in (1, 2):
        rows = make.create_batch(count)
        with CaptureQueriesContext(connection) as queries:
            page = page_of(clerk, f"/admin/cases/{model}/")
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert page.select_one(f"#content a[href='{QUEUE}']")
    assert not page.select("option[value=delete_selected]")
    sent = {"action": "reject", "_selected_action": [row.pk for row in rows]}
    assert clerk.post(f"/admin/cases/{model}/", sent).status_code == 302
    states = [type(row).objects.get(pk=row.pk).state for row in rows]
    assert states == ["rejected", "rejected"]


def test_a_clerk_links_two_items_with_a_reason_of_their_own(clerk):
    later, earlier = (
        AgendaItemFactory(meeting__date=dt.date(2025, month, 4), title="Sag") for month in (5, 2)
    )
    add = "/admin/cases/itemlink/add/"
    both = {"item": later.pk, "other": earlier.pk}
    answer = clerk.post(add, {**filled(clerk, add), **both})
    assert "Skriv, hvorfor punkterne hører sammen." in answer.content.decode()
    send(clerk, add, **both, reason="Samme byggeri")
    link = ItemLink.objects.get()
    assert (link.item, link.other, link.state, link.set_by) == (
        earlier,
        later,
        "confirmed",
        "person",
    )
    assert ItemLink.objects.published().get().reason == "Samme byggeri"
    suggest_item_links()
    assert ItemLink.objects.count() == 1
    for first, second in ((later, earlier), (earlier, later)):
        answer = clerk.post(
            add, {**filled(clerk, add), "item": first.pk, "other": second.pk, "reason": "x"}
        )
        assert "De to punkter er allerede forbundet." in answer.content.decode()
    answer = clerk.post(
        add, {**filled(clerk, add), "item": later.pk, "other": later.pk, "reason": "x"}
    )
    assert "Et punkt kan ikke forbindes med sig selv." in answer.content.decode()


def test_a_link_of_a_rule_is_judged_and_never_deleted(clerk):
    link = ItemLinkFactory(evidence=[REASON])
    send(clerk, f"/admin/cases/itemlink/{link.pk}/change/", state="rejected", reason="Nej")
    link.refresh_from_db()
    assert (link.state, link.set_by) == ("rejected", "person")
    assert (
        clerk.post(f"/admin/cases/itemlink/{link.pk}/delete/", {"post": "yes"}).status_code == 403
    )
