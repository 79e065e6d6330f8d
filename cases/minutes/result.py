"""What a document says, as plain frozen data. Nothing here knows Django."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from cases.minutes.danish import shown

if TYPE_CHECKING:
    from cases.minutes.decisions import DecisionKind, Effect
    from cases.minutes.sections import ParsedRecommendation


class MinutesError(Exception):
    """A document that cannot be read; the text is a Danish sentence a clerk can act on."""


class EmptyDocument(MinutesError):
    """The file holds no text at all."""


class BinaryDocument(MinutesError):
    """The file is not text, whatever its name says."""


class NoMinutes(MinutesError):
    """The file is text but holds no agenda items."""


class BrokenDocument(MinutesError):
    """The file says what it is, but cannot be read to its end."""


class LockedDocument(MinutesError):
    """The file needs a password."""


class ScannedDocument(MinutesError):
    """The pages are pictures of text, and no program here reads pictures."""


class UnreadPictures(ScannedDocument):
    """Pages are pictures of text that a program here can read, but has not read yet."""

    def __init__(self, message: str, pages: Iterable[int] = ()) -> None:
        super().__init__(message)
        self.pages = tuple(pages)


class TooLarge(MinutesError):
    """The file, or what it expands to, is above a limit of the portal."""


class TooSlow(MinutesError):
    """Reading the file took longer than a limit of the portal."""


class DocumentType(StrEnum):
    """What the head of the document calls itself."""

    MINUTES = "minutes"
    AGENDA = "agenda"


class Access(StrEnum):
    """Whether an item is open to the public. What is not known to be open is closed."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Danish name for the screen."""
        return {
            "open": shown("Åbent punkt"),
            "closed": shown("Lukket punkt"),
            "unknown": shown("Ikke afklaret"),
        }[self]


class ItemType(StrEnum):
    """What an item was meant as, read from the first word of its title; never its outcome."""

    ORIENTATION = "orientation"
    DISCUSSION = "discussion"
    APPROVAL = "approval"
    DECISION = "decision"

    @property
    def label(self) -> str:
        """Danish name for the screen."""
        return {
            "orientation": shown("Orientering"),
            "discussion": shown("Drøftelse"),
            "approval": shown("Godkendelse"),
            "decision": shown("Beslutning"),
        }[self]


class BlockKind(StrEnum):
    """What a reader can tell of a line of text from its form alone."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    ROW = "row"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph of a document.

    `line` is 1-based in the file. `gap` says that a blank line stands before it. `level` is the
    heading depth, or the nesting of a bullet from 1. `cells` holds the cells of a table row, `marker`
    the sign that a bullet is printed with. `page` is 1-based; None where the format has no pages.
    Links inside `text` and `cells` are Markdown: `[words](address)`.
    """

    kind: BlockKind
    text: str
    line: int
    gap: bool = False
    level: int = 0
    cells: tuple[str, ...] = ()
    marker: str = ""
    page: int | None = None
    printed: str = ""  # the line as printed, where a profile put another label in its place


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What an export states of the meeting as data; it wins over the text. None: it does not say.

    `attendance` has a printed label on each line: `Deltagere: Ane Holm (A), Bo Berg (V)`.
    """

    document_type: DocumentType | None = None
    committee: str | None = None
    date: dt.date | None = None
    start_time: dt.time | None = None
    end_time: dt.time | None = None
    location: str | None = None
    attendance: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What an export states of an item as data; it wins over the text. None: it does not say.

    `index` is the place of the item's heading among the blocks; what lies between two headings is
    text of the item. Access that the export leaves out, or says in unknown words, is UNKNOWN.
    """

    index: int
    title: str
    access: Access
    number: int | None = None
    journal_number: str | None = None
    caseworker: str | None = None
    attachments: tuple[ParsedAttachment, ...] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its reader sees it: blocks in order, plus what the reader noticed.

    `meeting` and `items` are filled by readers of exports alone.
    """

    reader: str
    blocks: tuple[Block, ...]
    warnings: tuple[SourceWarning, ...] = ()
    meeting: MeetingFacts | None = None
    items: tuple[ItemFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceWarning:
    """Something that looks wrong in the source. Marked, never silently corrected."""

    line: int | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Text that fits nowhere in the structure; kept so that nothing is lost."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the text; `href` is None where the address was lost on the way."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class ParsedAttachment:
    """An attachment as printed. `file` is its file's name in the export or archive, where given."""

    title: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Routing:
    """The row of bodies a case goes through ("Kommunikation").

    `marks` lists the marked columns where their positions survived; None where they did not.
    """

    columns: tuple[str, ...]
    mark_count: int
    marks: tuple[str, ...] | None = None
    tokens: tuple[str, ...] = ()

    @property
    def columns_known(self) -> bool:
        """Whether it is known which columns the marks stand in."""
        return self.marks is not None


@dataclass(frozen=True, slots=True)
class ParsedDecision:
    """One body's decision: its paragraphs word for word, and what a rule makes of them."""

    paragraphs: tuple[str, ...]
    kind: DecisionKind
    secondary: tuple[str, ...]
    effect: Effect | None
    body: str | None = None
    date: dt.date | None = None

    @property
    def text(self) -> str:
        """The paragraphs with a blank line between."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class ParsedItem:
    """One agenda item. None means that the source does not say.

    `attendance` holds printed lines about who was away or disqualified, `taken_off` the words that
    say that the item left the agenda, `page` the 1-based page it begins on.
    """

    number: int | None
    title: str
    line: int
    journal_number: str | None = None
    access: Access = Access.OPEN
    access_reason: str | None = None
    item_type: ItemType | None = None
    caseworker: str | None = None
    other_caseworkers: str | None = None
    labels: tuple[str, ...] = ()
    routing: Routing | None = None
    duration_min: int | None = None
    duration_max: int | None = None
    duration_text: str | None = None
    sections: dict[str, str] = field(default_factory=dict)
    recommendation: ParsedRecommendation | None = None
    decisions: tuple[ParsedDecision, ...] = ()
    attachments: tuple[ParsedAttachment, ...] = ()
    links: tuple[Link, ...] = ()
    attendance: tuple[str, ...] = ()
    taken_off: str | None = None
    supplementary: bool = False
    page: int | None = None

    @property
    def decision(self) -> ParsedDecision | None:
        """The committee's own decision: the one without another body's name, else the last."""
        own = [decision for decision in self.decisions if decision.body is None]
        ranked = own or list(self.decisions)
        return ranked[-1] if ranked else None

    @property
    def label(self) -> str:
        """`Punkt 33`, or the title of an item without a number."""
        return f"Punkt {self.number}" if self.number is not None else f"»{self.title}«"


@dataclass(frozen=True, slots=True)
class ParsedMeeting:
    """The head of the document. `lines` is all of its text, word for word.

    `attendance` holds its lines about who was there; `supplementary` is an agenda that adds items
    to one sent out before.
    """

    document_type: DocumentType | None
    committee: str | None
    date: dt.date | None
    title_date: dt.date | None = None
    start_time: dt.time | None = None
    end_time: dt.time | None = None
    location: str | None = None
    lines: tuple[str, ...] = ()
    attendance: tuple[str, ...] = ()
    supplementary: bool = False


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the table of contents; a cross-check only, never a source of items."""

    line: int
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedMinutes:
    """Everything read from one document."""

    reader: str
    meeting: ParsedMeeting
    items: tuple[ParsedItem, ...]
    contents: tuple[ContentsEntry, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    warnings: tuple[SourceWarning, ...] = ()
