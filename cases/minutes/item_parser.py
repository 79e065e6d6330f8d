"""Reads one agenda item from its blocks, line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cases.minutes import danish, patterns
from cases.minutes.decisions import classify, effect_of
from cases.minutes.item_starts import ItemStart
from cases.minutes.journal_number import is_kle
from cases.minutes.patterns import ATTACHMENTS, CASE, DECISION, RECOMMENDATION, ROUTING, SUMMARY
from cases.minutes.result import (
    Access,
    Block,
    BlockKind,
    ItemType,
    Link,
    ParsedDecision,
    ParsedItem,
    ParsedMeeting,
    Routing,
    Unplaced,
)
from cases.minutes.sections import paragraphs, parse_recommendation, to_markdown

_ITEM_TYPES = (
    (ItemType.ORIENTATION, ("orientering", "introduktion", "meddelelser", "generel orientering")),
    (ItemType.DISCUSSION, ("drøftelse",)),
    (ItemType.APPROVAL, ("godkendelse",)),
    (ItemType.DECISION, ("beslutning",)),
)


@dataclass
class _DecisionDraft:
    body: str | None
    date_text: str | None
    blocks: list[Block] = field(default_factory=list)


class ItemParser:
    """Takes the blocks after an item's heading one by one and keeps each where it belongs."""

    def __init__(
        self, start: ItemStart, first: Block, meeting: ParsedMeeting, access: Access = Access.OPEN
    ) -> None:
        self.start, self.line, self.meeting = start, first.line, meeting
        self.first_line = patterns.plain(first.text)
        self.next_access = access
        self.section: str | None = None
        self.blocks: dict[str, list[Block]] = {}
        self.decisions: list[_DecisionDraft] = []
        self.attachments: list[str] = []
        self.labels: list[str] = []
        self.unplaced: list[Unplaced] = []
        self.journal_number: str | None = None
        self.caseworker: str | None = None
        self.other_caseworkers: str | None = None
        self.access = Access.CLOSED if patterns.CLOSED.search(start.title) else access
        self.columns: list[str] | None = None
        self.tokens: list[str] = []
        self.marks: list[str] | None = None
        self.duration: re.Match[str] | None = None

    def read(self, blocks: Sequence[Block]) -> None:
        """Place every block."""
        if self.start.number is None:
            self._is_journal_number(self.first_line)
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            self._place(block, following)

    def _place(self, block: Block, following: Block | None) -> None:
        line = patterns.plain(block.text)
        group = patterns.GROUP.match(line)
        if group:
            # A heading over the items that follow; "Lukkede punkter" closes them.
            self.next_access = group_access(group["access"])
            self.section = "after"
        elif patterns.ATTENDANCE.match(line):
            self.section = "after"
        outside = self.section == "after" and not patterns.section_start(block.text)
        aside = patterns.MEETING_END.match(line) or patterns.ATTENDANCE_LINE.match(line)
        if outside or aside or block.kind is BlockKind.PAGE:
            self.unplaced.append(Unplaced(block.line, block.text))
        elif (
            (block.kind is not BlockKind.BULLET and self._opens_section(block, line, following))
            or (self.section in (None, ROUTING) and self._is_label(block, line))
            or self._is_duration(line)
        ):
            return
        else:
            self._add(block)

    def _opens_section(self, block: Block, line: str, following: Block | None) -> bool:
        start = patterns.section_start(block.text) if block.kind is not BlockKind.ROW else None
        if start:
            self._open(start, block)
            return True
        if self.section in (DECISION, ATTACHMENTS, RECOMMENDATION):
            return False
        named = patterns.RECOMMENDER.match(line)
        if named and following is not None and (named["at"] or _is_clause(following)):
            # Some templates print no heading "Indstilling"; the recommender line is the start.
            self.section = RECOMMENDATION
            self._add(replace(block, kind=BlockKind.PARAGRAPH))
            return True
        return False

    def _open(self, start: patterns.SectionStart, block: Block) -> None:
        """Turn to another section. Headings inside the case text stay as sub-headings."""
        if start.heading and start.key == CASE:
            if self.section != SUMMARY or CASE in self.blocks:
                self.section = CASE
            heading = Block(BlockKind.HEADING, start.heading, block.line, gap=True, level=3)
            self.section = CASE
            self._add(heading)
            return
        self.section = start.key
        self.labels.append(patterns.plain(block.text) if not start.rest else "")
        if start.key == DECISION:
            self.decisions.append(_DecisionDraft(start.body, start.date_text))
        if start.rest:
            self._add(Block(BlockKind.PARAGRAPH, start.rest, block.line, gap=True))

    def _is_label(self, block: Block, line: str) -> bool:
        """Take what stands between the title and the first section."""
        if block.kind is BlockKind.ROW and self._is_routing_row(block):
            return True
        if patterns.EMPTY_LABEL.match(line):
            self.labels.append(line)
            return True
        caseworker = patterns.CASEWORKER.match(line)
        others = patterns.OTHER_CASEWORKERS.match(line)
        if caseworker or others:
            self._leave_routing()
            value = (caseworker or others)["value"].strip()  # type: ignore[index]  # one matched
            name = None if value in ("", "-", "–") else value
            if caseworker:
                self.caseworker = name
            else:
                self.other_caseworkers = name
            return True
        return self._is_journal_number(line) or self._is_access(line) or self._is_routing_line(line)

    def _leave_routing(self) -> None:
        if self.section == ROUTING:
            self.section = None

    def _is_journal_number(self, line: str) -> bool:
        if re.match(r"\d", line) and len(line) < 40 and is_kle(line):
            self._take_journal_number(line)
            return True
        labelled = patterns.JOURNAL_LABEL.match(line)
        if labelled:
            self._take_journal_number(labelled["value"].rstrip(".,"))
            rest = (labelled["rest"] or "").strip(" ,")
            self._read_rest_of_label(rest)
            return True
        return False

    def _take_journal_number(self, printed: str) -> None:
        """The first is the item's; a second one is kept among the labels."""
        if self.journal_number is None:
            self.journal_number = printed
        else:
            self.labels.append(printed)

    def _read_rest_of_label(self, rest: str) -> None:
        """`Sagsbehandler: N. N.`, `Dok.nr.: 12` or `Åbent` after a journal number."""
        caseworker = re.search(r"sagsbehandler\s*:\s*(?P<name>.+)$", rest, re.IGNORECASE)
        if caseworker:
            self.caseworker = caseworker["name"].strip()
            rest = rest[: caseworker.start()].strip()
        word = rest.rsplit(" ", 1)[-1]
        if patterns.CLOSED.match(word):
            self.access = Access.CLOSED
        if rest:
            self.labels.append(rest)

    def _is_access(self, line: str) -> bool:
        prefixed = patterns.OPEN_PREFIX.match(line)
        if prefixed and prefixed["access"].casefold() != "lukket" and is_kle(prefixed["rest"]):
            self._take_journal_number(prefixed["rest"])
            self.labels.append(prefixed["access"])
            return True
        if patterns.CLOSED.match(line) and len(line) < 60:
            self.access = Access.CLOSED
        elif not patterns.OPEN.match(line):
            return False
        self.labels.append(line)
        return True

    def _is_routing_line(self, line: str) -> bool:
        """The column names, or the marks on lines of their own: their columns are lost."""
        words = line.split()
        if len(words) == 1 and patterns.COLUMN.match(line) and not self.tokens:
            # Older pages print one column name a line, without a heading.
            self.section = ROUTING
            self.columns = [*(self.columns or []), line]
            return True
        if self.section != ROUTING:
            return False
        if self.columns is None and len(words) >= 3 and all(map(patterns.COLUMN.match, words)):
            self.columns = words
            return True
        if self.columns is not None and patterns.MARKS.match(line):
            self.tokens.extend(re.findall(r"\(?[xX]\)?", line))
            return True
        return False

    def _is_routing_row(self, block: Block) -> bool:
        """A row of a table in the routing section, where the place of a mark survives."""
        if self.section != ROUTING:
            return False
        if not block.text:
            return True
        names = [patterns.plain(cell) for cell in block.cells]
        if self.columns is None and sum(map(bool, names)) >= 3:
            if not all(patterns.COLUMN.match(name) for name in names if name):
                return False
            self.columns = names
            return True
        if self.columns is None or not all(patterns.MARKS.match(n) for n in names if n):
            return False
        self.tokens.extend(name for name in names if name)
        if len(names) == len(self.columns):
            marked = [c for c, mark in zip(self.columns, names, strict=True) if mark and c]
            self.marks = (self.marks or []) + marked
        return True

    def _is_duration(self, line: str) -> bool:
        match = patterns.DURATION.match(line) if self.duration is None else None
        if match and self.section in (None, SUMMARY, CASE):
            self.duration = match
            return True
        return False

    def _add(self, block: Block) -> None:
        if self.section == ATTACHMENTS:
            if block.text and not patterns.NO_ATTACHMENTS.match(block.text):
                self.attachments.append(patterns.plain(block.text))
        elif self.section == DECISION:
            self.decisions[-1].blocks.append(block)
        elif self.section in (None, ROUTING):
            # Text before any section heading: minutes without headings are all case text.
            self.section = CASE
            self.blocks.setdefault(CASE, []).append(block)
        else:
            if self.section == RECOMMENDATION and block.kind is BlockKind.HEADING:
                # Who recommends is printed bold or as a heading in some templates.
                block = replace(block, kind=BlockKind.PARAGRAPH)
            self.blocks.setdefault(self.section, []).append(block)

    def item(self) -> ParsedItem:
        """The item as read so far."""
        sections = {
            key: to_markdown(blocks, headings=key != RECOMMENDATION)
            for key, blocks in self.blocks.items()
        }
        recommendation = parse_recommendation(sections.get(RECOMMENDATION, ""))
        clauses = [clause.text for clause in recommendation.clauses] if recommendation else []
        decisions = [self._decision(draft, clauses) for draft in self.decisions if draft.blocks]
        if decisions:
            sections[DECISION] = "\n\n".join(decision.text for decision in decisions)
        low, high = self._minutes()
        return ParsedItem(
            number=self.start.number,
            title=self.start.title,
            line=self.line,
            journal_number=self.journal_number,
            access=self.access,
            item_type=_item_type(self.start.title),
            caseworker=self.caseworker,
            other_caseworkers=self.other_caseworkers,
            labels=tuple(label for label in self.labels if label),
            routing=self._routing(),
            duration_min=low,
            duration_max=high,
            duration_text=self.duration[0] if self.duration else None,
            sections={key: text for key, text in sections.items() if text},
            recommendation=recommendation,
            decisions=tuple(decisions),
            attachments=tuple(self.attachments),
            links=tuple(
                Link(text, None if href in ("", "#") else href)
                for section in sections.values()
                for text, href in patterns.links_in(section)
            ),
        )

    def _decision(self, draft: _DecisionDraft, clauses: Sequence[str]) -> ParsedDecision:
        texts = paragraphs(draft.blocks)
        kind, secondary = classify(texts)
        own = draft.body is None or _same(draft.body, self.meeting.committee)
        return ParsedDecision(
            paragraphs=tuple(texts),
            kind=kind,
            secondary=secondary,
            effect=effect_of(kind, secondary, texts, clauses),
            body=None if own else draft.body,
            date=danish.first_date(draft.date_text or ""),
        )

    def _routing(self) -> Routing | None:
        if self.columns is None:
            return None
        columns = tuple(column for column in self.columns if column)
        marks = tuple(self.marks) if self.marks is not None else None
        return Routing(columns, len(self.tokens), marks, tuple(self.tokens))

    def _minutes(self) -> tuple[int | None, int | None]:
        if self.duration is None:
            return None, None
        low = int(self.duration["min"])
        return low, int(self.duration["max"] or low)


def group_access(word: str | None) -> Access:
    """What a heading over several items ("åbne", "lukkede" or neither) says of their access."""
    return Access.CLOSED if word and word.casefold() == "lukkede" else Access.OPEN


def _is_clause(block: Block) -> bool:
    return bool(patterns.CLAUSE.match(patterns.plain(block.text)))


def _same(first: str, second: str | None) -> bool:
    return second is not None and first.casefold() == second.casefold()


def _item_type(title: str) -> ItemType | None:
    """What the title's first words call the item; for agendas and warnings, never the outcome."""
    words = title.casefold()
    for kind, beginnings in _ITEM_TYPES:
        if words.startswith(beginnings):
            return kind
    return None
