"""Blocks and sentences of stored Markdown, word for word and in place."""

import pytest

from cases.minutes.sentences import BlockKind, blocks, sentences


def _sentences(text: str) -> list[str]:
    return [sentence.text for block in blocks(text) for sentence in sentences(block)]


@pytest.mark.parametrize(
    "text",
    [
        "Sagen er ny.|Den koster 500.000 kr.|Beløbet er afsat.",
        "Prisen er ca. 2 mio. kr. pr. år, jf. pkt. 4 i notatet.|Den er fast.",
        "Mødet holdes den 3. juni 2025.|Der er fem punkter.",
        "Mødet holdes den 3. Juni i Ballum.",
        "Planen gælder fra 2025.|Derefter ophører den.",
        "Blev den 4. oktober 2. behandlet i Byrådet.",
        "Sagsbehandler er H. C. Lund.|Han er væk.",
        "Se konto nr. 4 og stednr. 5512.|Det er alt.",
        "**Mere støj.**|Naboerne klager.",
        "Hvad nu?|Det ved ingen!|(Heller ikke vi.)",
        "Se punkt 14. 'Cykelruter' fra i fjor.|Det er alt.",
        "Bl.a. Ballum og f.eks. Assum er med.",
        "Der afsættes 3 mio. kr. 2025-priser til vejen.",
    ],
)
def test_a_stop_ends_a_sentence_only_where_one_ends(text):
    assert _sentences(text.replace("|", " ")) == text.split("|")


def test_blocks_are_paragraphs_headings_entries_and_rows_in_place():
    text = (
        "### Tidsplan\n\nForløbet er:\n\n- Den 3. juni: Høring\n  og møde\n- Slut\n\n"
        "| Dato | Sag |\n| --- | --- |\n\n1. februar går det løs\ni Ballum.\n\n2. Sidste punkt"
    )
    found = list(blocks(text))
    assert [(block.kind, block.text) for block in found] == [
        (BlockKind.HEADING, "Tidsplan"),
        (BlockKind.PARAGRAPH, "Forløbet er:"),
        (BlockKind.ENTRY, "Den 3. juni: Høring\n  og møde"),
        (BlockKind.ENTRY, "Slut"),
        (BlockKind.ROW, "| Dato | Sag |"),
        (BlockKind.ROW, "| --- | --- |"),
        (BlockKind.PARAGRAPH, "1. februar går det løs\ni Ballum."),
        (BlockKind.ENTRY, "Sidste punkt"),
    ]
    assert all(text.startswith(block.text, block.start) for block in found)


def test_sentences_know_their_place_and_a_label_on_a_line_of_its_own_ends_one():
    text = "Først.\n\n- **Skur:** Det er dyrt. Det er grimt.\n  Næste skridt: Vi venter."
    found = [sentence for block in blocks(text) for sentence in sentences(block)]
    assert [sentence.text for sentence in found] == [
        "Først.",
        "**Skur:** Det er dyrt.",
        "Det er grimt.",
        "Næste skridt: Vi venter.",
    ]
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
