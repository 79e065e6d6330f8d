"""Words become links where they stand, and nothing else of the text changes."""

import random

import pytest
from bs4 import BeautifulSoup

from cases.models import Term
from cases.rendering.folding import parts_of
from cases.rendering.markdown import Page, plain_text
from cases.rendering.marks import Mark
from cases.rendering.terms import TermFinder

MIXED = """Se *punkt 4* på **mødet den 4. marts** og [notatet](https://www.example.dk/mødet).

### Mødet den 4. marts

- Den 10. marts 2026: Udvalget drøfter sagen & *planen*
- 11\\. marts: intet nyt,
  men mødet fortsætter

4. Den 4. marts 2026
5. Punkt 5

| Møde | År |
| --- | ---: |
| mødet den 4. marts | -7.151 |
| Drift | 12 |

mødet
den 4. marts og "mødet" < mødet"""


def marks_on(text: str, *wanted: str, which: int = 0) -> list[Mark]:
    """A mark on each of the words, at the given occurrence."""
    marks = []
    for name in wanted:
        start = -1
        for _ in range(which + 1):
            start = text.index(name, start + 1)
        marks.append(Mark(start, start + len(name), name, '<a class="ref" href="/m/">', "</a>"))
    return marks


def shown(text: str, marks: list[Mark], page: Page | None = None) -> BeautifulSoup:
    return BeautifulSoup((page or Page()).html(text, "sag", marks), "html.parser")


def test_the_right_occurrence_is_the_link():
    text = "Før mødet den 4. marts. Efter mødet den 4. marts holdes mødet den 4. marts."
    page = shown(text, marks_on(text, "mødet den 4. marts", which=1))
    (link,) = page.select("a.ref")
    assert link.previous_sibling == "Før mødet den 4. marts. Efter "
    assert link.get_text() == "mødet den 4. marts"
    assert link.next_sibling.strip() == "holdes mødet den 4. marts."


@pytest.mark.parametrize(
    ("text", "words", "links"),
    [
        ("På **mødet den 4.** marts.", "**mødet den 4.** marts", ["mødet den 4. marts"]),
        ("På **mødet** den 4. marts.", "mødet** den 4. marts", ["mødet", " den 4. marts"]),
        ("På **mødet den 4. marts**.", "mødet den 4. marts", ["mødet den 4. marts"]),
        ("På mødet\nden 4. marts.", "mødet\nden 4. marts", ["mødet\nden 4. marts"]),
        ("Se A\\*B på mødet 4\\. marts.", "mødet 4\\. marts", ["mødet 4. marts"]),
        ("- Den 10. marts: plan", "Den 10. marts", ["Den 10. marts"]),
        ("| a |\n| --- |\n| 1 på mødet |", "på mødet", ["på mødet"]),
        ("Tal &amp; mødet < 3", "mødet", ["mødet"]),
        # Left as they are: a heading, a link, words around a link, a list's own number.
        ("## Mødet den 4. marts", "Mødet den 4. marts", []),
        ("Se [mødet i går](https://a.dk).", "mødet", []),
        ("Se punkt 4 [her](https://a.dk) på mødet.", "punkt 4 [her](https://a.dk) på mødet", []),
        ("4. marts 2026\n5. marts", "4. marts 2026", []),
    ],
)
def test_words_are_linked_where_they_can_be(text, words, links):
    page = shown(text, marks_on(text, words))
    assert [link.get_text() for link in page.select("a.ref")] == links
    for link in page.select("a.ref"):
        link.unwrap()
    assert str(BeautifulSoup(str(page), "html.parser")) == str(shown(text, []))


def test_a_mark_outside_the_text_and_one_upon_another_are_left_out():
    text = "Punkt 4 på mødet."
    marks = [*marks_on(text, "Punkt 4", "4 på mødet"), Mark(10, 99, "x", "<a>", "</a>")]
    page = Page()
    assert [link.get_text() for link in shown(text, marks, page).select("a.ref")] == ["Punkt 4"]
    assert page.marked == {"Punkt 4"}


def test_no_term_is_explained_inside_a_link():
    page = Page(TermFinder([Term(word="mødet", explanation="x")]))
    text = "På mødet den 4. og mødet."
    found = shown(text, marks_on(text, "mødet den 4."), page)
    assert [link["class"] for link in found.find_all("a")][:2] == [["ref"], ["term"]]


def test_the_parts_of_a_long_text_have_their_own_marks_and_the_same_anchors():
    marks = marks_on(MIXED, "mødet den 4. marts", "Den 10. marts 2026", "11\\. marts")
    plain = parts_of(MIXED, Page(), "sag")
    parts = parts_of(MIXED, Page(), "sag", marks)
    linked = [BeautifulSoup(part.html, "html.parser").select("a.ref") for part in parts]
    assert [[link.get_text() for link in links] for links in linked] == [
        ["mødet den 4. marts"],
        ["Den 10. marts 2026", "11. marts"],
    ]
    assert [part.anchor for part in parts] == [part.anchor for part in plain]


@pytest.mark.parametrize("seed", range(40))
def test_wherever_marks_fall_the_text_stays_word_for_word(seed):
    chance = random.Random(seed)  # noqa: S311  # no secret
    marks = []
    for number in range(6):
        start = chance.randrange(len(MIXED))
        end = start + chance.randrange(1, 40)
        marks.append(Mark(start, end, str(number), '<a class="ref" href="/m/">', "</a>"))
    page = shown(MIXED, marks)
    for link in page.select("a.ref"):
        assert link.find("a") is None
        link.unwrap()
    plain = shown(MIXED, [])
    for spoken in [*page.select("td .sr-only"), *plain.select("td .sr-only")]:
        spoken.extract()
    assert page.get_text() == plain.get_text()
    assert [tag["id"] for tag in page.select("[id]")] == [tag["id"] for tag in plain.select("[id]")]


def test_words_are_read_without_marks_of_markdown():
    assert plain_text("**mødet**\nden [4.](https://a.dk) mar\\*ts_a") == "mødet den 4. mar*ts_a"
