"""What a sentence says that another meeting came to, where it says so in so many words."""

from __future__ import annotations

import re

from cases.minutes.danish import shown

_PARTICIPLE = "godkendt|besluttet|vedtaget|tiltrådt|afvist|udsat"
# Retningen, som blev godkendt | på mødet den 3. maj 2025
_PASSIVE_BEFORE = re.compile(rf"\b(?:blev|er) (?:enstemmigt )?(?P<word>{_PARTICIPLE})\s+$", re.I)
_PAST = {
    "godkendte": "godkendt",
    "besluttede": "besluttet",
    "vedtog": "vedtaget",
    "tiltrådte": "tiltrådt",
    "afviste": "afvist",
    "udsatte": "udsat",
}
_VERB = rf"\b(?P<word>{'|'.join(_PAST)})\b"
# Den 3. maj 2025 besluttede Byrådet
_ACTIVE = re.compile(_VERB, re.IGNORECASE)
# Udvalget besluttede | på mødet den 3. maj 2025 · Den 3. maj 2025 | besluttede udvalget
_ACTIVE_BEFORE = re.compile(rf"{_VERB}\s+$", re.IGNORECASE)
_ACTIVE_AFTER = re.compile(rf"^\s+{_VERB}", re.IGNORECASE)
# Hvis planen blev godkendt på mødet · Planen blev ikke godkendt: what was not so, or not surely.
_UNSURE = re.compile(
    r"\b(?:ikke|ej|hvis|såfremt|når|måske|formentlig|forventes|skulle|ville)\b|, om\b|\?",
    re.IGNORECASE,
)
OUTCOMES = {
    "godkendt": shown("Godkendt"),
    "besluttet": shown("Besluttet"),
    "vedtaget": shown("Vedtaget"),
    "tiltrådt": shown("Tiltrådt"),
    "afvist": shown("Afvist"),
    "udsat": shown("Udsat"),
}


def outcome_told(sentence: str, words: str) -> str:
    """The verb that the sentence joins to the meeting named by `words`, as a Danish word for the
    screen; empty where it names the meeting only, denies it, or leaves it open."""
    before, found, after = sentence.partition(words)
    if not found or _UNSURE.search(before) or re.match(r"[^.,;]*\bikke\b", after):
        return ""
    passive = _PASSIVE_BEFORE.search(before)
    if passive:
        return OUTCOMES[passive["word"].casefold()]
    active = _ACTIVE_BEFORE.search(before) or _ACTIVE.search(found) or _ACTIVE_AFTER.search(after)
    return OUTCOMES[_PAST[active["word"].casefold()]] if active else ""
