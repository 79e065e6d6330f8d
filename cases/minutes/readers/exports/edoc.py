"""eDoc: `eDocAgendaPublishing.xml`, and the `Root` of Fujitsu's agenda module."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from cases.minutes.readers.exports import attendance, words
from cases.minutes.readers.exports.assembling import Agenda, Field, File, Item
from cases.minutes.readers.exports.attendance import Member
from cases.minutes.readers.exports.elements import (
    below,
    child,
    children,
    folded,
    listed,
    markup,
    outermost,
    value,
)
from cases.minutes.result import Access, MeetingFacts, NoMinutes

# Parts of an item that some set-ups write as elements of their own.
_FIELDS = {
    "summary": "Resume",
    "resume": "Resume",
    "presentation": "Sagsfremstilling",
    "casepresentation": "Sagsfremstilling",
    "sagsfremstilling": "Sagsfremstilling",
    "recommendation": "Indstilling",
    "indstilling": "Indstilling",
    "decision": "Beslutning",
    "conclusion": "Beslutning",
    "beslutning": "Beslutning",
}


def recognises(root: Element) -> bool:
    """Whether the file holds a meeting of eDoc, or is Fujitsu's `Root`."""
    if next(below(root, "meetingagendaitem", "meetingagendatype"), None) is not None:
        return True
    own = next(below(root, "agendaelement", "notification"), None)
    return folded(root.tag) == "root" and own is not None


def agendas(root: Element) -> list[Agenda]:
    """Every agenda of every meeting: a meeting has an open and perhaps a closed one."""
    if folded(root.tag) == "root":
        return _of_fujitsu(root)
    return [
        _agenda(meeting, kind)
        for meeting in outermost(root, lambda part: folded(part.tag) == "meeting")
        for kind in listed(meeting, "meetingagendatypes", "meetingagendatype") or [meeting]
    ]


def _agenda(meeting: Element, kind: Element) -> Agenda:
    date, start = words.moment(f"{value(meeting, 'meetingdate')} {value(meeting, 'meetingtime')}")
    return Agenda(
        MeetingFacts(
            document_type=words.document_type(value(meeting, "meetingstate")),
            committee=value(meeting, "committee", "committeename") or None,
            date=date,
            start_time=start,
            end_time=words.moment(value(meeting, "meetingenddate", "meetingendtime"))[1],
            location=value(meeting, "meetinglocation", "location", "meetingplace") or None,
            attendance=attendance.lines(_members(meeting)),
        ),
        tuple(_item(item) for item in listed(kind, "meetingagendaitems", "meetingagendaitem")),
        words.access(value(kind, "agendatype")),
    )


def _item(item: Element) -> Item:
    document = child(item, "document")
    holders = [
        holder for holder in (document, child(item, "agendaitem"), item) if holder is not None
    ]
    parts = [part for holder in holders for part in holder]
    fields = [
        Field(_FIELDS[folded(part.tag)], markup(part))
        for part in parts
        if folded(part.tag) in _FIELDS
    ]
    holder = document if child(document, "attachments") is not None else item
    return Item(
        title=value(document, "title") or value(item, "title"),
        access=words.access(value(document, "publishingtype") or value(item, "publishingtype")),
        number=value(item, "agendaitemnumber"),
        journal_number=value(document, "casenumber", "caseno", "journalnumber")
        or value(item, "casenumber", "caseno", "journalnumber"),
        caseworker=value(document, "caseworker") or value(item, "caseworker"),
        fields=tuple(fields),
        full_text=markup(child(item, "fulltext")) or markup(child(document, "fulltext")),
        files=_files(holder),
    )


def _files(holder: Element | None) -> tuple[File, ...] | None:
    if child(holder, "attachments") is None:
        return None
    return tuple(
        File(
            value(part, "title", "name"),
            words.file_name(value(part, "pdfdocument", "link", "filename")),
            words.access(flag)
            if (flag := value(part, "publishingtype", "accessispublic"))
            else None,
        )
        for part in listed(holder, "attachments", "attachment")
    )


def _members(meeting: Element | None) -> list[Member]:
    return [
        Member(
            value(member, "name"),
            attendance.part(value(member, "status", "participationstatus"), _is_absent(member)),
            value(member, "note"),
        )
        for member in listed(meeting, "meetingparticipants", "meetingparticipant")
    ]


def _is_absent(member: Element) -> bool:
    return words.access(value(member, "participate")) is Access.CLOSED


def _of_fujitsu(root: Element) -> list[Agenda]:
    pointer = next(below(root, "pathtoxml"), None)
    meetings = [
        (committee, meeting)
        for committee in children(root, "committee")
        for meeting in children(committee, "meeting")
    ]
    if pointer is not None and not meetings:
        raise NoMinutes(
            "Filen fra eDoc siger kun, at et møde er udgivet. Vælg den fil, den peger på: "
            f"»{words.file_name(pointer.text or '') or 'XML-filen i samme mappe'}«."
        )
    return [_fujitsu_agenda(root, committee, meeting) for committee, meeting in meetings]


def _fujitsu_agenda(root: Element, committee: Element, meeting: Element) -> Agenda:
    date, start = words.moment(value(meeting, "meetingdatetime"))
    elements = [
        element
        for agenda in children(meeting, "agenda")
        for element in listed(agenda, "agendaelements", "agendaelement")
    ]
    return Agenda(
        MeetingFacts(
            document_type=words.document_type(_fujitsu_type(value(root, "outputtypeenumname"))),
            committee=value(committee, "name") or None,
            date=date,
            start_time=start,
            end_time=words.moment(value(meeting, "enddatetime"))[1],
            location=value(meeting, "meetinglocation") or None,
            attendance=attendance.lines(_members(meeting)),
        ),
        tuple(_element(element) for element in elements),
        words.access(value(root, "outputfilterispublic")),
    )


def _fujitsu_type(name: str) -> str:
    return {"summary": "referat", "minute": "referat"}.get(name.casefold(), name)


def _element(element: Element) -> Item:
    handling = child(element, "handlingitem")
    return Item(
        title=value(handling, "title"),
        access=words.access(value(element, "accessispublic")),
        number=value(handling, "serialno"),
        journal_number=value(handling, "casenumber"),
        caseworker=value(handling, "caseworker", "caseresponsible"),
        fields=tuple(
            Field(value(part, "title"), markup(child(part, "content")))
            for part in listed(handling, "casepresentations", "casepresentation")
        ),
        files=_files(handling),
    )
