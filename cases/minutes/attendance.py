"""Who was there, who was not, who sat in for whom, and who may not take part in an item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from cases.minutes.danish import shown


class Presence(StrEnum):
    """How somebody took part in a meeting or an item. A list of members does not say who came."""

    PRESENT = "present"
    MEMBER = "member"
    DEPUTY = "deputy"
    ABSENT = "absent"
    DISQUALIFIED = "disqualified"
    LEFT = "left"

    @property
    def label(self) -> str:
        """Danish name for the screen."""
        return {
            "present": shown("Til stede"),
            "member": shown("Medlemmer"),
            "deputy": shown("Stedfortræder"),
            "absent": shown("Fraværende"),
            "disqualified": shown("Inhabil"),
            "left": shown("Forlod mødet"),
        }[self]


@dataclass(frozen=True, slots=True)
class Participant:
    """A person as the document names them. None means that it does not say.

    `party` is a letter or name in brackets, `deputy_for` the member whose seat a deputy took.
    """

    name: str
    presence: Presence
    party: str | None = None
    role: str | None = None
    deputy_for: str | None = None


_LABELS = {
    Presence.PRESENT: (
        "deltagere", "mødedeltagere", "mødedeltager", "tilstede", "til stede", "tilstedeværende",
        "fremmødte", "mødte", "øvrige deltagere", "deltagere i øvrigt", "fra forvaltningen",
        "fra administrationen", "endvidere deltog", "deltog",
    ),
    Presence.MEMBER: ("medlemmer", "udvalgets medlemmer", "rådets medlemmer"),
    Presence.ABSENT: (
        "fraværende", "fraværende med afbud", "fraværende uden afbud", "fravær", "afbud", "afbud fra",
        "ikke til stede", "ikke mødt", "ikke tilstede", "meldt afbud", "afbud/stedfortræder",
    ),
    Presence.DEPUTY: (
        "stedfortræder", "stedfortrædere", "suppleant", "suppleanter", "indkaldt stedfortræder",
        "indkaldte stedfortrædere",
    ),
    Presence.DISQUALIFIED: ("inhabilitet", "inhabil", "inhabile"),
}  # fmt: skip
_PRESENCE_OF = {name: presence for presence, names in _LABELS.items() for name in names}
# Afbud fra: Bo Berg (V) · Deltagere · **Fraværende** Ingen
LABEL = re.compile(
    r"^\W*(?P<label>" + "|".join(sorted(map(re.escape, _PRESENCE_OF), key=len, reverse=True))
    + r")\**(?:\s*\(\w{1,12}\))?\s*(?:(?P<colon>:)\**\s*(?P<value>.*)|\s+(?P<bare>[A-ZÆØÅ].*))?$",
    re.IGNORECASE,
)  # fmt: skip

_WORD = r"[A-ZÆØÅÉÖÄÜ][\w.'’-]*"
_NAME = rf"{_WORD}(?: (?:(?:von|van|de|af|el|bin|la) )?{_WORD}){{1,5}}"
_PERSON = rf"{_NAME}(?: ?\([^()]{{0,60}}\))?"
# Ane Holm (A) · Borgmester Bo Berg · Carla Dam (V) - formand · Ditte Eg, stedfortræder for Bo Berg (V)
_ENTRY = re.compile(
    rf"^(?:(?P<title>(?i:[a-zæøå]*(?:formand|borgmester|rådmand|direktør|chef|sekretær|medlem)))\s+)?"
    rf"(?P<name>{_NAME})(?: ?\((?P<bracket>[^()]{{0,60}})\))?"
    rf"(?:\s*[-–:·]\s*(?P<note>.{{1,120}})| ?\((?P<second>[^()]{{0,60}})\)"
    rf"|\s+(?P<deputy>(?:som |\()?(?:(?:stedfortræder|suppleant) )?for {_NAME}.{{0,60}}))?$"
)
# stedfortræder Ditte Eg (V) — after the name of the one who is away
_DEPUTY = re.compile(
    rf"^(?:stedfortræder|suppleant|i stedet(?: deltog| mødte)?):?\s+(?P<who>{_PERSON})$", re.I
)
_ROLE = re.compile(
    r"^(?:[a-zæøå]*formand|[a-zæøå]*borgmester|rådmand|medlem|mødeleder|sekretær|[a-zæøå]*direktør"
    r"|[a-zæøå]*chef|[a-zæøå]*konsulent)\b.{0,60}$",
    re.IGNORECASE,
)
_DEPUTY_FOR = re.compile(
    rf"\b(?:stedfortræder|suppleant)(?: for (?P<member>{_NAME}))?|^for (?P<bare>{_NAME})",
    re.IGNORECASE,
)
_NOTES = (
    (Presence.ABSENT, re.compile(r"\bafbud\b|\bfraværende\b|\bikke (?:til ?stede|mødt)\b|^nej$", re.I)),
    (Presence.DISQUALIFIED, re.compile(r"\binhabil\b", re.I)),
    (Presence.PRESENT, re.compile(r"\btil ?stede\b|^mødt$|^deltog$|^ja$|^fremmødt$", re.I)),
)  # fmt: skip
_NOBODY = re.compile(r"^(?:ingen|alle(?: var)?(?: til ?stede| mødt)?|-|–)?\.?$", re.IGNORECASE)
_PEOPLE = rf"(?P<who>{_PERSON}(?:(?:, | og |, og ){_PERSON}){{0,9}})"
# Egon Fårup (A) var fraværende. · Bo Berg erklærede sig inhabil og deltog ikke i behandlingen.
_SENTENCES = (
    (Presence.DISQUALIFIED, re.compile(
        rf"{_PEOPLE} (?:erklærede sig|erklæredes|blev erklæret|blev kendt|var|er|blev) (?:for )?inhabile?\b")),
    (Presence.DEPUTY, re.compile(
        rf"{_PEOPLE} (?:deltog|mødte|deltager|møder|er indkaldt|var indkaldt|indtrådte) som (?:stedfortræder|suppleant)"
        rf"(?: for (?P<member>{_NAME}))?")),
    (Presence.DEPUTY, re.compile(
        rf"[Ss]om (?:stedfortræder|suppleant)(?: for (?P<member>{_NAME})(?: ?\([^()]{{0,60}}\))?)? "
        rf"(?:deltog|mødte|deltager) {_PEOPLE}")),
    (Presence.LEFT, re.compile(rf"{_PEOPLE} (?:forlod|forlader|gik fra) (?:lokalet|mødet|salen)")),
    (Presence.ABSENT, re.compile(
        rf"{_PEOPLE} (?:var|er) (?:fraværende|ikke til ?stede)|{_PEOPLE.replace('who', 'who2')} "
        rf"(?:havde meldt|har meldt|meldte|sendte) afbud")),
    (Presence.ABSENT, re.compile(rf"{_PEOPLE} deltog ikke i (?:behandlingen|sagens behandling|punktet|sagen|mødet)")),
)  # fmt: skip


def presence_of(label: re.Match[str]) -> Presence:
    """What a line that matches LABEL says of the people it names."""
    return _PRESENCE_OF[label["label"].casefold()]


def value_of(label: re.Match[str]) -> str:
    """What stands behind the label on its line."""
    return str(label["value"] or label["bare"] or "")


def parse_attendance(lines: Iterable[str]) -> tuple[Participant, ...]:
    """Everybody named in lines such as `Deltagere: Ane Holm (A), Bo Berg`, or one name a line."""
    found: list[Participant] = []
    presence = Presence.PRESENT
    listed_lines = list(lines)
    for line in listed_lines:
        label = LABEL.match(line)
        if label:
            presence, line = presence_of(label), value_of(label)
        named = list(_entries(line, presence)) or list(in_sentences(line))
        found += [person for person in named if person not in found]
    away = {person.name for person in found if person.presence is Presence.ABSENT}
    if any(_tells_absence(line) for line in listed_lines):
        # Where those away are named, the other members came.
        found = [
            replace(p, presence=Presence.PRESENT) if p.presence is Presence.MEMBER else p
            for p in found
        ]
    # Lists of members and of invited people name those who then stayed away, too.
    listed = (Presence.PRESENT, Presence.MEMBER)
    return tuple(p for p in found if not (p.presence in listed and p.name in away))


def _tells_absence(line: str) -> bool:
    label = LABEL.match(line)
    return label is not None and presence_of(label) is Presence.ABSENT


def people_named(lines: Iterable[str], texts: Iterable[str]) -> tuple[Participant, ...]:
    """Everybody in the attendance lines of an item, and those its decisions say were away."""
    found = list(parse_attendance(lines))
    for text in texts:
        known = {(person.name, person.presence) for person in found}
        found += [p for p in in_sentences(text) if (p.name, p.presence) not in known]
    return tuple(found)


def by_presence(people: Iterable[Participant]) -> list[tuple[Presence, list[Participant]]]:
    """The people in groups: present first, each group in printed order."""
    listed = list(people)
    groups = [(presence, [p for p in listed if p.presence is presence]) for presence in Presence]
    return [(presence, group) for presence, group in groups if group]


def names_somebody(line: str) -> bool:
    """Whether a line is nothing but names, "Ingen" or a sentence about who was there."""
    if _NOBODY.match(line.strip()):
        return True
    return len(line) < 600 and bool(
        list(_entries(line, Presence.PRESENT)) or next(in_sentences(line), None)
    )


def _entries(line: str, presence: Presence) -> Iterator[Participant]:
    """The people of a line of names; nothing where any part of it is not a name."""
    people: list[Participant] = []
    for part in _parts(line):
        entry, deputy = _ENTRY.match(part), _DEPUTY.match(part)
        if deputy and people and (sat_in := _ENTRY.match(deputy["who"])):
            away = people[-1].name
            people.append(replace(_participant(sat_in, Presence.DEPUTY), deputy_for=away))
        elif entry:
            people.append(_participant(entry, presence))
        elif people and (_ROLE.match(part) or _DEPUTY_FOR.search(part) or _note_presence(part)):
            people[-1] = _with_note(people[-1], part)
        else:
            return
    yield from people


def _parts(line: str) -> list[str]:
    text = re.sub(r"^\s*[-–•*]\s+", "", line).strip(" .")
    if _NOBODY.match(text) or len(text) > 2000:
        return []
    # A comma inside brackets, as in "(V, formand)", does not part two people.
    parts = re.split(r"\s*[;,\t|]\s*(?![^()]*\))|\s+(?:og|/)\s+(?![^()]*\))", text)
    return [part for part in parts if part]


def _participant(entry: re.Match[str], presence: Presence) -> Participant:
    person = Participant(entry["name"], presence, role=entry["title"] or None)
    for part in re.split(r"\s*[,/]\s*", entry["bracket"] or ""):
        if part:
            person = _with_note(person, part, in_brackets=True)
    notes = entry["note"] or entry["deputy"] or entry["second"] or ""
    for part in re.split(r"\s+[-–·]\s+", notes):
        if part:
            person = _with_note(person, part)
    return person


def _note_presence(note: str) -> Presence | None:
    return next((presence for presence, pattern in _NOTES if pattern.search(note)), None)


def _with_note(person: Participant, note: str, *, in_brackets: bool = False) -> Participant:
    """The person with what a bracket, dash or comma after the name adds."""
    deputy = _DEPUTY_FOR.search(note)
    if deputy:
        member = deputy["member"] or deputy["bare"]
        return replace(person, presence=Presence.DEPUTY, deputy_for=member)
    presence = _note_presence(note)
    if presence:
        return replace(person, presence=presence)
    if _ROLE.match(note):
        return replace(person, role=note)
    if person.party is None and (in_brackets or re.fullmatch(r"[A-ZÆØÅ]{1,3}", note)):
        return replace(person, party=note)
    return person


def in_sentences(text: str) -> Iterator[Participant]:
    """People whom running text says to be absent, disqualified, gone, or a deputy."""
    seen: set[tuple[str, Presence]] = set()
    for presence, pattern in _SENTENCES:
        for match in pattern.finditer(text[:20_000]):
            groups = match.groupdict()
            for part in _parts(groups.get("who") or groups.get("who2") or ""):
                entry = _ENTRY.match(part)
                if entry and (entry["name"], presence) not in seen:
                    seen.add((entry["name"], presence))
                    yield replace(_participant(entry, presence), deputy_for=groups.get("member"))
