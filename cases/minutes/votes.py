"""How a body voted, and what a minority had entered, as the words of a decision say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cases.minutes.danish import shown


class Stance(StrEnum):
    """Where somebody stood in a vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    RESERVED = "reserved"

    @property
    def label(self) -> str:
        """Danish name for the screen."""
        return {
            "for": shown("For"),
            "against": shown("Imod"),
            "abstained": shown("Undlod at stemme"),
            "reserved": shown("Tog forbehold"),
        }[self]


@dataclass(frozen=True, slots=True)
class Vote:
    """Those who stood one way: how many (None where it is not said), and which parties."""

    stance: Stance
    count: int | None
    parties: tuple[str, ...]
    text: str


_NUMBERS = (
    "ingen",
    "en",
    "to",
    "tre",
    "fire",
    "fem",
    "seks",
    "syv",
    "otte",
    "ni",
    "ti",
    "elleve",
    "tolv",
)
_COUNT = (
    r"\b(?:\d{1,3}|[ÉéEe][tn]|" + "|".join(f"[{n[0].upper()}{n[0]}]{n[1:]}" for n in _NUMBERS) + ")"
)
_NAME = (
    r"(?:Socialdemokrati(?:et|erne)|Venstre|(?:Det )?Konservative(?: Folkeparti)?|Enhedslisten"
    r"|Socialistisk Folkeparti|SF|(?:Det )?Radikale(?: Venstre)?|Dansk Folkeparti|DF|Nye Borgerlige"
    r"|Liberal Alliance|LA|Danmarksdemokraterne|Moderaterne|Alternativet|[A-ZÆØÅ][a-zæøå]+listen)"
)
_PARTY = rf"(?:{_NAME}|[A-ZÆØÅ](?![\w.-]))"
# A+V+C+N · A, V og Ø · 3 A, 2 V · Venstre og Dansk Folkeparti
_LIST = (
    rf"(?:\d{{1,2}} ?)?{_PARTY}(?:(?:\s*[+,/&]\s*|,? (?:og|samt) )(?:\d{{1,2}} ?)?{_PARTY}){{0,12}}"
)
_IN_BRACKETS = rf"(?:\s*\((?P<parties>{_LIST})\))"
_WHO = rf"(?:{_IN_BRACKETS}|\s*(?:bestående af |fra )?(?P<bare>{_LIST})(?:\s*\((?P<after>\d{{1,3}})\))?)"
_MEMBERS = r"(?: medlem(?:mer)?)?"


def _patterns(stance: Stance, before: str, verb: str) -> list[tuple[Stance, re.Pattern[str]]]:
    """Label first ("Imod stemte 2 (O)", "Imod: O") and label last ("2 (O) stemte imod", "7 imod")."""
    lines = (
        rf"\b(?:{before})(?: (?:forslaget|indstillingen|ændringsforslaget))?(?: stemte:?|:)"
        rf"(?: (?P<count>{_COUNT}){_MEMBERS})?{_WHO}?",
        rf"(?P<count>{_COUNT})(?: stemmer)?{_MEMBERS}{_IN_BRACKETS}? (?:(?:stemte|stemmer|stemme) )?(?:{verb})",
        rf"(?P<count>){_IN_BRACKETS} (?:(?:stemte|stemmer|stemme) )?(?:{verb})",
        rf"(?<!\w)(?P<count>)(?P<bare>{_LIST}) (?:(?:stemte|stemmer|stemme) )?(?:{verb})",
    )
    return [(stance, re.compile(line)) for line in lines]


_PATTERNS = (
    # Hverken for eller imod stemte 1 (Ø) · 2 (Ø) undlod at stemme · 1 stemte blankt
    *_patterns(Stance.ABSTAINED, "[Hh]verken for eller i?mod|[Uu]ndlod(?: at stemme)?|[Bb]lankt?",
               r"undlod|undlader|afstod|blankt\b|hverken for eller i?mod\b"),
    *_patterns(Stance.FOR, "[Ff]or", r"for(?=[,.;:]| og\b| \d|$|\s*\()"),
    *_patterns(Stance.AGAINST, "[Ii]mod", r"i?mod(?=[,.;:]| og\b| \d|$|\s*\()"),
    # 1 medlem (O) tager forbehold
    *_patterns(Stance.RESERVED, "[Ff]orbehold", r"(?:tager|tog|tages) forbehold\b"),
    # Et flertal (A+V+C+N) · et flertal på 4 bestående af A og V · mindretallet (O)
    (Stance.FOR, re.compile(rf"\b[Ff]lertal(?:let)?(?: på (?P<count>{_COUNT}))?{_MEMBERS}{_WHO}")),
    (Stance.AGAINST, re.compile(rf"\b[Mm]indretal(?:let)?(?: på (?P<count>{_COUNT}))?{_MEMBERS}{_WHO}")),
)  # fmt: skip
# med 5 stemmer mod 2 · med stemmerne 4-3
_SCORE = re.compile(
    rf"(?P<for>{_COUNT}) stemmer{_IN_BRACKETS}? i?mod (?P<against>{_COUNT})(?: stemmer)?"
    rf"(?:\s*\((?P<parties2>{_LIST})\))?|\bstemmerne (?P<for2>\d{{1,3}})\s*[-–]\s*(?P<against2>\d{{1,3}})"
)

# kunne ikke tiltræde indstillingen · ønskede ført til protokol · begæres indbragt for byrådet
_DISSENT = re.compile(
    r"\b(?:kan|kunne|vil|ville) ikke (?:\w+ )?(?:tiltræde|anbefale|støtte|godkende|stemme for)\b"
    r"|\b(?:ført|tilføjet|føres|tilført|optaget) (?:til|i) (?:\w+ )?(?:protokol|referat)"
    r"|\bprotokollat|\bprotokoltilførsel|\bmindretalsudtalelse|\bsærstandpunkt|\bafvigende (?:mening|holdning)"
    r"|\bstemme[rt]e? (?:i?mod)\b.{0,120}\b(?:fordi|idet|da|med den begrundelse)\b"
    r"|\bindbringe\w*\b.{0,40}\b(?:byrådet|kommunalbestyrelsen)|\bindbragt for\b|\bstandsningsret",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[a-zæøå0-9)»\"”][.!?])\s+(?=[A-ZÆØÅ»\"”])")


def votes_in(paragraphs: Sequence[str]) -> tuple[Vote, ...]:
    """Every group of votes that the words tell of, in their order. Unanimity is never inferred."""
    found: list[Vote] = []
    for paragraph in paragraphs:
        for sentence in SENTENCE.split(paragraph[:20_000]):
            found += _in_sentence(sentence)
    return tuple(found)


def dissents_in(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Paragraphs in which somebody has a differing opinion entered, word for word."""
    return tuple(paragraph for paragraph in paragraphs if _DISSENT.search(paragraph))


def _in_sentence(sentence: str) -> Iterator[Vote]:
    text = sentence.strip()
    score = _SCORE.search(text)
    if score:
        won, lost = score["for"] or score["for2"], score["against"] or score["against2"]
        yield Vote(Stance.FOR, _number(won), _letters(score["parties"]), text)
        yield Vote(Stance.AGAINST, _number(lost), _letters(score["parties2"]), text)
        return
    hits: dict[tuple[int, int], Vote] = {}
    for stance, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            overlaps = any(start < match.end() and match.start() < end for start, end in hits)
            groups = match.groupdict()
            count = groups["count"] or groups.get("after")
            letters = _letters(groups.get("parties") or groups.get("bare"))
            if not overlaps and (count or letters):
                hits[match.span()] = Vote(stance, _number(count), letters, text)
    yield from (hits[span] for span in sorted(hits))


def _number(word: str | None) -> int | None:
    if not word:
        return None
    if word.isdigit():
        return int(word)
    folded = word.lower().replace("é", "e").replace("et", "en")
    return _NUMBERS.index(folded)


def _letters(printed: str | None) -> tuple[str, ...]:
    """The parties of a printed list, each once, as letter or name."""
    return tuple(dict.fromkeys(re.findall(_PARTY, printed or "")))
