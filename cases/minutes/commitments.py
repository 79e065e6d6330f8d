"""Finds what a text promises: a case that comes back, a task, a step of a plan, a deadline."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cases.minutes.commitment_kinds import CommitmentKind
from cases.minutes.danish import MONTHS
from cases.minutes.decisions import DecisionKind, classify
from cases.minutes.due_dates import dates_ahead
from cases.minutes.passages import SECTION_OF_DECISION, Passage, Setting
from cases.minutes.promise_words import BARELY_PUT_OFF, BODY, PROCESS, STEP, is_for_the_next_meeting
from cases.minutes.promises import Promise, promises_in
from cases.minutes.sentences import Block, BlockKind, Sentence, blocks, sentences

__all__ = ["CommitmentKind", "ParsedCommitment", "find_commitments"]


@dataclass(frozen=True, slots=True)
class ParsedCommitment:
    """A promise as printed, and when it falls due where the text says so.

    `due` is the day, or the first of the month with `due_is_month`; `due_inferred` tells that the year
    or the whole date is not printed at this place.
    """

    passage: Passage
    kind: CommitmentKind
    due: dt.date | None = None
    due_is_month: bool = False
    due_inferred: bool = False


def find_commitments(texts: Mapping[str, str], setting: Setting) -> list[ParsedCommitment]:
    """Every promise in the texts of an item, in printed order; what is said twice is listed once."""
    found: list[ParsedCommitment] = []
    for section, text in texts.items():
        if section == "recommendation" and not _is_adopted(texts):
            continue
        for promise in _in_section(section, text, setting):
            if not any(_repeats(promise, before) for before in found):
                found.append(promise)
    return _with_next_step(_without_bare_postponement(found))


def _is_adopted(texts: Mapping[str, str]) -> bool:
    """Whether a decision stands that does not turn the recommendation down or put it off."""
    decision = texts.get(SECTION_OF_DECISION.format(1), "")
    kind, _ = classify(decision.split("\n\n") if decision else [])
    return kind not in _NOT_ADOPTED


_NOT_ADOPTED = frozenset(
    {
        DecisionKind.UNKNOWN,
        DecisionKind.POSTPONED,
        DecisionKind.WITHDRAWN,
        DecisionKind.REJECTED,
        DecisionKind.REFERRED,
    }
)


def _in_section(section: str, text: str, setting: Setting) -> Iterator[ParsedCommitment]:
    lead = ""
    # What the last sentence before a list promises is said better by the list, where it is a plan.
    led: list[ParsedCommitment] = []
    for block in blocks(text):
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            last = list(sentences(block))[-1].text
            lead = f"{lead if _goes_on(lead, block) else ''} {last}"
        found = (
            []
            if block.kind is BlockKind.HEADING
            else list(_in_block(section, block, lead, setting))
        )
        if not any(row.kind is CommitmentKind.PROCESS_STEP for row in found):
            yield from led
        led = [row for row in found if row.passage.words.rstrip("*_ ").endswith(":")]
        yield from (row for row in found if row not in led)
    yield from led


def _goes_on(lead: str, block: Block) -> bool:
    """Whether a line under a heading still leads into the list after it."""
    return block.text.rstrip("*_ ").endswith(":") and len(lead) < 300


def _in_block(
    section: str, block: Block, lead: str, setting: Setting
) -> Iterator[ParsedCommitment]:
    step = _as_step(section, block, lead, setting)
    if step is not None:
        yield from step
        return
    for sentence in sentences(block):
        for promise in promises_in(sentence.text, section, setting):
            yield _placed(section, block, sentence, promise)


def _as_step(
    section: str, block: Block, lead: str, setting: Setting
) -> list[ParsedCommitment] | None:
    """A list entry or row that begins with a day, as the step of a plan; None where it is none."""
    row = block.kind is BlockKind.ROW
    text = block.text.strip("| ") if row else block.text
    if block.kind is BlockKind.PARAGRAPH or not (STEP.match(text) and _is_plan(lead, text)):
        return None
    start = block.start + block.text.index(text)
    due = next(iter(dates_ahead(text, setting.date)), None)
    if due is None or due.start > _DATE_BY:
        return []
    passage = Passage(section, start, text, text)
    kind = CommitmentKind.PROCESS_STEP
    return [ParsedCommitment(passage, kind, due.date, due.is_month, due.inferred)]


def _is_plan(lead: str, step: str) -> bool:
    """Whether the words over a list, or a step that names a body, tell of a case's way."""
    return bool(PROCESS.search(lead) or re.search(rf"\b\w*{BODY}\b", step, re.IGNORECASE))


# A step's day stands at its beginning: "Den tirsdag den 10. marts"
_DATE_BY = 25


def _placed(section: str, block: Block, sentence: Sentence, promise: Promise) -> ParsedCommitment:
    words = sentence.text[promise.start : promise.end]
    is_short_entry = block.kind is BlockKind.ENTRY and len(block.text) <= _LONG_ENTRY
    around = block.text if is_short_entry else _under_its_head(block, sentence)
    passage = Passage(section, sentence.start + promise.start, words, around)
    due = promise.due
    if due is None:
        return ParsedCommitment(passage, promise.kind)
    return ParsedCommitment(passage, promise.kind, due.date, due.is_month, due.inferred)


_LONG_ENTRY = 500
# **Bænke på torvet:** … · Bænke på torvet: …
_HEAD = re.compile(r"(?:\*\*[^*\n]{2,100}\*\*:?|[A-ZÆØÅ][^.:;\n]{2,80}:)(?=\s)")


def _under_its_head(block: Block, sentence: Sentence) -> str:
    """A sentence after the words that open its block and say what it is about."""
    head = _HEAD.match(block.text)
    if head is None or sentence.start < block.start + head.end():
        return sentence.text
    return f"{head[0]} {sentence.text}"


def _repeats(promise: ParsedCommitment, before: ParsedCommitment) -> bool:
    """Whether a promise says the same as one before it in the item."""
    if promise.kind is not before.kind or promise.due != before.due:
        return False
    if promise.passage.section == before.passage.section == "decision-1":
        return False
    if promise.kind is CommitmentKind.PROCESS_STEP:
        return promise.passage.words == before.passage.words
    shared = _likeness(promise.passage, before.passage)
    if promise.passage.section == "recommendation":
        return promise.due is None or shared >= _ALIKE_WITH_DAY
    return shared >= (_ALIKE_WITH_DAY if promise.due else _ALIKE)


_ALIKE, _ALIKE_WITH_DAY = 0.6, 0.25


def _likeness(one: Passage, other: Passage) -> float:
    """The share of the shorter one's words that the other has too, by their beginnings."""
    first, second = _stems(one.words), _stems(other.words)
    return len(first & second) / max(1, min(len(first), len(second)))


def _stems(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"[^\W\d_]{4,}", text.casefold())} - _IN_EVERY_PROMISE


# Udvalget, udvalgsmødet, forelægges, drøftes …: shared by promises of different things
_IN_EVERY_PROMISE = frozenset(
    {"udvalg", "mødet", "byråde", "forelæ", "fremlæ", "behand", "drøfte", "præsen", "skal", "samt"}
    | {month[:6] for month in MONTHS}
)


def _without_bare_postponement(found: Sequence[ParsedCommitment]) -> list[ParsedCommitment]:
    """Leave out "Udsat." where the item says more of how the case comes back."""
    returns = [row for row in found if row.kind is CommitmentKind.CASE_RETURNS]
    bare = [row for row in returns if BARELY_PUT_OFF.match(row.passage.words.strip("*_ "))]
    if len(bare) == len(returns):
        bare = bare[1:]
    return [row for row in found if row not in bare]


def _with_next_step(found: Sequence[ParsedCommitment]) -> list[ParsedCommitment]:
    """Give what is promised for the next meeting the day of the plan's next step."""
    steps = [row.due for row in found if row.kind is CommitmentKind.PROCESS_STEP and row.due]
    if not steps:
        return list(found)
    return [
        replace(row, due=min(steps), due_inferred=True)
        if row.due is None and is_for_the_next_meeting(row.passage.words)
        else row
        for row in found
    ]
