"""References as readers meet them: words that are a link, and a note that says what was inferred."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from cases.minutes.passages import TEXT_SECTIONS
from cases.models import AgendaItem, Reference
from cases.models.meeting import Meeting
from cases.models.origin import SetBy
from cases.models.passage import Precision
from cases.models.state import LinkState
from cases.rendering.dates import month_in_words, page_language
from cases.rendering.markdown import plain_text
from cases.rendering.marks import Mark


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about a reference: in the portal's words, and why, in Danish."""

    says: str
    why: str = ""

    @classmethod
    def of(cls, says: str, why: str) -> Remark:
        """One whose reason is a sentence of its own: its full stop comes with the page."""
        return cls(says, why.strip().removesuffix("."))


@dataclass(frozen=True, slots=True)
class ReferenceNote:
    """A reference with its number on the page.

    The row is read with `for_reading`: a target that is hidden is None, and the note says what it
    would say if the portal had never had it.
    """

    row: Reference
    number: int = 0
    prefix: str = ""

    @property
    def anchor(self) -> str:
        """The id of the note; that of the place in the text is `fra-` and this."""
        return f"{self.prefix}note-{self.number}"

    @property
    def words(self) -> str:
        """The printed words without marks of Markdown and line breaks."""
        return plain_text(self.row.words)

    @property
    def is_itself(self) -> bool:
        """Whether it leads to the item that it stands in."""
        return self.row.target is not None and self.row.target_id == self.row.item_id

    @property
    def meeting(self) -> Meeting | None:
        """The public meeting that it leads to."""
        return self.row.meeting

    @property
    def target(self) -> AgendaItem | None:
        """The public item that it leads to, with its meeting."""
        target = self.row.target
        if target is not None and self.row.meeting is not None:
            target.meeting = self.row.meeting
        return target

    @property
    def href(self) -> str:
        """The address of the item, else of the meeting; "" where there is nothing to go to."""
        if self.is_itself:
            return ""
        to = self.target or self.meeting
        return to.get_absolute_url() if to is not None else ""

    @property
    def is_stub(self) -> bool:
        """Whether the words name a meeting that the public cannot find here."""
        return self.meeting is None and self.target is None and self.has_date

    @property
    def has_date(self) -> bool:
        """Whether a day or month is known without the hidden target."""
        return self.row.has_public_date

    @property
    def month(self) -> str:
        """`marts 2025`, where no more than the month is known."""
        date = self.row.date
        is_month = date is not None and self.row.precision == Precision.MONTH
        return month_in_words(date.year, date.month) if date is not None and is_month else ""

    @property
    def body(self) -> str:
        """The body's name, as far as the public may know it."""
        return self.row.public_body

    @property
    def number_there(self) -> int | None:
        """The number that the text gives of an item at a meeting that the public cannot find here."""
        return self.row.number if self.is_stub else None

    @property
    def doubts(self) -> list[str]:
        """What is wrong or unlikely, in Danish."""
        return [entry["says"] for entry in self.row.public_doubts]

    @property
    def remarks(self) -> list[Remark]:
        """Everything there is to know besides the words and where they lead."""
        return [*self.facts, *self.inferences]

    @property
    def inferences(self) -> list[Remark]:
        """What is not printed, and why it is said to be so."""
        leads = {
            "body": _("Udvalget er udledt"),
            "year": _("Året er udledt"),
            "date": _("Datoen er udledt"),
            "item": _("Punktet er udledt"),
        }
        return [
            Remark.of(leads.get(entry["what"], _("Udledt")), entry["why"])
            for entry in self.row.public_inferences
        ]

    @property
    def facts(self) -> list[Remark]:
        """What is doubtful, where the words lead nowhere, and whether a person has settled it."""
        found = [Remark.of(_("Tvivl"), says) for says in self.doubts]
        if self.is_itself:
            found.append(Remark(_("Det er dette punkt selv")))
        if self.is_stub:
            found.append(Remark(_("Mødet er ikke i portalen endnu")))
        elif not self.href and not self.is_itself:
            found.append(Remark(_("Der står ikke, hvilket møde det er")))
        if self.row.set_by == SetBy.PERSON or self.row.state == LinkState.CONFIRMED:
            found.append(Remark(_("Afgjort af en medarbejder")))
        return found

    def mark(self) -> Mark:
        """The words as a link where they lead somewhere, and the way to the note if it says more."""
        opening, closing = mark_safe('<span class="ref">'), mark_safe("</span>")
        if self.href:
            opening = format_html('<a class="ref" href="{}">', self.href)
            closing = mark_safe("</a>")
        pointer = self._pointer() if self.remarks else ""
        row = self.row
        return Mark(row.start, row.end, self.anchor, str(opening), f"{closing}{pointer}")

    def _pointer(self) -> str:
        """The number of the note as a link; in words where something is doubtful."""
        number = _("note %(number)s") % {"number": self.number}
        seen, spoken = str(self.number), f"{number}: {'. '.join(r.says for r in self.remarks)}"
        if self.doubts:
            seen, spoken = _("[tvivl, %(note)s]") % {"note": number}, ""
        label = format_html(' aria-label="{}"', spoken) if spoken else ""
        return format_html(
            ' <a class="ref-note{}" id="fra-{}" href="#{}"{}{}>{}</a>',
            " doubt" if self.doubts else "",
            self.anchor,
            self.anchor,
            label,
            mark_safe(page_language()),  # noqa: S308  # an attribute of our own
            seen,
        )


def notes_of(
    references: Iterable[Reference],
    *,
    prefix: str = "",
    order: Sequence[str] = (*TEXT_SECTIONS, "decision"),
) -> list[ReferenceNote]:
    """The references of an item, numbered in the order in which a page shows its texts."""

    def place(row: Reference) -> tuple[int, str, int]:
        kind = row.section.partition("-")[0]
        return order.index(kind) if kind in order else len(order), row.section, row.start

    rows = sorted(references, key=place)
    return [ReferenceNote(row, number, prefix) for number, row in enumerate(rows, start=1)]


def marks_by_section(notes: Sequence[ReferenceNote]) -> defaultdict[str, list[Mark]]:
    """The marks that the notes make in the texts of their item; none for a section without."""
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    for note in notes:
        marks[note.row.section].append(note.mark())
    return marks
