"""Saved answers of FirstAgenda: what is read from where, and what is refused."""

import copy
import datetime as dt
import json
from typing import Any

import pytest

from cases.minutes.limits import Limits
from cases.minutes.parser import read_minutes
from cases.minutes.readers import read_document
from cases.minutes.result import Access, BrokenDocument, DocumentType, NoMinutes, TooLarge
from tests.cases.minutes.readers.export_samples import FIRST_AGENDA, as_json_file


def changed(**meeting: Any) -> dict[str, Any]:
    """The sample with other values of the meeting."""
    answer = copy.deepcopy(FIRST_AGENDA)
    answer["Moede"] |= meeting
    return answer


def item(**values: Any) -> dict[str, Any]:
    """The sample with one item."""
    return FIRST_AGENDA | {"Dagsordenpunkter": [{"Navn": "Ny plan", "IsOpen": True} | values]}


def test_a_saved_meeting():
    minutes = read_minutes(as_json_file(FIRST_AGENDA))
    meeting = minutes.meeting
    assert minutes.reader == "FirstAgenda"
    assert meeting.document_type is DocumentType.MINUTES
    assert (meeting.committee, meeting.location) == ("Teknisk Udvalg", "Udvalgsværelse 3")
    assert (meeting.date, meeting.start_time) == (dt.date(2025, 10, 1), dt.time(15, 45))
    assert meeting.lines == ("Deltagere: Ane Holm", "Fraværende: Bo Berg")
    assert [(i.number, i.title, i.access) for i in minutes.items] == [
        (1, "Personalesag", Access.CLOSED),
        (2, "Ny plan", Access.OPEN),
    ]


def test_an_item_with_its_parts():
    read = read_minutes(as_json_file(FIRST_AGENDA)).items[1]
    assert read.journal_number == "EMN-2025-009"
    assert read.decision.paragraphs == ("Godkendt.",)
    assert read.sections["summary"] == "Der er 12 svar."
    assert [part.title for part in read.attachments] == ["Bilag 1: Plan"]


def test_a_part_without_a_name_is_case_text_and_not_part_of_the_decision_before_it():
    read = read_minutes(as_json_file(FIRST_AGENDA)).items[1]
    assert read.sections["case"] == "Planen har været i høring."


@pytest.mark.parametrize(
    ("flag", "access"),
    [
        ({"IsOpen": True}, Access.OPEN),
        ({"IsOpen": "true"}, Access.OPEN),
        ({"IsOpen": False}, Access.CLOSED),
        ({"IsOpen": None}, Access.UNKNOWN),
        ({"IsOpen": "måske"}, Access.UNKNOWN),
    ],
)
def test_an_item_is_open_only_where_it_says_so(flag, access):
    assert read_minutes(as_json_file(item(**flag))).items[0].access is access


def test_a_closed_document_closes_all_of_its_items():
    minutes = read_minutes(as_json_file(changed(Navn="Lukket referat")))
    assert {read.access for read in minutes.items} == {Access.CLOSED}


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"Navn": "Dagsorden"}, DocumentType.AGENDA),
        ({"Navn": "Tillægsdagsorden"}, DocumentType.AGENDA),
        ({"Navn": "Referat 1. behandling budget"}, DocumentType.MINUTES),
        ({"Navn": None, "Afsluttet": False}, DocumentType.AGENDA),
        ({"Navn": None, "IsSupplementaryAgenda": True}, DocumentType.AGENDA),
        ({"Navn": None}, DocumentType.MINUTES),  # it holds a decision
    ],
)
def test_agenda_or_minutes(values, kind):
    assert read_minutes(as_json_file(changed(**values))).meeting.document_type is kind


def test_named_fields_are_sections_and_a_decision_of_its_own_fills_what_they_lack():
    fields = [{"Navn": "Sagsfremstilling", "Html": "<p>Planen er klar.</p>"}]
    read = read_minutes(
        as_json_file(item(Felter=fields, ItemDecision={"Html": "<p>Godkendt.</p>"}))
    )
    assert read.items[0].sections == {"case": "Planen er klar.", "decision": "Godkendt."}
    fields.append({"Navn": "Beslutning", "Tekst": "Forkastet."})
    read = read_minutes(as_json_file(item(Felter=fields, ItemDecision="Godkendt.")))
    assert read.items[0].sections["decision"] == "Forkastet."


def test_english_names_and_an_envelope_around_the_meeting():
    meeting = {
        "Committee": {"Name": "Byrådet"},
        "Meeting": {
            "MeetingBeginUtc": "2025-06-02T15:00:00Z",
            "Location": "Salen",
            "Name": "Referat",
        },
        "AgendaItems": {
            "Number": 4,
            "Caption": "Budget",
            "IsOpen": True,
            "CaseNumber": "25/8",
            "Presentations": [{"Title": "Beslutning", "Html": "<p>Vedtaget.</p>"}],
            "Documents": [{"Title": "Tabel", "FileName": "x\\tabel.pdf"}],
        },
    }
    for content in (meeting, [meeting], {"data": {"agenda": meeting}}):
        minutes = read_minutes(as_json_file(content))
        read = minutes.items[0]
        assert (minutes.meeting.committee, minutes.meeting.start_time) == ("Byrådet", dt.time(17))
        assert (read.number, read.title, read.journal_number) == (4, "Budget", "25/8")
        assert read.sections == {"decision": "Vedtaget."}
        assert [(part.title, part.file) for part in read.attachments] == [("Tabel", "tabel.pdf")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_survive_any_encoding(encoding):
    data = json.dumps(FIRST_AGENDA, ensure_ascii=False).encode(encoding)
    assert read_minutes(data).meeting.location == "Udvalgsværelse 3"


def test_control_characters_are_taken_out_with_a_warning():
    minutes = read_minutes(as_json_file(changed(Sted="Lok\x02ale 1")))
    assert minutes.meeting.location == "Lokale 1"
    assert "control_characters" in [warning.code for warning in minutes.warnings]


def test_half_a_letter_does_no_harm():
    assert read_minutes(json.dumps(changed(Sted="Lokale \ud83d")).encode()).meeting.location


@pytest.mark.parametrize(
    "content",
    [
        {"Udvalg": {"Udvalg 2022-2025": [{"Navn": "Byrådet", "Moeder": [{"Id": "1"}]}]}},
        {"name": "package", "version": "1.0"},
        [{"a": 1}, {"b": 2}],
        [],
        {},
        {"Dagsordenpunkter": "ingen"},
    ],
)
def test_json_of_other_kinds_is_refused_with_what_can_be_read(content):
    with pytest.raises(NoMinutes, match="Dagsordenpunkter"):
        read_document(as_json_file(content))


def test_several_meetings_and_a_meeting_without_items_are_refused():
    other = FIRST_AGENDA | {"Udvalg": {"Navn": "Byrådet"}}
    with pytest.raises(NoMinutes, match="2 møder"):
        read_document(as_json_file([FIRST_AGENDA, other]))
    with pytest.raises(NoMinutes, match="ingen punkter"):
        read_document(as_json_file(FIRST_AGENDA | {"Dagsordenpunkter": []}))


@pytest.mark.parametrize(
    "data",
    [
        b'{"Dagsordenpunkter": [{"Navn": "A"',
        b'{"a":' * 90_000 + b"1" + b"}" * 90_000,
        b'[{"Dagsordenpunkter": ' + b"[" * 2_000 + b"]" * 2_000 + b"}]",
        b'{"a": ' + b"9" * 100_000 + b"}",
        b'{"Moede": NaN2}',
    ],
    ids=["truncated", "deep", "rather deep", "a long number", "no JSON"],
)
def test_json_that_is_broken_or_too_deep_is_refused(data):
    with pytest.raises((BrokenDocument, NoMinutes)) as refused:
        read_document(data)
    assert str(refused.value).endswith((".", "?"))


def test_json_made_to_be_large_is_refused():
    for data in (b'{"a": "' + b"x" * 3_000_000 + b'"}', b"[" + b"[]," * 400_000 + b"[]]"):
        with pytest.raises(TooLarge):
            read_document(data, Limits(text_bytes=2_000_000))
