"""Suggests items that may be one matter though their journal numbers differ.

Items are brought together by rare words that their titles share, never by comparing all with all.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db import transaction
from django.db.models import Q

from cases.minutes.danish import MONTHS
from cases.minutes.result import Access
from cases.models import AgendaItem, ItemLink, Reference, TopicLink
from cases.models.origin import SetBy
from cases.models.state import LinkState
from cases.models.topic import TopicLevel
from cases.search.analyser import fold
from cases.threads.terms import TOKEN, is_boilerplate, stem

STRONG_FROM = 7
_MOST_WORDS = 3  # more of them say no more
_LONGEST_APART = dt.timedelta(days=2 * 365)
_SOON = dt.timedelta(days=183)
# A word is rare when at most so many items, or so large a part of them, have it in their titles.
_RARE = 0.002
_ALWAYS_RARE = 3
# budgetmål 2026 · budget 2026-2029 · 31. marts 2025 · 1. halvår · 3. kvartal
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PART_OF_YEAR = re.compile(rf"(?<![^\W_])(?:{'|'.join(MONTHS)}|\d\. (?:kvartal|halvår))(?![^\W_])")

Evidence = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Titled:
    """What the rule knows of an item. `words` are stems of the title's words with one as printed."""

    pk: int
    case: int | None
    is_series: bool
    meeting: int
    committee: int
    date: dt.date
    order: tuple[dt.date, int, int, int]
    words: dict[str, str]
    years: frozenset[str]
    parts_of_year: frozenset[str]


@transaction.atomic
def suggest_item_links(items: Iterable[AgendaItem] | None = None) -> int:
    """Bring suggested links in step with the rule; the number made, changed or taken away.

    With `items`, only links of these. Where a person has said something of two items, it stays.
    """
    only = None if items is None else {item.pk for item in items}
    found = _find(only)
    stored = ItemLink.objects.all()
    if only is not None:
        stored = stored.filter(Q(item__in=only) | Q(other__in=only))
    changed, gone = [], []
    for link in stored:
        new = found.pop((link.item_id, link.other_id), None)
        turned = found.pop((link.other_id, link.item_id), None)
        if link.set_by == SetBy.PERSON:
            continue
        if link.state != LinkState.SUGGESTED:
            # The state is a person's, the reasons follow the titles: they may have been corrected.
            new = new or turned or ItemLink(score=link.score, evidence=[])
        if new is None:
            gone.append(link.pk)
            if turned is not None:  # their meetings have changed places
                found[turned.item_id, turned.other_id] = turned
        elif (link.score, link.evidence) != (new.score, new.evidence):
            link.score, link.evidence = new.score, new.evidence
            changed.append(link)
    ItemLink.objects.filter(pk__in=gone).delete()
    ItemLink.objects.bulk_create(found.values(), batch_size=500)
    ItemLink.objects.bulk_update(changed, ["score", "evidence"], batch_size=200)
    return len(gone) + len(found) + len(changed)


def _find(only: set[int] | None) -> dict[tuple[int, int], ItemLink]:
    """Every strong pair, the earlier item first."""
    titled = {row.pk: row for row in _titled()}
    with_word = _by_rare_word(titled)
    references = _references()
    topics = _topics()
    found = {}
    for one, two in _pairs(titled, with_word):
        if only is not None and not {one.pk, two.pk} & only:
            continue
        earlier, later = sorted((one, two), key=lambda row: row.order)
        rare = [word for word in earlier.words if word in later.words and word in with_word]
        score, evidence = _judge(earlier, later, rare, references, topics)
        if score >= STRONG_FROM:
            found[earlier.pk, later.pk] = ItemLink(
                item_id=earlier.pk, other_id=later.pk, score=score, evidence=evidence
            )
    return found


def _titled() -> Iterator[Titled]:
    rows = AgendaItem.objects.filter(
        access=Access.OPEN, withdrawn_at=None, meeting__withdrawn_at=None
    ).values_list(
        "pk", "case", "case__is_series", "meeting", "meeting__committee", "meeting__date",
        "meeting__sequence", "position", "title",
    )  # fmt: skip
    for pk, case, is_series, meeting, committee, date, sequence, position, title in rows:
        folded = fold(title)
        stems = {stem(word): word for word in TOKEN.findall(title)}
        words = {key: word for key, word in stems.items() if not is_boilerplate(key)}
        yield Titled(
            pk, case, bool(is_series), meeting, committee, date, (date, sequence, position, pk),
            words, frozenset(_YEAR.findall(folded)), frozenset(_PART_OF_YEAR.findall(folded)),
        )  # fmt: skip


def _by_rare_word(titled: dict[int, Titled]) -> dict[str, list[Titled]]:
    """For each word that few titles have, the items with it."""
    with_word: dict[str, list[Titled]] = defaultdict(list)
    for row in titled.values():
        for word in row.words:
            with_word[word].append(row)
    most = max(_ALWAYS_RARE, round(len(titled) * _RARE))
    return {word: rows for word, rows in with_word.items() if 1 < len(rows) <= most}


def _pairs(
    titled: dict[int, Titled], with_word: dict[str, list[Titled]]
) -> Iterator[tuple[Titled, Titled]]:
    """Each two items that share a rare word and may be one matter, once."""
    seen: set[tuple[int, int]] = set()
    for rows in with_word.values():
        for one, two in combinations(rows, 2):
            key = (one.pk, two.pk) if one.pk < two.pk else (two.pk, one.pk)
            if key not in seen and _may_belong(one, two):
                seen.add(key)
                yield one, two


def _may_belong(one: Titled, two: Titled) -> bool:
    """Whether nothing speaks against it: not one case, not two series, not two reports by period."""
    if one.meeting == two.meeting or (one.case is not None and one.case == two.case):
        return False
    if (one.is_series and two.is_series) or abs(one.date - two.date) > _LONGEST_APART:
        return False
    return not (_differ(one.years, two.years) or _differ(one.parts_of_year, two.parts_of_year))


def _differ(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(one and two and not one & two)


def _references() -> dict[tuple[int, int], str]:
    """For each item and meeting that it refers to, the printed words."""
    shown = Reference.objects.filter(is_found=True).exclude(state=LinkState.REJECTED)
    rows = shown.exclude(meeting=None).order_by("-pk").values_list("item", "meeting", "words")
    return {(item, meeting): words for item, meeting, words in rows}


def _topics() -> dict[int, set[int]]:
    """For each item, the topics that it is about."""
    links = TopicLink.objects.filter(level=TopicLevel.ABOUT).exclude(state=LinkState.REJECTED)
    topics: dict[int, set[int]] = defaultdict(set)
    for item, topic in links.values_list("item", "topic"):
        topics[item].add(topic)
    return topics


def _judge(
    earlier: Titled,
    later: Titled,
    rare: list[str],
    references: dict[tuple[int, int], str],
    topics: dict[int, set[int]],
) -> tuple[int, Evidence]:
    """How much speaks for two items being one matter, and what does."""
    score = 2 * min(len(rare), _MOST_WORDS)
    evidence = [_say_words(rare, later)]
    if _are_alike(earlier, later) and len(rare) > 1:
        score += 2
        evidence.append({"what": "title", "says": "Titlerne ligner hinanden."})
    if years := sorted(earlier.years & later.years):
        score += 1
        evidence.append({"what": "year", "says": f"Begge titler nævner {' og '.join(years)}."})
    referring = _say_references(earlier, later, references)
    score += 3 * len(referring)
    evidence += referring
    if topics.get(earlier.pk, set()) & topics.get(later.pk, set()):
        score += 1
        evidence.append({"what": "topic", "says": "Begge handler om det samme emne."})
    if later.date - earlier.date <= _SOON:
        score += 1
        evidence.append({"what": "time", "says": "Der er under et halvt år imellem dem."})
    elif not referring:
        score -= 2  # what returns under the same title a year later is mostly a new matter
    return score, evidence


def _are_alike(earlier: Titled, later: Titled) -> bool:
    """Whether the titles share at least half of the words that say something."""
    one, two = earlier.words.keys(), later.words.keys()
    return 2 * len(one & two) >= len(one | two)


def _say_references(
    earlier: Titled, later: Titled, references: dict[tuple[int, int], str]
) -> Evidence:
    """What each of the two says of the other's meeting."""
    said: Evidence = []
    for which, one, two in (("tidligste", earlier, later), ("seneste", later, earlier)):
        if words := references.get((one.pk, two.meeting)):
            says = f"Det {which} punkt henviser til det andets møde: »{words}«."
            said.append({"what": "reference", "says": says})
    return said


def _say_words(rare: list[str], later: Titled) -> dict[str, str]:
    named = ", ".join(f"»{later.words[word]}«" for word in rare)
    noun = "det sjældne ord" if len(rare) == 1 else "de sjældne ord"
    return {"what": "words", "says": f"Titlerne deler {noun} {named}."}
