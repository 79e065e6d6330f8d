"""Items that were taken off the agenda, came on it late, are closed, or were decided elsewhere too."""

import pytest

from cases.minutes.parser import read_minutes
from cases.minutes.result import Access

HEAD = "REFERAT Teknisk Udvalg d. 04-03-2025\n\nMødedato d. 4. marts 2025 kl. 15:00\n\n"


def items_of(text):
    return read_minutes((HEAD + text).encode()).items


@pytest.mark.parametrize(
    ("title", "decision", "words"),
    [
        ("UDGÅR - Ny vej", "", "UDGÅR"),
        ("Ny vej (udgået)", "", "udgået"),
        ("Ny vej", "Punktet udgår.", "Punktet udgår."),
        ("Ny vej", "Sagen blev taget af dagsordenen.", "Sagen blev taget af dagsordenen."),
        ("Ny vej", "Godkendt. Den gamle vej udgår af planen.", None),
        ("Udgåede varer i kantinen", "Godkendt.", None),
    ],
)
def test_an_item_taken_off_the_agenda(title, decision, words):
    text = f"Punkt 1: {title}\n\nSagsfremstilling\n\nEn sag.\n\n"
    item = items_of(text + (f"Beslutning\n\n{decision}\n" if decision else ""))[0]
    assert item.taken_off == words
    assert item.title == title


def test_one_item_may_say_it_of_another():
    first, second, third = items_of(
        "Punkt 1: Dagsordenen\n\nBeslutning\n\nGodkendt. Punkt 3 blev taget af dagsordenen.\n\n"
        "Punkt 2: Vej\n\nBeslutning\n\nGodkendt.\n\nPunkt 3: Sti\n\nSagsfremstilling\n\nEn sti.\n"
    )
    assert (first.taken_off, second.taken_off) == (None, None)
    assert first.decision.kind == "approved", "what leaves the agenda is not this item"
    assert third.taken_off == "Punkt 3 blev taget af dagsordenen"


def test_items_under_a_heading_of_late_items_and_a_late_agenda():
    early, late = items_of(
        "Punkt 1: Vej\n\nBeslutning\n\nGodkendt.\n\nTillægsdagsorden\n\n"
        "Punkt 2: Sti\n\nBeslutning\n\nGodkendt.\n"
    )
    assert (early.supplementary, late.supplementary) == (False, True)
    agenda = read_minutes(
        "TILLÆGSDAGSORDEN Teknisk Udvalg d. 04-03-2025\n\nPunkt 9: Bro\n\nResume\n\nEn bro.".encode()
    )
    assert agenda.meeting.supplementary
    assert agenda.meeting.document_type == "agenda"
    assert agenda.items[0].supplementary


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Lukket - Personalesag", "Personalesag"),
        ("Ejendomssag (Lukket)", "Ejendomssag"),
        ("Lukket punkt", None),
        ("Salg af Bygaden 3 (Lukket)", None),
    ],
)
def test_a_closed_item_gives_its_reason_in_general_words_only(title, reason):
    item = items_of(f"Punkt 1: {title}\n\nPunkt 2: Vej\n\nBeslutning\n\nGodkendt.\n")[0]
    assert item.access is Access.CLOSED
    assert item.access_reason == reason


def test_each_body_has_its_own_decision():
    item = items_of(
        "Punkt 1: Vej\n\nSagens forløb\n\nByrådet, 3. januar 2024\n\nIndstilling\n\n"
        "Forvaltningen indstiller,\n\nat vejen anlægges.\n\n"
        "Beslutning i HovedMED den 03-02-2025\n\nAnbefalet.\n\n"
        "Økonomiudvalget, 10-02-2025, pkt. 16\n\nAnbefales godkendt.\n\n"
        "Byrådet den 17. februar 2025:\n\nGodkendt.\n\n"
        "Beslutning\n\nTil efterretning.\n"
    )[0]
    assert [(d.body, d.date and d.date.isoformat(), d.text) for d in item.decisions] == [
        ("HovedMED", "2025-02-03", "Anbefalet."),
        ("Økonomiudvalget", "2025-02-10", "Anbefales godkendt."),
        ("Byrådet", "2025-02-17", "Godkendt."),
        (None, None, "Til efterretning."),
    ]
    assert "Byrådet, 3. januar 2024" in item.sections["case"], "a trail of dates is no decision"


def test_a_table_without_a_mark_says_that_no_column_is_marked():
    table = "Kommunikation\n\n| DIR | TEK | BYR |\n|---|---|---|\n{}\n\nBeslutning\n\nGodkendt.\n\n"
    unmarked, marked = items_of(
        "Punkt 1: Vej\n\n"
        + table.format("|  |  |  |")
        + "Punkt 2: Sti\n\n"
        + table.format("| | X | |")
    )
    assert (unmarked.routing.marks, marked.routing.marks) == ((), ("TEK",))


def test_a_running_head_before_the_title_is_not_the_title():
    minutes = read_minutes(
        b"Referat, udkast\n\nREFERAT Teknisk Udvalg d. 04-03-2025\n\nPunkt 1: Vej\n\n"
        b"Beslutning\n\nGodkendt."
    )
    assert minutes.meeting.committee == "Teknisk Udvalg"


def test_contents_whose_dots_and_pages_stand_on_lines_of_their_own():
    minutes = read_minutes(
        (
            HEAD
            + "Indholdsfortegnelse\n\nVej\n\n........\n\n3\n\nPunkt 1: Vej\n\nResume\n\nEn vej."
        ).encode()
    )
    assert [(entry.text, entry.page) for entry in minutes.contents] == [("Vej", 3)]
    assert "contents_mismatch" not in {warning.code for warning in minutes.warnings}
