"""Who was there: lines with printed labels, from the members of an export."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

_DEPUTY = re.compile(r"stedfortr|suppleant|deputy|substitut", re.IGNORECASE)
_UNDECIDED = re.compile(r"ikke (?:bestemt|besvaret|angivet)|notdecided|undecided", re.IGNORECASE)
_ABSENT = re.compile(
    r"afbud|fravær|ikke (?:deltaget|deltager|mødt|til stede)|absent|declined|cancel|^(?:false|nej|no)$",
    re.IGNORECASE,
)


class Part(Enum):
    """What a member did at the meeting; the value is the label it is printed under."""

    PRESENT = "Deltagere"
    ABSENT = "Fraværende"
    DEPUTY = "Stedfortræder"


@dataclass(frozen=True, slots=True)
class Member:
    """A member by name, with the note that stands beside it."""

    name: str
    part: Part = Part.PRESENT
    note: str = ""


def part(status: str, is_absent: bool = False) -> Part:
    """What a status says in words; `is_absent` decides where it has none that are known."""
    if _DEPUTY.search(status):
        return Part.DEPUTY
    if _UNDECIDED.search(status):
        return Part.PRESENT
    return Part.ABSENT if is_absent or _ABSENT.search(status.strip()) else Part.PRESENT


def lines(members: Sequence[Member]) -> tuple[str, ...]:
    """`Deltagere: Ane Holm (A), Bo Berg (V)`, then who was absent and who stood in for them."""
    printed = []
    for kind in Part:
        names = [_shown(member) for member in members if member.part is kind and member.name]
        if names:
            printed.append(f"{kind.value}: {', '.join(names)}")
    return tuple(printed)


def _shown(member: Member) -> str:
    note = member.note.strip().strip("()")
    return f"{member.name} ({note})" if note else member.name
