"""The filters of the decision list, each with a value that hits, one that does not and one that is bad."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from cases.models import Decision, Topic, TopicLink
from tests.factories import (
    AgendaItemFactory,
    AttachmentFactory,
    CommitteeFactory,
    DecisionFactory,
    MeetingFactory,
    TopicFactory,
    TopicLinkFactory,
    index_everything,
)
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def decisions(lasting_rows: None) -> None:
    """Three decisions: A and B of one committee, C of another."""
    first = CommitteeFactory(slug="kultur")
    rows = [
        ("A", first, dt.date(2024, 5, 7), "15.00.00-A00-3-24", "noted", "økonomi og cykelsti"),
        ("B", first, dt.date(2025, 6, 3), "15.00.00-A00-30-24", "approved", "cykelsti"),
        (
            "C",
            CommitteeFactory(slug="teknik"),
            dt.date(2026, 1, 6),
            "27.12.00-Ø54-1-22",
            "rejected",
            "park",
        ),
    ]
    for title, committee, date, number, kind, words in rows:
        item = AgendaItemFactory(
            title=title,
            meeting=MeetingFactory(committee=committee, date=date),
            journal_number=number,
            summary=words,
        )
        if title == "A":
            item.duration_min, item.duration_max = 5, 10
            item.save()
        text = "Godkendt.\n\nLyset tændes." if title == "B" else "Godkendt."
        followed = {"A": None, "B": True, "C": False}[title]
        DecisionFactory(item=item, kind=kind, text=text, as_recommended=followed)
        if title == "B":
            AttachmentFactory(item=item)
            TopicLinkFactory(item=item, topic=TopicFactory(slug="stier"))
    index_everything()


def shown(client: Client, query: str) -> str:
    page = page_of(client, f"/beslutninger/?{query}")
    return "".join(heading.get_text() for heading in page.select("article.entry h3"))


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", "CBA"),
        ("sortering=aeldste", "ABC"),
        ("udvalg=kultur", "BA"),
        ("fra=2025-06-03", "CB"),
        ("fra=3-6-2025&til=31.12.2025", "B"),
        ("til=7. maj 2024", "A"),
        ("aar=2026", "C"),
        ("aar=2023", ""),
        ("slags=noted", "A"),
        ("slags=noted&slags=rejected", "CA"),
        ("mere=on", "CB"),
        ("emne=stier", "B"),
        ("bilag=on", "B"),
        ("bilag=fil", ""),
        ("tid=6-10", "A"),
        ("tid=41-", ""),
        ("ord=cykelsti", "BA"),
        ("ord=CYKELSTI ØKONOMI", "A"),
        ("ord=tog", ""),
        ("ord=15.00.00-A00-3-24", "A"),
        ("ord=»Cykelsti«, økonomi.", "A"),
        ('ord="', ""),
        ("ord=15.00.00 A00 3 24", "A"),
        ("ord=Sag 27.12.00-Ø54-1-22", "C"),
        ("ord=Fast punkt 15-00-00-a00-30", "B"),
        ("ord=2025 2026", ""),
        ("ord=27.12 park", "C"),
        ("ord=27.12 cykelsti", ""),
        ("tilfoejelse=on", "B"),
        ("indstilling=anderledes", "C"),
        ("indstilling=som", "B"),
        ("indstilling=kendt", "CB"),
        ("journalnummer=15", "AB"),
        ("journalnummer=15.00", "AB"),
        ("journalnummer=15.00.00-A00-3-24", "A"),
        ("journalnummer=15.00.00-A00-3", "AB"),
        ("journalnummer= 15-00-00 a00-30 ", "B"),
        ("journalnummer=27.12.00-Ø54", "C"),
        ("journalnummer=27.12.00-ø54-1-22", "C"),
        ("journalnummer=15&sortering=nyeste", "BA"),
        ("journalnummer=99", ""),
    ],
)
def test_a_filter_shows_what_it_says(client, decisions, query, titles):
    assert shown(client, query) == titles


@pytest.mark.parametrize(
    "query",
    ["fra=i går", "til=31-02-2025", "aar=abc", "aar=1", "aar=2025.5", "aar=2e3",
     "udvalg=findes-ikke", "emne=nix", "slags=nix", "sortering=nix", "bilag=nix", "tid=nix", "indstilling=nix"],
)  # fmt: skip
def test_a_bad_value_is_a_visible_error_and_shows_nothing(client, decisions, query):
    page = page_of(client, f"/beslutninger/?{query}")
    assert page.find(class_="errorlist") is not None
    assert page.select("article.entry") == []


def test_each_filter_in_use_can_be_dropped_on_its_own(client, decisions):
    page = page_of(client, "/beslutninger/?ord=cykelsti&mere=on&side=1")
    chips = {chip.get_text(" ", strip=True): chip["href"] for chip in page.select(".chips a")}
    assert chips == {
        "Fjern filtret: med ordene »cykelsti« ✕": "/beslutninger/?mere=on#resultater",
        "Fjern filtret: uden typerne taget til efterretning og formalia ✕": (
            "/beslutninger/?ord=cykelsti#resultater"
        ),
        "Ryd alle": "/beslutninger/",
    }


def test_a_page_without_hits_says_which_filter_to_loosen(client, decisions):
    page = page_of(client, "/beslutninger/?ord=park&aar=2024")
    assert [link["href"] for link in page.select(".empty a")] == [
        "/beslutninger/?aar=2024",
        "/beslutninger/?ord=park",
    ]
    assert [li.get_text() for li in page.select(".empty li")] == [
        "fjern: med ordene »park« (så er der 1)",
        "fjern: i 2024 (så er der 1)",
    ]


def options(page, name):
    return [
        option.get_text() for option in page.find("select", attrs={"name": name}).find_all("option")
    ]


def choices(client: Client, query: str, name: str) -> list[str]:
    """The labels of a filter's choices."""
    page = page_of(client, f"/beslutninger/?{query}")
    if name == "slags":
        return [label.get_text(strip=True) for label in page.select(".checks label")]
    return options(page, name)


def test_each_choice_says_how_many_it_would_give_with_the_other_filters_as_they_are(
    client, decisions
):
    assert choices(client, "", "aar") == ["alle år", "2026 (1)", "2025 (1)", "2024 (1)"]
    assert choices(client, "aar=2025", "aar") == ["alle år", "2026 (1)", "2025 (1)", "2024 (1)"]
    assert choices(client, "aar=2025", "slags") == ["Godkendt (1)"]
    assert choices(client, "aar=2025&slags=noted", "slags") == [
        "Godkendt (1)",
        "Taget til efterretning (0)",
    ]
    assert choices(client, "aar=2026", "emne")[1].endswith("(0)")
    assert [label[-3:] for label in choices(client, "mere=on", "udvalg")[1:]] == ["(1)", "(1)"]


def test_those_that_were_decided_otherwise_than_recommended_are_counted(client, decisions):
    assert choices(client, "", "indstilling") == [
        "som indstillet eller anderledes",
        "anderledes end indstillet (1)",
        "som indstillet (1)",
        "sammenlignet med indstillingen (2)",
    ]
    page = page_of(client, "/beslutninger/?indstilling=anderledes")
    assert page.title.get_text().startswith("Beslutninger, der blev anderledes end indstillet – ")


def test_a_year_without_decisions_is_kept_in_the_form(client, decisions):
    assert "1999 (0)" in choices(client, "aar=1999", "aar")


def test_the_other_lists_count_their_choices_too(client, decisions):
    assert options(page_of(client, "/moeder/?udvalg=teknik"), "aar") == ["alle år", "2026 (1)"]
    assert [option[-3:] for option in options(page_of(client, "/bilag/"), "fil")[1:]] == [
        "(0)", "(1)",
    ]  # fmt: skip


def test_with_a_bad_value_the_other_choices_stand_as_they_were(client, decisions):
    page = page_of(client, "/beslutninger/?fra=abc&aar=2025")
    assert options(page, "aar") == ["alle år", "2026", "2025", "2024"]
    assert page.find("option", selected=True, value="2025") is not None
    assert page.find("details", class_="more-filters").has_attr("open")
    assert page.title.get_text().startswith("Fejl: Beslutninger")


def test_a_period_that_ends_before_it_begins_is_an_error_and_not_an_empty_list(client, decisions):
    page = page_of(client, "/beslutninger/?fra=2026-01-01&til=2025-01-01")
    assert "Byt de to datoer om" in page.find(class_="errorlist").get_text()
    assert page.find(class_="empty") is None


def test_refusals_are_found_also_under_a_yes(client, decisions):
    Decision.objects.filter(kind="approved").update(kind="adopted", effect="application_rejected")
    index_everything()
    page = page_of(client, "/beslutninger/?afslag=on")
    assert [entry.h3.get_text() for entry in page.select("article.entry")] == ["C", "B"]


@pytest.mark.parametrize("name", ["fbclid", "utm_source", "gclid"])
def test_what_others_hang_on_a_link_changes_nothing(client, decisions, name):
    page = page_of(client, f"/beslutninger/?{name}=x&aar=2025&emne=")
    assert [entry.h3.get_text() for entry in page.select("article.entry")] == ["B"]
    assert page.find("meta", property="og:url")["content"].endswith("/beslutninger/?aar=2025")
    assert client.get(f"/?{name}=x").status_code == 200


def test_the_title_tells_one_filtered_list_from_another(client, decisions):
    page = page_of(client, "/beslutninger/?udvalg=teknik&aar=2026")
    assert page.title.get_text().startswith("Beslutninger fra ")
    assert ", i 2026 – " in page.title.get_text()


def test_a_part_that_is_swapped_in_brings_the_title_and_a_short_address(client, decisions):
    answer = client.get("/beslutninger/?ord=&aar=2025", headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == "/beslutninger/?aar=2025"
    assert "<title>Beslutninger i 2025 – Sagsspor" in answer.content.decode()


def test_cases_are_found_by_words_and_stand_by_their_latest_meeting(client, decisions):
    def titles(query):
        return [
            entry.h3.get_text() for entry in page_of(client, f"/sager/{query}").select(".entry")
        ]

    assert titles("") == ["C", "B", "A"]
    assert titles("?ord=CYKELSTI") == ["B", "A"]
    assert titles("?ord=Sag 27.12.00-ø54") == ["C"]
    assert titles("?sortering=nummer") == ["B", "A", "C"]


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/beslutninger/?afslag=on", "Beslutninger, der er afslag – "),
        ("/sager/?ord=park", "Sager med ordene »park« – "),
        ("/sager/?serier=ja", "Sager, der er faste punkter – "),
        ("/bilag/?aar=2025&fil=named", "Bilag i 2025, der ikke kan hentes her – "),
    ],
)
def test_a_title_reads_as_a_sentence(client, decisions, address, title):
    assert page_of(client, address).title.get_text().startswith(title)


@pytest.mark.parametrize("path", ["/beslutninger/", "/sager/"])
def test_words_that_a_list_does_not_have_may_be_in_the_attachments(client, decisions, path):
    link = page_of(client, f"{path}?ord=tog %26 bane").select_one("#results a[href^='/soeg/']")
    assert link["href"] == "/soeg/?ord=tog%20%26%20bane"
    assert "men ikke i bilag" in link.parent.get_text()
    assert page_of(client, f"{path}?ord=park").select_one("#results a[href^='/soeg/']") is None


def test_words_that_name_a_topic_lead_to_it(client, decisions):
    topic = Topic.objects.get(slug="stier")
    topic.name = "Stier og veje"
    topic.save()
    page = page_of(client, "/beslutninger/?ord=stier")
    assert page.select_one("#results a[href='/emner/stier/']").get_text() == "Stier og veje"


def test_a_list_narrowed_to_a_topic_marks_the_items_that_only_mention_it(client, decisions):
    TopicLink.objects.update(level="mentions")
    assert page_of(client, "/beslutninger/").select(".tags") == []
    tag = page_of(client, "/beslutninger/?emne=stier").select_one(".tags a")
    assert tag.get_text().startswith("nævner ")


def test_a_committee_and_a_topic_can_be_chosen_from_the_moment_they_are_first_published(client):
    committee, topic = CommitteeFactory(slug="nyt"), TopicFactory(slug="nyt-emne")
    meeting = MeetingFactory(committee=committee, published_at=timezone.now())
    item = AgendaItemFactory(meeting=meeting, title="N")
    DecisionFactory(item=item)
    TopicLinkFactory(item=item, topic=topic)
    index_everything()
    assert shown(client, "udvalg=nyt") == shown(client, "emne=nyt-emne") == "N"
    address = f"/opfoelgning/?emne={topic.slug}"
    assert not page_of(client, address).select(".form-error-message")
