"""A date in its sentence, and the hit that a rule makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from cases.minutes.bodies import body_name, is_generic
from cases.minutes.reference_grammar import AFTER_NUMBER, Grammar

# A text without full stops is one sentence: who acts is not looked for farther away.
_SENTENCE = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """Words from `start` to `end` of a sentence that point to a meeting, and what they say."""

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    body: str = ""
    number: int | None = None
    title: str = ""
    # The words speak of "mødet", "udvalgsmødet" or a named body: what the paragraph may add.
    meeting: str = ""
    is_other: bool = False
    # "udvalget" met, not a council that the paragraph names.
    is_committee: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """A date in its sentence: what stands on both sides, and whether a date came before."""

    text: str
    at: int
    left: str
    right: str
    bare: Hit
    follows: bool
    grammar: Grammar
    events: frozenset[tuple[int, int]]

    def hit(self, start: int | None = None, end: int | None = None, **says: Any) -> Hit:
        """The date, from `start` of the left side to `end` of the right one, and what it says."""
        first = self.bare.start if start is None else self.at - len(self.left) + start
        last = self.bare.end if end is None else self.bare.end + end
        return replace(self.bare, start=first, end=last, **says)

    @property
    def before(self) -> str:
        """The sentence before the date, as far back as one reads for who acts."""
        return self.text[max(0, self.at - _SENTENCE) : self.at]

    @property
    def near(self) -> str:
        """The same with what follows the date."""
        return self.before + self.text[self.at : self.at + _SENTENCE]

    @property
    def number(self) -> re.Match[str] | None:
        """The number of an item that follows the date at once."""
        return AFTER_NUMBER.match(self.right)

    @property
    def rest(self) -> str:
        """The right side after such a number."""
        return self.right[self.number.end() :] if self.number else self.right


def named(body: str | None) -> str:
    """The name in full; "" for "udvalget" and for nothing."""
    return "" if not body or is_generic(body) else body_name(body)


def council_of(meeting: str) -> str:
    """The body that a word like "byrådsmødet" names; "" for "udvalgsmødet"."""
    word = meeting.casefold()
    stems = {"byråd": "Byrådet", "kommunalbestyrelse": "Kommunalbestyrelsen"}
    stems |= {"borgerrepræsentation": "Borgerrepræsentationen", "magistrat": "Magistraten"}
    stems |= {"direktion": "Direktionen"}
    council = next((body for stem, body in stems.items() if word.startswith(stem)), "")
    committee = re.match(r"([a-zæøå-]{3,}udvalg)s", word)
    return council or (f"{committee[1].capitalize()}et" if committee else "")
