"""Closed items, items of unknown access, late agendas, attendance, and headings of one's own."""

import pytest

from cases.importing.plan import plan_import
from cases.importing.refusals import DuplicateNumber
from cases.models import AgendaItem, HeadingLabel, Meeting
from tests.cases.importing.doors import bring_in
from tests.minutes_text import make_item, make_minutes

pytestmark = pytest.mark.django_db

CLOSED_TITLE = "Salg af Bygaden 3 til Ane Holm"


def export(access: str, text: str = "Grunden sælges.") -> bytes:
    """An SBSYS export with one item; `access` is the element that tells it, or nothing."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Publication><PublicationType>3</PublicationType><Agendas><Agenda>
<Committee><Name>Teknisk Udvalg</Name></Committee>
<Meeting><When>2025-03-04T15:00:00</When><Where>Lokale 1</Where></Meeting>
<Items><Item><Number>1</Number><Title>{CLOSED_TITLE}</Title>{access}
<CaseNumber>05.01.00-P20-1-25</CaseNumber>
<Fields><Field><Name>Sagsfremstilling</Name><Text>{text}</Text></Field>
<Field><Name>Beslutning</Name><Text>Godkendt.</Text></Field></Fields></Item></Items>
</Agenda></Agendas></Publication>""".encode()


def everything_stored(item: AgendaItem) -> str:
    rows = [item, *item.decisions.all(), *item.attachments.all()]
    return " ".join(str(value) for row in rows for value in vars(row).values())


def test_of_a_closed_item_only_number_and_reason_are_stored():
    meeting = bring_in(
        make_minutes(
            make_item(1, "Lukket - Personalesag", summary=CLOSED_TITLE, attachments=[CLOSED_TITLE]),
            make_item(2, f"{CLOSED_TITLE} (Lukket)"),
        )
    )
    first, second = meeting.items.order_by("position")
    assert (first.number, first.title, first.access_reason) == (1, "Lukket punkt", "Personalesag")
    assert (second.number, second.title, second.access_reason) == (2, "Lukket punkt", "")
    assert [CLOSED_TITLE in everything_stored(item) for item in (first, second)] == [False, False]
    assert [item.case for item in (first, second)] == [None, None]


def test_closed_items_keep_their_rows_through_a_second_import():
    text = make_minutes(
        make_item(1, "Lukket - Personalesag"), make_item(2, "Lukket punkt"), make_item(3, "Vej")
    )
    meeting = bring_in(text)
    assert plan_import(text, "a.txt").is_empty
    assert meeting.items.count() == 3


def test_unknown_access_is_closed_until_a_person_opens_it():
    data = export("")
    meeting = bring_in(data, publish=True)
    item = meeting.items.get()
    assert item.access == "unknown"
    assert CLOSED_TITLE not in everything_stored(item)
    plan = plan_import(data, "a.xml")
    assert [entry.access_unknown for entry in plan.items] == [True]


def test_a_person_opens_an_item_in_the_preview_and_it_stays_open():
    meeting = bring_in(export(""), choices={"open:1": "take"})
    item = meeting.items.get()
    assert (item.access, item.title, item.case_text) == ("open", CLOSED_TITLE, "Grunden sælges.")
    assert plan_import(export(""), "a.xml").is_empty
    newer = bring_in(export("", "Grunden sælges ikke."))
    item = newer.items.get()
    assert (item.access, item.case_text) == ("open", "Grunden sælges ikke.")


def test_a_late_agenda_adds_items_and_takes_none_away():
    agenda = make_minutes(make_item(1, "Vej", decision=None), kind="DAGSORDEN")
    late = make_minutes(make_item(2, "Sti", decision=None), kind="TILLÆGSDAGSORDEN", place="")
    bring_in(agenda)
    meeting = bring_in(late)
    assert Meeting.objects.count() == 1
    assert meeting.place == "Lokale 1", "what the late agenda does not say stays"
    rows = [(i.number, i.supplementary, i.withdrawn_at) for i in meeting.items.order_by("position")]
    assert rows == [(1, False, None), (2, True, None)]
    assert plan_import(agenda, "a.txt").is_empty, "the first agenda does not know the late item"
    bring_in(make_minutes(make_item(1, "Vej"), make_item(2, "Sti")))
    assert list(meeting.items.order_by("position").values_list("supplementary", flat=True)) == [
        False,
        True,
    ]


def test_a_late_agenda_never_takes_the_number_of_another_item():
    bring_in(make_minutes(make_item(1, "Vej", decision=None), kind="DAGSORDEN"))
    with pytest.raises(DuplicateNumber, match="punkt 1: »Vej«"):
        plan_import(
            make_minutes(make_item(1, "Sti", decision=None), kind="TILLÆGSDAGSORDEN"), "a.txt"
        )


def test_attendance_and_items_taken_off_are_stored_and_corrections_of_them_survive():
    text = make_minutes(
        make_item(1, "Vej", decision="Godkendt.\n\nFraværende: Bo Berg (V)"),
        make_item(2, "Sti", decision="Punktet udgår."),
    ).replace(b"Lokale 1", b"Lokale 1\n\nDeltagere: Ane Holm (A)\n\nAfbud: Bo Berg (V)")
    meeting = bring_in(text)
    assert [person.name for person in meeting.participants] == ["Ane Holm", "Bo Berg"]
    first, second = meeting.items.order_by("position")
    assert [(p.name, p.presence.value) for p in first.people] == [("Bo Berg", "absent")]
    assert first.decisions.get().text == "Godkendt."
    assert second.taken_off == "Punktet udgår."
    meeting.attendance = "Deltagere: Ane Holm (A), Carla Dam (F)"
    meeting.save()
    assert plan_import(text, "a.txt").is_empty


def test_a_heading_that_a_clerk_explains_is_read_the_next_time():
    text = make_minutes(
        "Punkt 1: Vej\n\nHvad drejer det sig om?\n\nEn vej.\n\nSåledes vedtaget\n\nGodkendt."
    )
    item = bring_in(text).items.get()
    assert (item.summary, item.decisions.count()) == ("", 0)
    HeadingLabel.objects.create(printed="Hvad drejer det sig om?", meaning="Resume")
    HeadingLabel.objects.create(printed="Således vedtaget:", meaning="Beslutning")
    item = bring_in(text).items.get()
    assert (item.summary, item.decisions.get().text) == ("En vej.", "Godkendt.")
