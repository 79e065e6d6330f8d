"""An item or a meeting as plain values, so that a row, a file and the last import can be compared.

All values can be written as JSON. The last import of a row is kept in its `imported` field: a value
that differs from it has been corrected by a person.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from cases.minutes.result import Access, ParsedItem, ParsedMeeting
from cases.models import AgendaItem, Attachment, Decision, Meeting
from cases.models.attachment import AttachmentState

Values = dict[str, Any]

MEETING_LABELS = {
    "state": "Tilstand",
    "start_time": "Begyndte",
    "end_time": "Sluttede",
    "place": "Mødested",
    "attendance": "Deltagere og afbud",
}
ITEM_LABELS = {
    "number": "Punkt nr.",
    "position": "Plads på dagsordenen",
    "title": "Titel",
    "journal_number": "Journalnummer",
    "access": "Adgang",
    "access_reason": "Grund til lukning",
    "taken_off": "Udgik af dagsordenen",
    "supplementary": "Kom på en tillægsdagsorden",
    "attendance": "Fravær og inhabilitet",
    "item_type": "Slags punkt",
    "caseworker": "Sagsbehandler",
    "other_caseworkers": "Øvrige sagsbehandlere",
    "duration_min": "Behandlingstid fra",
    "duration_max": "Behandlingstid til",
    "routing_columns": "Kommunikation: kolonner",
    "routing_mark_count": "Kommunikation: antal krydser",
    "routing_marks": "Kommunikation: krydsede kolonner",
    "routing_known": "Kommunikation: kolonnerne er kendt",
    "summary": "Resume",
    "case_text": "Sagsfremstilling",
    "recommendation": "Indstilling",
    "decisions": "Beslutning",
    "attachments": "Bilag",
}
# Fields of AgendaItem that are copied as they are; decisions and attachments are rows of their own.
ITEM_COLUMNS = [name for name in ITEM_LABELS if name not in ("decisions", "attachments")]


def _clock(time: dt.time | None) -> str:
    return f"{time:%H:%M}" if time else ""


def meeting_in_file(parsed: ParsedMeeting) -> Values:
    """The meeting as the file has it."""
    return {
        "state": parsed.document_type.value if parsed.document_type else "minutes",
        "start_time": _clock(parsed.start_time),
        "end_time": _clock(parsed.end_time),
        "place": (parsed.location or "")[:300],
        "attendance": "\n".join(parsed.attendance),
    }


def meeting_in_database(meeting: Meeting) -> Values:
    """The meeting as it is stored now."""
    return {
        "state": meeting.state,
        "start_time": _clock(meeting.start_time),
        "end_time": _clock(meeting.end_time),
        "place": meeting.place,
        "attendance": meeting.attendance,
    }


# What a closed item is called: its own title may give away what was closed.
NEUTRAL_TITLES = {
    Access.CLOSED: "Lukket punkt",
    Access.UNKNOWN: "Punkt, hvor kilden ikke siger, om det er åbent",
}


def item_in_file(parsed: ParsedItem, position: int, *, opened: bool = False) -> Values:
    """The item as the file has it.

    Of an item that is not known to be open only number and reason are taken in; nothing of it is
    stored that could come out. `opened` says that a person has declared it open.
    """
    if parsed.access is not Access.OPEN and not opened:
        return _closed(parsed, position)
    routing = parsed.routing
    return {
        "number": parsed.number,
        "position": position,
        "title": parsed.title[:500],
        "journal_number": (parsed.journal_number or "")[:60],
        "access": parsed.access.value,
        "access_reason": (parsed.access_reason or "")[:100],
        "taken_off": (parsed.taken_off or "")[:300],
        "supplementary": parsed.supplementary,
        "attendance": "\n".join(parsed.attendance),
        "item_type": parsed.item_type.value if parsed.item_type else "",
        "caseworker": (parsed.caseworker or "")[:200],
        "other_caseworkers": (parsed.other_caseworkers or "")[:400],
        "duration_min": parsed.duration_min,
        "duration_max": parsed.duration_max,
        "routing_columns": " ".join(routing.columns) if routing else "",
        "routing_mark_count": routing.mark_count if routing else None,
        "routing_marks": " ".join(routing.marks or ()) if routing else "",
        "routing_known": bool(routing and routing.columns_known),
        "summary": parsed.sections.get("summary", ""),
        "case_text": parsed.sections.get("case", ""),
        "recommendation": parsed.sections.get("recommendation", ""),
        "decisions": [
            {
                "body": (decision.body or "")[:200],
                "date": decision.date.isoformat() if decision.date else "",
                "text": decision.text,
            }
            for decision in parsed.decisions
        ],
        "attachments": [part.title[:500] for part in parsed.attachments],
    }


def _closed(parsed: ParsedItem, position: int) -> Values:
    """What may be kept of an item that is closed, or not known to be open."""
    bare = ParsedItem(
        number=parsed.number,
        title=NEUTRAL_TITLES[parsed.access],
        line=parsed.line,
        access=parsed.access,
        access_reason=parsed.access_reason,
        supplementary=parsed.supplementary,
    )
    return item_in_file(bare, position, opened=True)


def item_in_database(item: AgendaItem) -> Values:
    """The item as it is stored now; wants `decisions` and `attachments` prefetched."""
    values: Values = {name: getattr(item, name) for name in ITEM_COLUMNS}
    values["decisions"] = [_decision_values(row) for row in by_position(item.decisions.all())]
    values["attachments"] = [row.title for row in shown_attachments(item)]
    return values


def _decision_values(row: Decision) -> Values:
    date = row.date.isoformat() if row.date else ""
    return {"body": row.body, "date": date, "text": row.text}


def by_position[Row: (Decision, Attachment)](rows: Any) -> list[Row]:
    """Rows in their printed order."""
    return sorted(rows, key=lambda row: (row.position, row.pk))


def shown_attachments(item: AgendaItem) -> list[Attachment]:
    """The attachments that have not been withdrawn, in printed order."""
    rows: list[Attachment] = by_position(item.attachments.all())
    return [row for row in rows if row.state != AttachmentState.WITHDRAWN]


def as_text(value: Any) -> str:
    """A value as a person reads it in the preview."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list):
        return "\n\n".join(as_text(part) for part in value)
    if isinstance(value, dict):
        heading = " ".join(part for part in (value["body"], value["date"]) if part)
        return f"{heading}\n{value['text']}" if heading else str(value["text"])
    return _CODES.get(str(value), str(value))


_CODES = {
    "minutes": "Referat",
    "agenda": "Dagsorden",
    "cancelled": "Aflyst",
    **{access.value: access.label for access in Access},
}
