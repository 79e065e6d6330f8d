"""Markdown of minutes becomes safe HTML that shows what was printed."""

import pytest
from bs4 import BeautifulSoup
from django.utils.translation import override

from cases.models import Term
from cases.rendering.folding import parts_of
from cases.rendering.markdown import Page
from cases.rendering.terms import TermFinder, in_danish_order
from cases.templatetags.minutes_text import minutes_html

TABLE = "| Område | 2025 |  |\n| --- | ---: | --- |\n| Drift | -7.151 | 1 |"


def html(text: str) -> BeautifulSoup:
    return BeautifulSoup(minutes_html(text), "html.parser")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "[x](data:text/html;base64,AAAA)",
        '[x](https://a.dk "onmouseover=alert(1)")',
        "| <svg onload=alert(1)> |\n| --- |\n| x |",
    ],
)
def test_nothing_in_a_text_can_run(attack):
    page = html(attack)
    assert page.find(["script", "img", "svg"]) is None
    assert all(link["href"].startswith("https://") for link in page.find_all("a"))
    assert not any(name.startswith("on") for tag in page.find_all(True) for name in tag.attrs)


def test_a_list_shows_its_printed_numbers():
    markers = [tag.get_text() for tag in html("1. a\n2. b\n2. c\n3. d").select(".marker")]
    assert markers == ["1.", "2.", "2.", "3."]
    assert html("1) a").select_one(".marker").get_text() == "1)"


def test_a_lost_link_says_so_and_a_real_one_is_kept():
    assert html("Se [her](#).").get_text().strip() == "Se her [adressen mangler i kilden]."
    link = html("Se [her](https://www.example.dk/a?b=1&c=2).").a
    assert link["href"] == "https://www.example.dk/a?b=1&c=2"


def test_a_table_names_its_headers_and_sets_numbers_right():
    page = html("| Område | 2025 |\n| --- | ---: |\n| Drift | -7.151 |\n| I alt | -22,86% |")
    assert [cell["scope"] for cell in page.find_all("th")] == ["col", "col", "row", "row"]
    assert [cell.get("class") for cell in page.find_all("td")] == [["num"], ["num"]]
    scroller = page.find(class_="table-scroll")
    assert (scroller["role"], scroller["tabindex"], scroller["aria-label"]) == (
        "region",
        "0",
        "Tabel 1",
    )
    assert page.find_all(style=True) == []


def test_a_minus_is_read_out_and_looks_as_printed():
    cell = html("| A | B |\n| --- | --- |\n| x | -7.151 |").td
    assert [(span.get_text(), span.get("aria-hidden")) for span in cell.find_all("span")] == [
        ("-", "true"),
        ("minus ", None),
    ]
    assert "".join(cell.find_all(string=True, recursive=False)) == "7.151"


def test_a_column_without_a_heading_says_so_and_an_empty_corner_is_no_heading():
    page = html("|  | 2025 |  |\n| --- | --- | --- |\n| Drift | 1 | 2 |")
    head = page.find("thead").find_all(["th", "td"])
    assert [(cell.name, cell.get("scope"), cell.get_text()) for cell in head] == [
        ("td", None, ""),
        ("th", "col", "2025"),
        ("th", "col", "uden overskrift i kilden"),
    ]


def test_headings_stand_below_the_pages_own_and_line_breaks_are_kept():
    assert html("# A").h3.get_text() == "A"
    assert html("en\nto").find("br") is not None


def test_a_table_is_named_from_the_heading_it_stands_under():
    page = html(f"{TABLE}\n\n# Driftsudgifter:\n\n{TABLE}\n\nOg\n\n{TABLE}")
    assert [table.caption and table.caption.get_text() for table in page.find_all("table")] == [
        None,
        "Driftsudgifter, tabel 2",
        "Driftsudgifter, tabel 3",
    ]
    regions = [region["aria-label"] for region in page.find_all(role="region")]
    assert regions == ["Tabel 1", "Tabel 2", "Tabel 3"]


def test_a_table_of_a_folded_part_is_named_from_its_heading():
    (part,) = parts_of(f"### Anlæg og drift\n\n{TABLE}", Page(), "sag")
    caption = BeautifulSoup(part.html, "html.parser").caption
    assert caption.get_text() == f"{part.heading}, tabel 1"


def test_links_to_paragraphs_are_told_apart_by_number():
    page = Page()
    first = page.html("En\n\n- to\n- tre", "resume")
    second = page.html("Fire", "sag")
    links = BeautifulSoup(first + second, "html.parser").find_all("a", class_="para")
    assert [link["aria-label"] for link in links] == [f"Link til afsnit {n}" for n in range(1, 5)]


def test_words_of_the_portal_inside_danish_text_are_in_the_language_of_the_page():
    text = f"# Drift\n\nSe [her](#).\n\n{TABLE}"
    with override("en"):
        english = BeautifulSoup(Page().html(text, "sag"), "html.parser")
    spoken = [*english.select(".sr-only:not(caption), .lost, .para"), english.caption.span]
    assert len(spoken) == 5
    assert {tag.get("lang") for tag in spoken} == {"en"}
    assert (english.find(role="region")["lang"], english.table["lang"]) == ("en", "da")
    danish = BeautifulSoup(Page().html(text, "sag"), "html.parser")
    assert danish.find_all(lang=True) == []


def test_words_are_explained_in_text_and_cells_but_not_in_headings():
    page = Page(TermFinder([Term(word="Drift", explanation="x"), Term(word="KL", explanation="y")]))
    text = "# Drift\n\n| Drift | År |\n| --- | --- |\n| Drift | spurgte KL |"
    found = BeautifulSoup(page.html(text, "sag"), "html.parser").find_all("a", class_="term")
    assert [(link.get_text(), link.parent.name) for link in found] == [("KL", "td")]


def test_words_are_sorted_as_in_a_danish_dictionary():
    words = ["Årsplan", "øl", "Servicemål", "STU", "anlæg", "Ære"]
    found = in_danish_order(Term(word=word) for word in words)
    assert [term.word for term in found] == ["anlæg", "Servicemål", "STU", "Ære", "øl", "Årsplan"]
