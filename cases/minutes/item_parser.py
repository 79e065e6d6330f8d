"""Reads one agenda item from its blocks, line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cases.minutes import attendance, danish, patterns
from cases.minutes.attendance import Presence
from cases.minutes.decisions import classify, effect_of
from cases.minutes.item_labels import ItemLabels
from cases.minutes.item_starts import ItemStart
from cases.minutes.offers import is_offer
from cases.minutes.patterns import ATTACHMENTS, CASE, DECISION, RECOMMENDATION, ROUTING, SUMMARY
from cases.minutes.result import (
    Access,
    Block,
    BlockKind,
    ItemType,
    Link,
    ParsedAttachment,
    ParsedDecision,
    ParsedItem,
    ParsedMeeting,
    Unplaced,
)
from cases.minutes.sections import paragraphs, parse_recommendation, to_markdown

# Sections that are no text of the item: who was there, and what follows its end.
ATTENDANCE, AFTER = "attendance", "after"
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
        self,
        start: ItemStart,
        first: Block,
        meeting: ParsedMeeting,
        access: Access = Access.OPEN,
        *,
        supplementary: bool = False,
    ) -> None:
        self.start, self.line, self.page, self.meeting = start, first.line, first.page, meeting
        self.first_line = patterns.plain(first.text)
        self.next_access = access
        self.section: str | None = None
        self.blocks: dict[str, list[Block]] = {}
        self.decisions: list[_DecisionDraft] = []
        self.attachments: list[ParsedAttachment] = []
        self.unplaced: list[Unplaced] = []
        self.attendance: list[str] = []
        self.before_attendance: str | None = None
        self.meeting_end: str | None = None
        self.supplementary = self.next_supplementary = supplementary
        closed = patterns.CLOSED.search(start.title)
        self.labels = ItemLabels(access=Access.CLOSED if closed else access)
        self.duration: re.Match[str] | None = None

    def read(self, blocks: Sequence[Block]) -> None:
        """Place every block."""
        if self.start.number is None:
            self.labels.take_journal_number(self.first_line)
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            self._place(block, following)

    def _place(self, block: Block, following: Block | None) -> None:
        line = patterns.plain(block.text)
        if self._is_about_more_items(block, line) or self._is_attendance(block, line, following):
            return
        if self.section == AFTER and not patterns.section_start(block.text):
            self.unplaced.append(Unplaced(block.line, block.text))
        elif (
            (block.kind is not BlockKind.BULLET and self._opens_section(block, line, following))
            or (self.section in (None, ROUTING) and self.labels.take(block, line, self.section))
            or self._is_duration(line)
        ):
            return
        else:
            self._add(block)

    def _is_about_more_items(self, block: Block, line: str) -> bool:
        """Page numbers, a page's buttons, the meeting's end, headings over the items that follow."""
        group, supplement = patterns.GROUP.match(line), patterns.SUPPLEMENT.match(line)
        end = patterns.MEETING_END.match(line)
        if group or supplement:
            # "Lukkede punkter" closes what follows, "Tillægsdagsorden" came on the agenda later.
            self.next_access = group_access(group["access"]) if group else self.next_access
            self.next_supplementary = self.supplementary or bool(supplement)
            self.section = AFTER
        if end and danish.first_time(line):
            self.meeting_end = line
        offer = self.section in (None, AFTER) and is_offer(block.text)
        aside = bool(end or group or supplement or offer or block.kind is BlockKind.PAGE)
        if aside:
            self.unplaced.append(Unplaced(block.line, block.text))
        return aside

    def _is_attendance(self, block: Block, line: str, following: Block | None) -> bool:
        """ "Fraværende: Egon Fårup" on one line, or a label with a name on each line after it."""
        label = attendance.LABEL.match(line) if block.kind is not BlockKind.ROW else None
        if label and self._opens_attendance(label, following):
            if self.section != ATTENDANCE and not attendance.value_of(label):
                self.before_attendance, self.section = self.section, ATTENDANCE
        elif self.section != ATTENDANCE:
            return False
        elif label or not attendance.names_somebody(line):
            self.section = self.before_attendance
            return False
        self.attendance.append(line)
        return True

    def _opens_attendance(self, label: re.Match[str], following: Block | None) -> bool:
        """Whether a label is about who was there: "Deltagere" is also a heading of case texts."""
        away = attendance.presence_of(label) not in (Presence.PRESENT, Presence.MEMBER)
        if not away and self.section not in (None, DECISION, ATTENDANCE, AFTER):
            return False
        value = attendance.value_of(label)
        if value:
            return attendance.names_somebody(value)
        if following is None or patterns.opens_something(following.text):
            return away
        return attendance.names_somebody(patterns.plain(following.text))

    def _opens_section(self, block: Block, line: str, following: Block | None) -> bool:
        start = patterns.section_start(block.text) if block.kind is not BlockKind.ROW else None
        if start and not (start.weak and self.section != DECISION):
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
            self.section = CASE
            self._add(Block(BlockKind.HEADING, start.heading, block.line, gap=True, level=3))
            return
        self.section = start.key
        if not start.rest:
            self.labels.others.append(block.printed or patterns.plain(block.text))
        if start.key == DECISION:
            self.decisions.append(_DecisionDraft(start.body, start.date_text))
        if start.rest:
            self._add(Block(BlockKind.PARAGRAPH, start.rest, block.line, gap=True))

    def _is_duration(self, line: str) -> bool:
        match = patterns.DURATION.match(line) if self.duration is None else None
        if match and self.section in (None, SUMMARY, CASE):
            self.duration = match
            return True
        return False

    def _add(self, block: Block) -> None:
        if self.section == ATTACHMENTS:
            self._add_attachment(block)
        elif self.section == DECISION:
            if block.kind is BlockKind.HEADING:
                # Some templates print the decision bold or as a heading; it stays words alone.
                block = replace(block, kind=BlockKind.PARAGRAPH)
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

    def _add_attachment(self, block: Block) -> None:
        """Keep a title; of a table's row the first cell with words, and the rest beside it."""
        cells = [patterns.plain(patterns.without_links(c)) for c in block.cells or (block.text,)]
        is_row = block.kind is BlockKind.ROW
        if is_row and all(not cell or patterns.ATTACHMENT_COLUMN.match(cell) for cell in cells):
            self.labels.others += filter(None, cells)
            return
        place = next((n for n, cell in enumerate(cells) if re.search(r"[^\W\d_]{2}", cell)), 0)
        if cells[place] and not patterns.NO_ATTACHMENTS.match(cells[place]):
            self.attachments.append(ParsedAttachment(cells[place]))
        self.labels.others += filter(None, cells[:place] + cells[place + 1 :])

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
            journal_number=self.labels.journal_number,
            access=self.labels.access,
            access_reason=self._access_reason(),
            item_type=_item_type(self.start.title),
            caseworker=self.labels.caseworker,
            other_caseworkers=self.labels.other_caseworkers,
            labels=tuple(self.labels.others),
            routing=self.labels.routing(),
            duration_min=low,
            duration_max=high,
            duration_text=self.duration[0] if self.duration else None,
            sections={key: text for key, text in sections.items() if text},
            recommendation=recommendation,
            decisions=tuple(decisions),
            attendance=tuple(self.attendance),
            taken_off=self._taken_off(decisions),
            supplementary=self.supplementary,
            page=self.page,
            attachments=tuple(self.attachments),
            links=tuple(
                Link(text, None if href in ("", "#") else href)
                for section in sections.values()
                for text, href in patterns.links_in(section)
            ),
        )

    def _access_reason(self) -> str | None:
        """Why the item is closed ("Personalesag"), where title or labels give a reason in general words."""
        if self.labels.access is not Access.CLOSED:
            return None
        for text in (self.start.title, *self.labels.others):
            reason = patterns.closed_reason(text)
            if reason:
                return reason
        return None

    def _taken_off(self, decisions: Sequence[ParsedDecision]) -> str | None:
        """The words that say that the item was taken off the agenda, or None."""
        in_title = patterns.TAKEN_OFF_TITLE.search(self.start.title)
        if in_title:
            return in_title["first"] or in_title["last"]
        texts = decisions[-1].paragraphs[:1] if decisions else paragraphs(self.blocks.get(CASE, []))
        says_so = len(texts) == 1 and patterns.TAKEN_OFF_TEXT.match(texts[0])
        return texts[0] if says_so else None

    def _decision(self, draft: _DecisionDraft, clauses: Sequence[str]) -> ParsedDecision:
        texts = paragraphs(draft.blocks)
        kind, secondary = classify(texts)
        date = danish.first_date(draft.date_text or "")
        earlier = date is not None and self.meeting.date is not None and date < self.meeting.date
        own = draft.body is None or (_same(draft.body, self.meeting.committee) and not earlier)
        return ParsedDecision(
            paragraphs=tuple(texts),
            kind=kind,
            secondary=secondary,
            effect=effect_of(kind, secondary, texts, clauses),
            body=None if own else draft.body,
            date=date,
        )

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
