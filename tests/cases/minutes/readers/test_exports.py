"""XML exports of SBSYS, eDoc and Acadre: what is read from where, and what is refused."""

import datetime as dt

import pytest

from cases.minutes.limits import Limits
from cases.minutes.parser import read_minutes
from cases.minutes.readers import read_document
from cases.minutes.result import (
    Access,
    BrokenDocument,
    DocumentType,
    NoMinutes,
    ParsedMinutes,
    TooLarge,
)
from tests.cases.minutes.readers.export_samples import (
    ACADRE,
    DAGSORDEN,
    EDOC,
    FUJITSU,
    PUBLICATION,
)


def read(xml: str, encoding: str = "utf-8") -> ParsedMinutes:
    return read_minutes(xml.encode(encoding))


def accesses(minutes: ParsedMinutes) -> list[Access]:
    return [item.access for item in minutes.items]


def codes(minutes: ParsedMinutes) -> list[str]:
    return [warning.code for warning in minutes.warnings]


def test_a_publication_of_sbsys():
    minutes = read(PUBLICATION)
    meeting = minutes.meeting
    assert minutes.reader == "SBSYS"
    assert meeting.document_type is DocumentType.MINUTES
    assert (meeting.committee, meeting.location) == ("Teknisk Udvalg", "Lokale 1")
    assert (meeting.date, meeting.start_time) == (dt.date(2026, 2, 17), dt.time(13, 30))
    assert meeting.end_time == dt.time(16, 5)
    assert meeting.lines == (
        "Deltagere: Ane Holm (A)",
        "Fraværende: Bo Berg (V)",
        "Stedfortræder: Carl Dam (V) (for Bo Berg)",
    )
    assert [(item.number, item.title) for item in minutes.items] == [
        (7, "Ny cykelsti & bro"),
        (8, "Salg af grund"),
        (9, "Eventuelt"),
    ]
    assert accesses(minutes) == [Access.OPEN, Access.CLOSED, Access.UNKNOWN]


def test_the_fields_of_an_item_become_its_sections():
    item = read(PUBLICATION).items[0]
    assert item.journal_number == "05.01.00-P20-12-24"
    assert item.sections["summary"] == "Skolen ønsker en sti."
    assert item.routing.marks == ("TEK",)
    assert item.recommendation.recommender == "Direktøren for Teknik"
    assert [clause.level for clause in item.recommendation.clauses] == [1, 2]
    assert item.decision.paragraphs == ("Godkendt.", "Udvalget ønsker en status.")


def test_a_field_without_a_known_name_is_case_text_and_never_part_of_a_decision():
    item = read(PUBLICATION).items[0]
    assert "### Miljø\n\nIngen påvirkning." in item.sections["case"]
    assert "påvirkning" not in item.sections["decision"]


def test_earlier_decisions_have_their_body_and_the_committees_own_is_not_todays():
    item = read(PUBLICATION).items[0]
    other = [decision for decision in item.decisions if decision is not item.decision]
    assert [(d.body, d.date, d.text) for d in other] == [
        ("Ældrerådet", dt.date(2026, 2, 3), "Anbefales.")
    ]
    assert (
        "### Tidligere beslutning i Teknisk Udvalg den 13-01-2026\n\nUdsat."
        in item.sections["case"]
    )


def test_protected_attachments_are_left_out_with_a_warning():
    minutes = read(PUBLICATION)
    assert [(part.title, part.file) for part in minutes.items[0].attachments] == [
        ("Kort", "kort.pdf")
    ]
    assert "closed_attachment" in codes(minutes)
    assert not any("Lodsejere" in warning.message for warning in minutes.warnings)


def test_the_older_dagsorden_of_sbsys():
    minutes = read(DAGSORDEN, "iso-8859-1")
    meeting, item = minutes.meeting, minutes.items[0]
    assert (meeting.committee, meeting.date) == ("Miljøudvalget", dt.date(2018, 8, 27))
    assert (meeting.start_time, meeting.end_time) == (dt.time(16), dt.time(18, 30))
    assert (item.number, item.title, item.access) == (12, "Støj fra vejen", Access.OPEN)
    assert item.sections["case"] == "Støjen er målt."
    assert item.recommendation.recommender == "Forvaltningen"
    assert [(part.title, part.file) for part in item.attachments] == [("Måling", "maaling.pdf")]


def test_edoc_fields_win_and_the_full_text_fills_what_they_lack():
    minutes = read(EDOC)
    item = minutes.items[1]
    assert minutes.meeting.date == dt.date(2026, 2, 17)
    assert minutes.meeting.document_type is DocumentType.MINUTES
    assert (item.number, item.title, item.caseworker) == (2, "Budgetopfølgning", "Ane Holm")
    assert item.sections["summary"] == "Kort om sagen."
    assert item.sections["case"] == "Økonomien er god."
    assert item.recommendation.recommender == "Kommunaldirektøren"
    assert item.decision.paragraphs == ("Godkendt.",)
    assert [(part.title, part.file) for part in item.attachments] == [
        ("Oversigt", "oversigt 1.pdf")
    ]


def test_edoc_reads_open_and_closed_agenda_together_and_closes_all_of_the_closed_one():
    minutes = read(EDOC)
    assert [item.number for item in minutes.items] == [1, 2, 3]
    assert accesses(minutes) == [Access.UNKNOWN, Access.OPEN, Access.CLOSED]


def test_edoc_of_fujitsu():
    minutes = read(FUJITSU)
    item = minutes.items[0]
    assert minutes.meeting.document_type is DocumentType.AGENDA
    assert minutes.meeting.lines == ("Deltagere: Ane Holm", "Fraværende: Bo Berg")
    assert (item.number, item.title, item.journal_number) == (
        5,
        "Lokalplan 12",
        "01.02.05-P16-3-25",
    )
    assert item.sections == {"summary": "Kort."}
    assert item.attachments[0].file == "kort.pdf"


def test_acadre():
    minutes = read(ACADRE)
    meeting, item = minutes.meeting, minutes.items[1]
    assert (meeting.committee, meeting.location) == ("Børneudvalget", "Lokale 5")
    assert meeting.document_type is DocumentType.MINUTES
    assert meeting.lines == ("Deltagere: Ida Krogh",)
    assert [(i.number, i.access) for i in minutes.items] == [(1, Access.CLOSED), (2, Access.OPEN)]
    assert (item.title, item.journal_number) == ("Ny skole", "25/118")
    assert item.sections["case"] == "Skolen er god.\n\n- et"
    assert [(part.title, part.file) for part in item.attachments] == [("Tegning", "T1.PDF")]
    assert "closed_attachment" in codes(minutes)


@pytest.mark.parametrize("sample", [PUBLICATION, EDOC, FUJITSU, ACADRE])
def test_an_export_whose_access_flags_are_gone_has_no_open_item(sample):
    for flag in ("IsPublic", "PublishingType", "AccessIsPublic"):
        sample = sample.replace(f"{flag}>", f"{flag}Fjernet>")
    sample = sample.replace('<field name="access">', '<field name="fjernet">')
    assert Access.OPEN not in accesses(read(sample))


@pytest.mark.parametrize("words", ["Ja, måske", "2", "MÅ IKKE PUBLICERES", "Fortrolig", "", "nej"])
def test_only_words_that_say_so_open_an_item(words):
    assert read(EDOC.replace("SKAL PUBLICERES", words)).items[1].access is not Access.OPEN


@pytest.mark.parametrize(
    ("change", "closed"),
    [
        (lambda xml: xml.replace('Åben="true"', 'Åben="false"'), True),
        (lambda xml: xml.replace(' Åben="true"', ""), False),
    ],
)
def test_a_closed_dagsorden_closes_all_of_its_items(change, closed):
    item = read(change(DAGSORDEN)).items[0]
    assert (item.access is Access.CLOSED) == closed


def test_names_may_have_namespaces_other_cases_and_plain_letters():
    loud = PUBLICATION.replace("<Publication>", '<Publication xmlns="http://example.dk/x">')
    assert read(loud.replace("Caption>", "CAPTION>")).items == read(PUBLICATION).items
    plain = DAGSORDEN.replace("Møde", "Moede").replace("Åben", "Aaben")
    assert read(plain).items == read(DAGSORDEN).items


@pytest.mark.parametrize(
    ("printed", "date", "time"),
    [
        ("17-02-2026 13:30:00", dt.date(2026, 2, 17), dt.time(13, 30)),
        ("17-02-2026", dt.date(2026, 2, 17), None),
        ("17-02-2026 00:00:00", dt.date(2026, 2, 17), None),
        ("2026-02-17T13:30:00", dt.date(2026, 2, 17), dt.time(13, 30)),
        ("2026-02-17T13:30:00.0000000+01:00", dt.date(2026, 2, 17), dt.time(13, 30)),
        ("2026-07-01T11:30:00Z", dt.date(2026, 7, 1), dt.time(13, 30)),
        ("2/17/2026 1:30:00 PM", dt.date(2026, 2, 17), dt.time(13, 30)),
        ("2/3/2026 12:05:00 AM", dt.date(2026, 2, 3), dt.time(0, 5)),
        ("17/02/2026 13:30", dt.date(2026, 2, 17), dt.time(13, 30)),
        ("17.2.2026 kl. 13.30", dt.date(2026, 2, 17), dt.time(13, 30)),
        ("tirsdag den 17. februar 2026 kl. 13.30", dt.date(2026, 2, 17), dt.time(13, 30)),
        ("02/03/2026 13:30:00", None, None),  # February or March: nobody can tell
        ("2026-02-31T10:00:00", None, None),
        ("snart", None, None),
    ],
)
def test_dates_as_exports_write_them(printed, date, time):
    meeting = read(PUBLICATION.replace("2/17/2026 1:30:00 PM", printed)).meeting
    assert (meeting.date, meeting.start_time) == (date, time)


def test_one_item_that_is_not_in_a_list_and_a_number_that_is_no_number():
    xml = """<Publication><Agendas><Agenda><Committee><Name>Byrådet</Name></Committee>
    <Items><Caption>Budget</Caption><Number>4a</Number><IsPublic>1</IsPublic></Items></Agenda></Agendas>
    </Publication>"""
    minutes = read(xml)
    assert [(i.number, i.title, i.access) for i in minutes.items] == [
        (None, "4a Budget", Access.OPEN)
    ]
    assert minutes.meeting.date is None


@pytest.mark.parametrize(
    "content",
    [
        "&lt;p&gt;Støj &amp;amp; trafik&lt;/p&gt;",
        "&amp;lt;p&amp;gt;Støj &amp;amp;amp; trafik&amp;lt;/p&amp;gt;",
        "<![CDATA[<div><p>Støj &amp; trafik</p></div>]]>",
        "<p>Støj &amp; trafik</p>",
        '<x:p xmlns:x="http://www.w3.org/1999/xhtml">Støj &amp; trafik</x:p>',
        "Støj &amp; trafik",
    ],
)
def test_text_comes_escaped_once_or_twice_in_cdata_as_elements_or_plain(content):
    xml = PUBLICATION.replace("&lt;p&gt;Skolen &amp;oslash;nsker en sti.&lt;/p&gt;", content)
    assert read(xml).items[0].sections["summary"] == "Støj & trafik"


LOST = {
    "a draft": (PUBLICATION.replace(">3<", ">0<"), "kladde"),
    "a draft of Acadre": (ACADRE.replace('type="2"', 'type="0"'), "kladde"),
    "a list of Acadre's files": (ACADRE.replace('"agenda"', '"other"'), "2.xml"),
    "a notification": (
        '<Root xmlns="http://www.fujitsu.dk/agenda"><Notification><Publish>true</Publish>'
        "<PathToXml>\\ud\\moede 7.xml</PathToXml></Notification></Root>",
        "moede 7.xml",
    ),
    "two meetings": (
        PUBLICATION.replace(
            "</Agendas>",
            "<Agenda><Committee><Name>Byrådet</Name></Committee><Items><Item><Caption>A</Caption></Item>"
            "</Items></Agenda></Agendas>",
        ),
        "2 møder",
    ),
    "no items": ("<Publication><Agendas><Agenda/></Agendas></Publication>", "ingen punkter"),
    "RSS": ("<rss version='2.0'><channel><title>Nyt</title></channel></rss>", "SBSYS"),
    "a sitemap": ("<urlset xmlns='http://www.sitemaps.org'><url/></urlset>", "eDoc"),
    "Word 2003": ("<w:wordDocument xmlns:w='http://x'><w:body/></w:wordDocument>", "Acadre"),
    "a folder of the system": ("<Publication><Title>Avis</Title></Publication>", "SBSYS"),
}


@pytest.mark.parametrize("name", LOST)
def test_what_is_not_a_published_meeting_is_refused_in_words(name):
    xml, words = LOST[name]
    with pytest.raises(NoMinutes, match=words) as refused:
        read(xml)
    assert str(refused.value).endswith((".", "?"))


def test_an_agenda_with_the_same_committee_and_day_twice_is_one_meeting():
    closed = PUBLICATION.partition("<Items>")
    second = (
        "<Agenda><Committee><Name>Teknisk Udvalg</Name></Committee><Meeting><When>17-02-2026</When>"
        "</Meeting><IsPublic>False</IsPublic><Items><Item><Caption>Løn</Caption><Number>10</Number>"
        "<IsPublic>True</IsPublic></Item></Items></Agenda></Agendas>"
    )
    minutes = read("".join(closed).replace("</Agendas>", second))
    assert [item.number for item in minutes.items] == [7, 8, 9, 10]
    assert minutes.items[-1].access is Access.CLOSED


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("cp1252", "windows-1252"),
        ("cp1252", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("iso-8859-1", "iso-8859-1"),
        ("iso-8859-15", "iso-8859-15"),
        ("cp865", "ibm865"),
        ("cp1252", "x-ukendt"),
        ("utf-8", "base64"),
    ],
)
def test_letters_survive_any_encoding_and_a_declaration_that_is_wrong(encoding, declared):
    text = EDOC.replace('encoding="utf-8"', f'encoding="{declared}"')
    assert read(text, encoding).meeting == read(EDOC).meeting


def test_control_characters_and_stray_bytes_are_repaired_with_a_warning():
    broken = PUBLICATION.replace("Lokale 1", "Lok\x02ale&#x1; 1").encode()
    minutes = read_minutes(broken.replace(b"Skolen", b"Sk\xf8jten"))
    assert minutes.meeting.location == "Lokale 1"
    assert "Skøjten" in minutes.items[0].sections["summary"]
    assert "control_characters" in codes(minutes)
    assert "control_characters" not in codes(read(PUBLICATION))


def test_letters_named_as_in_html_are_letters():
    assert (
        read(PUBLICATION.replace("Lokale 1", "R&aring;dhus&nbsp;A")).meeting.location
        == "Rådhus\xa0A"
    )


ENTITY = '<!DOCTYPE Publication [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
FILE = '<!DOCTYPE Publication [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
BROKEN = {
    "entities": ENTITY + "<Publication><Agendas>&b;</Agendas></Publication>",
    "a file": FILE + "<Publication><Agendas>&a;</Agendas></Publication>",
    "parameter entities": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]><x/>',
    "a truncated file": PUBLICATION[:900],
    "tags crossed": "<Publication><Agendas></Publication></Agendas>",
    "two roots": "<Publication/><Publication/>",
}


@pytest.mark.parametrize("name", BROKEN)
def test_xml_that_is_broken_or_reaches_out_is_refused(name):
    with pytest.raises(BrokenDocument) as refused:
        read_document(BROKEN[name].encode())
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "data",
    [
        b"<Publication>" + b"<a>" * 100_000,
        b"<Publication>" + b"<a/>" * 400_000 + b"</Publication>",
        b"<Publication>" + b"a" * 2_000_000 + b"</Publication>",
    ],
    ids=["deep", "many", "long"],
)
def test_xml_made_to_be_large_is_refused(data):
    with pytest.raises(TooLarge):
        read_document(data, Limits(text_bytes=1_900_000))


def test_a_doctype_without_entities_is_no_harm():
    xml = PUBLICATION.replace("<Publication>", '<!DOCTYPE Publication SYSTEM "p.dtd"><Publication>')
    assert read(xml).items == read(PUBLICATION).items


def test_lines_are_numbered_once_and_upwards():
    for sample in (PUBLICATION, EDOC, FUJITSU, ACADRE):
        lines = [block.line for block in read_document(sample.encode()).blocks]
        assert lines == sorted(set(lines))


@pytest.mark.parametrize(
    "fields",
    [
        '<Field Name="Resume">En sti.</Field><Field Name="Beslutning"><p>Godkendt.</p></Field>',
        "<Field><Name>Resume</Name><Value>En sti.</Value></Field>"
        "<Field><Name>Beslutning</Name><Value>Godkendt.</Value></Field>",
        "<Resume>En sti.</Resume><Beslutning>&lt;p&gt;Godkendt.&lt;/p&gt;</Beslutning>",
    ],
)
def test_fields_are_known_by_an_attribute_a_child_or_their_own_name(fields):
    before, after = PUBLICATION.partition("<Fields>")[0], PUBLICATION.partition("</Fields>")[2]
    item = read(f"{before}<Fields>{fields}</Fields>{after}").items[0]
    assert item.sections["summary"] == "En sti."
    assert item.decision.text == "Godkendt."


def test_edoc_inside_another_root_and_acadre_with_names_as_elements():
    wrapped = EDOC.replace("<Meeting>", "<eDocAgendaPublishing><Meeting>")
    assert (
        read(wrapped.replace("</Meeting>", "</Meeting></eDocAgendaPublishing>")).items
        == read(EDOC).items
    )
    xml = """<producedAgenda publish="1" access="1" type="2"><meeting><date>17-02-2026 14:00:00</date>
    </meeting><committee><name>Børneudvalget</name></committee><agendaitem><sort>3</sort>
    <name>Ny skole</name><access>1</access><bullet><bulletname>Beslutning</bulletname>
    <bulletcontent>Godkendt.</bulletcontent></bullet></agendaitem></producedAgenda>"""
    minutes = read(xml)
    item = minutes.items[0]
    assert (minutes.meeting.committee, minutes.meeting.date) == (
        "Børneudvalget",
        dt.date(2026, 2, 17),
    )
    assert (item.number, item.title, item.access) == (3, "Ny skole", Access.OPEN)
    assert item.decision.text == "Godkendt."
    unpublished = read(xml.replace('publish="1"', 'publish="0"'))
    assert unpublished.items[0].access is Access.CLOSED
