"""The editor of topics: what a rule finds is seen before it is saved, and a person may overrule it."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Topic, TopicLink, TopicSuggestion
from cases.threads import topic_preview
from cases.threads.topics import match_topics
from tests.cases.admin.test_by_hand import filled, send
from tests.cases.importing.doors import bring_in
from tests.factories import (
    AgendaItemFactory,
    TopicFactory,
    TopicLinkFactory,
    TopicSuggestionFactory,
)
from tests.minutes_text import make_item, make_minutes
from tests.reading import page_of

pytestmark = pytest.mark.django_db
ADD = "/admin/cases/topic/add/"


def change(row):
    return f"/admin/cases/{row._meta.model_name}/{row.pk}/change/"


def preview(client, address, headers=None, **values):
    """What the button answers, as a page."""
    sent = {**filled(client, address), **values, "_preview": "1"}
    answer = client.post(address, sent, headers=headers)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def groups(page):
    """The items of the preview by heading, without what made them."""
    return {
        section.h3.get_text(): [item.a.get_text() for item in section.select(".findings > li")]
        for section in page.select("#preview section")
    }


def test_a_new_rule_shows_what_it_finds_and_why_and_saves_nothing(clerk):
    AgendaItemFactory(number=4, title="Ny cykelsti", meeting__date=dt.date(2025, 3, 4))
    text = "Først asfalt. Så kommer cykelstien i brug."
    AgendaItemFactory(number=5, title="Budget", case_text=text, meeting__date=dt.date(2025, 4, 4))
    AgendaItemFactory(title="Noget andet")
    page = preview(clerk, ADD, name="Stier", aliases="cykelsti*", description="Kladde")
    assert groups(page) == {
        "Nye: kommer til, når du gemmer (2)": ["Punkt 5 Budget", "Punkt 4 Ny cykelsti"]
    }
    status = page.select_one("#found").get_text()
    assert (
        status
        == "Reglen finder 2 af 3 punkter: 1 handler om emnet, 1 nævner det. Intet er gemt endnu."
    )
    assert {mark.get_text() for mark in page.select("#preview mark")} == {"cykelsti", "cykelstien"}
    assert text in page.get_text()
    assert "handler om (5 point)" in " ".join(page.get_text().split())
    assert "»cykelsti*« 2 punkter" in page.get_text()
    assert page.select_one("[name=description]").get_text().strip() == "Kladde"
    assert not Topic.objects.exists()
    assert not TopicLink.objects.exists()
    assert not LogEntry.objects.exists()


def test_a_changed_rule_shows_what_comes_changes_goes_and_is_settled(clerk):
    topic = TopicFactory(aliases="cykelsti*")
    titles = ["Cykelsti", "Gangsti", "Cykelsti og bro", "Cykelsti på øen", "Cykelsti i skoven"]
    for number, title in enumerate(titles, start=1):
        AgendaItemFactory(number=number, title=title, meeting__date=dt.date(2025, 1, number))
    match_topics()
    TopicLink.objects.filter(item__number=3).update(state="rejected")
    TopicLink.objects.filter(item__number=4).update(level="mentions", set_by="person")
    TopicLink.objects.filter(item__number=5).update(score=9)
    before = list(TopicLink.objects.order_by("pk").values())
    page = preview(clerk, change(topic), aliases="gangsti\ncykelsti i skoven")
    assert groups(page) == {
        "Nye: kommer til, når du gemmer (1)": ["Punkt 2 Gangsti"],
        "Skifter grad eller point (1)": ["Punkt 5 Cykelsti i skoven"],
        "Forsvinder, når du gemmer (1)": ["Punkt 1 Cykelsti"],
        "Afgjort af en medarbejder: ændres ikke af reglen (2)": [
            "Punkt 4 Cykelsti på øen",
            "Punkt 3 Cykelsti og bro",
        ],
    }
    assert "en medarbejder har sagt: afvist, handler om" in " ".join(page.get_text().split())
    topic.refresh_from_db()
    assert topic.aliases == "cykelsti*"
    assert list(TopicLink.objects.order_by("pk").values()) == before


def test_what_the_preview_says_is_what_saving_does(clerk):
    topic = TopicFactory(aliases="cykelsti*")
    for title in ("Cykelsti", "Gangsti", "Stiplan"):
        AgendaItemFactory(title=title)
    match_topics()
    page = preview(clerk, change(topic), aliases="*sti")
    assert page.select_one("#found").strong.get_text() == "2"
    send(clerk, change(topic), aliases="*sti")
    assert topic.links.count() == 2


def test_to_htmx_only_the_preview_is_sent(clerk):
    page = preview(clerk, ADD, {"HX-Request": "true"}, name="Stier", aliases="cykelsti*")
    assert [part["id"] for part in page.find_all(recursive=False)] == ["found", "preview"]
    assert not page.select("form")
    assert "Reglen finder ingen punkter." in page.get_text()


def test_a_form_with_errors_shows_them_and_no_preview(clerk):
    wrong = {"name": "", "valid_from": "2025-02-01", "valid_to": "2025-01-01"}
    page = preview(clerk, ADD, **wrong)
    assert "Ret fejlene" in page.select_one("#preview").get_text()
    assert page.select_one(".field-name .errorlist")
    part = preview(clerk, ADD, {"HX-Request": "true"}, **{**wrong, "name": "Stier"})
    assert "Perioden slutter, før den begynder." in part.get_text()


def test_the_newest_are_shown_and_the_rest_counted(clerk, monkeypatch):
    monkeypatch.setattr(topic_preview, "MOST_SHOWN", 2)
    for number in range(1, 5):
        AgendaItemFactory(number=number, title="Cykelsti", meeting__date=dt.date(2025, 1, number))
    page = preview(clerk, ADD, name="Stier", aliases="cykelsti")
    assert groups(page) == {
        "Nye: kommer til, når du gemmer (4)": ["Punkt 4 Cykelsti", "Punkt 3 Cykelsti"]
    }
    assert "Her vises de 2 nyeste af 4" in page.get_text()


@pytest.mark.parametrize(
    ("values", "warning"),
    [
        ({"aliases": "*\ncykelsti"}, "»*« har ingen bogstaver"),
        ({"aliases": "by*"}, "»by*« er meget kort"),
        ({"aliases": "*cykel*"}, "finder også ordet inde i andre ord"),
        ({"aliases": ""}, "Uden ord finder reglen ingenting"),
        ({"weak_aliases": "reformen"}, "Der er kun ord, som tæller sammen med andre"),
        (
            {"aliases": "Cykelsti*", "exclusions": "cykelsti"},
            "står også under udtryk, der ikke tæller",
        ),
        ({"aliases": "punktets"}, "»punktets« står i 100% af alle punkter"),
    ],
)
def test_a_rule_that_looks_wrong_is_warned_of_and_may_still_be_saved(clerk, values, warning):
    AgendaItemFactory.create_batch(20)
    page = preview(clerk, ADD, name="Stier", **values)
    assert warning in " ".join(note.get_text() for note in page.select("#preview .notice"))
    send(clerk, ADD, name="Stier", **values, save_anyway="on")
    assert Topic.objects.count() == 1


def test_a_rule_that_finds_more_than_a_fifth_is_asked_of_once_more_before_it_is_saved(clerk):
    AgendaItemFactory.create_batch(15, title="Meddelelser")
    AgendaItemFactory.create_batch(5, title="Cykelsti og bro")
    asked = clerk.post(
        ADD, {**filled(clerk, ADD), "name": "Og", "aliases": "cykelsti*\nmeddelelser"}
    )
    said = "Reglen finder 20 af 20 punkter (100%) og er nok for bred"
    page = BeautifulSoup(asked.content, "html.parser")
    assert said in page.select_one(".form-row.notice").get_text()
    assert page.select_one(".form-row.notice label").get_text().strip() == "Gem alligevel"
    assert not Topic.objects.exists()
    send(clerk, ADD, name="Og", aliases="cykelsti*\nmeddelelser", save_anyway="on")
    topic = Topic.objects.get()
    send(clerk, change(topic), description="Det gælder også uden nye ord.")
    narrow = filled(clerk, change(topic))
    assert "save_anyway" not in narrow
    answer = clerk.post(change(topic), {**narrow, "aliases": "meddelelser"})
    assert "Reglen finder 15 af 20 punkter" in answer.content.decode()
    send(clerk, change(topic), aliases="bro og mole")
    send(clerk, ADD, name="Under", aliases="punktet om alt", valid_from="2999-01-01")


def test_few_items_or_exactly_a_fifth_are_not_asked_of(clerk):
    AgendaItemFactory.create_batch(19, title="Meddelelser")
    send(clerk, ADD, name="Små", aliases="meddelelser")
    AgendaItemFactory.create_batch(6, title="Cykelsti")
    AgendaItemFactory.create_batch(5, title="Skolevej")
    send(clerk, ADD, name="Stier", aliases="cykelsti")


def test_a_word_that_stands_twice_is_counted_once(clerk):
    AgendaItemFactory(title="Varmestuen åbner")
    page = preview(clerk, ADD, name="Stuer", aliases="varmestue*\nvarmestue*\nVarmestue*")
    assert "Hvert ord for sig: »Varmestue*« 1 punkt" in " ".join(page.get_text().split())


def test_a_topic_without_items_is_deleted_and_one_with_items_is_hidden_instead(clerk):
    bare, linked = TopicFactory(name="Tom"), TopicLinkFactory(topic__name="Veje").topic
    kept = "Tag fluebenet af »Vises for offentligheden«"
    page = page_of(clerk, change(linked))
    assert kept in page.get_text()
    assert not page.select("a.deletelink")
    assert (
        clerk.post(change(linked).replace("change", "delete"), {"post": "yes"}).status_code == 403
    )
    chosen = {"action": "delete_selected", "_selected_action": [bare.pk, linked.pk], "post": "yes"}
    answer = clerk.post("/admin/cases/topic/", chosen, follow=True).content.decode()
    assert "Disse emner har punkter: »Veje«. Et emne med punkter kan ikke slettes" in answer
    assert kept in answer
    assert Topic.objects.count() == 2
    page = page_of(clerk, change(bare))
    assert page.select("a.deletelink")
    assert kept not in page.get_text()
    clerk.post("/admin/cases/topic/", {**chosen, "_selected_action": [bare.pk]})
    assert list(Topic.objects.all()) == [linked]


def test_words_are_shown_without_marks_of_markdown(clerk):
    AgendaItemFactory(
        title="Sti", case_text="En **cykelsti** af *ny* slags, **Cykelsti af tidens** art."
    )
    page = preview(clerk, ADD, name="Stier", aliases="cykelsti")
    assert (
        "En cykelsti af ny slags, Cykelsti af tidens art." in page.select_one(".reasons").get_text()
    )


def test_a_topic_may_not_stand_below_itself(clerk):
    top = TopicFactory(name="Veje")
    middle = TopicFactory(name="Stier", parent=top)
    bottom = TopicFactory(name="Cykelstier", parent=middle)
    answer = clerk.post(change(top), {**filled(clerk, change(top)), "parent": bottom.pk})
    assert "»Veje« står over »Cykelstier« i forvejen" in answer.content.decode()
    top.refresh_from_db()
    assert top.parent is None


def test_the_preview_asks_as_often_for_many_items_as_for_few(clerk):
    topic = TopicFactory(aliases="cykelsti")
    asked = []
    for number in (1, 20):
        AgendaItemFactory.create_batch(number, title="Cykelsti")
        sent = {**filled(clerk, change(topic)), "_preview": "1"}
        with CaptureQueriesContext(connection) as queries:
            clerk.post(change(topic), sent)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_staff_who_may_only_look_try_no_rules(onlooker):
    topic = TopicFactory()
    for address in (ADD, change(topic)):
        assert onlooker.post(address, {"_preview": "1", "name": "x"}).status_code == 403
    assert onlooker.get(change(topic)).status_code == 200


def test_a_suggestion_becomes_a_topic_through_the_editor(clerk):
    AgendaItemFactory(title="Ungdomsklubber i byen")
    suggestion = TopicSuggestionFactory(term="ungdomsklubber")
    address = f"{ADD}?forslag={suggestion.pk}"
    send(clerk, address)
    topic = Topic.objects.get()
    assert (topic.name, topic.aliases, topic.links.count(), topic.is_public) == (
        "Ungdomsklubber",
        "ungdomsklubber*",
        1,
        False,
    )
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.topic) == ("confirmed", topic)
    assert clerk.get(f"{ADD}?forslag=999999").status_code == 200
    assert TopicSuggestion.objects.count() == 1


def test_a_person_links_an_item_that_no_rule_finds_and_it_survives_a_real_re_import(clerk):
    topic = TopicFactory(aliases="bethaniagade*")
    meeting = bring_in(make_minutes(make_item(1, "Meddelelser")))
    item = meeting.items.get()
    send(clerk, "/admin/cases/topiclink/add/", topic=topic.pk, item=item.pk, level="mentions")
    bring_in(make_minutes(make_item(1, "Meddelelser", summary="Nyt om anlægget.")))
    match_topics()
    link = TopicLink.objects.get()
    assert (link.item, link.level, link.state, link.set_by) == (
        item,
        "mentions",
        "confirmed",
        "person",
    )


def test_a_person_links_a_topic_on_the_page_of_the_item(clerk):
    topic, item = TopicFactory(aliases="x"), AgendaItemFactory()
    send(
        clerk,
        change(item),
        **{
            "topic_links-TOTAL_FORMS": 1,
            "topic_links-0-topic": topic.pk,
            "topic_links-0-level": "about",
            "topic_links-0-state": "suggested",
            "topic_links-0-item": item.pk,
        },
    )
    match_topics()
    link = TopicLink.objects.get()
    assert (link.state, link.set_by) == ("confirmed", "person")


def test_another_level_is_a_persons_word_and_what_a_rule_found_is_never_deleted(clerk):
    link = TopicLinkFactory()
    send(clerk, change(link), level="mentions")
    link.refresh_from_db()
    assert (link.level, link.set_by) == ("mentions", "person")
    delete = f"/admin/cases/topiclink/{link.pk}/delete/"
    assert clerk.post(delete, {"post": "yes"}).status_code == 403
    TopicLink.objects.update(evidence=[])
    assert clerk.post(delete, {"post": "yes"}).status_code == 302


def test_an_item_is_chosen_by_title_and_shown_with_its_meeting(clerk, client):
    item = AgendaItemFactory(
        number=4,
        title="Cykelsti",
        meeting__committee__name="Veje",
        meeting__date=dt.date(2025, 3, 4),
    )
    query = {"app_label": "cases", "model_name": "topiclink", "field_name": "item", "term": "cykel"}
    found = clerk.get("/admin/cases/agendaitem/valg/", query).json()["results"]
    assert found == [{"id": str(item.pk), "text": "Punkt 4 Cykelsti, Veje 04-03-2025"}]
    page = clerk.get("/admin/cases/topiclink/add/").content.decode()
    assert 'data-ajax--url="/admin/cases/agendaitem/valg/"' in page
    client.logout()
    assert client.get("/admin/cases/agendaitem/valg/", query).status_code == 302


def test_the_list_of_links_has_few_columns_and_plain_words(clerk):
    evidence = [{"words": "**ny** sti", "section": "case", "section_label": "resume", "count": 2}]
    link = TopicLinkFactory(evidence=evidence, topic__name="Stier", score=7)
    TopicLinkFactory(item__number=2, set_by="person", topic=link.topic)
    page = page_of(clerk, "/admin/cases/topiclink/")
    assert len(page.select("#result_list thead th")) == 4
    row = next(row for row in page.select("#result_list tbody tr") if "»ny sti«" in row.get_text())
    assert row.select_one("a")["href"] == change(link)
    assert "handler om, 7 point" in row.get_text()
    assert "handler om, sat af en medarbejder" in page.get_text()
