"""The five real minutes, all the way in."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Count

from cases.importing.plan import plan_import
from cases.minutes.decisions import ROUTINE_KINDS
from cases.models import (
    AgendaItem,
    Attachment,
    Case,
    Decision,
    ItemLink,
    Meeting,
    Topic,
    TopicLink,
    TopicSuggestion,
)
from cases.threads.item_links import suggest_item_links
from cases.threads.topic_suggestions import suggest_topics
from cases.threads.topics import match_topics
from tests.cases.importing.doors import bring_in

pytestmark = pytest.mark.django_db

RECURRING = {
    "00.00.00-P19-1719-10",
    "00.00.00-P19-662-17",
    "00.00.00-P19-7-25",
    "00.01.00-S00-1-25",
    "15.00.00-A00-3-25",
    "15.00.00-G01-9-25",
}


@pytest.fixture
def real_minutes(minutes_dir: Path) -> list[Path]:
    """The five files, imported and published by the command."""
    call_command("loaddata", "topics", verbosity=0)
    call_command("import_minutes", minutes_dir, "--apply", "--publish", stdout=StringIO())
    return sorted(minutes_dir.glob("*.txt"))


def test_everything_is_public_and_six_numbers_recur_across_meetings(real_minutes):
    assert Meeting.objects.published().count() == 5
    assert AgendaItem.objects.published().count() == 41
    assert Decision.objects.published().count() == 41
    assert Attachment.objects.published().count() == 35
    assert Case.objects.published().count() == 24
    recurring = Case.objects.annotate(n=Count("items__meeting", distinct=True)).filter(n__gt=1)
    assert set(recurring.values_list("journal_number", flat=True)) == RECURRING


def test_thirteen_decisions_are_more_than_noted(real_minutes):
    assert Decision.objects.published().exclude(kind__in=ROUTINE_KINDS).count() == 13


def test_a_second_run_plans_no_change(real_minutes):
    assert all(plan_import(file.read_bytes(), file.name).is_empty for file in real_minutes)


def test_key_figures_and_announcements_are_series_and_the_reform_is_a_case(real_minutes):
    series = set(Case.objects.filter(is_series=True).values_list("journal_number", flat=True))
    assert series == {
        "00.00.00-P19-1719-10",
        "00.00.00-P19-662-17",
        "00.00.00-P19-7-25",
        "15.00.00-G01-9-25",
    }


THEMES = {
    # topic: items it is about, items that mention it (date/number)
    "den-ekstra-mil": ({"2025-04-08/12"}, {"2025-04-08/13", "2025-04-08/16"}),
    "aulum-milen": ({"2025-04-08/13"}, {"2025-04-08/11", "2025-04-08/12"}),
    "bethaniagade": ({"2026-04-28/33"}, {"2026-02-17/16"}),
    "noegletal": (
        {"2022-11-22/95", "2025-04-08/17", "2025-05-27/28", "2026-02-17/14", "2026-04-28/34"},
        set(),
    ),
    "sygefravaer": ({"2025-04-08/15"}, {"2025-04-08/13"}),
    "beskaeftigelsesreformen": (
        {"2026-02-17/10", "2026-04-28/31"},
        {
            "2025-04-08/16", "2025-05-27/24", "2025-05-27/26", "2026-02-17/11", "2026-02-17/14",
            "2026-04-28/32", "2026-04-28/34",
        },
    ),
    "budget": (
        {"2022-11-22/90", "2025-04-08/16", "2025-05-27/24", "2025-05-27/25", "2025-05-27/26"},
        {"2022-11-22/94", "2025-04-08/12", "2026-04-28/36"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("slug", THEMES)
def test_the_shipped_themes_find_their_items(real_minutes, slug):
    links = Topic.objects.get(slug=slug).links.select_related("item__meeting")
    found: dict[str, set[str]] = {"about": set(), "mentions": set()}
    for link in links:
        found[link.level].add(f"{link.item.meeting.date}/{link.item.number}")
    assert (found["about"], found["mentions"]) == THEMES[slug]


def item(address: str) -> AgendaItem:
    date, _, number = address.partition("/")
    return AgendaItem.objects.get(meeting__date=date, number=number)


def test_a_street_gathers_its_items_and_by_a_persons_hand_one_that_never_names_it(real_minutes):
    street = Topic.objects.get(slug="bethaniagade")
    by_hand = item("2025-05-27/29")
    street.links.create(item=by_hand, level="about", state="confirmed", set_by="person")
    street.links.filter(item=item("2026-02-17/16")).update(state="rejected")
    for file in real_minutes:
        bring_in(file.read_bytes().replace(b"Sagsfremstilling", b"Sagsfremstilling\n\nNyt.", 1))
    assert AgendaItem.objects.filter(case_text__startswith="Nyt.").exists()
    match_topics()
    shown = {(link.item, link.level) for link in TopicLink.objects.published().filter(topic=street)}
    assert shown == {(item("2026-04-28/33"), "about"), (by_hand, "about")}
    assert street.links.get(item=item("2026-02-17/16")).state == "rejected"


def test_other_reforms_are_not_the_one_of_employment(real_minutes):
    reform = Topic.objects.get(slug="beskaeftigelsesreformen")
    assert not reform.links.filter(item=item("2026-04-28/33")).exists()
    assert not reform.links.filter(item=item("2026-02-17/16")).exists()


def test_the_goals_of_the_budget_are_one_matter_under_two_numbers(real_minutes):
    suggest_item_links()
    link = ItemLink.objects.get()
    assert (link.item, link.other) == (item("2025-04-08/16"), item("2025-05-27/25"))
    assert any("budgetmål" in reason["says"] for reason in link.evidence)


def test_names_that_return_are_suggested_as_topics(real_minutes):
    suggest_topics()
    terms = {suggestion.term for suggestion in TopicSuggestion.objects.all()}
    assert {"CUBB", "Stærke Værdikæder", "kernefortællingen", "Værdighedsreformen"} <= terms
    assert len(terms) < 20
    assert suggest_topics() == 0
