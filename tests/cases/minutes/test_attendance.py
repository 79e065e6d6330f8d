"""Who was there, as heads, items and decisions print it."""

import pytest

from cases.minutes.attendance import Participant, Presence, names_somebody, parse_attendance
from cases.minutes.parser import read_minutes

PRESENT, ABSENT, DEPUTY = Presence.PRESENT, Presence.ABSENT, Presence.DEPUTY


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        (
            ["Deltagere: Ane Holm (A), formand, Bo Berg (V) og Carla Dam-Hansen"],
            [
                Participant("Ane Holm", PRESENT, "A", "formand"),
                Participant("Bo Berg", PRESENT, "V"),
                Participant("Carla Dam-Hansen", PRESENT),
            ],
        ),
        (
            ["Tilstede:", "Poul Hvid", "Borgmester Agnes Tyrring (V, formand)"],
            [
                Participant("Poul Hvid", PRESENT),
                Participant("Agnes Tyrring", PRESENT, "V", "formand"),
            ],
        ),
        (["Fraværende: Ingen"], []),
        (["Fraværende Ingen"], []),
        (["Afbud: -"], []),
        (["Fraværende", "- Svend-Aage Holst ()"], [Participant("Svend-Aage Holst", ABSENT)]),
        (
            ["Afbud fra Bo Berg (V), stedfortræder Ditte Eg (V)"],
            [
                Participant("Bo Berg", ABSENT, "V"),
                Participant("Ditte Eg", DEPUTY, "V", deputy_for="Bo Berg"),
            ],
        ),
        (
            ["Stedfortræder: Ditte Eg (V) for Bo Berg"],
            [Participant("Ditte Eg", DEPUTY, "V", deputy_for="Bo Berg")],
        ),
        (
            ["Medlemmer", "Ane Holm - A - Til stede", "Bo Berg - V - Afbud", "Eva Fog (F)"],
            [
                Participant("Ane Holm", PRESENT, "A"),
                Participant("Bo Berg", ABSENT, "V"),
                Participant("Eva Fog", Presence.MEMBER, "F"),
            ],
        ),
        (
            ["Medlemmer: Ane Holm (A), Bo Berg (V) (gik kl. 10)", "Afbud: Eva Fog (F)"],
            [
                Participant("Ane Holm", PRESENT, "A"),
                Participant("Bo Berg", PRESENT, "V"),
                Participant("Eva Fog", ABSENT, "F"),
            ],
        ),
        (
            ["Mødedeltagere: Ane Holm (A), Bo Berg (V)", "Afbud: Bo Berg (V)"],
            [Participant("Ane Holm", PRESENT, "A"), Participant("Bo Berg", ABSENT, "V")],
        ),
        (
            ["Egon Fårup (A) var fraværende. Som stedfortræder deltog Sanne Krogh (A)."],
            [Participant("Sanne Krogh", DEPUTY, "A"), Participant("Egon Fårup", ABSENT, "A")],
        ),
        (
            ["Inhabilitet: Bo Berg (V) erklærede sig inhabil og deltog ikke i sagens behandling."],
            [Participant("Bo Berg", Presence.DISQUALIFIED, "V")],
        ),
    ],
)
def test_people_are_read_from_the_lines(lines, people):
    assert list(parse_attendance(lines)) == people


@pytest.mark.parametrize(
    "line", ["Godkendt.", "Indstillingen blev tiltrådt", "Udvalget besluttede at godkende", "Bilag"]
)
def test_other_lines_name_nobody(line):
    assert not names_somebody(line)


DOCUMENT = """\
REFERAT Teknisk Udvalg d. 04-03-2025
Mødedato Tirsdag d. 4. marts 2025 kl. 15:00
Mødested Lokale 1
Deltagere: Ane Holm (A), Bo Berg (V)
Afbud: Carla Dam (F)

Punkt 1: Ny cykelsti

Sagsfremstilling

Deltagere

På borgermødet var der 40 deltagere.

Beslutning

Bo Berg (V) erklærede sig inhabil og forlod mødet.

Godkendt.

Fraværende

Ane Holm

Bilag

Kort

Punkt 2: Orientering

Beslutning

Til efterretning.

Mødet hævet kl. 16:45
"""


def test_head_items_and_end_of_a_document():
    minutes = read_minutes(DOCUMENT.encode())
    assert parse_attendance(minutes.meeting.attendance) == (
        Participant("Ane Holm", PRESENT, "A"),
        Participant("Bo Berg", PRESENT, "V"),
        Participant("Carla Dam", ABSENT, "F"),
    )
    assert f"{minutes.meeting.end_time:%H:%M}" == "16:45"
    item = minutes.items[0]
    assert item.attendance == ("Fraværende", "Ane Holm")
    assert [part.title for part in item.attachments] == ["Kort"]
    assert "Deltagere" in item.sections["case"], "a heading of the case text is not attendance"
    assert "inhabil" in item.decisions[0].text, "the decision's own words stay where they stand"
