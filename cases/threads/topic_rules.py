"""A topic's words as a rule, and what the rule finds in the texts of an item.

score = 5 for the title + 2 for decision or recommendation + 1 for each hit in summary and case text,
at most 3. From 5 an item is about the topic, below it mentions it. Attachment titles count for a
mention only, and the document's contents are no text of an item.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from cases.minutes.danish import shown
from cases.models import Topic
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
_SPACE = re.compile(r"[\s\-]+")
# A letter or digit. Not \w: the underscore of _kursiv_ is a mark and no part of the word.
_LETTER = r"[^\W_]"


@dataclass(frozen=True, slots=True)
class Word:
    """A line of a topic's list: as typed, what must stand in a text that it matches, and how it matches."""

    typed: str
    part: str
    pattern: str


@lru_cache(maxsize=1000)
def words_of(lines: str) -> tuple[Word, ...]:
    """The words of a list, one a line; lines without a letter or digit are none.

    Words match whole: `mil` is not in `milliard`. `budgetforlig*` takes any ending, `*reform` any
    beginning. A space also matches a hyphen, a line break or the marks of bold and italics.
    """
    return tuple(word for line in lines.splitlines() if (word := _word(line.strip())))


def _word(typed: str) -> Word | None:
    parts = [part for part in _SPACE.split(fold(typed)) if re.search(_LETTER, part)]
    if not parts:
        return None
    core = r"[\s\-*_]+".join(_any_ending(part) for part in parts)
    longest = max((part.strip("*") for part in parts), key=len)
    return Word(typed, longest, f"(?<!{_LETTER}){core}(?!{_LETTER})")


def _any_ending(part: str) -> str:
    before = f"{_LETTER}*" if part.startswith("*") else ""
    after = f"{_LETTER}*" if part.endswith("*") else ""
    return before + re.escape(part.strip("*")) + after


@lru_cache(maxsize=1000)
def pattern_of(lines: str) -> re.Pattern[str] | None:
    """One pattern for a list of words; None for an empty list."""
    # Longer words first, so that the evidence shows all of what was found.
    ordered = sorted(words_of(lines), key=lambda word: len(word.typed), reverse=True)
    return re.compile("|".join(word.pattern for word in ordered)) if ordered else None


@dataclass(frozen=True, slots=True)
class Match:
    """A topic found in an item."""

    level: str
    score: int
    evidence: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A topic's words as patterns over folded text, and the period it looks in."""

    strong: re.Pattern[str] | None
    weak: re.Pattern[str] | None
    excluded: re.Pattern[str] | None
    parts: tuple[str, ...]
    title_only: bool
    since: dt.date | None
    until: dt.date | None

    @classmethod
    def of(cls, topic: Topic) -> Rule:
        """The rule that a topic's lists of words make."""
        return cls(
            pattern_of(topic.aliases),
            pattern_of(topic.weak_aliases),
            pattern_of(topic.exclusions),
            tuple({word.part for word in words_of(topic.aliases)}),
            topic.title_only,
            topic.valid_from,
            topic.valid_to,
        )

    def covers(self, date: dt.date) -> bool:
        """Whether the topic's period holds the day."""
        return (self.since is None or self.since <= date) and (
            self.until is None or date <= self.until
        )

    def find(self, folded: Mapping[str, str]) -> Match | None:
        """What the rule finds in folded texts by section, or None."""
        if not any(part in text for text in folded.values() for part in self.parts):
            return None  # tells most items apart many times faster than the patterns do
        searched = self.searched(folded)
        hits = {key: Counter(self._hits(self.strong, text)) for key, text in searched.items()}
        if not any(hits.values()):
            return None
        for key, text in searched.items():
            hits[key].update(self._hits(self.weak, text))
        score = _score(hits)
        level = TopicLevel.ABOUT if score >= ABOUT_FROM else TopicLevel.MENTIONS
        return Match(level, score, _evidence(hits))

    def searched(self, folded: Mapping[str, str]) -> dict[str, str]:
        """The texts that the rule looks in, with dots for what does not count."""
        return {
            key: self.masked(text)
            for key, text in folded.items()
            if key == "title" or not self.title_only
        }

    def masked(self, text: str) -> str:
        """The folded text with dots, as many as letters, for expressions that do not count."""
        return self.excluded.sub(lambda hit: "·" * len(hit[0]), text) if self.excluded else text

    @staticmethod
    def _hits(pattern: re.Pattern[str] | None, text: str) -> list[str]:
        return pattern.findall(text) if pattern else []


def match_item(rule: Rule, texts: Mapping[str, str]) -> Match | None:
    """What a rule finds in the texts of an item by section, or None."""
    return rule.find({key: fold(text) for key, text in texts.items()})


def _score(hits: Mapping[str, Counter[str]]) -> int:
    in_body = sum(hits.get("summary", Counter()).values()) + sum(
        hits.get("case", Counter()).values()
    )
    in_acts = bool(hits.get("decision")) or bool(hits.get("recommendation"))
    score = 5 * bool(hits.get("title")) + 2 * in_acts + min(in_body, _BODY_CAP)
    return score or 1


def _evidence(hits: Mapping[str, Counter[str]]) -> list[dict[str, object]]:
    return [
        {"words": words, "section": key, "section_label": SECTION_LABELS[key], "count": count}
        for key in SECTION_LABELS
        for words, count in sorted(hits.get(key, Counter()).items())
    ]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that made a link, with the text around their first place; that may be empty."""

    section_label: str
    count: int
    before: str
    words: str
    after: str

    @property
    def sentence(self) -> str:
        """The words in the text around them."""
        return f"{self.before}{self.words}{self.after}"


def quote(
    rule: Rule, texts: Mapping[str, str], evidence: list[dict[str, object]], most: int = 4
) -> list[Quotation]:
    """The first pieces of evidence as they stand in the item's texts."""
    return [_quote(rule, texts, hit) for hit in islice(evidence, most)]


def _quote(rule: Rule, texts: Mapping[str, str], hit: Mapping[str, object]) -> Quotation:
    words = str(hit["words"])
    label, count = str(hit["section_label"]), int(str(hit["count"]))
    whole = re.compile(f"(?<!{_LETTER}){re.escape(words)}(?!{_LETTER})")
    for line in texts.get(str(hit["section"]), "").splitlines():
        printed = " ".join(line.lstrip("#>- ").split())
        folded = fold(printed)
        found = whole.search(rule.masked(folded))
        if found and len(folded) == len(printed):
            start, end = found.span()
            before, after = _before(printed[:start]), _after(printed[end:])
            return Quotation(label, count, before, printed[start:end], after)
    return Quotation(label, count, "", words, "")


_AROUND = 90


def _before(text: str) -> str:
    """The end of a text, from the beginning of a word."""
    return text if len(text) <= _AROUND else f"… {text[-_AROUND:].partition(' ')[2]}"


def _after(text: str) -> str:
    """The beginning of a text, to the end of a word."""
    return text if len(text) <= _AROUND else f"{text[:_AROUND].rpartition(' ')[0]} …"
