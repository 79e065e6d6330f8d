"""Reads amounts of money: kr., t.kr., mio. kr. and mia. kr. with Danish numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cases.minutes.passages import Passage


@dataclass(frozen=True, slots=True)
class ParsedAmount:
    """An amount in kroner with its words and sentence. Negative where a minus is printed."""

    passage: Passage
    kroner: Decimal


def find_amounts(texts: Mapping[str, str]) -> list[ParsedAmount]:
    """Every amount in the texts of an item, in printed order."""
    raise NotImplementedError
