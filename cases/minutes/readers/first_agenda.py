"""Reads what FirstAgenda Publication answers about a meeting, saved as JSON.

Its shape is not documented; this is what its public pages ask for (docs/minutes-format.md). English
names are accepted beside the Danish ones, as the system itself mixes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.readers.encoding import decode
from cases.minutes.readers.exports import attendance, words
from cases.minutes.readers.exports.assembling import Agenda, Field, File, Item, document
from cases.minutes.readers.exports.attendance import Member
from cases.minutes.readers.exports.elements import folded
from cases.minutes.result import (
    Access,
    BrokenDocument,
    Document,
    DocumentType,
    MeetingFacts,
    NoMinutes,
    SourceWarning,
    TooLarge,
)

_BEGINS = ("dato", "meetingbeginutc", "moededato", "meetingdate", "date", "begin", "start")
_ITEMS = ("dagsordenpunkter", "agendaitems", "punkter")
_MOST = 300_000  # objects and lists
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A part without a name comes under a heading without words, up to the next one: <h3></h3>
_NAMELESS = re.compile(
    r"<h(?P<level>[1-6])\b[^<>]{0,200}>(?:\s|&nbsp;)*</h(?P=level)>(?P<text>.*?)(?=<h[1-6]\b|\Z)",
    re.IGNORECASE | re.DOTALL,
)

type Node = dict[str, Any]


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The meeting in the file. An item is open only where `IsOpen` says so.

    Raises NoMinutes for JSON of other kinds, TooLarge or BrokenDocument.
    """
    content, is_repaired = _loaded(data, limits)
    meetings = list(_meetings(content))
    if not meetings:
        raise NoMinutes(
            "Filen er JSON, men ikke et møde fra FirstAgenda. Portalen læser det svar, der har "
            "»Udvalg«, »Moede« og »Dagsordenpunkter«. Gem ellers referatet som PDF eller webside."
        )
    warnings = []
    if is_repaired:
        message = "Filen havde tegn, der ikke kan vises. De er fjernet; se teksten efter."
        warnings.append(SourceWarning(None, "control_characters", message))
    return document("FirstAgenda", [_agenda(meeting) for meeting in meetings], warnings)


def _loaded(data: bytes, limits: Limits) -> tuple[Any, bool]:
    """The content, and whether its texts had to be repaired. Too deep is as good as broken."""
    if len(data) > limits.text_bytes:
        raise TooLarge(
            f"Filen fylder {len(data) / 1024 / 1024:.0f} MB. Portalen læser højst "
            f"{limits.text_bytes / 1024 / 1024:.0f} MB JSON. Gem et møde i hver fil."
        )
    text = decode(data)[0]
    if text.count("{") + text.count("[") > _MOST:
        raise TooLarge("Filen har flere dele, end et møde kan have. Er det den rigtige fil?")
    try:
        return _clean(json.loads(text, strict=False))
    except (ValueError, RecursionError) as error:
        raise BrokenDocument(
            "Filen begynder som JSON, men er ikke hel. Gem den igen fra FirstAgenda."
        ) from error


def _clean(content: Any) -> tuple[Any, bool]:
    """The content with control characters taken out of every text, and whether there were any."""
    found = False

    def cleaned(value: Any) -> Any:
        nonlocal found
        if isinstance(value, str):
            clean = _CONTROL.sub("", value.replace("\x0b", "\n"))
            found = found or len(clean) < len(value)
            return clean.encode("utf-8", "replace").decode()  # half of a surrogate pair
        if isinstance(value, list):
            return [cleaned(part) for part in value]
        if isinstance(value, dict):
            return {folded(key): cleaned(part) for key, part in value.items()}
        return value

    return cleaned(content), found


def _meetings(content: Any) -> Iterable[Node]:
    """Every object with a list of items: the answer itself, or wrapped in a list or an envelope."""
    if isinstance(content, list):
        for part in content:
            yield from _meetings(part)
    elif isinstance(content, dict):
        if _parts(content, *_ITEMS) is not None:
            yield content
        else:
            yield from _meetings(
                [part for part in content.values() if isinstance(part, dict | list)]
            )


def _agenda(answer: Node) -> Agenda:
    meeting = _node(answer, "moede", "meeting") or answer
    name = _text(meeting, "navn", "name", "meetingstatus", "title")
    date, start = words.moment(_text(meeting, *_BEGINS))
    end = words.moment(_text(meeting, "meetingendutc", "slut", "meetingend", "end"))[1]
    committee = _text(_node(answer, "udvalg", "committee"), "navn", "name") or next(
        filter(
            None,
            (_text(part, "udvalg", "committee", "committeename") for part in (answer, meeting)),
        ),
        None,
    )
    return Agenda(
        MeetingFacts(
            document_type=_document_type(answer, meeting, name),
            committee=committee,
            date=date,
            start_time=start,
            end_time=end,
            location=_text(meeting, "sted", "location", "place") or None,
            attendance=attendance.lines(_members(meeting)),
        ),
        tuple(_item(item) for item in _parts(answer, *_ITEMS) or []),
        words.access(name),
    )


def _document_type(answer: Node, meeting: Node, name: str) -> DocumentType | None:
    """By the name of the meeting's document, else by whether the meeting is over."""
    if answer.get("tillaegsdagsorden") is True or meeting.get("issupplementaryagenda") is True:
        return DocumentType.AGENDA
    kind = words.document_type(name)
    if kind is None and meeting.get("afsluttet") is False:
        return DocumentType.AGENDA
    return kind


def _item(item: Node) -> Item:
    files = _parts(item, "bilag", "documents", "enclosures", "attachments")
    return Item(
        title=_text(item, "navn", "caption", "title"),
        access=_access(item),
        number=_text(item, "punktnummer", "number"),
        journal_number=_text(item, "sagsnummer", "casenumber"),
        caseworker=_text(item, "sagsbehandler", "caseworker"),
        fields=tuple(_fields(item)),
        full_text=_decision(item),
        files=None if files is None else tuple(_file(part) for part in files),
    )


def _access(item: Node) -> Access:
    """Open where a flag says so and none says that the item is closed."""
    if words.access(_text(item, "isclosed", "lukket")) is Access.OPEN:
        return Access.CLOSED
    return words.access(_text(item, "isopen", "aaben", "aabent", "ispublic", "access"))


def _file(part: Node) -> File:
    flag = _text(part, "isopen", "ispublic")
    return File(
        _text(part, "navn", "title", "name", "caption"),
        words.file_name(_text(part, "filnavn", "filename")),
        words.access(flag) if flag else None,
    )


def _fields(item: Node) -> Iterable[Field]:
    for part in _parts(item, "felter", "fields") or _parts(item, "presentations") or []:
        caption = _text(part, "navn", "caption", "title")
        if caption == _text(item, "navn", "caption", "title"):
            caption = ""
        content = _content(part)
        yield Field(caption, _NAMELESS.sub("", content))
        yield from (Field("", match["text"]) for match in _NAMELESS.finditer(content))


def _decision(item: Node) -> str:
    """What stands in a place of its own where no field has the decision."""
    stated = item.get("itemdecision")
    parts = stated if isinstance(stated, list) else [stated]
    decided = "".join(part if isinstance(part, str) else _content(part) for part in parts)
    return f"<h3>Beslutning</h3><div>{decided}</div>" if decided.strip() else ""


def _content(part: Any) -> str:
    return _text(part, "html", "tekst", "text", "content")


def _members(meeting: Node) -> list[Member]:
    members = []
    for entry in _parts(meeting, "moededeltagere", "deltagere", "participants") or []:
        status = _text(entry, "status", "deltagelse", "participationstatus")
        absent = _text(entry, "afbud", "fravaerende", "absent").casefold() == "true"
        note = _text(entry, "note", "bemaerkning")
        members.append(Member(_text(entry, "navn", "name"), attendance.part(status, absent), note))
    return members


def _node(parent: Node, *names: str) -> Node:
    return next((parent[name] for name in names if isinstance(parent.get(name), dict)), {})


def _parts(parent: Node, *names: str) -> list[Node] | None:
    """The objects of the first list of these names; an object alone counts as a list of one."""
    for name in names:
        value = parent.get(name)
        if isinstance(value, dict):
            return [value]
        if isinstance(value, list):
            return [
                part if isinstance(part, dict) else {"navn": part}
                for part in value
                if isinstance(part, dict | str)
            ]
    return None


def _text(parent: Any, *names: str) -> str:
    """The first of the names with a text, a number or a truth value."""
    for name in names:
        value = parent.get(name) if isinstance(parent, dict) else None
        if isinstance(value, str | bool | int) and str(value).strip():
            return str(value).strip()
    return ""
