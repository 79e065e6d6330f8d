"""Decision and recommendation side by side: what differs is marked, what was found is explained."""

import pytest

from cases.importing.apply import classify_decisions
from tests.factories import AgendaItemFactory, DecisionFactory, index_everything
from tests.reading import page_of

pytestmark = pytest.mark.django_db

RECOMMENDED = "Direktøren indstiller,\n\nat taksten for svømmehallen sættes til 50 kr."


def page_with(client, text, recommendation=RECOMMENDED):
    item = AgendaItemFactory(recommendation=recommendation)
    DecisionFactory(item=item, text=text)
    classify_decisions(item)
    return page_of(client, item.get_absolute_url())


def marks(page, where):
    return [mark.get_text() for mark in page.select(f"section[aria-labelledby={where}] mark")]


def verdict(page):
    return page.select_one(".as-recommended a").get_text()


def test_the_words_that_differ_are_marked_on_both_sides_and_read_out(client):
    page = page_with(client, "Godkendt, idet taksten sættes til 48 kr.")
    assert marks(page, "beslutning") == ["[kun i beslutningen:] 48"]
    assert marks(page, "indstilling") == [
        "[kun i indstillingen:] svømmehallen",
        "[kun i indstillingen:] 50",
    ]
    assert verdict(page) == "Anderledes end indstillet"
    why = page.select_one(".as-recommended details p").get_text()
    assert why.startswith(
        "Fundet automatisk ud fra ordene. Indstillingen lagde op til at noget bestemt sker."
    )
    assert "Understregede ord står kun i den ene" in why


def test_the_usual_words_are_explained_and_not_marked(client):
    page = page_with(client, "Indstillingen blev tiltrådt.")
    assert page.select("mark") == []
    assert verdict(page) == "Vedtaget som indstillet"


def test_texts_that_share_nothing_are_not_marked(client):
    page = page_with(client, "Indstillingen blev tiltrådt.\n\nPorten males hermed.")
    assert page.select("mark") == []
    assert verdict(page) == "Vedtaget som indstillet"
    assert page.select_one(".decision .added").get_text() == "+ tilføjelse"


@pytest.mark.parametrize(
    ("text", "recommendation", "said"),
    [
        ("Drøftet.", "Direktøren indstiller,\n\nat udvalget drøfter oplægget.", "Som indstillet"),
        ("Besøget afviklet.", RECOMMENDED, "Kan ikke sammenlignes med indstillingen"),
        ("Udsat.", RECOMMENDED, "Anderledes end indstillet"),
    ],
)
def test_it_is_said_whether_the_body_did_what_was_recommended(client, text, recommendation, said):
    assert verdict(page_with(client, text, recommendation)) == said


def test_without_a_recommendation_nothing_is_said_of_it(client):
    page = page_with(client, "Godkendt.", "")
    assert page.select(".as-recommended, .decided") == []


def test_a_persons_word_is_shown_as_a_persons(client):
    item = AgendaItemFactory(recommendation=RECOMMENDED)
    DecisionFactory(item=item, text="Godkendt.", as_recommended=False, set_by="person")
    page = page_of(client, item.get_absolute_url())
    assert verdict(page) == "Anderledes end indstillet"
    assert page.select_one(".as-recommended details p").get_text() == "Sat af en medarbejder."


def test_lists_say_that_a_decision_was_otherwise_and_show_what_was_added(client):
    item = AgendaItemFactory(recommendation=RECOMMENDED)
    long = "Udvalget godkendte taksten. " * 20
    DecisionFactory(
        item=item, text=f"{long}\n\nPorten males.", as_recommended=False, follow_up=True
    )
    index_everything()
    for address in ("/", "/beslutninger/", "/beslutninger/?vis=tabel", item.meeting.get_absolute_url()):  # fmt: skip
        page = page_of(client, address)
        shown = page.main.get_text(" ", strip=True)
        assert "Porten males." in shown, address
        assert {"≠ anderledes end indstillet", "→ lægger op til mere", "+ tilføjelse"} <= {
            badge.get_text() for badge in page.select(".added")
        }


def test_every_badge_leads_to_an_explanation(client):
    page = page_with(client, "Godkendt, idet taksten sættes til 48 kr.\n\nUdvalget ønsker en status.")  # fmt: skip
    about = page_of(client, "/om/")
    targets = [link["href"] for link in page.select(".decision a[href^='/om/#']")]
    assert len(targets) >= 4
    assert all(about.find(id=target.removeprefix("/om/#")) for target in targets)
