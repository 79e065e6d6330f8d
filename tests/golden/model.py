"""Minutes before they are a file: what is printed, in which order, and as what."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; links are `[words](address)`."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list; each entry has its level from 1."""

    entries: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Table:
    """A table whose first row names the columns."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Routing:
    """The columns of the routing row and those that are marked."""

    columns: tuple[str, ...]
    marked: tuple[str, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple("X" if column in self.marked else "" for column in self.columns)


Part = Paragraph | Bullets | Table | Routing


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. `before` names the body and date of an earlier decision."""

    heading: str
    parts: tuple[Part, ...]
    before: tuple[str, str] | None = None


@dataclass(frozen=True)
class Item:
    """An agenda item. `heading` is the whole line; `labels` are printed under it, one on a line."""

    number: int
    title: str
    heading: str
    journal_number: str = ""
    labels: tuple[str, ...] = ()
    caseworker: str = ""
    sections: tuple[Section, ...] = ()
    files: tuple[tuple[str, str], ...] = ()  # title and file name
    closed: bool = False


@dataclass(frozen=True)
class Facts:
    """What an export has of the meeting as data."""

    committee: str
    start: dt.datetime
    end: dt.datetime
    place: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    deputies: tuple[str, ...]


@dataclass(frozen=True)
class Minutes:
    """A meeting. `head` are pairs of label and value; only exports need `facts`."""

    title: str
    running_head: str
    head: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]
    contents: str = ""  # heading of the table of contents; none where it is empty
    files_heading: str = "Bilag"
    facts: Facts | None = None


def paragraphs(*texts: str) -> tuple[Part, ...]:
    """Several paragraphs."""
    return tuple(Paragraph(text) for text in texts)


def bullets(*entries: str | tuple[int, str]) -> Bullets:
    """A list; an entry without a level is on the first."""
    return Bullets(tuple((1, entry) if isinstance(entry, str) else entry for entry in entries))
