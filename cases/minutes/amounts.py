"""Reads amounts of money: kr., t.kr., mio. kr. and mia. kr. with Danish numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cases.minutes.passages import Passage
from cases.minutes.sentences import Sentence, blocks, sentences


@dataclass(frozen=True, slots=True)
class ParsedAmount:
    """An amount in kroner with its words and sentence. Negative where a minus is printed."""

    passage: Passage
    kroner: Decimal


def find_amounts(texts: Mapping[str, str]) -> list[ParsedAmount]:
    """Every amount in the texts of an item, in printed order; two for "3-4 mio. kr."."""
    return [
        amount
        for section, text in texts.items()
        for block in blocks(text)
        for sentence in sentences(block)
        for amount in _in_sentence(section, sentence)
    ]


_NUMBER = (
    r"(?:\d{1,3}(?:[.\s]\d{3}){1,4}(?!\d)|\d{1,13})(?:,\d{1,6}|\.\d{1,2}(?=\s?mi))?(?:\s?½)?|½"
)
_UNIT = r"(?P<{}>t(?:usinde?)?\.?|mio\.?|mill\.?|million(?:er)?|mia\.?|milliard(?:er)?)"
_KRONER = r"(?:kr\b\.?|kroners?\b|DKK\b)"
# 500.000 kr. · -7.151 t.kr. · 3-4 mio. kr. · mellem 100.000 og 200.000 kr. · 2 millioner kroner · 5.000,- kr.
_AMOUNT = re.compile(
    rf"(?<![\w½])(?<!\d[.,/:])(?:(?P<first>{_NUMBER})(?:,-)?\s?(?:[-–]|til|og|eller)\s?)?"
    rf"(?P<number>{_NUMBER})(?:,-)?\s?(?:{_UNIT.format('unit')}\s?)?{_KRONER}"
    # kr. 852.000,50 · DKK 5.000 · kr. 2 mio.
    rf"|\b(?:kr\b\.?|DKK)\s?(?P<minus>[-−]?)(?P<after>{_NUMBER})(?:,-)?"
    rf"(?:\s?{_UNIT.format('unit_after')}(?!\w))?",
    re.IGNORECASE,
)
# på -7.151 · (−2 mio. kr.) · minus 3: a dash with nothing or a space before it
_MINUS = re.compile(r"(?:(?:^|[\s(|])[-−–]|\bminus\s)$", re.IGNORECASE)
# Netto i 1.000 kr. · (1.000 kr.) · 1.000 kr., 2025-pl: the unit of a table, not an amount
_OF_A_TABLE = re.compile(r"(?:\bi\s(?:hele\s)?|\(|\|\s?)$", re.IGNORECASE)
# kr. 2025-priser: a year after the unit of the words before it
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIMES = {"t": 10**3, "mio": 10**6, "mil": 10**6, "mia": 10**9}


def _in_sentence(section: str, sentence: Sentence) -> Iterator[ParsedAmount]:
    for match in _AMOUNT.finditer(sentence.text):
        before = sentence.text[: match.start()]
        number, unit = match["number"] or match["after"], match["unit"] or match["unit_after"]
        if match["after"] and not unit and _YEAR.fullmatch(number):
            continue
        if match[0].startswith("1.000 kr") and _OF_A_TABLE.search(before):
            continue
        start = match.start()
        is_negative = bool(match["minus"] or _MINUS.search(before)) and not match["first"]
        if is_negative and not match["minus"] and not before.casefold().endswith("minus "):
            start -= 1
        words = sentence.text[start : match.end()]
        passage = Passage(section, sentence.start + start, words, sentence.text)
        for printed in filter(None, (match["first"], number)):
            kroner = _value(printed) * _times(unit)
            if kroner < _TOO_MUCH:
                yield ParsedAmount(passage, -kroner if is_negative else kroner)


_TOO_MUCH = Decimal(10) ** 14


def _value(printed: str) -> Decimal:
    """The value of a Danish number: "1.851,50", "1 000", "2½", "½"."""
    half = Decimal("0.5") if "½" in printed else Decimal(0)
    digits = re.sub(r"[½\s]", "", printed)
    if re.fullmatch(r"\d+\.\d{1,2}", digits):  # 2.5 mio. kr.
        return Decimal(digits)
    return Decimal(digits.replace(".", "").replace(",", ".") or "0") + half


def _times(unit: str | None) -> int:
    if not unit:
        return 1
    name = unit.casefold()
    return (
        _TIMES["t"]
        if name.startswith("t")
        else _TIMES["mia" if name.startswith("milliard") else name[:3]]
    )
