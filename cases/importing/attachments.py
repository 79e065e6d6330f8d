"""Which attachment a file is: its name held against the titles that minutes print."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from cases.minutes.danish import fold_look_alikes, starts_with_day
from cases.minutes.file_types import stem_of
from cases.models import Attachment

# A name must have this share of its words in common with a title to be suggested.
ALIKE = 0.5
MOST_SUGGESTIONS = 5
# What programs write for Danish letters in the names of files.
_SPELLED = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "ß": "ss"}
)
# "bilag 1 ", "pkt 15 bilag nr 2a ", "1 ", "03 "; not "2026 02 17 " and not "bilag til sag"
_NUMBERING = re.compile(
    r"^(?:(?:(?:dagsordens)?punkt|pkt|bilag|bil)(?: nr)? \d{1,3}[a-z]? )+|^\d{1,3}[a-z]? (?!\d)"
)
# "kort (2)" as browsers name what is fetched twice, "kort kopi", "kort v2"
_COPY = re.compile(r"(?:\s*\(\d{1,3}\)|[\s_-]+(?:kopi|copy|v\d{1,2}))+$", re.I)
_DATE = re.compile(r"^\d{1,2} \d{1,2} (?:19|20)?\d{2} |^(?:19|20)\d{2} \d{1,2} \d{1,2} ")


class Likeness(IntEnum):
    """How alike a name and a title are."""

    SIMILAR = 1
    NUMBERED = 2  # alike but for a number in front or a "(2)" behind
    SPELLED = 3  # alike but for case, æ/ae, _ and - for a space, punctuation
    SAME = 4

    @property
    def label(self) -> str:
        """Danish words for the clerk."""
        return {
            Likeness.SIMILAR: "navnet ligner",
            Likeness.NUMBERED: "samme navn på nær nummer",
            Likeness.SPELLED: "samme navn, skrevet lidt anderledes",
            Likeness.SAME: "samme navn",
        }[self]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An attachment that a file may be."""

    attachment: Attachment
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Match:
    """A file's name with the attachments it may be, likeliest first.

    `sure` is the one that it surely is; None where nothing is alike, or more than one is.
    """

    filename: str
    candidates: tuple[Candidate, ...]
    sure: Attachment | None = None


@lru_cache(maxsize=20_000)
def spelled(name: str) -> str:
    """The name as it is compared: lower case, æ as ae, single spaces, no punctuation."""
    plain = fold_look_alikes(unicodedata.normalize("NFC", name)).casefold().translate(_SPELLED)
    letters = unicodedata.normalize("NFKD", plain)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


@lru_cache(maxsize=20_000)
def unnumbered(name: str) -> str:
    """`spelled`, without a number in front and a copy's number behind; dates stay."""
    text = spelled(_COPY.sub("", name))
    if starts_with_day(name) or _DATE.match(f"{text} "):
        return text
    return _NUMBERING.sub("", f"{text} ").strip() or text


def match_files(attachments: Iterable[Attachment], filenames: Sequence[str]) -> list[Match]:
    """Each file name, in order, with the attachments it may be.

    Sure is only what is alike one way: one title for the name, and no other file with as good a
    claim to that title, or a better one.
    """
    titles = _Titles(attachments)
    found = [titles.like(stem_of(filename)) for filename in filenames]
    claims: dict[int, list[Likeness]] = defaultdict(list)
    for hits, likeness in map(_best, found):
        for hit in hits:
            claims[hit.pk].append(likeness)
    matches = []
    for filename, candidates in zip(filenames, found, strict=True):
        hits, likeness = _best(candidates)
        rivals = sorted(claims[hits[0].pk], reverse=True)[:2] if len(hits) == 1 else []
        wins = rivals[:1] == [likeness] and rivals[1:] != [likeness]
        matches.append(Match(filename, candidates, hits[0] if wins else None))
    return matches


def _best(candidates: Sequence[Candidate]) -> tuple[list[Attachment], Likeness]:
    """The attachments that are most alike, unless they are only similar."""
    best = max((one.likeness for one in candidates), default=Likeness.SIMILAR)
    if best is Likeness.SIMILAR:
        return [], best
    return [one.attachment for one in candidates if one.likeness is best], best


class _Titles:
    """Attachments by what their titles look like, so that thousands are searched at once."""

    def __init__(self, attachments: Iterable[Attachment]) -> None:
        self.by_form: dict[tuple[Likeness, str], list[Attachment]] = defaultdict(list)
        self.by_word: dict[str, list[Attachment]] = defaultdict(list)
        for attachment in attachments:
            for likeness, form in _forms(stem_of(attachment.title) or attachment.title):
                self.by_form[likeness, form].append(attachment)
            for word in _words(attachment.title):
                self.by_word[word].append(attachment)

    def like(self, stem: str) -> tuple[Candidate, ...]:
        """What a name may be: all that is alike, else what is similar."""
        seen: dict[int, Candidate] = {}
        for likeness, form in _forms(stem):
            for attachment in self.by_form[likeness, form]:
                seen.setdefault(attachment.pk, Candidate(attachment, likeness))
        if not seen:
            alike = self._similar(stem)[:MOST_SUGGESTIONS]
            seen = {one.pk: Candidate(one, Likeness.SIMILAR) for one in alike}
        return tuple(seen.values())

    def _similar(self, stem: str) -> list[Attachment]:
        words = _words(stem)
        shared: Counter[int] = Counter()
        rows: dict[int, Attachment] = {}
        for word in words:
            for attachment in self.by_word.get(word, ()):
                shared[attachment.pk] += len(word)
                rows[attachment.pk] = attachment
        scores = {
            pk: 2 * common / (_letters(words) + _letters(_words(rows[pk].title)))
            for pk, common in shared.items()
        }
        alike = [pk for pk, score in scores.items() if score >= ALIKE]
        return [rows[pk] for pk in sorted(alike, key=lambda pk: (-scores[pk], pk))]


def _forms(name: str) -> list[tuple[Likeness, str]]:
    return [
        (Likeness.SAME, name),
        (Likeness.SPELLED, spelled(name)),
        (Likeness.NUMBERED, unnumbered(name)),
    ]


@lru_cache(maxsize=20_000)
def _words(name: str) -> frozenset[str]:
    """The words of a name, with æ, ø and å down to one letter: some programs leave only that."""
    text = spelled(stem_of(name))
    for double, single in (("ae", "a"), ("oe", "o"), ("aa", "a")):
        text = text.replace(double, single)
    return frozenset(word for word in re.split(r"\W+", text) if word)


def _letters(words: Iterable[str]) -> int:
    return sum(map(len, words))
