"""Made-up Danish minutes of sixteen years, as many as asked for, loaded batch by batch.

The same size and seed give the same corpus on every database.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from itertools import batched, count

from django.db import transaction
from django.db.models import Model
from tqdm import tqdm

from bench.search_texts import DECISIONS, Writer
from bench.vocabulary import Vocabulary
from cases.minutes.journal_number import JournalNumber
from cases.models import (
    AgendaItem,
    Attachment,
    Case,
    Committee,
    Decision,
    FilePage,
    Meeting,
    StoredFile,
    Topic,
    TopicLink,
)

_FIRST_DAY, _LAST_DAY = dt.date(2010, 1, 5), dt.date(2025, 12, 16)
_PUBLISHED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_COMMITTEES = (
    "Økonomi",
    "Teknik",
    "Børne",
    "Skole",
    "Kultur",
    "Social",
    "Sundheds",
    "Klima",
    "Plan",
)
# Main groups of KLE, KL's list of subjects, which municipalities file their cases by.
_GROUPS = (
    "00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "13", "14", "15", "16",
    "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "32",
    "34", "54", "55", "81", "82", "83", "84", "85", "86", "88",
)  # fmt: skip
_FACETS = ("A00", "G01", "G02", "I00", "K04", "P16", "P19", "S00", "Ø34")
_TOPICS, _CASES_AT_ONCE = 40, 400
_NEW_CASE, _SECOND_DECISION = 0.25, 0.15
_MEETINGS_A_BATCH_OF_ITEMS = 1_500


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a corpus is: items, items a meeting, words an item (least, median, most), share of
    items with a file that the portal holds."""

    items: int
    a_meeting: int
    words: tuple[int, int, int] = (210, 500, 1420)
    held: float = 0.02


SHAPES = {
    "tiny": Shape(120, 6, held=0.2),  # for trying the benchmark itself
    "10k": Shape(10_000, 12),
    "100k": Shape(100_000, 25),
    "1m": Shape(1_000_000, 60, (50, 110, 400), 0.005),
}


@dataclass
class Rows:
    """What goes into the database together, in the order in which it must."""

    meetings: list[Meeting] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    files: list[StoredFile] = field(default_factory=list)
    pages: list[FilePage] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    links: list[TopicLink] = field(default_factory=list)

    @transaction.atomic
    def write(self) -> None:
        """Write them all, or none."""
        for kind in fields(self):
            rows: list[Model] = getattr(self, kind.name)
            if rows:
                type(rows[0])._default_manager.bulk_create(rows, batch_size=500)


def load_corpus(shape: Shape, seed: int = 6, *, quiet: bool = False) -> None:
    """Fill an empty database; memory stays flat whatever the size."""
    corpus = Corpus(shape, seed)
    with tqdm(total=shape.items, unit=" items", desc="corpus", disable=quiet) as bar:
        for rows in corpus.batches():
            rows.write()
            bar.update(len(rows.items))


class Corpus:
    """The making of one corpus: meetings day by day, each with its items."""

    def __init__(self, shape: Shape, seed: int) -> None:
        self.shape = shape
        self.chance = random.Random(seed)
        self.writer = Writer(self.chance, Vocabulary(seed))
        self.committees = [
            Committee.objects.create(name=f"{name}udvalget", slug=slug, code=slug[:3].upper())
            for name in _COMMITTEES
            for slug in [name.lower().replace("ø", "oe") + "udvalget"]
        ]
        self.topics = [
            Topic.objects.create(name=theme.definite.capitalize(), slug=f"emne-{number}")
            for number, theme in enumerate(self.chance.sample(self.writer.themes, _TOPICS), 1)
        ]
        self.serials = count(1)
        self.open_cases: list[tuple[Case, str, Topic]] = []
        self.numbers: dict[tuple[int, int], count[int]] = {}

    def batches(self) -> Iterator[Rows]:
        """Rows of some hundred items at a time, oldest meeting first."""
        left = self.shape.items
        a_batch = max(1, _MEETINGS_A_BATCH_OF_ITEMS // self.shape.a_meeting)
        for meetings in batched(self._meetings(), a_batch, strict=False):
            rows = Rows(meetings=list(meetings))
            for meeting in meetings:
                for position in range(1, min(self.shape.a_meeting, left) + 1):
                    self._add_item(rows, meeting, position)
                    left -= 1
            yield rows

    def _meetings(self) -> Iterator[Meeting]:
        wanted = -(-self.shape.items // self.shape.a_meeting)
        days = (_LAST_DAY - _FIRST_DAY).days
        for number in range(wanted):
            yield Meeting(
                committee=self.committees[number % len(self.committees)],
                date=_FIRST_DAY + dt.timedelta(days=days * number // wanted),
                sequence=1,
                published_at=_PUBLISHED,
            )

    def _add_item(self, rows: Rows, meeting: Meeting, position: int) -> None:
        chance, write = self.chance, self.writer
        case, subject, topic = self._case(rows, meeting.date.year)
        series = self.numbers.setdefault((meeting.committee_id, meeting.date.year), count(1))
        number = next(series)
        words = self._length()
        item = AgendaItem(
            meeting=meeting, number=number, position=position, address=f"punkt-{number}",
            public_id=uuid.UUID(int=chance.getrandbits(128), version=4), access="open",
            title=write.title(subject), case=case, journal_number=case.journal_number,
            summary=write.text(words // 8, meeting.date, subject),
            case_text=write.paragraphs(words - words // 6, meeting.date, subject),
            recommendation=write.recommendation(words // 24, subject),
        )  # fmt: skip
        rows.items.append(item)
        self._add_decisions(rows, item, subject)
        self._add_attachments(rows, item, subject)
        rows.links += [
            TopicLink(item=item, topic=linked, level=level)
            for level, linked in self._topics(topic).items()
        ]

    def _length(self) -> int:
        least, median, most = self.shape.words
        return min(most, max(least, round(median * self.chance.lognormvariate(0, 0.5))))

    def _case(self, rows: Rows, year: int) -> tuple[Case, str, Topic]:
        """A case that is running, or a new one; the oldest of too many is closed."""
        chance = self.chance
        if self.open_cases and chance.random() > _NEW_CASE:
            return chance.choice(self.open_cases)
        subject = f"{chance.randrange(31):02}.{chance.randrange(25):02}"
        printed = (
            f"{chance.choice(_GROUPS)}.{subject}-{chance.choice(_FACETS)}"
            f"-{next(self.serials) % 100_000}-{year % 100:02}"
        )
        found = JournalNumber.parse(printed)
        case = Case(
            journal_number=printed, normalised=found.normalised, scheme=found.scheme,
            main_group=found.main_group or "", subject=found.subject or "",
            facet=found.facet or "", serial=found.serial, year=found.year,
        )  # fmt: skip
        rows.cases.append(case)
        running = (case, self.writer.subject(), chance.choice(self.topics))
        self.open_cases.append(running)
        del self.open_cases[:-_CASES_AT_ONCE]
        return running

    def _topics(self, topic: Topic) -> dict[str, Topic]:
        """By level: what an item is about, and what it mentions besides."""
        linked = {"about": topic} if self.chance.random() < 0.5 else {}
        other = self.chance.choice(self.topics)
        return linked if other is topic else {**linked, "mentions": other}

    def _add_decisions(self, rows: Rows, item: AgendaItem, subject: str) -> None:
        bodies = ["", "Byrådet"] if self.chance.random() < _SECOND_DECISION else [""]
        for position, body in enumerate(bodies, 1):
            (kind, text) = self.chance.choices(DECISIONS, weights=[w for _, _, w in DECISIONS])[0][
                :2
            ]
            rows.decisions.append(
                Decision(
                    item=item, position=position, body=body, kind=kind,
                    text=text.format(subject=subject),
                )
            )  # fmt: skip

    def _add_attachments(self, rows: Rows, item: AgendaItem, subject: str) -> None:
        chance = self.chance
        for position in range(1, chance.choice((0, 0, 1, 1, 2, 4)) + 1):
            attachment = Attachment(
                item=item, position=position, title=self.writer.attachment(subject)
            )
            if position == 1 and chance.random() < self.shape.held:
                self._hold(rows, attachment, subject)
            rows.attachments.append(attachment)

    def _hold(self, rows: Rows, attachment: Attachment, subject: str) -> None:
        """Give it a file whose text has been read; the bytes themselves nobody asks for."""
        sha256 = f"{self.chance.getrandbits(256):064x}"
        pages = self.chance.randint(1, 6)
        file = StoredFile(
            sha256=sha256, file=f"files/{sha256[:2]}/{sha256}", size=50_000,
            media_type="application/pdf", text_state="read", page_count=pages,
        )  # fmt: skip
        attachment.file, attachment.state, attachment.filename = file, "held", "bilag.pdf"
        rows.files.append(file)
        date = attachment.item.meeting.date
        rows.pages += [
            FilePage(file=file, number=number, text=self.writer.text(220, date, subject))
            for number in range(1, pages + 1)
        ]
