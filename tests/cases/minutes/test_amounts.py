"""Amounts of money as Danish minutes print them, and numbers that are none."""

from decimal import Decimal

import pytest

from cases.minutes.amounts import ParsedAmount, find_amounts


def _find(text: str) -> list[ParsedAmount]:
    texts = {"case_text": text}
    found = find_amounts(texts)
    for amount in found:
        assert text[amount.passage.start : amount.passage.end] == amount.passage.words
        assert amount.passage.words in amount.passage.sentence
    return found


AMOUNTS = [
    ("Der afsættes 500.000 kr. til legepladsen.", [500_000]),
    ("Der afsættes 500.000 kr.", [500_000]),
    ("Prisen er 150.000 kroner.", [150_000]),
    ("Tilskuddet er kr. 852.000,50 om året.", ["852000.50"]),
    ("Der mangler 802 t.kr. i år.", [802_000]),
    ("Der mangler 802 tkr. i år.", [802_000]),
    ("Der mangler 802 t. kr. i år.", [802_000]),
    ("Hver skole får 20 tusind kr. til bøger.", [20_000]),
    ("Der flyttes 0,802 mio. kr. i 2025.", [802_000]),
    ("Broen koster 2 mio. kr.", [2_000_000]),
    ("Budgettet er på 1,2 mia. kr.", [1_200_000_000]),
    ("Det koster 3-4 mio. kr.", [3_000_000, 4_000_000]),
    ("Det koster 3 - 4 mio. kr.", [3_000_000, 4_000_000]),
    ("Det koster 3–4 mio. kr. at bygge.", [3_000_000, 4_000_000]),
    ("Det koster 3 til 4 mio. kr.", [3_000_000, 4_000_000]),
    ("Beløbet er DKK 5.000 ekskl. moms.", [5_000]),
    ("Beløbet er 5.000 DKK.", [5_000]),
    ("Afvigelsen er på -7.151 t.kr.", [-7_151_000]),
    ("Afvigelsen er på −7,3 mio. kr.", [-7_300_000]),
    ("Afvigelsen er (-2 mio. kr.) i alt.", [-2_000_000]),
    ("Resultatet er minus 3 mio. kr.", [-3_000_000]),
    ("Det giver en udgift på 1,4 mio.kr", [1_400_000]),
    ("Puljen (6,3 mio.kr.) er brugt.", [6_300_000]),
    ("Der gives ½ mio. kr. til stien.", [500_000]),
    ("Der gives 1½ mio. kr. til stien.", [1_500_000]),
    ("Der gives 2 ½ mio. kr. til stien.", [2_500_000]),
    ("Der søges 2 millioner kroner.", [2_000_000]),
    ("Der søges 1 million kr.", [1_000_000]),
    ("Der søges 3 mill. kr.", [3_000_000]),
    ("Staten giver 4 milliarder kr.", [4_000_000_000]),
    ("Det koster mellem 100.000 og 200.000 kr.", [100_000, 200_000]),
    ("Det koster ca. 125.000 kr.-150.000 kr. at rejse et skur.", [125_000, 150_000]),
    ("Det koster 500.000\N{NO-BREAK SPACE}kr. i alt.", [500_000]),
    ("Det koster 2\N{NO-BREAK SPACE}mio.\N{NO-BREAK SPACE}kr. i alt.", [2_000_000]),
    ("Det koster 150 000 kr. i alt.", [150_000]),
    ("Prisen er 4.500,00 kr. inkl. moms.", [4_500]),
    ("Prisen er 45,50 kr. pr. time.", ["45.50"]),
    ("Taksten er 450 kr./m2 og 12 kr. pr. km.", [450, 12]),
    ("Gebyret er kr. 750,- for alle.", [750]),
    ("Gebyret er 750,- kr. for alle.", [750]),
    ("Bevillingen er kr. 2 mio. i 2025.", [2_000_000]),
    ("Bevillingen er 2.5 mio. kr.", [2_500_000]),
    ("Beløbet er 3 mio. kr. 2025-priser.", [3_000_000]),
    ("Beløbet er 5 kr. Det er lidt.", [5]),
    ("Drift: 1.250.000 kr. Anlæg: 750.000 kr.", [1_250_000, 750_000]),
    ("- 500.000 kr. til stien\n- 20.000 kr. til skilte", [500_000, 20_000]),
    ("| Sti | 500.000 kr. |\n| --- | --- |\n| Skilte | 20.000 kr. |", [500_000, 20_000]),
    ("**Højere forbrug på i alt 8,6 mio. kr. på området.** Det er nyt.", [8_600_000]),
    ("Der flyttes 1.000 kr. til kontoen.", [1_000]),
    ("Der gives 500.000 kr. årligt i 2024, 2025 og 2026.", [500_000]),
]


@pytest.mark.parametrize(("text", "kroner"), AMOUNTS)
def test_an_amount_is_read_in_kroner(text, kroner):
    assert [amount.kroner for amount in _find(text)] == [Decimal(value) for value in kroner]


NONE = [
    "Planen gælder for 2025 og 2026.",
    "Ledigheden er 3,4 pct. eller 1.200 personer.",
    "Udgiften føres på konto 05.38.42, stednr. 538010-01.",
    "Ring på 96 28 28 28.",
    "Krigen har sendt 14,3 millioner mennesker på flugt.",
    "Beløb i kr. fremgår af bilaget.",
    "Netto i 1.000 kr.",
    "Tabellen er i hele 1.000 kr.",
    "(1.000 kr.)",
    "| 1.000 kr., 2025-pl | A | B |",
    "| Sti | 1.851.745 | -22,86% |",
    "Alle priser er i kr. 2025-priser.",
    "Vejen er 3 km. lang og 2 m bred.",
    "Sagen har nr. 27.12.00-Ø54-1-22.",
    "Der kom 500 kritiske svar.",
    "Lokalplan 1.23 for 12 kreds.",
]


@pytest.mark.parametrize("text", NONE)
def test_other_numbers_are_no_amounts(text):
    assert _find(text) == []


def test_an_amount_has_its_words_its_sentence_and_its_minus():
    (amount,) = _find("Sagen er ny. Der er en afvigelse på -7,3 mio. kr. i år. Den er kendt.")
    assert amount.passage.words == "-7,3 mio. kr."
    assert amount.passage.sentence == "Der er en afvigelse på -7,3 mio. kr. i år."
