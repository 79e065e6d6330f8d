"""Printed labels that a municipality uses and no rule knows, each with what it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from cases.minutes import patterns
from cases.minutes.danish import shown
from cases.minutes.result import Block, BlockKind


class Meaning(StrEnum):
    """What a printed label stands for. The value is the label that every rule knows."""

    SUMMARY = "Resume"
    CASE = "Sagsfremstilling"
    RECOMMENDATION = "Indstilling"
    DECISION = "Beslutning"
    ATTACHMENTS = "Bilag"
    ROUTING = "Kommunikation"
    JOURNAL_NUMBER = "Sagsnr."
    CASEWORKER = "Sagsbehandler"
    PRESENT = "Deltagere"
    ABSENT = "Fraværende"
    COMMITTEE = "Udvalg"
    DATE = "Mødedato"
    PLACE = "Mødested"

    @property
    def label(self) -> str:
        """Danish name for the screen."""
        return shown("Journalnummer") if self is Meaning.JOURNAL_NUMBER else self.value


@dataclass(frozen=True, slots=True)
class ProfileLabel:
    """A label as printed, without its colon, and what it means."""

    printed: str
    meaning: Meaning


Profile = Sequence[ProfileLabel]


def translate(blocks: Iterable[Block], profile: Profile) -> tuple[Block, ...]:
    """The blocks with the profile's labels exchanged for those that every rule knows.

    A label counts as a whole line, or with a colon and a value behind it. What was printed is kept
    in `Block.printed`.
    """
    meanings = {_folded(label.printed): label.meaning for label in profile}
    if not meanings:
        return tuple(blocks)
    return tuple(_translated(block, meanings) for block in blocks)


def _translated(block: Block, meanings: dict[str, Meaning]) -> Block:
    if block.kind is BlockKind.ROW:
        first = meanings.get(_folded(block.cells[0])) if len(block.cells) == 2 else None
        return replace(block, cells=(first.value, block.cells[1])) if first else block
    line = patterns.plain(block.text)
    label, colon, value = line.partition(":")
    meaning = meanings.get(_folded(label))
    if meaning is None:
        return block
    text = f"{meaning.value}: {value.strip()}" if value.strip() else meaning.value + colon
    return replace(block, text=text, printed=line)


def _folded(text: str) -> str:
    return " ".join(patterns.plain(text).casefold().rstrip(":").split())
