"""The buttons of a web page are no part of the minutes; words of the minutes are no buttons."""

import pytest

from cases.minutes.offers import is_offer
from cases.minutes.parser import read_minutes


@pytest.mark.parametrize(
    "text",
    [
        "Kopier link",
        "[Kopiér link til punkt](#)",
        "Kopier link Print",
        "Hent som fil",
        "Del | Udskriv",
    ],
)
def test_buttons_are_known(text):
    assert is_offer(text)


@pytest.mark.parametrize(
    "text", ["Del af planen", "Print af kort", "Luk skolen", "Hent børnene", "Bilag", "Søgen", ""]
)
def test_words_of_minutes_are_kept(text):
    assert not is_offer(text)


def test_a_button_between_title_and_number_hides_no_number():
    minutes = read_minutes(
        b"REFERAT Teknisk Udvalg d. 04-03-2025\n\n1 : Vej\n\nKopier link Print\n\n"
        b"Sagsnr: 24-018842\n\nBeslutning\n\nGodkendt."
    )
    assert minutes.items[0].journal_number == "24-018842"
    assert [part.text for part in minutes.unplaced] == ["Kopier link Print"]
