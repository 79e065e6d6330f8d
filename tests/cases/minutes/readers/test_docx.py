"""Word files: styles, printed numbers, tables, fields, changes, and files that are broken or hostile."""

import struct
import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest

from cases.minutes.limits import Limits
from cases.minutes.parser import read_minutes
from cases.minutes.readers import read_document
from cases.minutes.result import (
    BinaryDocument,
    BlockKind,
    BrokenDocument,
    EmptyDocument,
    LockedDocument,
    MinutesError,
    TooLarge,
)
from tests.word import W, numbering, p, style, table, word, zipped


def blocks(data):
    return read_document(data).blocks


def minutes_of(data: bytes) -> Any:
    return read_minutes(data)


def texts(data):
    return [block.text for block in blocks(data)]


def kinds(data):
    return [(block.kind.value, block.level, block.text) for block in blocks(data)]


HEAD = p("REFERAT Teknisk Udvalg d. 04-03-2025") + p(
    "Mødedato:\tTirsdag d. 4. marts 2025 kl. 15:00"
)


def test_a_label_and_its_value_may_have_a_tab_between():
    minutes = minutes_of(
        word(HEAD + p("Mødested\tLokale 4") + p("Punkt 1: Ny bro") + p("Beslutning"))
    )
    assert minutes.meeting.committee == "Teknisk Udvalg"
    assert minutes.meeting.start_time.isoformat() == "15:00:00"
    assert minutes.meeting.location == "Lokale 4"


@pytest.mark.parametrize(
    ("styles", "level"),
    [
        (style("Overskrift2", "heading 2"), 2),
        (style("Overskrift2", "Overskrift 2"), 2),
        (style("x1", "KMD Overskrift 3"), 3),
        (style("x1", "Titel"), 1),
        (style("x1", "Rubrik 1"), 1),
        (style("x1", "Punkttitel", '<w:pPr><w:outlineLvl w:val="3"/></w:pPr>'), 4),
        (style("Heading1", "heading 1") + style("x1", "Sagens navn", based_on="Heading1"), 1),
    ],
)
def test_heading_styles_have_many_names(styles, level):
    key = "Overskrift2" if "Overskrift2" in styles else "x1"
    data = word(p("Ny bro over åen", style=key) + p("Tekst."), styles=styles)
    assert kinds(data)[0] == ("heading", level, "Ny bro over åen")


def test_a_style_that_is_only_bold_makes_headings_too():
    bold = style("fed", "Fed linje", "<w:rPr><w:b/></w:rPr>")
    plain = p("ikke fed", style="fed", bold=True).replace("<w:b/>", '<w:b w:val="0"/>')
    data = word(p("Indstilling", style="fed") + plain, styles=bold)
    assert kinds(data) == [("heading", 6, "Indstilling"), ("paragraph", 0, "ikke fed")]


def test_numbers_that_word_counts_itself_are_printed():
    body = (
        p("Ny bro", style="h", numbered=(1, 0))
        + p("Beslutning")
        + p("Godkendt.")
        + p("Ny vej", style="h", numbered=(1, 0))
        + p("Beslutning")
        + p("Udsat.")
    )
    data = word(
        body,
        styles=style("h", "heading 1"),
        numbering=numbering("decimal Punkt %1:", starts={0: 41}),
    )
    assert [(i.number, i.title) for i in minutes_of(data).items] == [
        (41, "Ny bro"),
        (42, "Ny vej"),
    ]


def test_numbers_may_come_from_the_style_alone():
    linked = numbering("decimal %1.").replace("<w:start", '<w:pStyle w:val="h"/><w:start')
    styles = style("h", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    data = word(p("Ny bro", style="h") + p("Ny vej", style="h"), styles=styles, numbering=linked)
    assert texts(data) == ["1. Ny bro", "2. Ny vej"]


def test_levels_count_below_each_other_in_their_own_forms():
    forms = numbering("decimal %1.", "lowerLetter %2)", "lowerRoman %3.", "decimal %1.%4")
    body = "".join(p(f"at {n}", numbered=(1, n)) for n in (0, 1, 1, 2, 0, 1, 3))
    printed = ["1. at 0", "a) at 1", "b) at 1", "i. at 2", "2. at 0", "a) at 1", "2.1 at 3"]
    assert texts(word(body, numbering=forms)) == printed


def test_a_list_that_starts_over_says_so_itself():
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(p("at x", numbered=(n, 0)) for n in (1, 1, 2, 2))
    data = word(body, numbering=numbering("decimal %1)") + again)
    assert texts(data) == ["1) at x", "2) at x", "1) at x", "2) at x"]


def test_a_numbered_list_stands_together_and_its_bullets_are_below_it():
    forms = numbering("decimal %1.", "bullet o")
    data = word(
        p("at a", numbered=(1, 0)) + p("under", numbered=(1, 1))
        + p("at b", numbered=(1, 0)) + p("at c", numbered=(1, 0)),
        numbering=forms,
    )  # fmt: skip
    assert [(b.kind.value, b.level, b.text, b.gap) for b in blocks(data)] == [
        ("paragraph", 0, "1. at a", True),
        ("bullet", 2, "under", True),
        ("paragraph", 0, "2. at b", True),
        ("paragraph", 0, "3. at c", False),
    ]


def test_the_routing_row_keeps_its_columns_in_a_table_and_between_tabs():
    item = p("Punkt 3: Ny bro") + p("05.01.00-A00-1-25") + p("Kommunikation")
    end = p("Beslutning") + p("Godkendt.")
    in_table = table("DIR | TMU | ØKE | BYR", " | | ☒ | ☐")
    in_lines = p("DIR\tTMU\tØKE\tBYR") + p("\t\tX")
    wingdings = table(
        "DIR | TMU | ØKE | BYR",
        f' | | <w:p xmlns:w="{W}"><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p> | ',
    )
    for row in (in_table, in_lines, wingdings):
        routing = minutes_of(word(HEAD + item + row + end)).items[0].routing
        assert routing.columns == ("DIR", "TMU", "ØKE", "BYR")
        assert routing.marks == ("ØKE",)


def test_merged_cells_keep_their_columns():
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    down = "<w:tcPr><w:vMerge/></w:tcPr>"
    data = word(
        table(f"Post | <w:p/>{wide}")
        .replace("<w:p/>" + wide, wide + p("Beløb"))
        .replace("</w:tbl>", "")
        + table("Drift | 10 | 20", f"{down}<w:p/> | 30 | 40").removeprefix("<w:tbl>")
    )
    assert [b.cells for b in blocks(data)] == [
        ("Post", "Beløb", ""),
        ("Drift", "10", "20"),
        ("", "30", "40"),
    ]


def test_a_table_that_only_places_text_is_text():
    inner = table("År | Beløb | Rest", "2025 | 1 | 2")
    data = word(table(f"<w:p/>{inner}{p('Beslutning')}{p('Godkendt.')}"))
    assert [b.kind for b in blocks(data)] == [
        BlockKind.ROW,
        BlockKind.ROW,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param('<w:fldSimple w:instr="DOCPROPERTY Sag">{}</w:fldSimple>', id="simple field"),
        pytest.param("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", id="control"),
        pytest.param('<w:smartTag w:element="x">{}</w:smartTag>', id="smart tag"),
        pytest.param('<w:customXml w:element="x">{}</w:customXml>', id="custom XML"),
        pytest.param('<w:ins w:id="1">{}</w:ins>', id="inserted"),
        pytest.param('<w:moveTo w:id="1">{}</w:moveTo>', id="moved here"),
        pytest.param("<w:bdo>{}</w:bdo>", id="direction"),
        pytest.param("<w:somethingNew>{}</w:somethingNew>", id="unknown"),
    ],
)
def test_text_is_read_wherever_it_stands(inside):
    run = "<w:r><w:t>26/1234</w:t></w:r>"
    data = word(f"<w:p><w:r><w:t xml:space='preserve'>Sag </w:t></w:r>{inside.format(run)}</w:p>")
    assert texts(data) == ["Sag 26/1234"]


def test_controls_around_paragraphs_rows_and_cells_are_read():
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    cell = "<w:tc>{}</w:tc>".format
    row = f"<w:tr>{cell(p('A'))}{control.format(cell(p('B')))}{cell('<w:p/>')}</w:tr>"
    data = word(control.format(p("Punkt 1: X")) + f"<w:tbl>{control.format(row)}{row}</w:tbl>")
    assert [b.cells or b.text for b in blocks(data)] == [
        "Punkt 1: X",
        ("A", "B", ""),
        ("A", "B", ""),
    ]


def test_a_text_box_is_read_once_after_its_paragraph():
    box = "<w:txbxContent><w:p><w:r><w:t>i boks</w:t></w:r></w:p></w:txbxContent>"
    for newer in (f"<wps:txbx>{box}</wps:txbx>", ""):
        drawing = (
            f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{newer}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
        )
        data = word(f"<w:p><w:r><w:t>foran</w:t>{drawing}<w:t>, bag</w:t></w:r></w:p>")
        assert texts(data) == ["foran, bag", "i boks"]


def test_equations_hyphens_and_breaks_are_text():
    data = word(
        "<w:p><w:r><w:t>05.01.00</w:t><w:noBreakHyphen/><w:t>A00</w:t><w:softHyphen/></w:r>"
        "<m:oMath><m:r><m:t> x=2</m:t></m:r></m:oMath><w:r><w:br/><w:t>ny linje</w:t></w:r></w:p>"
    )
    assert [(b.text, b.gap) for b in blocks(data)] == [
        ("05.01.00-A00 x=2", True),
        ("ny linje", False),
    ]


def test_changes_comments_and_hidden_text_are_told_of():
    body = (
        '<w:p><w:r><w:t>Godkendt</w:t></w:r><w:del w:id="1"><w:r><w:delText> ikke</w:delText></w:r></w:del>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> hemmeligt</w:t></w:r></w:p>"
    )
    document = read_document(word(body, comments='<w:comment w:id="1"><w:p/></w:comment>'))
    assert [b.text for b in document.blocks] == ["Godkendt"]
    assert {w.code for w in document.warnings} == {
        "tracked_changes",
        "comments_left_out",
        "hidden_text",
    }
    assert read_document(word(p("Godkendt"))).warnings == ()


def test_a_note_follows_its_paragraph():
    notes = '<w:footnote w:id="2"><w:p><w:r><w:t>Se bilag 1.</w:t></w:r></w:p></w:footnote>'
    data = word(
        '<w:p><w:r><w:t>Prisen steg</w:t><w:footnoteReference w:id="2"/></w:r></w:p>' + p("Mere."),
        footnotes=notes,
    )
    assert texts(data) == ["Prisen steg[1]", "[1] Se bilag 1.", "Mere."]


def field(instruction, result):
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_links_keep_their_address_if_it_is_a_web_address():
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f'<w:p><w:hyperlink r:id="a">{run.format("planen")}</w:hyperlink></w:p>'
        f"<w:p>{field('HYPERLINK &quot;https://example.dk/b&quot;', run.format('fe') + run.format('lt'))}</w:p>"
        f'<w:p><w:hyperlink r:id="c">{run.format("ondt")}</w:hyperlink></w:p>'
        f'<w:p><w:hyperlink w:anchor="d">{run.format("her")}</w:hyperlink></w:p>'
    )
    data = word(body, links={"a": "https://example.dk/a", "c": "javascript:alert(1)"})
    assert texts(data) == [
        "[planen](https://example.dk/a)",
        "[felt](https://example.dk/b)",
        "[ondt](#)",
        "her",
    ]


def test_words_own_contents_are_contents():
    entry = (
        '<w:p><w:pPr><w:pStyle w:val="toc"/></w:pPr><w:hyperlink w:anchor="_T1"><w:r><w:t>1.</w:t>'
        "<w:tab/><w:t>Ny bro</w:t><w:tab/></w:r>{}</w:hyperlink></w:p>"
    )
    page = field("PAGEREF _T1 \\h", "<w:r><w:t>3</w:t></w:r>")
    styles = style("toc", "toc 1") + style("h", "heading 1")
    body = HEAD + entry.format(page) + p("1. Ny bro", style="h") + p("Beslutning") + p("Godkendt.")
    minutes = minutes_of(word(body, styles=styles))
    assert [(c.text, c.page) for c in minutes.contents] == [("1. Ny bro", 3)]
    assert [(i.number, i.title) for i in minutes.items] == [(1, "Ny bro")]
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        "</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    )
    body = (
        HEAD
        + control.format(p("Ny bro\t12"))
        + p("1. Ny bro", style="h")
        + p("Beslutning")
        + p("Godkendt.")
    )
    minutes = minutes_of(word(body, styles=styles))
    assert [(c.text, c.page) for c in minutes.contents] == [("Ny bro", 12)]


@pytest.mark.parametrize("line", ["{}.\t{}\t{}", "{1}\t{2}"])
def test_contents_typed_with_tabs_are_contents(line):
    lines = [
        line.format(n, title, page) for n, title, page in ((1, "Ny bro", 3), (2, "Ny vej", 12))
    ]
    items = "".join(
        p(f"{n}. {t}") + p("Beslutning") + p("Ja.") for n, t in ((1, "Ny bro"), (2, "Ny vej"))
    )
    minutes = minutes_of(word(HEAD + p("Indhold") + "".join(map(p, lines)) + items))
    assert [(c.text.removeprefix("1. ").removeprefix("2. "), c.page) for c in minutes.contents] == [
        ("Ny bro", 3),
        ("Ny vej", 12),
    ]
    assert [i.title for i in minutes.items] == ["Ny bro", "Ny vej"]


def test_items_that_word_numbers_follow_a_list_of_the_same_numbers():
    one = numbering("decimal %1.")
    two = one.replace('NumId="0"', 'NumId="1"').replace('numId="1"', 'numId="2"')
    two = two.replace('<w:abstractNumId w:val="0"', '<w:abstractNumId w:val="1"')
    titles = ("Dagsorden", "Ny bro", "Lukket: Salg af grund")
    contents = "".join(p(title, numbered=(1, 0)) for title in titles)
    items = "".join(
        p(title, numbered=(2, 0), bold=True)
        + ("" if "Lukket" in title else p("Beslutning:") + p("Godkendt."))
        for title in titles
    )
    minutes = minutes_of(word(HEAD + p("Dagsorden:") + contents + items, numbering=one + two))
    assert [(i.number, i.title, i.access.value) for i in minutes.items] == [
        (1, "Dagsorden", "open"),
        (2, "Ny bro", "open"),
        (3, "Lukket: Salg af grund", "closed"),
    ]
    assert len(minutes.contents) == 3


def test_pages_are_those_word_last_saw():
    broken = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>side to</w:t></w:r></w:p>"
    data = word(p("side et") + broken + p("stadig to") + broken)
    assert [b.page for b in blocks(data)] == [1, 2, 2, 3]
    assert [b.page for b in blocks(word(p("uden sider")))] == [None]


def test_running_heads_are_left_out():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Fortroligt udkast"
    document.add_paragraph("Punkt 1: Ny bro")
    stream = BytesIO()
    document.save(stream)
    assert texts(stream.getvalue()) == ["Punkt 1: Ny bro"]


def test_a_part_in_html_is_read_and_other_parts_are_told_of():
    body = p("Foran") + '<w:altChunk r:id="k"/>' + p("Bagefter")
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"

    def with_part(name, content):
        data = word(body)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            files = {entry: archive.read(entry) for entry in archive.namelist()}
        files["word/_rels/document.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="k" Type="{relation}" Target="{name}"/></Relationships>'
        ).encode()
        files[f"word/{name}"] = content
        return read_document(zipped(files))

    page = (
        "<html><head><title>x</title></head><body><p>Midt i<script>a()</script></p></body></html>"
    )
    assert [b.text for b in with_part("a.htm", page.encode()).blocks] == [
        "Foran",
        "Midt i",
        "Bagefter",
    ]
    unread = with_part("a.rtf", b"{\\rtf1 Midt i}")
    assert [w.code for w in unread.warnings] == ["unread_part"]


def test_no_markup_comes_through():
    data = word(
        p("&lt;script&gt;alert(1)&lt;/script&gt;") + p("[klik](javascript:alert(1))")
        + p("Punkt 1: &lt;img onerror=x&gt;") + p("Beslutning") + p("&lt;b&gt;Godkendt")
    )  # fmt: skip
    minutes = minutes_of(data)
    assert minutes.items[0].links == ()
    # Word for word, and escaped where it is shown: these are words of the document, not markup.
    assert minutes.items[0].title == "<img onerror=x>"
    assert minutes.meeting.lines == ("<script>alert(1)</script>", "[klik]\\(javascript:alert(1))")


BODY = p("Punkt 1: Ny bro")
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
)


def encrypted(data: bytes) -> bytes:
    """The archive with the flag of a password on every entry."""
    changed = bytearray(data)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(signature)
        while start >= 0:
            (flags,) = struct.unpack_from("<H", changed, start + place)
            struct.pack_into("<H", changed, start + place, flags | 1)
            start = changed.find(signature, start + 4)
    return bytes(changed)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(word(BODY)[:-30], BrokenDocument, id="cut off"),
        pytest.param(word(BODY)[:300] + b"\0" * 60 + word(BODY)[360:], MinutesError, id="damaged"),
        pytest.param(zipped({"word/document.xml": b"<w:document"}), BrokenDocument, id="half XML"),
        pytest.param(zipped({"word/document.xml": b""}), BrokenDocument, id="no XML"),
        pytest.param(zipped({"word/document.xml": BOMB}), BrokenDocument, id="entities"),
        pytest.param(zipped({"word/document.xml": BOMB.encode("utf-16")}), BrokenDocument, id="entities in UTF-16"),
        pytest.param(word("<w:p>" * 5000 + "</w:p>" * 5000), BrokenDocument, id="deep"),
        pytest.param(word("<w:tbl><w:tr><w:tc>" * 70), MinutesError, id="tables in tables"),
        pytest.param(encrypted(word(BODY)), LockedDocument, id="password"),
        pytest.param(word(""), EmptyDocument, id="empty"),
        pytest.param(word(p("a" * 40_000_000)), TooLarge, id="bomb of letters"),
        pytest.param(word("<w:p/>" * 2_000_000), TooLarge, id="bomb of paragraphs"),
        pytest.param(word("<w:tbl>" + "<w:tr><w:tc/></w:tr>" * 400_000 + "</w:tbl>"), TooLarge, id="endless table"),
        pytest.param(zipped({"xl/workbook.xml": "", "[Content_Types].xml": ""}), BinaryDocument, id="Excel"),
        pytest.param(zipped({"ppt/presentation.xml": "", "[Content_Types].xml": ""}), BinaryDocument, id="PowerPoint"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused(data, error):
    with pytest.raises(error) as refused:
        read_document(data)
    assert str(refused.value).endswith(".")


def test_what_a_file_expands_to_is_limited():
    with pytest.raises(TooLarge):
        read_document(word(p("a" * 3_000_000)), Limits(expanded_bytes=1_000_000))
    with pytest.raises(TooLarge):
        read_document(word(p("a" * 3_000_000)), Limits(text_bytes=500_000))


def test_a_strict_file_and_one_with_another_main_part_are_read():
    strict = word(BODY)
    with zipfile.ZipFile(BytesIO(strict)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/document2.xml"] = files.pop("word/document.xml").replace(
        W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"document.xml", b"document2.xml")
    assert texts(zipped(files)) == ["Punkt 1: Ny bro"]
