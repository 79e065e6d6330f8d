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
}
ITEM_LABELS = {
    "number": "Punkt nr.",
    "position": "Plads på dagsordenen",
    "title": "Titel",
    "journal_number": "Journalnummer",
    "access": "Adgang",
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
    }


def meeting_in_database(meeting: Meeting) -> Values:
    """The meeting as it is stored now."""
    return {
        "state": meeting.state,
        "start_time": _clock(meeting.start_time),
        "end_time": _clock(meeting.end_time),
        "place": meeting.place,
    }


def item_in_file(parsed: ParsedItem, position: int) -> Values:
    """The item as the file has it. Of a closed item only number and title are taken in."""
    closed = parsed.access is not Access.OPEN
    routing = parsed.routing
    texts = {} if closed else parsed.sections
    return {
        "number": parsed.number,
        "position": position,
        "title": parsed.title[:500],
        "journal_number": (parsed.journal_number or "")[:60],
        "access": parsed.access.value,
        "item_type": parsed.item_type.value if parsed.item_type else "",
        "caseworker": (parsed.caseworker or "")[:200],
        "other_caseworkers": (parsed.other_caseworkers or "")[:400],
        "duration_min": parsed.duration_min,
        "duration_max": parsed.duration_max,
        "routing_columns": " ".join(routing.columns) if routing else "",
        "routing_mark_count": routing.mark_count if routing else None,
        "routing_marks": " ".join(routing.marks or ()) if routing else "",
        "routing_known": bool(routing and routing.columns_known),
        "summary": texts.get("summary", ""),
        "case_text": texts.get("case", ""),
        "recommendation": texts.get("recommendation", ""),
        "decisions": []
        if closed
        else [
            {
                "body": decision.body or "",
                "date": decision.date.isoformat() if decision.date else "",
                "text": decision.text,
            }
            for decision in parsed.decisions
        ],
        "attachments": [] if closed else [part.title[:500] for part in parsed.attachments],
    }


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
