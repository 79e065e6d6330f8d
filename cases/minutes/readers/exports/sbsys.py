"""SBSYS: the `Publication` of its agenda module, and the older `Dagsorden`."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from cases.minutes.readers.exports import attendance, words
from cases.minutes.readers.exports.assembling import Agenda, Field, File, Item
from cases.minutes.readers.exports.attendance import Member
from cases.minutes.readers.exports.elements import (
    below,
    child,
    labelled,
    listed,
    markup,
    printed,
    states,
    value,
)
from cases.minutes.result import DocumentType, MeetingFacts

_TYPES = {"0": "kladde", "1": "dagsorden", "3": "referat"}
# ParticipationStatusAsValue: 0 not decided, 1 and 4 took part, the rest did not.
_TOOK_PART = frozenset({"", "0", "1", "4"})


def recognises(root: Element) -> bool:
    """Whether the root is one of SBSYS' two."""
    name = printed(root).casefold()
    if name == "publication":
        return next(below(root, "agenda", "agendas"), None) is not None
    return name == "dagsorden" and (
        child(root, "moede", "dagsordenpunkter", "dagsordenpunkt") is not None
    )


def agendas(root: Element) -> list[Agenda]:
    """Every agenda in the file."""
    if printed(root).casefold() == "dagsorden":
        return [_danish(root)]
    code = value(root, "publicationtypeasvalue", "publicationtype")
    kind = words.document_type(_TYPES.get(code, code)) or words.document_type(
        value(root, "publicationtypeastext")
    )
    return [_agenda(agenda, kind, root) for agenda in listed(root, "agendas", "agenda")]


def _agenda(agenda: Element, kind: DocumentType | None, root: Element) -> Agenda:
    meeting = child(agenda, "meeting")
    name = value(child(agenda, "committee"), "name") or value(agenda, "committee")
    date, start = words.moment(value(meeting, "when"))
    end = words.moment(value(meeting, "until"))[1]
    flag = value(agenda, "ispublic", "access") or value(root, "ispublic", "access")
    return Agenda(
        MeetingFacts(
            document_type=kind or words.document_type(value(agenda, "caption", "name", "type")),
            committee=name or None,
            date=date,
            start_time=start,
            end_time=end,
            location=value(meeting, "where") or None,
            attendance=attendance.lines(_members(meeting)),
        ),
        tuple(_item(item, name) for item in listed(agenda, "items", "item")),
        words.access(flag),
    )


def _members(meeting: Element | None) -> list[Member]:
    return [
        Member(
            value(member, "name"),
            attendance.part(
                value(member, "participationstatusastext"),
                value(member, "participationstatusasvalue") not in _TOOK_PART,
            ),
            value(member, "participationnote"),
        )
        for member in listed(meeting, "members", "meetingmember")
    ]


def _item(item: Element, committee: str) -> Item:
    has_list = child(item, "enclosures") is not None
    files = [
        File(
            value(part, "name", "caption", "title", "filename"),
            words.file_name(value(part, "instantiationfilepathrelative", "filename")),
            words.negated(words.access(value(part, "isprotected")))
            if states(part, "isprotected")
            else None,
        )
        for part in listed(item, "enclosures", "enclosure")
    ]
    return Item(
        title=value(item, "caption", "title"),
        access=words.access(value(item, "ispublic", "access")),
        number=value(item, "number", "nummer"),
        journal_number=value(item, "casenumber", "caseno", "journalnumber", "sagsnummer"),
        caseworker=value(item, "caseworker", "caseworkername", "casemanager", "sagsbehandler"),
        fields=(*_history(item, committee), *_fields(child(item, "fields"))),
        files=tuple(files) if has_list else None,
    )


def _fields(container: Element | None) -> list[Field]:
    return [Field(caption, content) for caption, content in labelled(container)]


def _history(item: Element, committee: str) -> list[Field]:
    """What was decided on the case before, under its body and date.

    The committee's own of an earlier meeting is no decision of this one: it is text of the case.
    """
    fields = []
    for field in listed(item, "itemhistory", "itemfield"):
        details = child(field, "meetingdetails")
        body, date = (
            value(details, "committeename"),
            words.moment(value(details, "meetingduedate"))[0],
        )
        caption = value(field, "caption") or "Beslutning"
        if body and date:
            earlier = (
                "Tidligere beslutning" if body.casefold() == committee.casefold() else "Beslutning"
            )
            caption = f"{earlier} i {body} den {date:%d-%m-%Y}"
        elif caption.casefold() == "beslutning":
            caption = "Tidligere beslutning"
        fields.append(Field(caption, markup(child(field, "content"))))
    return fields


def _danish(root: Element) -> Agenda:
    meeting = child(root, "moede")
    date, start = words.moment(f"{value(meeting, 'moededato')} {value(meeting, 'moedetid')}")
    until = f"{value(meeting, 'moedeslutdato')} {value(meeting, 'moedesluttid')}"
    points = listed(root, "dagsordenpunkter", "dagsordenpunkt")
    return Agenda(
        MeetingFacts(
            document_type=words.document_type(value(root, "dagsordentype")),
            committee=value(meeting, "udvalg") or None,
            date=date,
            start_time=start,
            end_time=words.moment(until)[1],
            location=value(meeting, "moedested") or None,
            attendance=attendance.lines(_danish_members(meeting)),
        ),
        tuple(_point(point) for point in points),
        words.access(value(root, "aaben", "aabent")),
    )


def _danish_members(meeting: Element | None) -> list[Member]:
    return [
        Member(
            value(member, "navn"), attendance.part(value(member, "status")), value(member, "note")
        )
        for member in listed(meeting, "deltagere", "deltager")
    ]


def _point(point: Element) -> Item:
    files = [
        File(
            value(part, "navn", "titel"),
            words.file_name(value(part, "bilagurl", "filnavn", "url")),
            words.access(value(part, "maapubliceres")) if states(part, "maapubliceres") else None,
        )
        for part in listed(point, "bilagsliste", "bilag")
    ]
    content = child(point, "indhold")
    loose = content is not None and not len(content)
    return Item(
        title=value(point, "overskrift", "titel"),
        access=words.access(value(point, "aabent", "aaben")),
        number=value(point, "nummer", "punktnummer", "punktnr"),
        journal_number=value(point, "sagsnummer", "sagsnr", "journalnummer"),
        caseworker=value(point, "sagsbehandler"),
        fields=(Field("", markup(content)),) if loose else tuple(_fields(content)),
        files=tuple(files) if child(point, "bilagsliste") is not None else None,
    )
