"""Writes an import, in one transaction, exactly as the plan that was shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.importing import snapshot
from cases.importing.attachments import spelled
from cases.importing.comparing import (
    compare,
    item_changes,
    item_values,
    meeting_values,
    taken_fields,
)
from cases.importing.plan import Groundwork, ImportPlan, prepare
from cases.minutes.result import Access, MinutesError, ParsedItem
from cases.models import (
    AgendaItem,
    Attachment,
    Case,
    Committee,
    Decision,
    Meeting,
    SearchEntry,
    SourceDocument,
)
from cases.models.attachment import AttachmentState
from cases.models.committee import RESERVED_SLUGS, danish_slug
from cases.models.origin import SetBy
from cases.search.index import index_items, index_rows, indexed_once, unindex

_BY_RULE = ("kind", "secondary", "effect", "follow_up", "as_recommended")


class StalePlan(MinutesError):
    """Something changed since the plan was shown. Carries the plan as it is now."""

    def __init__(self, plan: ImportPlan) -> None:
        super().__init__(
            "Noget er ændret, siden forhåndsvisningen blev lavet, så intet er indlæst. "
            "Se den nye forhåndsvisning igennem."
        )
        self.plan = plan


@indexed_once()
def apply_plan(
    data: bytes, name: str, *, fingerprint: str, choices: Mapping[str, str] | None = None
) -> Meeting:
    """Import these bytes as planned.

    `fingerprint` is that of the plan the clerk saw; it is planned again here, and StalePlan is
    raised when it would do anything else. `choices` maps the key of a conflict to "keep" (the
    person's word, also the default) or "take" (the file's), and `open:<position>` of an item whose
    access the file does not tell to "take", when a person declares it open.
    """
    # Imports wait for each other, so that nothing changes between this plan and its writing.
    list(Committee.objects.select_for_update().values_list("pk"))
    plan, ground = prepare(data, name)
    if plan.fingerprint != fingerprint:
        raise StalePlan(plan)
    chosen = dict(choices or {})
    document = SourceDocument.keep(data, name, plan.reader)
    meeting = _write_meeting(ground, document, chosen)
    _free_numbers(ground)
    for position, (parsed, row) in ground.places():
        _write_item(meeting, parsed, row, position, chosen)
    for row in ground.removed:
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at", "updated_at"])
    index_rows(meeting.items.all())
    return meeting


def _write_meeting(
    ground: Groundwork, document: SourceDocument, choices: dict[str, str]
) -> Meeting:
    parsed = ground.minutes.meeting
    assert parsed.date is not None
    theirs = meeting_values(parsed, ground.meeting)
    meeting = ground.meeting
    if meeting is None:
        committee = ground.committee or make_committee(parsed.committee or "")
        meeting = Meeting(committee=committee, date=parsed.date, sequence=ground.sequence)
        taken = set(theirs)
    else:
        ours = snapshot.meeting_in_database(meeting)
        base = {**(meeting.imported or {}), "state": ours["state"]}
        changes = compare("meeting", snapshot.MEETING_LABELS, base, ours, theirs)
        taken = taken_fields(changes, choices)
    for field in taken:
        setattr(meeting, field, _clock_value(theirs[field]) if "time" in field else theirs[field])
    meeting.source = document
    meeting.imported = theirs
    if meeting.is_public:
        meeting.mark_published()
    meeting.save()
    return meeting


def _clock_value(text: str) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def make_committee(name: str) -> Committee:
    """A new committee with an address of its own."""
    wanted = danish_slug(name)[:90] or "udvalg"
    taken = set(Committee.objects.values_list("slug", flat=True)) | RESERVED_SLUGS
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return Committee.objects.create(name=name, slug=slug)


def _free_numbers(ground: Groundwork) -> None:
    """Let go of numbers that change owner, since each is unique within the meeting."""
    moving = [row for parsed, row in ground.pairs if row and row.number != parsed.number]
    for row in [*moving, *ground.removed]:
        row.number = None
        row.save(update_fields=["number"])
    wanted = {parsed.number for parsed, _ in ground.pairs}
    if ground.meeting is not None:
        known = {row.pk for _, row in ground.pairs if row}
        for row in ground.meeting.items.filter(number__in=wanted).exclude(pk__in=known):
            row.number = None
            row.save(update_fields=["number"])


def _write_item(
    meeting: Meeting,
    parsed: ParsedItem,
    row: AgendaItem | None,
    position: int,
    choices: dict[str, str],
) -> AgendaItem:
    opened = parsed.access is Access.UNKNOWN and choices.get(f"open:{position}") == "take"
    theirs = item_values(parsed, position, row, opened=opened)
    if row is None:
        item, taken = AgendaItem(meeting=meeting), set(theirs)
    else:
        item = row
        taken = taken_fields(item_changes(row, theirs), choices) | {"number"}
    for field in taken & set(snapshot.ITEM_COLUMNS):
        setattr(item, field, theirs[field])
    if opened:
        item.access = Access.OPEN.value
    item.source_line, item.source_page = parsed.line, parsed.page
    item.imported = theirs
    item.address = item.address or item.free_address()
    item.case = Case.objects.for_number(item.journal_number) if item.journal_number else None
    item.save()
    if "decisions" in taken:
        write_decisions(item, theirs["decisions"])
    elif "recommendation" in taken:
        classify_decisions(item)
    if "attachments" in taken:
        write_attachments(item, theirs["attachments"])
    return item


@indexed_once()
def write_decisions(item: AgendaItem, values: Sequence[dict[str, Any]]) -> None:
    """Make the item's decisions these, in this order, and classify them anew."""
    rows: list[Decision] = snapshot.by_position(item.decisions.all())
    for extra in rows[len(values) :]:
        unindex(SearchEntry.objects.filter(decision=extra))
        extra.delete()
    for position, value in enumerate(values, start=1):
        row = rows[position - 1] if position <= len(rows) else Decision(item=item)
        row.position = position
        if _says_something_else(row.text, value["text"]):
            row.set_by = SetBy.RULE  # what a person called the former words was not said of these
        row.body, row.text = value["body"], value["text"]
        row.date = dt.date.fromisoformat(value["date"]) if value["date"] else None
        row.save()
    getattr(item, "_prefetched_objects_cache", {}).pop("decisions", None)
    classify_decisions(item)
    index_items([item])


def _says_something_else(before: str, after: str) -> bool:
    """Whether most of the words are others: a mended spelling or an added paragraph is the same."""
    kept = SequenceMatcher(None, before.split(), after.split(), autojunk=False)
    same = sum(block.size for block in kept.get_matching_blocks())
    return same * 2 < len(before.split())


@indexed_once()
def classify_decisions(item: AgendaItem) -> None:
    """Kind, effect, follow-up and "as recommended" of the item's decisions by rule; a person's word
    is left alone."""
    for row in item.decisions.all():
        if _classify(row):
            row.save(update_fields=_BY_RULE)
            index_items([item])


@transaction.atomic
def classify_again(decisions: Iterable[Decision]) -> int:
    """As `classify_decisions`, for many at once; the number of those that changed.

    Give them with their items (`select_related("item")`).
    """
    changed = [row for row in decisions if _classify(row)]
    Decision.objects.bulk_update(changed, _BY_RULE, batch_size=500)
    index_items(row.item_id for row in changed)
    return len(changed)


def _classify(row: Decision) -> bool:
    """Fill in what the rules say of a decision; whether anything changed."""
    before = [getattr(row, field) for field in _BY_RULE]
    outcome = row.outcome
    row.secondary = list(outcome.secondary)
    if row.set_by == SetBy.RULE:
        row.kind = outcome.kind.value
        row.effect = outcome.effect.value if outcome.effect else ""
        row.follow_up, row.as_recommended = outcome.follow_up, outcome.as_recommended
    return before != [getattr(row, field) for field in _BY_RULE]


@indexed_once()
def write_attachments(item: AgendaItem, titles: Sequence[str]) -> None:
    """Make the item's attachments these, in this order.

    One that is printed as before keeps its row, and so its file. One that is no longer printed is
    withdrawn, not deleted: its address may have been public.
    """
    rows = snapshot.shown_attachments(item)
    rest = list(rows)
    found: dict[int, Attachment] = {}
    for form in (str, spelled):  # a title that is only spelled anew is the same attachment
        for position, title in enumerate(titles, start=1):
            hit = next((row for row in rest if form(row.title) == form(title)), None)
            if hit is not None and position not in found:
                rest.remove(hit)
                found[position] = hit
    for position, title in enumerate(titles, start=1):
        row = found.get(position) or Attachment(item=item)
        row.title, row.position = title, position
        row.save()
    for row in rest:
        row.state = AttachmentState.WITHDRAWN
        row.save(update_fields=["state"])
    getattr(item, "_prefetched_objects_cache", {}).pop("attachments", None)
    index_items([item])
