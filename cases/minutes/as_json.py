"""The documented JSON of a parsed document (docs/minutes-format.md)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cases.minutes.attendance import Participant, parse_attendance, people_named
from cases.minutes.result import Access, ParsedDecision, ParsedItem, ParsedMinutes, Routing
from cases.minutes.votes import Vote, dissents_in, votes_in


def as_json(minutes: ParsedMinutes) -> dict[str, Any]:
    """Plain dicts and lists; codes and keys English, messages Danish, unknown is None."""
    meeting = minutes.meeting
    return {
        "meeting": {
            "committee": meeting.committee,
            "date": meeting.date.isoformat() if meeting.date else None,
            "start_time": f"{meeting.start_time:%H:%M}" if meeting.start_time else None,
            "end_time": f"{meeting.end_time:%H:%M}" if meeting.end_time else None,
            "location": meeting.location,
            "document_type": meeting.document_type,
            "participants": [_person(p) for p in parse_attendance(meeting.attendance)],
            "supplementary": meeting.supplementary,
            "lines": list(meeting.lines),
        },
        "items": [_item(item) for item in minutes.items],
        "contents": [
            {"line": entry.line, "text": entry.text, "page": entry.page}
            for entry in minutes.contents
        ],
        "unplaced": [{"line": part.line, "text": part.text} for part in minutes.unplaced],
        "warnings": [
            {"line": warning.line, "code": warning.code, "message": warning.message}
            for warning in minutes.warnings
        ],
    }


def _item(item: ParsedItem) -> dict[str, Any]:
    if item.access is not Access.OPEN:
        # As in the database: of an item that is not known to be open, no text goes out.
        item = replace(
            item, sections={}, decisions=(), recommendation=None, attachments=(), links=(),
            attendance=(), taken_off=None,
        )  # fmt: skip
    recommendation = item.recommendation
    others = [decision for decision in item.decisions if decision is not item.decision]
    return {
        "number": item.number,
        "title": item.title,
        "line": item.line,
        "journal_number": item.journal_number,
        "page": item.page,
        "access": item.access,
        "access_reason": item.access_reason,
        "taken_off": item.taken_off,
        "supplementary": item.supplementary,
        "attendance": [
            _person(person)
            for person in people_named(item.attendance, [d.text for d in item.decisions])
        ],
        "item_type": item.item_type,
        "caseworker": item.caseworker,
        "other_caseworkers": item.other_caseworkers,
        "communication": _routing(item.routing),
        "duration_min": item.duration_min,
        "duration_max": item.duration_max,
        "duration_text": item.duration_text,
        "labels": list(item.labels),
        "sections": dict(item.sections),
        "recommendation": recommendation
        and {
            "recommender": recommendation.recommender,
            "clauses": [
                {"text": clause.text, "level": clause.level} for clause in recommendation.clauses
            ],
        },
        "decision": _decision(item.decision),
        "other_decisions": [_decision(decision) for decision in others],
        "attachments": [{"title": part.title, "file": part.file} for part in item.attachments],
        "links": [{"text": link.text, "href": link.href} for link in item.links],
    }


def _person(person: Participant) -> dict[str, Any]:
    return {
        "name": person.name,
        "presence": person.presence,
        "party": person.party,
        "role": person.role,
        "deputy_for": person.deputy_for,
    }


def _routing(routing: Routing | None) -> dict[str, Any] | None:
    if routing is None:
        return None
    return {
        "columns": list(routing.columns),
        "mark_count": routing.mark_count,
        "marks": None if routing.marks is None else list(routing.marks),
        "columns_known": routing.columns_known,
        "tokens": list(routing.tokens),
    }


def _decision(decision: ParsedDecision | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    return {
        "kind": decision.kind,
        "secondary": list(decision.secondary),
        "effect": decision.effect,
        "paragraphs": list(decision.paragraphs),
        "votes": [_vote(vote) for vote in votes_in(decision.paragraphs)],
        "dissents": list(dissents_in(decision.paragraphs)),
        "body": decision.body,
        "date": decision.date.isoformat() if decision.date else None,
    }


def _vote(vote: Vote) -> dict[str, Any]:
    return {"stance": vote.stance, "count": vote.count, "parties": list(vote.parties)}
