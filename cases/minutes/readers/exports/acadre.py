"""Acadre: nested `table` elements whose `field` elements have their names as attributes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cases.minutes.readers.exports import attendance, words
from cases.minutes.readers.exports.assembling import Agenda, Field, File, Item
from cases.minutes.readers.exports.attendance import Member
from cases.minutes.readers.exports.elements import child, children, folded, markup, outermost, value
from cases.minutes.result import Access, MeetingFacts, NoMinutes

_TYPES = {"0": "kladde", "1": "dagsorden", "2": "referat"}
_ACCESS = {"1": "åben", "2": "lukket"}


def recognises(root: Element) -> bool:
    """Whether the file has tables named as Acadre names them."""
    return bool(_anywhere(root, "producedagenda", "agendaitem", "agendaitemparents"))


def agendas(root: Element) -> list[Agenda]:
    """Every agenda in the file. Raises NoMinutes for a manifest, which only points to files."""
    produced = _anywhere(root, "producedagenda")
    found = _anywhere(root, "agenda") or [table for table in produced if _items(table)]
    if not found:
        raise NoMinutes(
            "Filen fra Acadre er en liste over udgivne dagsordener. Vælg den fil, den peger på: "
            f"»{_pointer(produced) or 'XML-filen i mappen Files_…'}«."
        )
    return [_agenda(agenda, produced) for agenda in found]


def _items(agenda: Element) -> list[Element]:
    return _anywhere(agenda, "agendaitemparents") or _anywhere(agenda, "agendaitem")


def _pointer(produced: list[Element]) -> str | None:
    names = [_produced(table, "xmlfilename") for table in produced]
    return words.file_name(next((name for name in names if name), ""))


def _agenda(agenda: Element, produced: list[Element]) -> Agenda:
    meeting = next(_tables(agenda, "meeting"), None)
    committee = next(_tables(agenda, "committee"), None)
    about = next(iter(produced), None)
    date, start = words.moment(_field(meeting, "date"))
    code = _produced(about, "type") or _field(agenda, "type")
    kind = words.document_type(_TYPES.get(code, code)) or words.document_type(
        f"{_field(agenda, 'name')} {_field(agenda, 'description')}"
    )
    return Agenda(
        MeetingFacts(
            document_type=kind,
            committee=_field(committee, "name") or _field(meeting, "name") or None,
            date=date,
            start_time=start,
            end_time=words.moment(_field(meeting, "finish"))[1],
            location=_field(meeting, "location") or None,
            attendance=attendance.lines(_members(committee)),
        ),
        tuple(_item(parent) for parent in _items(agenda)),
        _document_access(agenda, about),
    )


def _document_access(agenda: Element, about: Element | None) -> Access:
    """Closed where the list or the agenda says so, or where it says that it is not to be published."""
    if _produced(about, "publish") and words.access(_produced(about, "publish")) is Access.CLOSED:
        return Access.CLOSED
    return _access(
        _produced(about, "accessid")
        or _produced(about, "access")
        or _field(agenda, "access")
        or _field(agenda, "accessname")
    )


def _access(code: str) -> Access:
    return words.access(_ACCESS.get(code, code))


def _item(parent: Element) -> Item:
    item = next(_tables(parent, "agendaitem"), parent)
    flag = _access(_field(item, "access") or _field(item, "accessname"))
    # The stricter of the code and its name counts.
    named = words.access(_field(item, "accessname"))
    return Item(
        title=_field(item, "name"),
        access=Access.CLOSED if Access.CLOSED in (flag, named) else flag,
        number=_field(parent, "sort") or _field(item, "sort"),
        journal_number=_field(item, "caseno"),
        caseworker=_field(item, "caseworker", "casemanager", "responsible"),
        fields=tuple(
            Field(_field(bullet, "bulletname"), markup(_field_element(bullet, "bulletcontent")))
            for bullet in _tables(item, "bullet")
        ),
        files=tuple(
            File(
                _field(part, "name"),
                words.file_name(_field(part, "filename")),
                _access(_field(part, "access")) if _field(part, "access") else None,
            )
            for part in _tables(item, "enclosure")
        ),
    )


def _members(committee: Element | None) -> list[Member]:
    members = []
    for seat in _tables(committee, "commember"):
        for member in _tables(seat, "member"):
            status = _field(seat, "status", "participation") or _field(member, "status")
            members.append(Member(_field(member, "name"), attendance.part(status)))
    return members


def _named(table: Element) -> str:
    """The name of a table; some set-ups make it the name of the element."""
    tag = folded(table.tag)
    return folded(value(table, "name")) if tag == "table" else tag


def _tables(parent: Element | None, name: str) -> Iterator[Element]:
    return (table for table in (parent if parent is not None else ()) if _named(table) == name)


def _anywhere(root: Element, *names: str) -> list[Element]:
    return outermost(root, lambda part: _named(part) in names)


def _field_element(table: Element | None, *names: str) -> Element | None:
    for name in names:
        for holder in children(table, "fields"):
            for field in children(holder, "field"):
                if folded(field.attrib.get("name", "")) == name:
                    return field
    return None if table is None or folded(table.tag) == "table" else child(table, *names)


def _field(table: Element | None, *names: str) -> str:
    """The text of the first of the named fields that has any."""
    for name in names:
        field = _field_element(table, name)
        if field is not None and (text := "".join(field.itertext()).strip()):
            return text
    has_fields = table is None or folded(table.tag) == "table"
    return "" if has_fields else value(table, *names)


def _produced(table: Element | None, name: str) -> str:
    """What the list of produced agendas says; there a field has many attributes."""
    for holder in children(table, "fields"):
        for field in children(holder, "field"):
            if text := {folded(key): text for key, text in field.attrib.items()}.get(name, ""):
                return text.strip()
    return _field(table, name)
