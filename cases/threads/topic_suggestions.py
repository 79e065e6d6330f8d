"""Suggests topics: terms that return at several meetings and are rare elsewhere.

Only open items are read, since a topic's name is meant for the public. A clerk's word on a term holds for
all of its forms and is never taken back.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet

from cases.minutes.result import Access
from cases.models import AgendaItem, Committee, CommitteeName, Topic, TopicSuggestion
from cases.models.committee import danish_slug
from cases.models.state import LinkState
from cases.search.analyser import fold
from cases.threads.terms import TOKEN, stem
from cases.threads.topic_rules import Rule
from cases.threads.topic_terms import Key, find_terms, is_office, says_something
from cases.threads.topics import match_topics, what_is_recommended

MOST_SUGGESTED = 100
MOST_ITEMS_SHOWN = 10
_MOST_FORMS = 4
_LEAST_MEETINGS = 2
# Of all items a theme is in at most so many; in a small archive some are always allowed.
_RARE = 0.03
_ALWAYS_RARE = 5
_OFTEN_IN_AN_ITEM = 3


@dataclass(slots=True)
class Standing:
    """Where one term stands: in which items how often, in whose titles, and in which forms."""

    items: Counter[int] = field(default_factory=Counter)
    titles: set[int] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)
    sure: bool = False
    name: bool = False

    def add(self, item: int, *, is_title: bool) -> None:
        """Note one occurrence in an item."""
        self.items[item] += 1
        if is_title:
            self.titles.add(item)


@dataclass(frozen=True, slots=True)
class Seen:
    """What has to be known of an item to tell of it: its meeting, and how it is called."""

    meeting: int
    title: str
    address: str


@transaction.atomic
def suggest_topics() -> int:
    """Bring the waiting suggestions in step with the items; the number made, changed or taken away."""
    standings, seen = _read()
    found = _suggestions(standings, seen)
    settled = TopicSuggestion.objects.exclude(state=LinkState.SUGGESTED)
    known = {key_of(term) for term in settled.values_list("term", flat=True)}
    rows = {row.term: row for row in found if key_of(row.term) not in known}
    waiting = {row.term: row for row in TopicSuggestion.objects.filter(state=LinkState.SUGGESTED)}
    gone = waiting.keys() - rows.keys()
    TopicSuggestion.objects.filter(state=LinkState.SUGGESTED, term__in=gone).delete()
    TopicSuggestion.objects.bulk_create([rows[term] for term in rows.keys() - waiting.keys()])
    changed = [_taken(waiting[term], rows[term]) for term in rows.keys() & waiting.keys()]
    differing = [row for row in changed if row is not None]
    TopicSuggestion.objects.bulk_update(differing, ["score", "evidence"])
    return len(gone) + len(rows.keys() - waiting.keys()) + len(differing)


def _taken(stored: TopicSuggestion, row: TopicSuggestion) -> TopicSuggestion | None:
    """The stored row with what was found now; None where nothing is different."""
    if (stored.score, stored.evidence) == (row.score, row.evidence):
        return None
    stored.score, stored.evidence = row.score, row.evidence
    return stored


def key_of(term: str) -> Key:
    """What all forms of a term have in common."""
    return tuple(map(stem, TOKEN.findall(term)))


def _open_items() -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(
        access=Access.OPEN, withdrawn_at=None, meeting__withdrawn_at=None
    )


def _read() -> tuple[dict[Key, Standing], dict[int, Seen]]:
    """Where every term stands, and the items it may stand in."""
    standings: dict[Key, Standing] = defaultdict(Standing)
    seen: dict[int, Seen] = {}
    items = _open_items().select_related("meeting__committee", "case").prefetch_related("decisions")
    for item in items.defer("imported").iterator(chunk_size=1000):
        day = f"{item.meeting.date:%d-%m-%Y}"
        seen[item.pk] = Seen(item.meeting_id, item.title, f"{item.meeting.committee.name} {day}")
        for text, is_title in _texts(item):
            for term in find_terms(text):
                standing = standings[term.key]
                standing.add(item.pk, is_title=is_title)
                standing.forms[term.printed] += 1
                standing.sure |= term.is_sure
                standing.name |= term.is_name
    return standings, seen


def _texts(item: AgendaItem) -> Iterator[tuple[str, bool]]:
    """The texts of an item, and whether each is a title that tells of its theme."""
    yield item.title, not (item.case is not None and item.case.is_series)
    yield item.summary, False
    yield item.case_text, False
    yield what_is_recommended(item.recommendation), False
    for decision in item.decisions.all():
        yield decision.text, False


def _suggestions(standings: dict[Key, Standing], seen: dict[int, Seen]) -> list[TopicSuggestion]:
    """The strongest terms as rows that are not stored, each with its reasons."""
    most = max(_ALWAYS_RARE, round(len(seen) * _RARE))
    unwanted = _names_of_people_and_bodies()
    strong = []
    for key, standing in standings.items():
        if len(standing.items) < 2 or len(standing.items) > most or not standing.sure:
            continue
        if len({seen[item].meeting for item in standing.items}) < _LEAST_MEETINGS:
            continue
        if (
            (len(key) > 1 or _is_theme(standing))
            and not is_office(key)
            and says_something(key, unwanted)
        ):
            strong.append((_strength(standing, len(seen)), key))
    strong.sort(key=lambda pair: (-pair[0], pair[1]))
    rules = [Rule.of(topic) for topic in Topic.objects.all()]
    rows: list[TopicSuggestion] = []
    kept: list[Key] = []
    for score, key in strong:
        standing = standings[key]
        if any(_covers(rule, form) for rule in rules for form in standing.forms):
            continue
        if any(_overlaps(key, standing, other, standings[other]) for other in kept):
            continue
        kept.append(key)
        rows.append(_row(standing, seen, score))
        if len(rows) == MOST_SUGGESTED:
            break
    return rows


def _is_theme(standing: Standing) -> bool:
    """Whether items are about the term: in titles, or again and again within an item."""
    often = sum(count >= _OFTEN_IN_AN_ITEM for count in standing.items.values())
    if standing.name:
        return bool(standing.titles) or often > 0 or len(standing.items) > 2
    return len(standing.titles) + often >= 2 and bool(standing.titles)


def _strength(standing: Standing, total: int) -> float:
    """High when items are about the term, most of those that have it, and few items have it."""
    often = {item for item, count in standing.items.items() if count >= _OFTEN_IN_AN_ITEM}
    about = len(often | standing.titles)
    weight = 3.0 * len(standing.titles) + 2 * len(often - standing.titles)
    weight += 0.5 * (len(standing.items) - about)
    gathered = (about + 1) / (len(standing.items) + 1)
    rare = math.log(1 + total / len(standing.items))
    return round(weight * gathered * rare * (1.5 if standing.name else 1), 2)


def _covers(rule: Rule, form: str) -> bool:
    """Whether a topic's rule finds the term already."""
    folded = fold(form)
    return any(pattern.search(folded) for pattern in (rule.strong, rule.weak) if pattern)


def _overlaps(key: Key, standing: Standing, other_key: Key, other: Standing) -> bool:
    """Whether a term is a part of another, or holds it, and stands in nearly the same items."""
    short, long = sorted((key, other_key), key=len)
    if not any(long[at : at + len(short)] == short for at in range(len(long))):
        return False
    shared = len(standing.items.keys() & other.items.keys())
    return shared * 2 > min(len(standing.items), len(other.items))


def _names_of_people_and_bodies() -> frozenset[str]:
    """Stems of the words in names of committees and of those who handle cases."""
    names = [*Committee.objects.values_list("name", flat=True)]
    names += CommitteeName.objects.values_list("name", flat=True)
    people = _open_items().exclude(caseworker="", other_caseworkers="", attendance="")
    for row in people.values_list("caseworker", "other_caseworkers", "attendance").distinct():
        names += row
    words = {word for name in names for word in TOKEN.findall(name) if word[0].isupper()}
    return frozenset(map(stem, words))


def _row(standing: Standing, seen: dict[int, Seen], score: float) -> TopicSuggestion:
    ordered = sorted(standing.forms, key=lambda form: (-standing.forms[form], len(form), form))
    evidence = [{"what": "count", "says": _counted(standing, seen)}]
    others = {form.casefold(): form for form in reversed(ordered)}
    del others[ordered[0].casefold()]
    if others:
        named = ", ".join(f"»{form}«" for form in sorted(others.values())[:_MOST_FORMS])
        evidence.append({"what": "forms", "says": f"Også skrevet {named}."})
    return TopicSuggestion(
        term=ordered[0][:100], score=score, evidence=evidence + _items_of(standing, seen)
    )


def _counted(standing: Standing, seen: dict[int, Seen]) -> str:
    """`Står i 4 punkter på 3 møder, i 0,5 % af alle punkter, og i 2 titler.`"""
    items, titles = len(standing.items), len(standing.titles)
    meetings = len({seen[item].meeting for item in standing.items})
    share = f"{100 * items / len(seen):.2g}".replace(".", ",")
    said = f"Står i {items} punkter på {meetings} møder, i {share} % af alle punkter"
    return said + (f", og i {titles} {'titel' if titles == 1 else 'titler'}." if titles else ".")


def _items_of(standing: Standing, seen: dict[int, Seen]) -> list[dict[str, object]]:
    """The items that tell most of the term, by their keys and as they are called now."""
    items = sorted(
        standing.items, key=lambda item: (item not in standing.titles, -standing.items[item], item)
    )
    return [
        {
            "what": "item",
            "item": item,
            "says": f"{seen[item].title} ({seen[item].address})",
            "count": standing.items[item],
            "in_title": item in standing.titles,
        }
        for item in items[:MOST_ITEMS_SHOWN]
    ]


def topic_from(suggestion: TopicSuggestion) -> Topic:
    """A topic for the term, not saved: its words are the term and its endings."""
    words = TOKEN.findall(suggestion.term)
    alias = f"{suggestion.term}*" if len(words) == 1 and len(words[0]) > 5 else suggestion.term
    name = suggestion.term[:1].upper() + suggestion.term[1:]
    return Topic(name=name, slug=danish_slug(name), aliases=alias, is_public=False)


@transaction.atomic
def adopt(suggestion: TopicSuggestion) -> Topic:
    """Make a topic of the term, hidden until a clerk has seen it through; one with its name is taken."""
    topic = topic_from(suggestion)
    known = Topic.objects.filter(name__iexact=topic.name) | Topic.objects.filter(slug=topic.slug)
    existing = known.first()
    if existing is None:
        topic.save()
        match_topics(topics=[topic])
    settle_suggestion(suggestion, LinkState.CONFIRMED, existing or topic)
    return existing or topic


def settle_suggestion(
    suggestion: TopicSuggestion, state: LinkState, topic: Topic | None = None
) -> None:
    """Remember what a person said of the term."""
    suggestion.state, suggestion.topic = state, topic
    suggestion.save(update_fields=["state", "topic"])
