"""Reads the public texts of items that the index is made from."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from cases.models import AgendaItem, Attachment, Decision, FilePage, TopicLink
from cases.models.attachment import AttachmentState
from cases.models.item import AgendaItemQuerySet
from cases.models.topic import TopicLevel
from cases.search.documents import LAST_POSITION
from cases.search.sources import AttachmentSource, DecisionSource, Source, TopicSource

_COLUMNS = (
    "pk", "meeting__date", "meeting__sequence", "meeting", "meeting__committee", "meeting__place",
    "position", "twin", "number", "duration_max", "case__normalised", "case__main_group",
    "title", "recommendation", "summary", "case_text",
    "attendance", "taken_off", "caseworker", "other_caseworkers",
)  # fmt: skip


def sources(items: AgendaItemQuerySet) -> Iterator[Source]:
    """Public items in the order of their keys, in a fixed number of queries."""
    rows = list(items.annotate(twin=_twins()).order_by("pk").values_list(*_COLUMNS))
    keys = [row[0] for row in rows]
    decisions: dict[int, list[DecisionSource]] = {}
    of_items = Decision.objects.filter(item__in=keys).order_by("position", "pk")
    for item, *row in of_items.values_list("item", *DecisionSource._fields):
        decisions.setdefault(item, []).append(DecisionSource(*row))
    topics: dict[int, list[TopicSource]] = {}
    links = TopicLink.objects.published().filter(item__in=keys).about_first()
    for item, topic, name, level in links.values_list("item", "topic", "topic__name", "level"):
        topics.setdefault(item, []).append(TopicSource(topic, name, level == TopicLevel.ABOUT))
    attachments = _attachments(keys)
    for row in rows:
        pk, people, texts = row[0], "\n".join(row[-4:]), [text or "" for text in row[10:-4]]
        beside = (decisions.get(pk, []), topics.get(pk, []), attachments.get(pk, []))
        yield Source._make((*row[:10], *texts, people, *beside))


def _attachments(items: list[int]) -> dict[int, list[AttachmentSource]]:
    public = Attachment.objects.published().filter(item__in=items).in_print_order()
    rows = list(public.values_list("item", "pk", "title", "state", "file"))
    held = {file for *_, state, file in rows if state == AttachmentState.HELD}
    pages: dict[int, list[tuple[int, str]]] = {}
    if held:
        of_files = FilePage.objects.filter(file__in=held).order_by("number", "part")
        for file, pk, text in of_files.values_list("file", "pk", "text"):
            pages.setdefault(file, []).append((pk, text))
    found: dict[int, list[AttachmentSource]] = {}
    for item, pk, title, state, file in rows:
        is_held = state == AttachmentState.HELD
        of_file = pages.get(file, []) if is_held else []
        found.setdefault(item, []).append(AttachmentSource(pk, title, is_held, of_file))
    return found


def _twins() -> Coalesce:
    # Positions beyond the last that has a place of its own share it.
    before = Q(position=OuterRef("position"), pk__lt=OuterRef("pk")) | Q(
        position__gte=LAST_POSITION, position__lt=OuterRef("position")
    )
    twins = AgendaItem.objects.published().filter(before, meeting=OuterRef("meeting"))
    counted = twins.order_by().values("meeting").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
