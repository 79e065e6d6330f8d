"""PDF without tags and with: paragraphs, tables, running heads, contents, lists and links."""

from __future__ import annotations

import textwrap

import pytest

from cases.minutes.parser import parse_minutes
from cases.minutes.readers import read_document
from cases.minutes.result import Block, BlockKind, Document
from tests.cases.minutes.readers.pdf_made import LEFT, RIGHT, Page
from tests.rendered import printed

LONG = (
    "Forvaltningen har gennemgået stierne ved Ærø Strand og fundet otte steder, hvor belægningen er "
    "slidt ned af vind og vejr. Beboerne har bedt om, at arbejdet udføres etapevis, så ingen mister "
    "deres vej til færgen i mere end en uge ad gangen."
)
COLUMNS = ["DIR", "BFU", "SOS", "BSK", "ØKE", "BYR"]
PLACES = [LEFT + 45 * i for i in range(6)]


def blocks_of(data: bytes) -> list[Block]:
    return list(read_document(data).blocks)


def texts_of(data: bytes) -> list[str]:
    return [block.text for block in blocks_of(data)]


def web(body: str, style: str = "", *, tagged: bool = True) -> bytes:
    """A page of HTML printed by WeasyPrint."""
    page = f'<html lang="da"><meta charset="utf-8"><style>{style}</style><body>{body}</body></html>'
    return printed(page, tagged=tagged)


def test_lines_of_a_paragraph_are_joined_and_headings_told_by_their_font():
    page = Page()
    page.text("Punkt 1: Stier ved stranden", bold=True, size=14)
    page.text("Resume", bold=True)
    page.text(LONG)
    page.text(LONG)
    found = [(block.kind, block.text) for block in blocks_of(page.done())]
    assert found == [
        (BlockKind.HEADING, "Punkt 1: Stier ved stranden"),
        (BlockKind.HEADING, "Resume"),
        (BlockKind.PARAGRAPH, LONG),
        (BlockKind.PARAGRAPH, LONG),
    ]


def test_words_divided_at_the_end_of_a_line_are_joined_and_others_keep_their_hyphen():
    page = Page()
    for line in (
        "Udvalget drøfter nu i samarbejde med forvaltningen hele beskæftigel-",
        "sesindsatsen i perioden, og det sker sammen med medlemmerne af børne-",
        "og ungeudvalget, som har fulgt arbejdet med budgetterne for årene 2013-",
        "2021 og for resten af perioden, sådan som alle de gamle planer lagde op-",
        "ringningerne frem i sin tid. Derefter er der ikke mere at sige om sagen.",
    ):
        page.put(LEFT, line)
        page.y -= 13
    (text,) = texts_of(page.done())
    assert "beskæftigelsesindsatsen" in text
    assert "børne- og ungeudvalget" in text
    assert "2013-2021" in text
    assert "opringningerne" in text


def test_running_heads_and_page_numbers_go_but_the_title_and_what_stands_once_stay():
    page = Page()
    page.text("Kulturudvalget 03-03-2025", bold=True, size=20)
    for number in range(1, 6):
        page.edge("Kulturudvalget 03-03-2025", f"Side {number} af 5")
        page.text(f"Punkt {number}", bold=True, size=13)
        page.text(f"Titel nummer {number}", bold=True, size=13)
        page.text("Det står kun her." if number == 3 else LONG)
        page.turn()
    texts = texts_of(page.done())
    assert texts.count("Kulturudvalget 03-03-2025") == 1
    assert not any(text.startswith("Side ") for text in texts)
    assert [text for text in texts if text.startswith("Punkt")] == [
        f"Punkt {n}" for n in range(1, 6)
    ]
    assert "Det står kun her." in texts


def test_a_running_head_that_alone_names_the_committee_is_kept_once():
    page = Page()
    for number in range(1, 5):
        page.edge("Referat Havneudvalget d. 03-03-2025", str(number))
        page.text(f"Punkt {number}: Bolværk", bold=True, size=13)
        page.text(LONG)
        page.turn()
    minutes = parse_minutes(read_document(page.done()))
    assert minutes.meeting.committee == "Havneudvalget"
    assert not minutes.unplaced


@pytest.mark.parametrize("marked", [[3], [0, 5], [1, 2]])
def test_a_mark_of_the_routing_row_stands_under_its_column_by_its_place_alone(marked):
    page = Page()
    page.text("Punkt 1: Bolværk", bold=True, size=13)
    page.text("Kommunikation", bold=True)
    page.row(PLACES, COLUMNS)
    page.row([PLACES[i] + 7 for i in marked], ["(x)" if i == 5 else "X" for i in marked])
    page.text("Beslutning", bold=True)
    page.text("Godkendt.")
    routing = parse_minutes(read_document(page.done())).items[0].routing
    assert routing is not None
    assert routing.columns == tuple(COLUMNS)
    assert routing.columns_known
    assert routing.marks == tuple(COLUMNS[i] for i in marked)


def test_names_with_mere_spaces_between_do_not_tell_where_a_mark_stands():
    page = Page()
    page.text("Punkt 1: Bolværk", bold=True, size=13)
    page.text("Kommunikation", bold=True)
    page.text(" ".join(COLUMNS))
    page.text("X")
    page.text("Beslutning", bold=True)
    page.text("Godkendt.")
    routing = parse_minutes(read_document(page.done())).items[0].routing
    assert routing is not None
    assert (routing.columns_known, routing.mark_count) == (False, 1)


def test_a_table_without_lines_is_rows_and_labels_beside_values_are_fields():
    page = Page()
    page.row([LEFT, 180], ["Mødedato", "Tirsdag d. 4. marts 2025 kl. 15:00"])
    page.row([LEFT, 180], ["Mødested", "Rådhuset, lokale 7"])
    page.row([LEFT, 180], ["Udvalg", "Havneudvalget"])
    page.y -= 20
    page.text("Punkt 1: Bolværk", bold=True, size=13)
    page.text("Sagsfremstilling", bold=True)
    for cells in (["Sted", "Meter", "Pris"], ["Nordkaj", "1.200", "850"], ["Sydkaj", "400", "310"]):
        page.row([LEFT, 220, 320], cells)
    minutes = parse_minutes(read_document(page.done()))
    assert minutes.meeting.committee == "Havneudvalget"
    assert minutes.meeting.location == "Rådhuset, lokale 7"
    assert str(minutes.meeting.date) == "2025-03-04"
    assert "| Nordkaj | 1.200 | 850 |" in minutes.items[0].sections["case"]


def test_section_names_beside_their_text_open_sections():
    page = Page()
    page.text("Punkt 1: Bolværk", bold=True, size=13)
    for label, text in (("Resume", LONG), ("Beslutning", "Godkendt."), ("Bilag", "Kort")):
        page.put(LEFT, label, bold=True)
        page.text(text, x=180)
    item = parse_minutes(read_document(page.done())).items[0]
    assert item.sections["summary"] == LONG
    assert item.decision is not None
    assert item.decision.paragraphs == ("Godkendt.",)
    assert [part.title for part in item.attachments] == ["Kort"]


def test_contents_keep_dots_and_page_and_a_long_entry_is_one():
    page = Page()
    page.text("Indholdsfortegnelse", bold=True, size=13)
    for title in ("Nyt bolværk", "Pumper ved slusen"):
        page.put(LEFT, title + "." * 60)
        page.canvas.drawRightString(RIGHT, page.y, "3")
        page.y -= 13
    page.put(LEFT, "En titel, der er så lang, at den ikke kan stå på én linje i fortegnelsen, men")
    page.y -= 13
    page.put(LEFT, "går videre på den næste" + "." * 60 + " 4")
    page.turn()
    page.text("Punkt 1: Nyt bolværk", bold=True, size=13)
    page.text(LONG)
    contents = parse_minutes(read_document(page.done())).contents
    assert [(entry.text[:17], entry.page) for entry in contents] == [
        ("Nyt bolværk", 3),
        ("Pumper ved slusen", 3),
        ("En titel, der er ", 4),
    ]
    assert contents[2].text.endswith("men går videre på den næste")


def test_a_paragraph_that_a_page_break_cuts_is_one_block_of_the_page_it_begins_on():
    page = Page()
    page.text("Punkt 1: Bolværk", bold=True, size=13)
    cut = LONG.index("belægningen")
    page.y = 60
    page.text(LONG[:cut] + "vejen")
    page.turn()
    page.text("og " + LONG[cut:])
    page.text("Beslutning", bold=True)
    blocks = blocks_of(page.done())
    assert blocks[1].text == f"{LONG[:cut]}vejen og {LONG[cut:]}"
    assert [block.page for block in blocks] == [1, 1, 2]


def test_two_columns_are_read_one_after_the_other():
    page = Page()
    page.text("Punkt 1: Bolværk", bold=True, size=13)
    top = page.y
    page.text(LONG, right=270)
    page.y = top
    page.text(LONG.replace("Ærø", "Fanø"), x=310, right=520)
    assert texts_of(page.done())[1:] == [LONG, LONG.replace("Ærø", "Fanø")]


NESTED = (
    "<ul><li>Først<ul><li>derunder</li></ul></li><li>Til sidst</li></ul><ol><li>Et tal</li></ol>"
)


@pytest.mark.parametrize("tagged", [True, False])
def test_bullets_have_levels_and_numbers_stay_in_the_text(tagged):
    blocks = blocks_of(web(f"<p>{LONG}</p>{NESTED}", tagged=tagged))
    assert [(b.kind, b.level, b.text) for b in blocks[1:]] == [
        (BlockKind.BULLET, 1, "Først"),
        (BlockKind.BULLET, 2, "derunder"),
        (BlockKind.BULLET, 1, "Til sidst"),
        (BlockKind.PARAGRAPH, 0, "1. Et tal"),
    ]


@pytest.mark.parametrize("tagged", [True, False])
def test_links_that_lead_out_are_kept_with_their_words(tagged):
    body = f'<p>{LONG} Se <a href="https://example.dk/plan(2)">den nye plan</a>. <a href="#x">Mere</a></p>'
    (text,) = texts_of(web(body, tagged=tagged))
    assert text == f"{LONG} Se [den nye plan](https://example.dk/plan%282%29). Mere"


BORDERS = "td,th{border:1px solid;padding:4px;width:30mm}table{border-collapse:collapse}"
RULES = "tr{break-inside:avoid}td,th{border-bottom:1px solid;padding:4px;width:30mm}table{border-collapse:collapse}"


@pytest.mark.parametrize("style", [BORDERS, RULES])
@pytest.mark.parametrize("tagged", [True, False])
def test_cells_are_whole_empty_ones_stay_and_a_repeated_header_goes(tagged, style):
    rows = "".join(
        f"<tr><td>Kaj {n}</td><td></td><td>har en lang bemærkning, der brydes</td></tr>"
        for n in range(1, 40)
    )
    head = "<thead><tr><th>Sted</th><th>Meter</th><th>Note</th></tr></thead>"
    blocks = blocks_of(
        web(f"<h2>Punkt 1: Kajer</h2><table>{head}{rows}</table>", style, tagged=tagged)
    )
    cells = [block.cells for block in blocks if block.kind is BlockKind.ROW]
    assert cells[0] == ("Sted", "Meter", "Note")
    assert cells[1:] == [
        (f"Kaj {n}", "", "har en lang bemærkning, der brydes") for n in range(1, 40)
    ]
    assert blocks[-1].page == 3


def test_tags_that_name_each_line_a_paragraph_give_way_to_the_layout():
    lines = "".join(f"<p>{line}</p>" for line in textwrap.wrap(LONG, 60))
    body = f"<h2>Punkt 1: Bolværk</h2><div>{lines}</div>"
    texts = texts_of(web(body, "p{margin:0;white-space:nowrap}body{font:10pt/1.3 'DejaVu Sans'}"))
    assert texts == ["Punkt 1: Bolværk", LONG]


def test_ligatures_and_accents_of_their_own_become_letters():
    style = "body{font-family:'DejaVu Sans';font-variant-ligatures:common-ligatures}"
    (text,) = texts_of(web("<p>A\u030aret gik, og trafikken på \ufb01skerkajen steg.</p>", style))
    assert text == "Året gik, og trafikken på fiskerkajen steg."


def test_reading_makes_a_document_with_a_name_for_its_reader():
    page = Page()
    page.text(LONG)
    document = read_document(page.done())
    assert isinstance(document, Document)
    assert (document.reader, document.warnings) == ("pdf", ())


def test_names_of_bodies_that_are_paragraphs_side_by_side_are_the_routing_row():
    cells = [("DIR", ""), ("BFU", ""), ("SOS", "X"), ("BSK", "")]
    rows = ["".join(f"<div>{cell}</div>" for cell in row) for row in zip(*cells, strict=True)]
    body = "".join(f'<div class="r">{row}</div>' for row in rows)
    style = ".r{display:flex} .r div{width:14mm}"
    blocks = blocks_of(web(f"<h2>Punkt 1: Kaj</h2><h3>Kommunikation</h3>{body}", style))
    assert [block.cells for block in blocks[2:]] == [
        ("DIR", "BFU", "SOS", "BSK"),
        ("", "", "X", ""),
    ]


def test_the_name_of_one_section_beside_its_text_opens_the_section():
    page = Page()
    page.text("Punkt 1: Bolværk", bold=True, size=13)
    page.text(LONG)
    page.put(LEFT, "Beslutning", bold=True)
    page.text("Udsat.", x=180)
    (decision,) = parse_minutes(read_document(page.done())).items[0].decisions
    assert decision.paragraphs == ("Udsat.",)
