"""Measures the rules of the threads against labels that people have written.

Labels are those of a ground truth: `files`, each with a `meeting` and `items`, and on an item
`cross_references`, `non_reference_dates`, `commitments`, `decision` and `topics`, as far as it has
been labelled. A label names its words with `quote`, or with `line`, `from` and `to` in the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from cases.importing.apply import apply_plan, classify_again
from cases.importing.plan import plan_import
from cases.models import (
    AgendaItem,
    Commitment,
    Committee,
    Decision,
    Meeting,
    Reference,
    SourceDocument,
    TopicLink,
)
from cases.models.origin import SetBy
from cases.models.passage import Passage
from cases.threads.follow import follow_meeting
from cases.threads.passages import texts_of_row

type Label = Mapping[str, Any]
type Span = tuple[str, int, int]


class UnreadableLabels(ValueError):
    """The labels cannot be used. Its text says why, and what to do."""


@dataclass
class Score:
    """How many labels were found, how many findings no label knows, and each that went wrong.

    A fact has one answer, right or wrong: there is nothing to find too much of.
    """

    name: str
    is_fact: bool = False
    found: int = 0
    misses: list[str] = field(default_factory=list)
    false_hits: list[str] = field(default_factory=list)

    @property
    def labelled(self) -> int:
        """The number of labels."""
        return self.found + len(self.misses)

    @property
    def recall(self) -> float | None:
        """The share of the labels that were found; None without labels."""
        return self.found / self.labelled if self.labelled else None

    @property
    def precision(self) -> float | None:
        """The share of what was found that a label knows; None where nothing was found."""
        told = self.found + len(self.false_hits)
        return self.found / told if told else None

    def as_dict(self) -> dict[str, Any]:
        """Everything, for JSON."""
        return {
            "labelled": self.labelled,
            "found": self.found,
            "recall": self.recall,
            "precision": self.precision,
            "misses": self.misses,
            "false_hits": self.false_hits,
        }


@dataclass
class Scores:
    """One score for each thing that is labelled."""

    references: Score = field(default_factory=lambda: Score("Henvisninger fundet"))
    resolved: Score = field(
        default_factory=lambda: Score("Henvisninger ført til det rette mål", True)
    )
    dates: Score = field(
        default_factory=lambda: Score("Datoer, der ingen henvisning er, ladt være", True)
    )
    commitments: Score = field(default_factory=lambda: Score("Løfter fundet"))
    due: Score = field(default_factory=lambda: Score("Frister læst rigtigt", True))
    kind: Score = field(default_factory=lambda: Score("Beslutningens type", True))
    effect: Score = field(default_factory=lambda: Score("Beslutningens virkning", True))
    topics: Score = field(default_factory=lambda: Score("Emner"))

    def __iter__(self) -> Iterator[Score]:
        return iter(vars(self).values())


def evaluate(labels: Mapping[str, Any], folder: Path) -> Scores:
    """What the rules find by themselves in the labelled meetings, measured against the labels.

    Nothing stays: meetings that are not in the database are read from `folder`, what people have
    settled is put aside, and everything is rolled back at the end.
    """
    kept = set(SourceDocument.objects.values_list("pk", flat=True))
    scores = Scores()
    with transaction.atomic():
        meetings = [(file, _meeting(file, folder)) for file in labels["files"]]
        _forget_people([meeting for _, meeting in meetings])
        for _, meeting in sorted(meetings, key=lambda pair: pair[1].date):
            follow_meeting(meeting)
        for file, meeting in meetings:
            _score_file(scores, file, meeting, _lines_of(file, folder))
        new = list(SourceDocument.objects.exclude(pk__in=kept))
        transaction.set_rollback(True)
    for document in new:
        document.file.storage.delete(document.file.name or "")
    return scores


def _meeting(file: Label, folder: Path) -> Meeting:
    """The meeting of a labelled file, read now unless the portal has it."""
    date, name = file["meeting"]["date"], file["meeting"]["committee"]
    committee = Committee.objects.named(name)
    meeting = Meeting.objects.filter(committee=committee, date=date).first() if committee else None
    if meeting is not None:
        return meeting
    path = folder / file["file"]
    if not path.is_file():
        raise UnreadableLabels(
            f"Mødet i {name} {date} er ikke i portalen, og {path} findes ikke. "
            "Indlæs referatet først, eller peg på mappen med --minutes."
        )
    data = path.read_bytes()
    return apply_plan(data, path.name, fingerprint=plan_import(data, path.name).fingerprint)


def _forget_people(meetings: Sequence[Meeting]) -> None:
    """Leave to the rules alone what is measured; the transaction is rolled back afterwards."""
    items = AgendaItem.objects.filter(meeting__in=meetings)
    Reference.objects.filter(item__in=items).delete()
    Commitment.objects.filter(item__in=items).delete()
    TopicLink.objects.filter(item__in=items).delete()
    Decision.objects.filter(item__in=items).update(set_by=SetBy.RULE)
    classify_again(Decision.objects.filter(item__in=items).select_related("item"))


def _lines_of(file: Label, folder: Path) -> list[str]:
    path = folder / file["file"]
    return path.read_text(encoding="utf-8").split("\n") if path.is_file() else []


def _score_file(scores: Scores, file: Label, meeting: Meeting, lines: Sequence[str]) -> None:
    rows = {
        item.number: item
        for item in meeting.items.prefetch_related(
            "decisions",
            "references__committee__names",
            "references__target",
            "commitments",
            "topic_links__topic",
        )
    }
    for labels in file["items"]:
        item = rows.get(labels["number"])
        if item is None:
            raise UnreadableLabels(f"{meeting} har intet punkt {labels['number']}.")
        _score_item(scores, labels, item, lines)


def _score_item(scores: Scores, labels: Label, item: AgendaItem, lines: Sequence[str]) -> None:
    where = f"{item.meeting.date} punkt {item.number}"
    texts = texts_of_row(item)
    if "cross_references" in labels:
        spans = _spans(labels["cross_references"], texts, lines)
        pairs = _score_passages(scores.references, where, spans, item.references.all())
        for label, row in pairs:
            _score_target(scores.resolved, where, label, row)
        _score_dates(scores.dates, where, labels, texts, lines, item.references.all())
    if "commitments" in labels:
        spans = _spans(labels["commitments"], texts, lines)
        promises = _score_passages(scores.commitments, where, spans, item.commitments.all())
        for label, promise in promises:
            due = _date_text(promise.due, promise.due_precision)
            _score_fact(scores.due, f"{where}: {promise.words}", label.get("due") or "", due)
    if "decision" in labels:
        decision = item.decisions.first()
        kind, effect = (decision.kind, decision.effect) if decision else ("", "")
        _score_fact(scores.kind, where, labels["decision"]["kind"] or "", kind)
        _score_fact(scores.effect, where, labels["decision"]["effect"] or "", effect)
    if "topics" in labels:
        _score_topics(scores.topics, where, labels["topics"], item)


def _spans(
    labels: Iterable[Label], texts: Mapping[str, str], lines: Sequence[str]
) -> list[tuple[Label, str, Span | None]]:
    """Each label with its words and where they stand; None where the texts do not have them."""
    seen: Counter[str] = Counter()
    placed: list[tuple[Label, str, Span | None]] = []
    for label in sorted(labels, key=lambda one: one["line"]):
        quote = _words_of(label, lines)
        # Marks of Markdown and line breaks may stand between the words.
        pattern = re.compile(r"[\W_]*".join(map(re.escape, re.findall(r"[^\W_]+", quote))))
        hits = [
            (section, hit.start(), hit.end())
            for section, text in texts.items()
            for hit in pattern.finditer(text)
        ]
        nth = min(seen[pattern.pattern], len(hits) - 1)
        seen[pattern.pattern] += 1
        placed.append((label, quote, hits[nth] if hits else None))
    return placed


def _words_of(label: Label, lines: Sequence[str]) -> str:
    """The words that a label is about: its own quote, or what stands at its place in the file."""
    if "quote" in label:
        return str(label["quote"])
    if not lines:
        raise UnreadableLabels(
            "Facitlisten peger på linjer i referaterne, men de findes ikke ved siden af den. "
            "Peg på mappen med --minutes."
        )
    return lines[label["line"] - 1][label["from"] : label["to"]]


def _score_passages[Row: Passage](
    score: Score,
    where: str,
    labels: Sequence[tuple[Label, str, Span | None]],
    rows: Iterable[Row],
) -> list[tuple[Label, Row]]:
    """Match labels with rows whose words overlap, those that share most first."""
    left = [row for row in rows if row.is_found]
    shared = sorted(
        (
            (-_overlap(span, row), number, row.position)
            for number, (_, _, span) in enumerate(labels)
            for row in left
            if _overlap(span, row) > 0
        ),
    )
    by_position = {row.position: row for row in left}
    pairs: dict[int, Row] = {}
    for _, number, position in shared:
        if number not in pairs and position in by_position:
            pairs[number] = by_position.pop(position)
    score.found += len(pairs)
    score.misses += [
        f"{where}: {quote}" for number, (_, quote, _) in enumerate(labels) if number not in pairs
    ]
    score.false_hits += [f"{where}: {row.words}" for row in by_position.values()]
    return [(labels[number][0], row) for number, row in sorted(pairs.items())]


def _overlap(span: Span | None, row: Passage) -> int:
    """How many characters a labelled place and a row share."""
    if span is None or span[0] != row.section:
        return 0
    return min(span[2], row.end) - max(span[1], row.start)


def _score_fact(score: Score, where: str, wanted: str, got: str) -> None:
    """One answer that is right or wrong."""
    if wanted == got:
        score.found += 1
    else:
        score.misses.append(f"{where}: {wanted or '–'}, ikke {got or '–'}")


def _score_target(score: Score, where: str, label: Label, row: Reference) -> None:
    target = label["target"] or {"committee": None, "date": None, "item_number": None}
    number = row.target.number if row.target else row.number
    wanted = (_folded(target["committee"] or ""), target["date"] or "", target["item_number"])
    names = row.committee.folded_names() if row.committee else {_folded(row.body_name)}
    body = wanted[0] if wanted[0] in names else _folded(row.body_name)
    got = (body, _date_text(row.date, row.precision), number)
    told = [" ".join(str(part) for part in facts if part) for facts in (wanted, got)]
    _score_fact(score, f"{where}: {row.words}", told[0], told[1])


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


def _date_text(date: Any, precision: str) -> str:
    """A date as labels write it: `2025-05-27`, or `2025-05` for a month."""
    return "" if date is None else date.isoformat()[: 7 if precision == "month" else 10]


def _score_dates(
    score: Score,
    where: str,
    labels: Label,
    texts: Mapping[str, str],
    lines: Sequence[str],
    rows: Iterable[Reference],
) -> None:
    """Count the dates that are no references and were left alone."""
    for _, quote, span in _spans(labels.get("non_reference_dates") or [], texts, lines):
        taken = [row for row in rows if row.is_found and _overlap(span, row) > 0]
        if taken:
            score.misses.append(f"{where}: {quote}")
        else:
            score.found += 1


def _score_topics(score: Score, where: str, labels: Mapping[str, str], item: AgendaItem) -> None:
    """Topics by their address and level: `{"bethaniagade": "about"}`."""
    got = {link.topic.slug: str(link.level) for link in item.topic_links.all()}
    for slug in sorted({*labels, *got}):
        if labels.get(slug) == got.get(slug):
            score.found += 1
            continue
        if slug in labels:
            score.misses.append(f"{where}: {labels[slug]} {slug}")
        if slug in got:
            score.false_hits.append(f"{where}: {got[slug]} {slug}")
