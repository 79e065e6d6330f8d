"""What a topic's rule would find, why, and what that changes. Nothing is saved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from cases.models import AgendaItem, Topic, TopicLink
from cases.models.topic import TopicLevel
from cases.threads.topic_rules import (
    Match,
    Quotation,
    Rule,
    Word,
    pattern_of,
    quote,
    words_of,
)
from cases.threads.topics import is_settled, item_texts, read_items

MOST_SHOWN = 200
TOO_MANY = 0.20  # of all items: what stands everywhere is no topic
# Of few items, one in five says nothing.
_ENOUGH_TO_COUNT = 20
_SHORT_STEM = 4


class Outcome(StrEnum):
    """What saving the rule would do to one item."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    SETTLED = "settled"
    SAME = "same"

    @property
    def label(self) -> str:
        """Danish heading of the items with this outcome."""
        return _LABELS[self]


_LABELS = {
    Outcome.NEW: "Nye: kommer til, når du gemmer",
    Outcome.CHANGED: "Skifter grad eller point",
    Outcome.GONE: "Forsvinder, når du gemmer",
    Outcome.SETTLED: "Afgjort af en medarbejder: ændres ikke af reglen",
    Outcome.SAME: "Uændrede",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One item: what the rule finds, with the words as printed, and what is stored now."""

    item: AgendaItem
    match: Match | None
    link: TopicLink | None
    quotations: list[Quotation]

    @property
    def more(self) -> int:
        """How many pieces of evidence are not quoted."""
        return len(self.match.evidence) - len(self.quotations) if self.match else 0

    @property
    def level_label(self) -> str:
        """What the rule calls the item now."""
        return TopicLevel(self.match.level).label if self.match else ""


@dataclass
class Group:
    """The items with one outcome: how many, and the newest of them."""

    outcome: Outcome
    count: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WordCount:
    """How many items a word finds, alone."""

    typed: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Preview:
    """All that a clerk needs to see before saving."""

    groups: list[Group]
    levels: Counter[str]
    words: list[WordCount]
    warnings: list[str]
    total: int

    @property
    def found(self) -> int:
        """The number of items that the rule finds."""
        return sum(self.levels.values())

    @property
    def about(self) -> int:
        """Of those, the ones that are about the topic."""
        return self.levels[TopicLevel.ABOUT]

    @property
    def mentions(self) -> int:
        """Of those, the ones that only mention it."""
        return self.levels[TopicLevel.MENTIONS]


def preview_topic(topic: Topic) -> Preview:
    """What the rule of a topic, saved or not, finds among all items, the newest first."""
    rule = Rule.of(topic)
    stored = TopicLink.objects.filter(topic=topic.pk) if topic.pk else TopicLink.objects.none()
    links = {link.item_id: link for link in stored}
    groups = {outcome: Group(outcome) for outcome in Outcome}
    levels: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    # A word that stands twice in the list is one word.
    once = {word.pattern: word for word in words_of(topic.aliases)}.values()
    alone = [(word, re.compile(word.pattern)) for word in once]
    total = 0
    items = AgendaItem.objects.select_related("meeting__committee").newest_first()
    for item, folded in read_items(items):
        total += 1
        match = rule.find(folded) if rule.covers(item.meeting.date) else None
        link = links.get(item.pk)
        if match:
            levels[match.level] += 1
            texts = rule.searched(folded).values()
            counts.update(word.typed for word, pattern in alone if _finds(word, pattern, texts))
        if match or link:
            _add(groups[_outcome(match, link)], rule, item, match, link)
    _cap(groups)
    words = _word_counts([word for word, _ in alone], counts, total)
    warnings = warn_of_rule(topic) + _warn_of_counts(words, total)
    return Preview(
        [group for group in groups.values() if group.count], levels, words, warnings, total
    )


def _finds(word: Word, pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    return any(word.part in text and pattern.search(text) for text in texts)


def _outcome(match: Match | None, link: TopicLink | None) -> Outcome:
    if is_settled(link):
        return Outcome.SETTLED
    if match is None:
        return Outcome.GONE
    if link is None:
        return Outcome.NEW
    same = (link.level, link.score) == (match.level, match.score)
    return Outcome.SAME if same else Outcome.CHANGED


def _add(
    group: Group, rule: Rule, item: AgendaItem, match: Match | None, link: TopicLink | None
) -> None:
    group.count += 1
    if len(group.findings) < MOST_SHOWN:
        evidence = match.evidence if match else []
        quotations = quote(rule, item_texts(item), evidence) if match else []
        group.findings.append(Finding(item, match, link, quotations))


def _cap(groups: dict[Outcome, Group]) -> None:
    """Show the items that change first, and at most so many in all."""
    left = MOST_SHOWN
    for group in groups.values():
        del group.findings[left:]
        left -= len(group.findings)


def _word_counts(words: list[Word], counts: Counter[str], total: int) -> list[WordCount]:
    return [
        WordCount(word.typed, counts[word.typed], counts[word.typed] / max(total, 1))
        for word in words
    ]


def warn_of_breadth(topic: Topic) -> str:
    """A warning where the rule of a topic, saved or not, finds far too many of all items; else empty."""
    rule, total, found = Rule.of(topic), 0, 0
    for item, folded in read_items(AgendaItem.objects.all()):
        total += 1
        found += rule.covers(item.meeting.date) and rule.find(folded) is not None
    if total < _ENOUGH_TO_COUNT or found <= TOO_MANY * total:
        return ""
    return (
        f"Reglen finder {found} af {total} punkter ({found / total:.0%}) og er nok for bred til et emne. "
        "Ret ordene, eller sæt kryds ved »Gem alligevel«."
    )


def _warn_of_counts(words: list[WordCount], total: int) -> list[str]:
    """Warnings of words that find far too much."""
    if total < _ENOUGH_TO_COUNT:
        return []
    return [
        f"»{word.typed}« står i {word.share:.0%} af alle punkter og er nok for bredt til et emne."
        for word in words
        if word.share > TOO_MANY
    ]


def warn_of_rule(topic: Topic) -> list[str]:
    """Plain words on what looks wrong in the lists themselves. It is advice: the topic may be saved."""
    strong, weak = words_of(topic.aliases), words_of(topic.weak_aliases)
    warnings = []
    for line in (topic.aliases + "\n" + topic.weak_aliases + "\n" + topic.exclusions).splitlines():
        if line.strip() and not words_of(line):
            warnings.append(f"»{line.strip()}« har ingen bogstaver og finder ingenting.")
    for word in (*strong, *weak):
        if "*" in word.typed and len(word.part) < _SHORT_STEM:
            warnings.append(f"»{word.typed}« er meget kort og finder let ord om noget andet.")
        if len(word.typed) > 2 and word.typed.startswith("*") and word.typed.endswith("*"):
            warnings.append(f"»{word.typed}« finder også ordet inde i andre ord.")
    excluded = pattern_of(topic.exclusions)
    for word in strong:
        if excluded and excluded.fullmatch(word.typed.casefold().replace("*", "")):
            warnings.append(f"»{word.typed}« står også under udtryk, der ikke tæller.")
    if weak and not strong:
        warnings.append(
            "Der er kun ord, som tæller sammen med andre. Reglen finder ingenting uden kendetegnende ord."
        )
    elif not strong:
        warnings.append(
            "Uden ord finder reglen ingenting: emnet får kun punkter, som I selv tilføjer."
        )
    return warnings
