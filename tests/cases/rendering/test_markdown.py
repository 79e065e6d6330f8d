"""Markdown of minutes becomes safe HTML that shows what was printed."""

import pytest
from bs4 import BeautifulSoup

from cases.templatetags.minutes_text import minutes_html


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
    assert html("Se [her](#).").get_text().strip() == "Se her (adressen mangler i kilden)."
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
