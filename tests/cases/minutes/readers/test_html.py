"""Web pages: what is of the site, what is of the minutes, and pages of every make and age."""

import time
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Any

import pytest

from cases.minutes.parser import read_minutes
from cases.minutes.readers import read_document
from cases.minutes.readers.html import blocks_of
from cases.minutes.result import (
    Access,
    BrokenDocument,
    EmptyDocument,
    MinutesError,
    NoMinutes,
    TooLarge,
)


def minutes_of(data: bytes) -> Any:
    return read_minutes(data)


def texts(html):
    return [block.text for block in blocks_of(html)]


def kinds(html):
    return [(block.kind.value, block.level, block.text) for block in blocks_of(html)]


# --- Lines ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<h2>Punkt 1: Ny <em>bro</em></h2>", [("heading", 2, "Punkt 1: Ny bro")]),
        ("<h2>Punkt 1:<br>Ny bro</h2>", [("heading", 2, "Punkt 1: Ny bro")]),
        ("<p><b>Indstilling</b></p>", [("heading", 6, "Indstilling")]),
        ("<p><b>Udvalget</b> drøftede.</p>", [("paragraph", 0, "Udvalget drøftede.")]),
        ("<p><b>Udvalget drøftede sagen.</b></p>", [("paragraph", 0, "Udvalget drøftede sagen.")]),
        ("<b style='font-weight:normal'><p>ikke fed</p></b>", [("paragraph", 0, "ikke fed")]),
        ("<p style='font-weight:700'>Resume</p>", [("heading", 6, "Resume")]),
        ("<p>- at broen bygges</p>", [("bullet", 1, "at broen bygges")]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", [("bullet", 1, "a"), ("bullet", 2, "b"), ("bullet", 1, "c")]),
        ("<ol><li>at a<li>at b</ol>", [("paragraph", 0, "1. at a"), ("paragraph", 0, "2. at b")]),
        ("<ol type=a start=3><li>x<li value=9>y</ol>", [("paragraph", 0, "c. x"), ("paragraph", 0, "i. y")]),
        ("<ul><li>a<ol type=i><li>b</ol></ul>", [("bullet", 1, "a"), ("bullet", 2, "i. b")]),
        ("<ul><li><h3>Punkt 1: X</h3><p>Tekst</p></ul>", [("heading", 3, "Punkt 1: X"), ("paragraph", 0, "Tekst")]),
        ("<ol start=4><li><h3>Ny bro</h3>tekst</ol>", [("heading", 3, "4. Ny bro"), ("paragraph", 0, "tekst")]),
        ("<dl><dt>Sted<dd>Sal 1<dt>Afbud:<dd></dl>", [("paragraph", 0, "Sted: Sal 1"), ("paragraph", 0, "Afbud:")]),
        ("<dl><dt>Beslutning<dd>Godkendt</dl>", [("paragraph", 0, "Beslutning"), ("paragraph", 0, "Godkendt")]),
        ("<details><summary>Bilag</summary>Kort</details>", [("paragraph", 0, "Bilag"), ("paragraph", 0, "Kort")]),
        ("løs tekst<p>afsnit", [("paragraph", 0, "løs tekst"), ("paragraph", 0, "afsnit")]),
        ("05.01.00&#8209;A00&shy;-1", [("paragraph", 0, "05.01.00-A00-1")]),
        ("<p>a&#1;b&#0;</p>", [("paragraph", 0, "ab�")]),
    ],
)  # fmt: skip
def test_elements_are_lines(html, wanted):
    assert kinds(html) == wanted


def test_a_break_is_a_line_and_two_are_a_paragraph():
    html = "<p>Sagsnr.: 12/34<br>Sagsbehandler: Bo<br><br>Nyt afsnit<br></p><p>&nbsp;</p><pre>a\n\nb</pre>"
    assert [(block.text, block.gap) for block in blocks_of(html)] == [
        ("Sagsnr.: 12/34", True),
        ("Sagsbehandler: Bo", False),
        ("Nyt afsnit", True),
        ("a", True),
        ("b", True),
    ]


def test_lines_are_numbered_from_where_the_caller_says():
    assert [block.line for block in blocks_of("<p>a</p><p></p><p>b</p>", first_line=40)] == [40, 41]
    assert blocks_of("") == blocks_of("<!-- intet -->") == []


# --- Links and scripts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>Se <a href="https://a.dk/x (1)">plan [1]</a>.', "Se [plan \\[1\\]](https://a.dk/x%281%29)."),
        ('<p>Se <a href="mailto:a@b.dk">post</a>', "Se [post](mailto:a@b.dk)"),
        ('<p>Se <a href="/bilag/1">plan</a>', "Se plan"),
        ('<base href="https://a.dk/b/"><p>Se <a href="c">plan</a>', "Se [plan](https://a.dk/b/c)"),
        ('<p>Se <a href="#">plan</a>', "Se [plan](#)"),
        ('<p>Se <a href=" java&#10;script:alert(1)">plan</a>', "Se [plan](#)"),
        ('<p>Se <a href="data:text/html,x">plan</a>', "Se plan"),
        ('<p>Se <a href="#punkt3">punkt 3</a>', "Se punkt 3"),
        ('<p>Se <a href="https://a.dk"><img src=x></a>her', "Se her"),
        ("<p>Se [her](javascript:alert(1))", "Se [her]\\(javascript:alert(1))"),
        ('<h2><a href="https://a.dk/1">Punkt 1: Bro</a></h2>', "Punkt 1: Bro"),
        ('<div><a href="#">Punkt 1: Bro</a></div>', "Punkt 1: Bro"),
    ],
)  # fmt: skip
def test_links_keep_only_addresses_that_lead_somewhere(html, text):
    assert texts(html) == [text]


def test_nothing_that_runs_comes_through():
    html = """<body onload="a()"><script>alert(1)</script><style>p{}</style><template><p>b</p></template>
    <noscript>Slå JavaScript til</noscript><svg><text>c</text></svg><iframe src="x">d</iframe><!-- e -->
    <h2 onclick="f()">Punkt 1: Bro</h2><p>Beslutning</p><p>Se <a href="JavaScript:g()">h</a> &lt;script&gt;</p>"""
    item = minutes_of(html.encode()).items[0]
    assert (
        item.decision.text == "Se [h](#) <script>"
    )  # words of the page, escaped where they are shown
    assert [(link.text, link.href) for link in item.links] == [("h", None)]


# --- Tables ---------------------------------------------------------------------------------------


def test_cells_line_up_however_they_are_merged():
    html = """<table><caption>Tabel 1</caption><tfoot><tr><td>I alt<td>9<td>9</tfoot>
    <thead><tr><th>Post<th colspan=2>Beløb</thead>
    <tr><td rowspan=2>Drift<td>1<td><p>2</p><p>kr.</p><tr><td>3<td>4</table>"""
    read = blocks_of(html)
    assert read[0].text == "Tabel 1"
    assert [block.cells for block in read[1:]] == [
        ("Post", "Beløb", ""),
        ("Drift", "1", "2 kr."),
        ("", "3", "4"),
        ("I alt", "9", "9"),
    ]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", ["a", "b"]),
        ("<table><tr><td>Sted:<td>Lokale 1<tr><td>Dato<td>4. marts</table>", ["Sted: Lokale 1", "Dato: 4. marts"]),
        ("<table><tr><td>1.<td>Ny bro</table>", ["1. Ny bro"]),
        ("<table><tr><td>7<td>Ny bro<tr><td>8<td>Ny vej</table>", ["7. Ny bro", "8. Ny vej"]),
        ("<table><tr><td>Indstilling<td><p>at a</p><p>at b</p></table>", ["Indstilling", "at a", "at b"]),
        ("<table><tr><td>menu<td><h2>Punkt 1: Bro</h2>tekst</table>", ["menu", "Punkt 1: Bro", "tekst"]),
        ("<table><tr><td><table><tr><td>a<td>1</table>b</table>", ["| a | 1 |", "b"]),
    ],
)  # fmt: skip
def test_a_table_for_the_look_of_the_page_is_text(html, wanted):
    assert texts(html) == wanted


def item_of(html):
    page = f"<h1>Referat Byrådet d. 04-03-2025</h1><h2>Punkt 1: Bro</h2>{html}"
    return minutes_of(page.encode()).items[0]


def test_attachments_in_a_table_are_their_titles():
    item = item_of("""<h3>Bilag</h3><table><tr><th>Nr.<th>Titel<th>Type<tr><td>1<td><a href="https://a.dk/1">Kort</a>
    <td>PDF<tr><td>2<td>Notat<td>DOCX</table>""")
    assert [a.title for a in item.attachments] == ["Kort", "Notat"]
    assert {"1", "PDF", "2", "DOCX"} <= set(item.labels)  # no word is lost


def test_a_label_and_a_name_in_boxes_beside_each_other_are_one_line():
    item = item_of(
        "<div><div>Sagsnr.</div><div>24/55</div></div><div><div>Sagsbehandler</div><div>Ole Bo</div></div>"
    )
    assert (item.journal_number, item.caseworker) == ("24/55", "Ole Bo")


def test_a_decision_in_bold_is_words_alone():
    assert item_of("<h3>Beslutning</h3><h4>Godkendt</h4>").decision.paragraphs == ("Godkendt",)


def test_a_numbered_list_of_links_is_contents_and_no_items():
    html = """<h1>Referat Byrådet d. 04-03-2025</h1><h2>Dagsordenpunkter</h2><ol><li><a href="#a">Velkomst</a>
    <li><a href="/b">Dagtilbud</a></ol>
    <p>Sagsnr.: 00.00.00-P35-34-24</p><h3>Velkomst</h3><h4>Beslutning</h4><p>Godkendt.</p>
    <p>Sagsnr.: 28.00.00-P35-1-25</p><h3>Dagtilbud</h3><h4>Beslutning</h4><p>Drøftet.</p>"""
    minutes = minutes_of(html.encode())
    assert [(i.number, i.title) for i in minutes.items] == [(None, "Velkomst"), (None, "Dagtilbud")]
    assert [entry.text for entry in minutes.contents] == ["1. Velkomst", "2. Dagtilbud"]


# --- Sites ----------------------------------------------------------------------------------------

ACCORDION = """<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>Referat</title></head><body>
<div id="coiOverlay" class="cookie-consent"><h2>Vi bruger cookies</h2><button>Accepter alle</button></div>
<a class="skip-link" href="#main">Spring til indhold</a>
<div class="navbar"><ul><li><a href="/">Forside</a></li><li><a href="/d">Beslutninger</a></li></ul></div>
<ol class="breadcrumb"><li><a href="/">Hjem</a></li><li>Udvalg</li></ol>
<div class="page"><div class="agenda-header"><h1>Udvalget for Natur og Klima</h1>
<div><span>Referat</span> <span>tirsdag den 11. marts 2025 kl. 16:00</span></div><div>Mødested: Rådhuset</div>
<div class="share"><a href="https://example.com">Del</a><button>Kopier link</button><button>Print</button></div></div>
<div class="item"><h2><button aria-expanded="true" aria-controls="c1">1. Godkendelse af dagsorden</button></h2>
<button class="copy">Kopier link</button><div id="c1"><h3>Beslutning</h3><div>Dagsordenen godkendt.</div></div></div>
<div class="item"><h2><button aria-expanded="false" aria-controls="c2">2. Lavbund ved åen</button></h2>
<div id="c2" style="display:none" aria-hidden="true"><div><h3>Sagsnr.</h3><div>23-009570</div></div>
<h3>Resume</h3><p>Projektet er på 40 ha.</p><h3>Forvaltningen indstiller, at</h3>
<ol><li>projektet godkendes</li><li>naboerne høres</li></ol><h3>Beslutning</h3>
<p>Godkendt.</p><p>Lone Dam (Ø) tog forbehold.</p>
<h3>Bilag</h3><ul><li><a href="https://example.dk/1"><i></i>Kort over området</a></li></ul></div></div>
<div class="item"><h2><button aria-expanded="false" aria-controls="c3">3. Lukket: Køb af jord</button></h2>
<div id="c3" hidden>Lukket punkt</div></div>
</div><footer><p>Torvet 1, 9999 Byen</p></footer></body></html>"""


def test_a_page_of_folded_items_is_read_whole_and_without_its_site():
    minutes = minutes_of(ACCORDION.encode())
    assert minutes.meeting.lines == (
        "Udvalget for Natur og Klima",
        "Referat tirsdag den 11. marts 2025 kl. 16:00",
        "Mødested: Rådhuset",
    )
    assert [(i.number, i.title, i.access) for i in minutes.items] == [
        (1, "Godkendelse af dagsorden", Access.OPEN),
        (2, "Lavbund ved åen", Access.OPEN),
        (3, "Lukket: Køb af jord", Access.CLOSED),
    ]
    item = minutes.items[1]
    assert item.journal_number == "23-009570"
    assert [c.text for c in item.recommendation.clauses] == [
        "projektet godkendes",
        "naboerne høres",
    ]
    assert item.decision.paragraphs == ("Godkendt.", "Lone Dam (Ø) tog forbehold.")
    assert [a.title for a in item.attachments] == ["Kort over området"]
    assert minutes.unplaced == ()


def test_a_head_of_main_is_of_the_minutes_and_a_head_of_the_page_is_not():
    html = """<body><header><p>Byen Kommune</p></header><nav><ul><li>Politik</ul></nav><main><header>
    <h1>Referat Byrådet d. 04-03-2025</h1></header><h2>Punkt 1: Bro</h2><p>Beslutning</p><p>Vedtaget.</p>
    <footer><p>Mødet hævet kl. 17.00</p></footer></main><aside>Nyheder</aside><footer>Torvet 1</footer>"""
    minutes = minutes_of(html.encode())
    assert minutes.meeting.lines == ("Referat Byrådet d. 04-03-2025",)
    assert [part.text for part in minutes.unplaced] == ["Mødet hævet kl. 17.00"]
    assert minutes.items[0].decision.text == "Vedtaget."


def test_a_head_outside_main_is_kept():
    html = """<body><header><h1>Referat Byrådet d. 04-03-2025</h1></header>
    <main><h2>Punkt 1: Bro</h2><p>Beslutning</p><p>Vedtaget.</p></main>"""
    assert minutes_of(html.encode()).meeting.committee == "Byrådet"


@pytest.mark.parametrize("name", ["menu", "search", "share", "sidebar", "print"])
def test_a_part_with_minutes_in_it_is_kept_whatever_it_is_called(name):
    html = f"""<body><form class="{name}"><h1>Referat Byrådet d. 04-03-2025</h1>
    <div class="{name}"><h2>Punkt 1: Bro</h2><h3>Beslutning</h3><p>Vedtaget.</p></div></form>"""
    minutes = minutes_of(html.encode())
    assert (minutes.meeting.committee, minutes.items[0].decision.text) == ("Byrådet", "Vedtaget.")


OLD_SITE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head><body>
<form id="aspnetForm"><input type="hidden" value="x"><div id="topmenu"><ul><li><a href="/">Forside</a></ul></div>
<div><table><tr><td><b>Udvalg:</b><td>Teknik- og Miljøudvalget<tr><td><b>Mødedato:</b><td>23. januar 2013
<tr><td><b>Mødested:</b><td>Lokale 4</table><h3>Dagsordenpunkter</h3>
<div>Sagsnr.: 05.01.00-P20-1-13 Sagsbehandler: Karen Skov</div><div>Ny belægning på Vestergade</div>
{routing}
<p><b>Sagsresume</b></p><p>Belægningen er slidt.</p><p><b>Økonomi</b></p><p>200.000 kr.</p><p>[image]</p>
<p><b>Indstilling</b></p><p>Direktøren for Teknik indstiller</p><p>at gaden lægges om.</p>
<p>Direktøren for Teknik indstiller</p><p><b>Beslutning</b></p><p>Indstillingen tiltrådt.</p><p><b>Bilag</b></p><p></p>
<div>Sagsnr.: 05.01.00-P20-2-13 Sagsbehandler: Karen Skov</div><div>Valg til nævn</div>
<p><b>Indstilling</b></p><p>Forvaltningen indstiller</p><p>at [skriv indstilling]</p>
<p><b>Beslutning</b></p><p>Drøftet.</p><p><b>Bilag</b></p><p>Oversigt.pdf</p>
</div></form></body></html>"""

COLUMNS = ("DIR", "BFU", "TMU", "ØKE", "BYR")
NAMES = "<p>DIR</p><p>BFU</p><p>TMU</p><p>ØKE</p>"
ROW = "<tr><td>DIR<td>BFU<td>TMU<td>ØKE<td>BYR"
BOX = "<input type=checkbox"


@pytest.mark.parametrize(
    ("routing", "marks"),
    [
        (f"{NAMES}<p>BYR</p><p>&nbsp;</p><p></p><p>x</p><p> </p><p>&nbsp;</p>", ("TMU",)),
        ("<div>DIR<br>BFU<br>TMU<br>ØKE<br>BYR<br><br><br> X<br>&nbsp;<br>(x)<br></div>", ("TMU", "BYR")),
        (f"<table>{ROW}<tr><td>&nbsp;<td><td>x<td><td></table>", ("TMU",)),
        (f"<table><tr><th colspan=5>Kommunikation{ROW}<tr><td><td><td>✓<td><td></table>", ("TMU",)),
        (f"{NAMES}<p>BYRx</p><p></p><p>x</p><p></p><p></p>", ("DIR", "TMU")),
        (f"{NAMES}<p>BYRX</p><p></p><p></p><p></p><p>xØvrige sagsbehandlere: Bo Dam</p>", ("DIR", "BYR")),
        (f"<table>{ROW}<tr><td>{BOX}><td><td>{BOX} checked><td><td></table>", ("TMU",)),
    ],
)  # fmt: skip
def test_the_routing_of_an_old_page_keeps_its_columns(routing, marks):
    minutes = minutes_of(OLD_SITE.format(routing=routing).encode("latin-1", "xmlcharrefreplace"))
    first, second = minutes.items
    assert (first.title, first.journal_number, first.caseworker) == (
        "Ny belægning på Vestergade",
        "05.01.00-P20-1-13",
        "Karen Skov",
    )
    assert (first.routing.columns, first.routing.marks) == (COLUMNS, marks)
    assert first.sections["summary"] == "Belægningen er slidt."
    assert first.attachments == ()
    assert (second.title, second.decision.text) == ("Valg til nævn", "Drøftet.")
    assert [a.title for a in second.attachments] == ["Oversigt.pdf"]
    assert minutes.meeting.location == "Lokale 4"


def test_marks_without_a_place_are_counted_but_not_placed():
    lines = f"{NAMES}<p>BYR</p><p>x</p><p>x</p>"
    routing = minutes_of(OLD_SITE.format(routing=lines).encode()).items[0].routing
    assert (routing.columns, routing.marks, routing.mark_count) == (COLUMNS, None, 2)


def test_a_number_in_the_print_view_comes_after_its_labels():
    html = """<body><h1>Udvalg: Socialudvalget</h1><div>Mødedato: 3. juni 2014</div><div>Dagsordenpunkter</div>
    <div>Sagsnr.: 27.12.00-A00-1-14 Sagsbehandler: Ole Krog</div><div>119. Ny boligplan</div>
    <div>Beslutning</div><div>Godkendt.</div><div>Bilag</div><div>Plan.pdf</div>
    <div>Sagsnr.: 27.12.00-A00-2-14 Sagsbehandler: Ole Krog</div><div>120. Ventelister</div>
    <div>Beslutning</div><div>Taget til efterretning.</div><div>Bilag</div>"""
    items = minutes_of(html.encode()).items
    assert [(i.number, i.title, i.journal_number, i.caseworker) for i in items] == [
        (119, "Ny boligplan", "27.12.00-A00-1-14", "Ole Krog"),
        (120, "Ventelister", "27.12.00-A00-2-14", "Ole Krog"),
    ]
    assert [a.title for i in items for a in i.attachments] == ["Plan.pdf"]


def test_a_page_of_tables_and_unclosed_tags_is_read():
    html = """<HTML><BODY BGCOLOR=white><TABLE><TR><TD colspan=2><IMG SRC=a.gif ALT=Logo><TR><TD><A HREF=a>Forside</A>
    <TD><FONT SIZE=5><B>Referat til mødet i Kulturudvalget den 14. maj 2018 kl. 08:15 i mødelokale 2</B></FONT><BR><BR>
    <TABLE><TR><TD>1.<TD><B>Kunst på torvet</B></TABLE><P>Åbent - 20.00.00-A00-17-18
    <P><B>INDSTILLING</B><P>Forvaltningen indstiller<OL><LI>at skulpturen købes<LI>at den stilles op</OL>
    <P><B>BESLUTNING</B><P><B>Godkendt</B><P><B>SAGSFREMSTILLING</B><TABLE BORDER=1><TR><TH>1.000 kr.<TH>2018<TH>2019
    <TR><TD>Anlæg<TD>-500<TD>0</TABLE><TABLE><TR><TD>2.<TD><B>Personalesag</B></TABLE>
    <P>Lukket - 81.00.00-A00-1-18</TABLE>"""
    minutes = minutes_of(html.encode())
    assert (minutes.meeting.committee, minutes.meeting.location) == (
        "Kulturudvalget",
        "mødelokale 2",
    )
    first, second = minutes.items
    assert (first.number, first.title, first.decision.text) == (1, "Kunst på torvet", "Godkendt")
    assert len(first.recommendation.clauses) == 2
    assert "| Anlæg | -500 | 0 |" in first.sections["case"]
    assert (second.number, second.access) == (2, Access.CLOSED)


def test_a_page_saved_by_word_is_read():
    html = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=windows-1252>
    <!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]--></head><body><div class=WordSection1>
    <p class=MsoTitle>Referat Kulturudvalget d. 05-02-2024<o:p></o:p></p><p><o:p>&nbsp;</o:p></p>
    <h2>Punkt 4: Ny scene i
    teatret<o:p></o:p></h2><p class=MsoNormal>20.01.00-A00-2-23</p><p><b>Resume<o:p></o:p></b></p>
    <p style="mso-list:l0 level1"><![if !supportLists]><span>·<span>&nbsp; </span></span><![endif]>Gulvet skiftes</p>
    <p style='mso-list:l0 level2 lfo1'><![if !supportLists]><span>o<span>&nbsp; </span></span><![endif]>I ahorn</p>
    <p><b>Indstilling</b></p><p>Direktøren indstiller,</p>
    <p style='mso-list:l1 level1 lfo2'><span>1.<span>&nbsp; </span></span>at scenen skiftes</p>
    <p style='mso-list:l1 level1 lfo2'><span>2.<span>&nbsp; </span></span>at gulvet lakeres</p>
    <p><b>Beslutning</b></p><p><b>Indstillingen er tiltrådt</b></p></div></body></html>"""
    item = minutes_of(html.encode("cp1252")).items[0]
    assert (item.title, item.journal_number) == ("Ny scene i teatret", "20.01.00-A00-2-23")
    assert item.sections["summary"] == "- Gulvet skiftes\n  - I ahorn"
    assert item.sections["recommendation"].endswith("1. at scenen skiftes\n2. at gulvet lakeres")
    assert item.decision.text == "Indstillingen er tiltrådt"


def test_a_page_from_google_docs_is_read_by_its_own_style_sheet():
    html = """<html><head><style>ol{margin:0}.c0{font-weight:400}.c2{color:#000;font-weight:700}</style></head><body>
    <p><span class="c2">Referat Ældrerådet d. 06-03-2024</span></p><p><span class="c2">Punkt 1: Velkomst</span></p>
    <p><span class="c2">Beslutning</span></p><p><span class="c0">Taget til efterretning.</span></p></body></html>"""
    assert [block.kind.value for block in blocks_of(html)] == ["heading"] * 3 + ["paragraph"]
    assert minutes_of(html.encode()).items[0].decision.text == "Taget til efterretning."


# --- Encodings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-8", "utf-16"),
        ("iso-8859-1", "cp1252"),
        ("iso-8859-1", "utf-8"),  # a page that says otherwise than it is
        ("iso-8859-15", "iso-8859-15"),
        ("macintosh", "mac-roman"),
        ("no-such-thing", "cp1252"),
    ],
)
def test_a_page_is_read_in_its_encoding(charset, encoding):
    html = f"<html><head><meta charset='{charset}'></head><body><p>Ærø – ådal</p></body></html>"
    html = html.replace("–", "-") if encoding in ("iso-8859-15", "mac-roman") else html
    wanted = "Ærø - ådal" if "–" not in html else "Ærø – ådal"
    assert [b.text for b in read_document(html.encode(encoding)).blocks] == [wanted]


def saved_in_one_file(html):
    message = MIMEMultipart("related")
    message.attach(MIMEText(html, "html", "utf-8"))
    message.attach(MIMEImage(b"\x89PNG", "png"))
    return b"From: <Saved by Blink>\r\n" + message.as_bytes()


def test_a_page_saved_as_one_file_is_read():
    data = saved_in_one_file(
        "<html><body><h2>Punkt 1: Ærø</h2><h3>Beslutning</h3><p>Ja.</p></body></html>"
    )
    assert minutes_of(data).items[0].title == "Ærø"
    assert minutes_of(data.replace(b"\r\n", b"\n")).items[0].title == "Ærø"


def test_an_email_without_a_page_is_refused():
    data = b"From: a@b.dk\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nHej\n--x--\n"
    with pytest.raises(BrokenDocument):
        read_document(data)


# --- Broken and hostile pages ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "error"),
    [
        pytest.param("<html><body></body></html>", NoMinutes, id="empty"),
        pytest.param("<html><body>" + "<div>" * 100_000 + "Punkt 1: X", BrokenDocument, id="deep"),
        pytest.param("<table>" + "<tr>" + "<td>a" * 1_000_000, TooLarge, id="a million cells"),
        pytest.param("<table>" + "<tr><td>a<td colspan=9999>a" * 3_000, TooLarge, id="wide cells"),
        pytest.param("<table>" + "<tr><td>a<td rowspan=9999 colspan=200>a" * 3_000, TooLarge, id="tall cells"),
        pytest.param("<p>" + "a " * 10_000_000, TooLarge, id="20 MB on one line"),
        pytest.param("<pre>" + "a\n" * 4_000_000, TooLarge, id="endless lines"),
        pytest.param("<p>" + "\x01" * 5_000, MinutesError, id="control characters"),
    ],
)  # fmt: skip
def test_a_page_that_asks_too_much_is_refused(html, error):
    started = time.monotonic()
    with pytest.raises(error) as refused:
        minutes_of(html.encode())
    assert str(refused.value).endswith((".", "?"))
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 1_900 + "Punkt 1: X", id="deep but whole"),
        pytest.param("<body>" + "<p><font><b>a" * 3_000 + "<p>Punkt 1: X", id="unclosed"),
        pytest.param("<font><b>" * 3_000 + "Punkt 1: X", id="deep in fonts"),
        pytest.param("<body>" + "<div class=menu>" * 300 + "x" * 2_000 + "<p>Punkt 1: X", id="unclosed menus"),
        pytest.param("<p>" + "[" * 300_000 + "<p>Punkt 1: X", id="brackets"),
        pytest.param("<p>Punkt 1: X<!-- " + "x" * 100_000, id="unclosed comment"),
        pytest.param("<img src='data:image/png;base64," + "A" * 12_000_000 + "'><p>Punkt 1: X", id="embedded picture"),
    ],
)  # fmt: skip
def test_text_comes_out_of_a_sloppy_page(html):
    document = read_document(f"<html>{html}</html>".encode())
    assert document.blocks[-1].text.endswith("Punkt 1: X")


def test_a_page_without_text_is_told_from_a_file_without_bytes():
    with pytest.raises(EmptyDocument):
        read_document(b"  \n")
