"""What the index is made from: the public texts of an item, as plain rows without a database."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class DecisionSource(NamedTuple):
    """A decision of an item."""

    pk: int
    kind: str
    effect: str
    as_recommended: bool | None
    text: str


class TopicSource(NamedTuple):
    """A topic that an item is about, or only mentions."""

    pk: int
    name: str
    is_about: bool


class AttachmentSource(NamedTuple):
    """An attachment; where its file is held, the keys and texts of its pages."""

    pk: int
    title: str
    is_held: bool
    pages: list[tuple[int, str]]


class Source(NamedTuple):
    """A public item with everything that the index is made from."""

    pk: int
    date: dt.date
    sequence: int
    meeting: int
    committee: int
    place: str
    position: int
    # How many items stand at the same position of the meeting before it.
    twin: int
    number: int | None
    duration_max: int | None
    # Of its case; empty without one.
    journal_number: str
    main_group: str
    title: str
    recommendation: str
    summary: str
    case_text: str
    # Who took part, and who is behind the case.
    people: str
    decisions: list[DecisionSource]
    topics: list[TopicSource]
    attachments: list[AttachmentSource]
