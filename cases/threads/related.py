"""Which items have to do with one another, and why: in order of evidence, each item once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Q

from cases.models import AgendaItem, Case, ItemLink, Reference, Topic, TopicLink
from cases.models.topic import TopicLevel, TopicLinkQuerySet

MOST = 8


class Evidence(StrEnum):
    """What relates two items, the strongest first."""

    SAME_CASE = "same_case"
    REFERS = "refers"
    REFERRED = "referred"
    PERSON = "person"
    ABOUT = "about"
    MENTIONS = "mentions"


# What comes first: a reference counts alike in either direction.
_RANK = {
    Evidence.SAME_CASE: 0,
    Evidence.REFERS: 1,
    Evidence.REFERRED: 1,
    Evidence.PERSON: 2,
    Evidence.ABOUT: 3,
    Evidence.MENTIONS: 4,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence, with the topic or what the person wrote."""

    evidence: Evidence
    topic: Topic | None = None
    words: str = ""


@dataclass(slots=True)
class RelatedItem:
    """A public item and the reasons why it stands beside another."""

    item: AgendaItem
    reasons: list[Reason]

    @property
    def rank(self) -> int:
        """How strong the strongest reason is; 0 is strongest."""
        return min(_RANK[reason.evidence] for reason in self.reasons)


@dataclass(slots=True)
class Related:
    """What is related to an item: the first few, and where there is more."""

    items: list[RelatedItem] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    has_more: bool = False


def related_to(item: AgendaItem, most: int = MOST) -> Related:
    """Public items of the same case, those that refer or are referred to, those that a person has
    linked, and those about or mentioning what this one is about; newest first within each."""
    about = item.topic_links.published().filter(level=TopicLevel.ABOUT).about_first()
    topics = [link.topic for link in about]
    reasons = defaultdict[int, list[Reason]](list)
    case = _case_of(item)
    in_case = _newest_of_case(case, item, most) if case is not None else []
    for pk in in_case:
        reasons[pk].append(Reason(Evidence.SAME_CASE))
    _add_references(item, reasons)
    _add_links(item, reasons)
    by_topic = _newest_of_topics(topics, item, most) if topics else []
    rows = _rows({*reasons, *by_topic})
    for row in rows:
        if case is not None and row.case_id == case.pk and row.pk not in in_case:
            reasons[row.pk].insert(0, Reason(Evidence.SAME_CASE))
    for link in _links_to(topics).filter(item__in=rows).about_first() if topics else []:
        evidence = Evidence.ABOUT if link.level == TopicLevel.ABOUT else Evidence.MENTIONS
        reasons[link.item_id].append(Reason(evidence, topic=link.topic))
    found = sorted(
        (RelatedItem(row, reasons[row.pk]) for row in rows), key=lambda other: other.rank
    )
    return Related(found[:most], topics, len(found) > most)


def _case_of(item: AgendaItem) -> Case | None:
    """The case, unless it is a folder: its items have no matter in common."""
    return item.case if item.case is not None and not item.case.is_series else None


def _newest_of_case(case: Case, item: AgendaItem, most: int) -> list[int]:
    """The newest public items of the case, one more than are shown."""
    found = AgendaItem.objects.published().filter(case=case).exclude(pk=item.pk).newest_first()
    return list(found.values_list("pk", flat=True)[: most + 1])


def _newest_of_topics(topics: list[Topic], item: AgendaItem, most: int) -> list[int]:
    """The newest public items about the topics, then those that mention them; some more than are
    shown, since one item may be about several."""
    links = _links_to(topics).exclude(item=item).order_by("level", "-item__meeting__date", "item")
    return list(links.values_list("item", flat=True)[: (most + 1) * len(topics)])


def _links_to(topics: Iterable[Topic]) -> TopicLinkQuerySet:
    return TopicLink.objects.published().filter(topic__in=topics)


def _add_references(item: AgendaItem, reasons: dict[int, list[Reason]]) -> None:
    """References either way, once for each item and direction."""
    public = Reference.objects.published().exclude(target=None)
    pairs = public.filter(Q(item=item) | Q(target=item)).values_list("item_id", "target_id")
    for source, target in sorted(set(pairs)):
        if source != target:
            is_out = source == item.pk
            evidence = Evidence.REFERS if is_out else Evidence.REFERRED
            reasons[target if is_out else source].append(Reason(evidence))


def _add_links(item: AgendaItem, reasons: dict[int, list[Reason]]) -> None:
    """What a person has linked, with what the person wrote of it."""
    linked = ItemLink.objects.published().filter(Q(item=item) | Q(other=item))
    for one, other, words in linked.values_list("item_id", "other_id", "reason"):
        reasons[other if one == item.pk else one].append(Reason(Evidence.PERSON, words=words))


def _rows(wanted: Iterable[int]) -> list[AgendaItem]:
    """The public ones among the items, newest first, as lists of links show them."""
    public = AgendaItem.objects.published().filter(pk__in=wanted).newest_first()
    return list(
        public.select_related("meeting__committee").prefetch_related("meeting__committee__names")
    )
