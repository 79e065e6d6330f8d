"""Passages: word for word, without the marks of Markdown, and with all that was found."""

import pytest

from cases.rendering.snippets import Sought, item_snippets, marked
from cases.search.finding import search
from tests.factories import AgendaItemFactory, index_everything

pytestmark = pytest.mark.django_db


def passages(words: str, **texts: str) -> list[tuple[str, str]]:
    """Where the passages stand that are shown of an item with these texts, and as HTML."""
    item = AgendaItemFactory(**{"title": "Punkt", "summary": "", "case_text": "", **texts})
    index_everything()
    sought = Sought.of(search(words).groups)
    return [(one.field, str(one.html)) for one in item_snippets([item], sought)[item.pk]]


@pytest.mark.parametrize(
    ("words", "text", "html"),
    [
        ("skole", "En plan for skole- og fritidslivet", "En plan for <mark>skole</mark>- og fritidslivet"),
        ("social", "**Social-** og sundhed", "<mark>Social</mark>- og sundhed"),
        ("tal", "- tal - og ord", "<mark>tal</mark> - og ord"),
        ("linket", "Se [linket til bogen](#) og [to](https://x.dk/linket).", "Se <mark>linket</mark> til bogen og to."),
        (
            "udvalget",
            "Det indstilles\n\n- at udvalget ser\n- at andre hører",
            "Det indstilles · at <mark>udvalget</mark> ser · at andre hører",
        ),
        ("budget", "## Baggrund\n\nI budget 2025", "Baggrund · I <mark>budget</mark> 2025"),
        ("budget", "Et afsnit.\n\nEt budget,\nog mere.", "Et afsnit. Et <mark>budget</mark>, og mere."),
        ("penge", "| Penge | Kr. |\n|---|---|\n| nu | 7 |", "<mark>Penge</mark> Kr. nu 7"),
        ("§ 110", "Pladser efter §110-reglen", "Pladser efter <mark>§110</mark>-reglen"),
        ("paragraf 17", "Se § 17, og ikke § 170.", "Se <mark>§ 17</mark>, og ikke § 170."),
        ("24/1234", "Sagen 24/1234 fra før", "Sagen <mark>24/1234</mark> fra før"),
        ("a", "1 < 2 & a", "1 &lt; 2 &amp; <mark>a</mark>"),
    ],
)  # fmt: skip
def test_words_stay_as_they_are_and_blocks_apart(words, text, html):
    assert passages(words, summary=text) == [("summary", html)]


def test_an_abbreviation_begins_no_passage():
    text = f"{'Ord foran. ' * 30}Prisen pr. borger er steget. Mere {'efter ' * 90}"
    ((_field, html),) = passages("borger", case_text=text)
    assert html.startswith("… Prisen pr. <mark>borger</mark> er steget. Mere efter")


def test_each_word_is_shown_where_the_text_has_it():
    text = f"Et budget til os. {'Ord imellem. ' * 40}Så en reform af det."
    (first, html), (second, other) = passages("budget reform", case_text=text)
    assert (first, second) == ("case_text", "case_text")
    assert "<mark>budget</mark>" in html
    assert "<mark>reform</mark>" in other


def test_a_passage_holds_the_words_it_was_chosen_for():
    text = f"budget {'x' * 170} reform {'y' * 60} budget reform {'z ' * 200}"
    assert any(
        "budget</mark> <mark>reform" in html
        for _field, html in passages("budget reform", case_text=text)
    )


def test_a_title_keeps_its_hyphen():
    AgendaItemFactory(title="Børne- og ungeplan")
    index_everything()
    title = marked("Børne- og ungeplan", Sought.of(search("børn").groups))
    assert title == "<mark>Børne</mark>- og ungeplan"
