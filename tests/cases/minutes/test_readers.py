"""From bytes to blocks: encodings, line ends, wrapping, and files that are not minutes."""

import textwrap

import pytest

from cases.minutes.parser import read_minutes
from cases.minutes.result import BinaryDocument, BrokenDocument, EmptyDocument, NoMinutes

TEXT = """\
REFERAT Teknisk Udvalg d. 04-03-2025

Mødedato Tirsdag d. 4. marts 2025 kl. 15:00

Mødested Rådhuset, lokale Ærø

Punkt 7: Ny cykelsti langs Søvænget

05.01.00-Ø40-12-24

Resume

Børnehaven ønsker en cykelsti langs Søvænget, så familier trygt kan cykle til og fra dagplejen om morgenen.

Indstilling

Direktøren for Teknik indstiller

at udvalget godkender forslaget til en cykelsti langs Søvænget, og at børne- og ungeudvalget orienteres.

Beslutning

Godkendt.

Bilag

Kort over Søvænget"""

EXPECTED = read_minutes(TEXT.encode())


@pytest.mark.parametrize(
    "encode",
    [
        pytest.param(lambda t: t.encode("utf-8-sig"), id="UTF-8 with BOM"),
        pytest.param(lambda t: t.encode("utf-16"), id="UTF-16 with BOM"),
        pytest.param(lambda t: t.encode("utf-16-le"), id="UTF-16 LE without BOM"),
        pytest.param(lambda t: t.encode("utf-16-be"), id="UTF-16 BE without BOM"),
        pytest.param(lambda t: t.encode("cp1252"), id="Windows-1252"),
        pytest.param(lambda t: t.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(lambda t: t.replace("\n", "\r").encode(), id="CR"),
        pytest.param(lambda t: (t + "\n\n").encode(), id="final newlines"),
        pytest.param(lambda t: t.replace("\n\n", "\n").encode(), id="no blank lines"),
    ],
)
def test_the_same_text_in_another_encoding_reads_the_same(encode):
    read = read_minutes(encode(TEXT))
    assert read.meeting == EXPECTED.meeting
    assert [item.title for item in read.items] == ["Ny cykelsti langs Søvænget"]
    assert [item.sections for item in read.items] == [item.sections for item in EXPECTED.items]
    assert [part.title for part in read.items[0].attachments] == ["Kort over Søvænget"]


def test_a_file_with_rich_heading_marks_reads_the_same():
    marked = TEXT.replace("Resume", "#### **Resume**").replace("Punkt 7", "## Punkt 7")
    marked = marked.replace("Beslutning\n", "**Beslutning**\n").replace("Bilag\n", "Bilag\n-----\n")
    assert read_minutes(marked.encode()).items[0].sections == EXPECTED.items[0].sections


@pytest.mark.parametrize("width", [50, 72, 80])
def test_hard_wrapped_lines_become_paragraphs_again(width):
    body = TEXT.replace(
        "om morgenen.",
        "om morgenen. Skolen bakker op om ønsket, og politiet har set på stedet to gange i efteråret. "
        "Der er sat penge af til stien i budgettet, og anlægget kan begynde, når jorden er købt.",
    )
    wrapped = "\n".join(
        textwrap.fill(line, width, break_on_hyphens=False) for line in body.split("\n")
    )
    read, straight = read_minutes(wrapped.encode()), read_minutes(body.encode())
    assert read.items[0].sections == straight.items[0].sections
    assert read.items[0].recommendation == straight.items[0].recommendation


def test_lines_that_are_not_wrapped_are_not_joined():
    lines = "Første linje\nAnden linje\nTredje linje"
    text = TEXT.replace("Godkendt.", lines)
    assert read_minutes(text.encode()).items[0].decisions[0].paragraphs == (lines,)


REFUSED = [
    (b"", EmptyDocument, "tom"),
    (b" \r\n\t\n", EmptyDocument, "tom"),
    (b"\xef\xbb\xbf \n", EmptyDocument, "tom"),
    (b"%PDF-1.7\n%\xe2\xe3", BrokenDocument, "PDF"),
    (b"PK\x03\x04rest of a zip", BrokenDocument, "Word"),
    (b"\x89PNG\r\n\x1a\n", BinaryDocument, "billede"),
    (bytes(range(256)) * 20, BinaryDocument, "ikke en tekstfil"),
    ("En liste: mælk, brød og smør.\n".encode(), NoMinutes, "ingen punkter"),
]


@pytest.mark.parametrize(("data", "error", "words"), REFUSED)
def test_what_is_not_minutes_is_refused_with_a_sentence_for_the_clerk(data, error, words):
    with pytest.raises(error, match=words):
        read_minutes(data)


def test_letters_that_were_saved_wrongly_are_warned_of():
    broken = TEXT.encode().decode("cp1252", errors="ignore").encode()
    assert "mojibake" in {warning.code for warning in read_minutes(broken).warnings}


def test_a_title_on_two_lines_names_committee_and_date():
    text = TEXT.replace(
        "REFERAT Teknisk Udvalg d. 04-03-2025", "REFERAT\n\nTeknisk Udvalg d. 04-03-2025"
    )
    meeting, whole = read_minutes(text.encode()).meeting, read_minutes(TEXT.encode()).meeting
    assert (meeting.committee, meeting.title_date) == (whole.committee, whole.title_date)
    assert meeting.committee == "Teknisk Udvalg"
