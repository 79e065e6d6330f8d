"""Links items to the topics that rules find in them, and keeps the words that said so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from cases.minutes import patterns
from cases.models import AgendaItem, Topic, TopicLink
from cases.models.attachment import AttachmentState
from cases.models.origin import SetBy
from cases.models.state import LinkState
from cases.search.analyser import fold
from cases.search.index import index_items, index_rows, indexed_once
from cases.threads.topic_rules import Match, Rule


def item_texts(item: AgendaItem) -> dict[str, str]:
    """The texts of an item by section; wants decisions and attachments prefetched."""
    return {
        "title": item.title,
        "decision": "\n".join(decision.text for decision in item.decisions.all()),
        "recommendation": what_is_recommended(item.recommendation),
        "summary": item.summary,
        "case": item.case_text,
        "attachments": "\n".join(
            attachment.title
            for attachment in item.attachments.all()
            if attachment.state != AttachmentState.WITHDRAWN
        ),
    }


def what_is_recommended(text: str) -> str:
    """A recommendation without who recommends: the name of an office is not what the item is about."""
    return "\n".join(_without_recommender(line) for line in text.splitlines())


def _without_recommender(line: str) -> str:
    plain = patterns.plain(line)
    if patterns.RECOMMENDER.match(plain):
        return ""
    both = patterns.RECOMMENDER_AND_CLAUSE.match(plain)
    return both["clause"] if both else line


def read_items(items: QuerySet[AgendaItem]) -> Iterator[tuple[AgendaItem, dict[str, str]]]:
    """Each item with its meeting and its folded texts, however many there are."""
    rows = items.select_related("meeting").defer("imported")
    for item in rows.prefetch_related("decisions", "attachments").iterator(chunk_size=1000):
        yield item, {key: fold(text) for key, text in item_texts(item).items()}


def is_settled(link: TopicLink | None) -> bool:
    """Whether a person has said what the topic is to the item."""
    return link is not None and (link.set_by == SetBy.PERSON or link.state != LinkState.SUGGESTED)


@dataclass
class _Changes:
    """What is to be written once every item has been read."""

    new: list[TopicLink] = field(default_factory=list)
    changed: list[TopicLink] = field(default_factory=list)
    gone: list[TopicLink] = field(default_factory=list)

    def write(self) -> int:
        TopicLink.objects.filter(pk__in=[link.pk for link in self.gone]).delete()
        TopicLink.objects.bulk_create(self.new, batch_size=500)
        TopicLink.objects.bulk_update(self.changed, ["level", "score", "evidence"], batch_size=200)
        written = [*self.new, *self.changed, *self.gone]
        index_items(link.item_id for link in written)
        return len(written)


@transaction.atomic
def match_topics(
    items: Iterable[AgendaItem] | None = None, topics: Iterable[Topic] | None = None
) -> int:
    """Link items to topics by rule; the number of links made, changed or taken away.

    What a person has confirmed, rejected or added is left as it is.
    """
    wanted = AgendaItem.objects.all()
    if items is not None:
        wanted = wanted.filter(pk__in=[item.pk for item in items])
    rules = [
        (topic, Rule.of(topic)) for topic in (Topic.objects.all() if topics is None else topics)
    ]
    ours = Prefetch(
        "topic_links", TopicLink.objects.filter(topic__in=[topic for topic, _ in rules])
    )
    changes = _Changes()
    for item, folded in read_items(wanted.prefetch_related(ours)):
        links = {link.topic_id: link for link in item.topic_links.all()}
        for topic, rule in rules:
            match = rule.find(folded) if rule.covers(item.meeting.date) else None
            _settle(changes, item, topic, links.get(topic.pk), match)
    return changes.write()


@indexed_once()
def settle_topic(topic: Topic) -> int:
    """After a person has saved a topic: link its items, and index those that have it, for its name
    and whether it is shown stand there. The number of links that changed."""
    changed = match_topics(topics=[topic])
    index_rows(AgendaItem.objects.filter(topic_links__topic=topic))
    return changed


def _settle(
    changes: _Changes, item: AgendaItem, topic: Topic, link: TopicLink | None, match: Match | None
) -> None:
    """Note what brings one link in step with what the rule found."""
    if is_settled(link):
        return
    if match is None:
        if link is not None:
            changes.gone.append(link)
        return
    found = (match.level, match.score, match.evidence)
    if link is None:
        link = TopicLink(item=item, topic=topic)
        changes.new.append(link)
    elif (link.level, link.score, link.evidence) != found:
        changes.changed.append(link)
    link.level, link.score, link.evidence = found
