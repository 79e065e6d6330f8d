"""The promises of a sentence: one, or two for different things."""

from __future__ import annotations

import re
from dataclasses import replace

from cases.minutes.danish import MONTHS
from cases.minutes.passages import Setting
from cases.minutes.promise_reading import Promise, Reading

__all__ = ["Promise", "promises_in"]

# What runs on without a full stop is no sentence, and a hostile one must not take minutes to read.
_LONGEST = 1500


def promises_in(sentence: str, section: str, setting: Setting) -> list[Promise]:
    """What a sentence of a section promises: one promise, or two for different things and days."""
    if len(sentence) > _LONGEST or (section in _TOLD_AT_LENGTH and not _hints(sentence)):
        return []
    reading = Reading(sentence, section, setting)
    if reading.is_idle:
        return []
    for joint in _JOINTS.finditer(sentence) if len(reading.ahead) > 1 else ():
        first, second = _halves(sentence, joint, section, setting)
        if first and second and first.due and second.due and first.kind is not second.kind:
            return [first, second]
    for joint in _NEW_SUBJECT.finditer(sentence):
        first, second = _halves(sentence, joint, section, setting)
        if first and second and first.kind is not second.kind:
            return [first, second]
    return [reading.promise] if reading.promise else []


# Sections where most sentences promise nothing; there a promise has one of these.
_TOLD_AT_LENGTH = frozenset({"summary", "case_text"})
_HINTS = (
    *MONTHS, "20", "afvent", "i bero", "næste", "kommende", "senere", "efterfølgende", "snar", "ferie",
    "forår", "efterår", "sommer", "vinter", "kvartal", "halvår", "nye år", "halvt år", "måneder", " år",
    "uger", "når", "derefter", "herefter", "endeligt", "dernæst", "vende", "proces", "forløb", "opfølgning",
    "aftale",
)  # fmt: skip


def _hints(sentence: str) -> bool:
    text = sentence.casefold()
    return any(map(text.__contains__, _HINTS))


# …, og forelægges · hvorefter den behandles
_JOINTS = re.compile(r",?\s(?:og|samt|hvorefter|herefter|inden)\s")


# Forvaltningen henter tilbud, og sagen kommer igen på næste møde.
_NEW_SUBJECT = re.compile(r",?\sog\s(?=(?:sagen|punktet|emnet|temaet|drøftelsen)\s)")


def _halves(
    sentence: str, joint: re.Match[str], section: str, setting: Setting
) -> tuple[Promise | None, Promise | None]:
    """What a sentence promises before a joint, and what after it."""
    second = Reading(sentence[joint.end() :], section, setting).promise
    if second:
        shift = joint.end()
        second = replace(second, start=second.start + shift, end=second.end + shift)
    return Reading(sentence[: joint.start()], section, setting).promise, second
