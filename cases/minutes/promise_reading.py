"""Reads a sentence, or half of one: what it promises, of what sort, and for when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from cases.minutes import promise_words as words
from cases.minutes.commitment_kinds import CommitmentKind
from cases.minutes.deadlines import is_of_others, until_day
from cases.minutes.due_dates import DueDate, dates_ahead, season_ahead
from cases.minutes.passages import Setting
from cases.minutes.promise_words import Clause


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise between two places of its sentence."""

    kind: CommitmentKind
    start: int
    end: int
    due: DueDate | None = None


# A longer sentence is cut down to the clauses that promise.
_LONG = 220
# How far a verb and its day may stand apart
_APART = 150


class Reading:
    """A sentence with what the rules ask of it."""

    def __init__(self, text: str, section: str, setting: Setting) -> None:
        self.text, self.section, self.setting = text, section, setting
        self.decides = section.startswith("decision")
        self.ahead = dates_ahead(text, setting.date)

    @property
    def is_idle(self) -> bool:
        """Whether it asks, proposes or tells what is always done."""
        if self.text.rstrip("*_ ").endswith("?"):
            return True
        if words.NEXT_STEP.match(self.text) or self.decides:
            return False
        return bool(words.PROPOSED.search(self.text) or words.RECURRING.search(self.text))

    @cached_property
    def promise(self) -> Promise | None:
        """The first promise that a rule finds."""
        if words.NEXT_STEP.match(self.text):
            return self._next_step()
        rules: list[Callable[[], Promise | None]] = [
            self._deadline,
            self._returns,
            self._reviewed,
            self._awaits,
            *((self._returns_sometime, self._execution, self._action) if self.decides else ()),
            self._sent_on,
            self._task,
            self._starts,
            self._plans,
        ]
        return next(filter(None, (rule() for rule in rules)), None)

    def _found(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where a pattern stands in a clause that neither denies nor doubts it."""
        for match in pattern.finditer(self.text):
            clause = Clause.around(self.text, match)
            if not clause.denies and not clause.doubts:
                yield match

    def _not_told(self, pattern: re.Pattern[str], kind: CommitmentKind) -> Promise | None:
        """The first that a pattern finds in a clause that does not tell of something done."""
        for match in self._found(pattern):
            if not Clause.around(self.text, match).tells:
                return self._made(kind, match.span())
        return None

    def _made(self, kind: CommitmentKind, *spans: tuple[int, int]) -> Promise:
        """The promise with its words, and with the first day ahead as its day."""
        due = next(iter(self.ahead), None)
        if len(self.text) <= _LONG:
            return Promise(kind, 0, len(self.text), due)
        first, last = min(start for start, _ in spans), max(end for _, end in spans)
        start = max(self.text.rfind(mark, 0, first) for mark in (", ", "; ", ": ")) + 1
        end = min(
            (at for mark in (", ", "; ") if (at := self.text.find(mark, last)) >= 0),
            default=len(self.text),
        )
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        return Promise(kind, start, end, due)

    def _next_step(self) -> Promise | None:
        match = words.LEADS_ON.search(self.text)
        if match is None or Clause.around(self.text, match).denies:
            return None
        kind = CommitmentKind.ADMINISTRATION_TASK
        if "afvent" in self.text.casefold():
            kind = CommitmentKind.AWAITS
        elif back := self._returns():
            kind = back.kind
        return replace(self._made(kind, match.span()), start=0, end=len(self.text))

    def _deadline(self) -> Promise | None:
        for due in self.ahead:
            until = until_day(self.text, due)
            if until is None:
                continue
            if self.decides and any(self._found(words.RETURNS_SOMETIME)):
                continue
            clause = Clause.around(self.text, until)
            if words.POLITICAL.search(clause.text) and any(self._found(words.RETURN_VERBS)):
                continue
            if not (clause.tells or clause.denies or words.OF_THE_LAW.search(clause.text)):
                made = self._made(CommitmentKind.DEADLINE, (until.start(), due.end))
                return replace(made, due=due)
        return None

    def _returns(self) -> Promise | None:
        for when in self._times():
            for what in self._verbs(when):
                made = self._made(self._whose(), when.span, what.span())
                return replace(made, due=when.due)
        return None

    def _reviewed(self) -> Promise | None:
        """What is to be looked at again at a time; elsewhere than in a decision it is an intention."""
        if not (self.decides or self.section == "recommendation"):
            return None
        season = season_ahead(self.text, self.setting.date)
        if not (self.ahead or season or words.LATER.search(self.text)):
            return None
        return self._not_told(words.REVIEWED, CommitmentKind.CASE_RETURNS)

    def _times(self) -> Iterator[_When]:
        """The days and meetings ahead, and the looser words for later."""
        if not words.POLITICAL.search(self.text):
            return
        for due in self.ahead:
            if is_of_others(self.text, due):
                continue
            clause = self._clause_at((due.start, due.end))
            if not (clause.tells and due.inferred) and not words.IN_FORCE.search(clause.text):
                yield _When((due.start, due.end), due)
        for match in words.NEXT_MEETING.finditer(self.text):
            yield _When(match.span())
        if self._is_to_a_body:
            loose = [match.span() for match in words.LATER.finditer(self.text)]
            season = season_ahead(self.text, self.setting.date)
            for span in [*loose, *([season] if season else [])]:
                if not words.IN_FORCE.search(self._clause_at(span).text):
                    yield _When(span, loose=True)

    def _clause_at(self, span: tuple[int, int]) -> Clause:
        return Clause.around(self.text, _match_at(self.text, *span))

    @property
    def _is_to_a_body(self) -> bool:
        return bool(re.search(rf"{words.BODY}|\bpolitisk\b", self.text, re.IGNORECASE))

    def _verbs(self, when: _When) -> Iterator[re.Match[str]]:
        """The words that bring a case back at that time; never what is told, save an agreement."""
        at_a_meeting = (
            (when.due is None and not when.loose)
            or "møde" in self.text[slice(*when.span)]
            or words.AT_A_MEETING.search(self.text[: when.span[0]])
        )
        for match in self._found(words.RETURN_VERBS):
            if at_a_meeting or self._belongs(match, when):
                yield from self._untold(match, when)
        if at_a_meeting and not when.loose:
            for match in self._found(words.RETURN_TOPICS):
                yield from self._untold(match, when)

    def _belongs(self, verb: re.Match[str], when: _When) -> bool:
        """Whether a day is the verb's, and not the day of what the case is about."""
        if when.span[0] >= verb.end():
            return not words.ABOUT.search(self.text[verb.end() : when.span[0]])
        return bool(words.LEADS.search(self.text[: when.span[0]]))

    def _untold(self, verb: re.Match[str], when: _When) -> Iterator[re.Match[str]]:
        apart = max(when.span[0] - verb.end(), verb.start() - when.span[1])
        told = Clause.around(self.text, verb).tells and not _AGREED.search(self.text)
        if apart <= _APART and not told:
            yield verb

    def _whose(self) -> CommitmentKind:
        """Another body's, where one is named and the committee itself is not."""
        own = self.setting.committee.casefold()
        text = self.text.casefold()
        if own and own in text:
            return CommitmentKind.CASE_RETURNS
        return (
            CommitmentKind.OTHER_BODY if self._names_another(text) else CommitmentKind.CASE_RETURNS
        )

    def _names_another(self, text: str) -> bool:
        named = re.findall(rf"[\w-]*{words.BODY}", text, re.IGNORECASE)
        return any(name not in ("udvalget", "udvalgene", "fagudvalget") for name in named)

    def _awaits(self) -> Promise | None:
        return self._not_told(words.AWAITS, CommitmentKind.AWAITS)

    def _returns_sometime(self) -> Promise | None:
        match = next(self._found(words.RETURNS_SOMETIME), None)
        return self._made(CommitmentKind.CASE_RETURNS, match.span()) if match else None

    def _execution(self) -> Promise | None:
        match = next(self._found(words.EXECUTION), None)
        return self._made(CommitmentKind.EXECUTION, match.span()) if match else None

    def _action(self) -> Promise | None:
        match = next(self._found(words.ACTION), None)
        if match is None or words.OF_THE_RECORD.search(self.text):
            return None
        return self._made(CommitmentKind.COMMITTEE_ACTION, match.span())

    def _task(self) -> Promise | None:
        if words.OF_THE_RECORD.search(self.text) or words.NO_TASK.search(self.text):
            return None
        if not self.decides:
            return self._recommended_task()
        for asked in self._found(words.ASKS_A_BODY):
            if asked["body"] not in ("udvalget", self.setting.committee):
                return self._made(CommitmentKind.OTHER_BODY, asked.span())
        match = next(self._found(words.TASK), None)
        return self._made(CommitmentKind.ADMINISTRATION_TASK, match.span()) if match else None

    def _recommended_task(self) -> Promise | None:
        """In a recommendation a task is what follows "at"; elsewhere only a case that comes back."""
        pattern = words.TASK if self.section == "recommendation" else words.COMES_BACK
        for match in self._found(pattern):
            before = self.text[: match.start()]
            if pattern is words.COMES_BACK and not Clause.around(self.text, match).tells:
                return self._made(CommitmentKind.CASE_RETURNS, match.span())
            if re.search(r"\bat\s+$", before) and not _CHOICE.search(before):
                return self._made(CommitmentKind.ADMINISTRATION_TASK, match.span())
        return None

    def _sent_on(self) -> Promise | None:
        """To another body, without a day: in a decision, or told as what comes afterwards."""
        if not (self.decides or words.AFTERWARDS.search(self.text)):
            return None
        if self._whose() is not CommitmentKind.OTHER_BODY:
            return None
        return self._not_told(words.SENT_ON, CommitmentKind.OTHER_BODY)

    def _starts(self) -> Promise | None:
        if not self.ahead or words.OF_THE_LAW.search(self.text):
            return None
        return self._not_told(words.STARTS, CommitmentKind.EXECUTION)

    def _plans(self) -> Promise | None:
        if self.decides or not (self.ahead or season_ahead(self.text, self.setting.date)):
            return None
        match = next(self._found(words.PLANS), None)
        return self._made(CommitmentKind.COMMITTEE_ACTION, match.span()) if match else None


# besluttede, at · aftalte: told, but of what is still to come
_AGREED = re.compile(r"\b(?:besluttede|aftalte|aftalt|besluttet|vedtog)\b", re.IGNORECASE)
# beslutter, hvilke mål der skal arbejdes videre med
_CHOICE = re.compile(r"\b(?:om|hvilke|hvilken|hvordan|hvorvidt)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _When:
    """A time ahead and where it stands; `loose` where it names neither day nor meeting."""

    span: tuple[int, int]
    due: DueDate | None = None
    loose: bool = False


def _match_at(text: str, start: int, end: int) -> re.Match[str]:
    match = re.compile(re.escape(text[start:end])).match(text, start)
    assert match is not None
    return match
