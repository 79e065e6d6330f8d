"""From what an export holds to a document: a heading for each item, then its fields as blocks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cases.minutes import patterns
from cases.minutes.patterns import CASE
from cases.minutes.readers import text
from cases.minutes.readers.exports import words
from cases.minutes.readers.html import blocks_of as html_blocks
from cases.minutes.result import (
    Access,
    Block,
    BlockKind,
    Document,
    ItemFacts,
    MeetingFacts,
    NoMinutes,
    ParsedAttachment,
    SourceWarning,
    TooLarge,
)

_MOST_ITEMS = 2_000
_MOST_BLOCKS = 50_000
_MARKUP = re.compile(r"<(?:/?[a-z][a-z0-9]*)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;/?[a-z][a-z0-9]*(?:\s|/|&gt;)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Field:
    """A part of an item: the words printed over it, and HTML or plain text. Either may be empty."""

    caption: str
    content: str


@dataclass(frozen=True, slots=True)
class File:
    """An attachment. `access` is None where the export has no flag for it."""

    title: str
    file: str | None
    access: Access | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item as exported. `full_text` holds what the fields may lack; None: no list."""

    title: str
    access: Access
    number: str = ""
    journal_number: str = ""
    caseworker: str = ""
    fields: tuple[Field, ...] = ()
    full_text: str = ""
    files: tuple[File, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read, not even a title."""
        return not (
            self.title or self.files or self.full_text or any(f.content for f in self.fields)
        )


@dataclass(frozen=True, slots=True)
class Agenda:
    """One list of items of a meeting. `access` closes all of them where it is CLOSED."""

    meeting: MeetingFacts
    items: tuple[Item, ...]
    access: Access = Access.UNKNOWN


def document(
    reader: str, agendas: Sequence[Agenda], warnings: Iterable[SourceWarning] = ()
) -> Document:
    """The one meeting of an export. Its open and its closed agenda are read together.

    Raises NoMinutes where there is no item, or items of several meetings.
    """
    held = [agenda for agenda in agendas if any(not item.is_empty for item in agenda.items)]
    if not held:
        raise NoMinutes(f"Udtrækket fra {reader} har ingen punkter. Er det den rigtige fil?")
    meetings = {(agenda.meeting.committee, agenda.meeting.date) for agenda in held}
    if len(meetings) > 1:
        raise NoMinutes(
            f"Udtrækket fra {reader} har {len(meetings)} møder. Del det i en fil for hvert møde."
        )
    items = [item for agenda in held for item in _with_access(agenda)]
    writer = _Writer(list(warnings))
    for item in _in_order(items):
        if len(items) > _MOST_ITEMS or len(writer.blocks) > _MOST_BLOCKS:
            raise TooLarge(
                f"Udtrækket fra {reader} har mere, end et møde kan have. Er det den rigtige fil?"
            )
        writer.write(item)
    return Document(
        reader, tuple(writer.blocks), tuple(writer.warnings), held[0].meeting, tuple(writer.items)
    )


def _with_access(agenda: Agenda) -> list[Item]:
    items = [item for item in agenda.items if not item.is_empty]
    if agenda.access is not Access.CLOSED:
        return items
    return [replace(item, access=Access.CLOSED) for item in items]


def _in_order(items: list[Item]) -> list[Item]:
    """By number where all have one: exports list items as the database happened to."""
    numbers = [words.number(item.number) for item in items]
    if None in numbers:
        return items
    return sorted(items, key=lambda item: words.number(item.number) or 0)


class _Writer:
    """Writes items as blocks whose lines go on from one to the next."""

    def __init__(self, warnings: list[SourceWarning]) -> None:
        self.blocks: list[Block] = []
        self.items: list[ItemFacts] = []
        self.warnings = warnings

    def write(self, item: Item) -> None:
        title, number = plain(item.title), words.number(item.number)
        if number is None and item.number:
            title = f"{item.number.strip()} {title}"  # "12a": kept in sight
        attachments = self._attachments(item, title)
        self.items.append(
            ItemFacts(
                index=len(self.blocks),
                title=title,
                access=item.access,
                number=number,
                journal_number=item.journal_number.strip() or None,
                caseworker=item.caseworker.strip() or None,
                attachments=attachments,
            )
        )
        self._heading(title, level=2)
        for caption, blocks in _in_sections(item):
            if caption:
                self._heading(caption, level=3)
            for block in blocks:
                self.blocks.append(replace(block, line=self._next_line))

    @property
    def _next_line(self) -> int:
        return len(self.blocks) + 1

    def _heading(self, words_of_it: str, level: int) -> None:
        self.blocks.append(
            Block(BlockKind.HEADING, words_of_it, self._next_line, gap=True, level=level)
        )

    def _attachments(self, item: Item, title: str) -> tuple[ParsedAttachment, ...] | None:
        if item.files is None:
            return None
        shown = [part for part in item.files if part.access in (None, Access.OPEN)]
        if hidden := len(item.files) - len(shown):
            line = self._next_line
            message = f"»{title}«: {hidden} bilag er ikke mærket som åbne og er ikke taget med."
            self.warnings.append(SourceWarning(line, "closed_attachment", message))
        return tuple(ParsedAttachment(part.title, part.file) for part in shown)


def plain(content: str) -> str:
    """One line of words, without tags and references."""
    return " ".join(html.unescape(_MARKUP.sub(" ", _unescaped(content))).split())


def _unescaped(content: str) -> str:
    """HTML that was escaped once more than the export needs."""
    if _ESCAPED.search(content) and not _MARKUP.search(content):
        return html.unescape(content)
    return content


def blocks_of(content: str) -> list[Block]:
    """The blocks of a field, be it HTML or plain text. Their lines are still to be set."""
    content = _unescaped(content)
    if _MARKUP.search(content):
        return html_blocks(content)
    lines = html.unescape(content)
    return list(text.read(lines.encode()).blocks) if lines.strip() else []


def _in_sections(item: Item) -> list[tuple[str, list[Block]]]:
    """The fields as captions and blocks, in an order in which no section swallows another.

    A field without a known heading would be read as part of the decision before it: it is case text,
    and goes behind the last field that is, or first.
    """
    fields = [(plain(field.caption), blocks_of(field.content)) for field in item.fields]
    fields = [(caption, blocks) for caption, blocks in fields if blocks]
    known = {key for caption, blocks in fields for key in _keys(caption, blocks)}
    fields.append(("", _lacking(blocks_of(item.full_text), known)))
    placed = [(caption, blocks) for caption, blocks in fields if _keys(caption, blocks)]
    astray = [(caption, blocks) for caption, blocks in fields if not _keys(caption, blocks)]
    last = [index for index, (caption, _) in enumerate(placed) if _opens(caption) == CASE]
    place = last[-1] + 1 if last else 0
    return [*placed[:place], *astray, *placed[place:]]


def _keys(caption: str, blocks: Sequence[Block]) -> set[str]:
    """The sections that a field opens, by its caption or by headings inside."""
    opened = [_opens(caption), *(_opens(block.text) for block in blocks)]
    return {key for key in opened if key}


def _opens(line: str) -> str | None:
    start = patterns.section_start(line) if line else None
    return start.key if start else None


def _lacking(blocks: Sequence[Block], known: set[str]) -> list[Block]:
    """What the full text says in sections that no field has; fields win over it."""
    kept, key = [], CASE
    for block in blocks:
        key = _opens(block.text) or key
        if key not in known:
            kept.append(block)
    return kept
