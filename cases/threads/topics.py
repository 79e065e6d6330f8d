"""Finds which topics an item is about or mentions, and keeps the words that said so.

score = 5 for the title + 2 for decision or recommendation + 1 for each hit in summary and case text,
at most 3. From 5 an item is about the topic, below it mentions it. Attachment titles count for a
mention only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db import transaction

from cases.minutes.danish import shown
from cases.models import AgendaItem, Topic, TopicLink
from cases.models.attachment import AttachmentState
from cases.models.origin import SetBy
from cases.models.state import LinkState
from cases.models.topic import TopicLevel
from cases.search.analyser import fold

SECTION_LABELS = {
    "title": shown("titel"),
    "decision": shown("beslutning"),
    "recommendation": shown("indstilling"),
    "summary": shown("resume"),
    "case": shown("sagsfremstilling"),
    "attachments": shown("bilag"),
}
ABOUT_FROM = 5
_BODY_CAP = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A topic's words as patterns over folded text."""

    strong: re.Pattern[str] | None
    weak: re.Pattern[str] | None
    excluded: re.Pattern[str] | None
    title_only: bool

    @classmethod
    def of(cls, topic: Topic) -> Rule:
        """The rule that a topic's lists of words make."""
        return cls(
            _pattern(topic.aliases),
            _pattern(topic.weak_aliases),
            _pattern(topic.exclusions),
            topic.title_only,
        )


@lru_cache(maxsize=1000)
def _pattern(lines: str) -> re.Pattern[str] | None:
    """One pattern for a list of words, one a line; None for an empty list.

    Words match whole: `mil` is not in `milliard`. `budgetforlig*` takes any ending, `*reform` any
    beginning. A space also matches a hyphen or a line break.
    """
    words = [fold(line) for line in lines.splitlines() if line.strip(" *")]
    if not words:
        return None
    # Longer words first, so that the evidence shows all of what was found.
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(f"(?:{_one(word)})" for word in ordered))


def _one(word: str) -> str:
    core = r"[\s\-]+".join(re.escape(part) for part in word.strip("*").split())
    before = r"\b\w*" if word.startswith("*") else r"\b"
    after = r"\w*\b" if word.endswith("*") else r"\b"
    return f"{before}{core}{after}"


@dataclass(frozen=True, slots=True)
class Match:
    """A topic found in an item."""

    level: str
    score: int
    evidence: list[dict[str, object]]


def match_item(rule: Rule, texts: dict[str, str]) -> Match | None:
    """What a rule finds in the texts of an item by section, or None."""
    if rule.strong is None:
        return None
    searched = {
        key: fold(text) for key, text in texts.items() if key == "title" or not rule.title_only
    }
    if rule.excluded:
        searched = {key: rule.excluded.sub(" ", text) for key, text in searched.items()}
    hits = {key: Counter(rule.strong.findall(text)) for key, text in searched.items()}
    if not any(hits.values()):
        return None
    if rule.weak:
        for key, text in searched.items():
            hits[key] += Counter(rule.weak.findall(text))
    score = _score(hits)
    level = TopicLevel.ABOUT if score >= ABOUT_FROM else TopicLevel.MENTIONS
    evidence: list[dict[str, object]] = [
        {"words": words, "section": key, "section_label": SECTION_LABELS[key], "count": count}
        for key in SECTION_LABELS
        for words, count in sorted(hits.get(key, Counter()).items())
    ]
    return Match(level, score, evidence)


def _score(hits: dict[str, Counter[str]]) -> int:
    in_body = sum(hits.get("summary", Counter()).values()) + sum(
        hits.get("case", Counter()).values()
    )
    in_acts = bool(hits.get("decision")) or bool(hits.get("recommendation"))
    score = 5 * bool(hits.get("title")) + 2 * in_acts + min(in_body, _BODY_CAP)
    return score or 1


def item_texts(item: AgendaItem) -> dict[str, str]:
    """The texts of an item by section; wants decisions and attachments prefetched."""
    return {
        "title": item.title,
        "decision": "\n".join(decision.text for decision in item.decisions.all()),
        "recommendation": item.recommendation,
        "summary": item.summary,
        "case": item.case_text,
        "attachments": "\n".join(
            attachment.title
            for attachment in item.attachments.all()
            if attachment.state != AttachmentState.WITHDRAWN
        ),
    }


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
    changed = 0
    for item in wanted.prefetch_related("decisions", "attachments", "topic_links"):
        texts = item_texts(item)
        links = {link.topic_id: link for link in item.topic_links.all()}
        for topic, rule in rules:
            changed += _settle(item, topic, links.get(topic.pk), match_item(rule, texts))
    return changed


def _settle(item: AgendaItem, topic: Topic, link: TopicLink | None, match: Match | None) -> int:
    """Bring one link in step with what the rule found; 1 where anything changed."""
    by_person = link is not None and (
        link.set_by == SetBy.PERSON or link.state != LinkState.SUGGESTED
    )
    if by_person or (match is None and link is None):
        return 0
    if match is None:
        assert link is not None
        link.delete()
        return 1
    link = link or TopicLink(item=item, topic=topic)
    found = (match.level, match.score, match.evidence)
    if link.pk and (link.level, link.score, link.evidence) == found:
        return 0
    link.level, link.score, link.evidence = found
    link.save()
    return 1
