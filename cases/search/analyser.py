"""Turns text into the form in which it is compared. Plain Python, alike on every database."""

from __future__ import annotations

import unicodedata

from cases.minutes.danish import fold_look_alikes


def fold(text: str) -> str:
    """`text` in lower case, composed, with look-alike letters as Latin ones and single spaces."""
    composed = unicodedata.normalize("NFKC", text)
    return " ".join(fold_look_alikes(composed).casefold().split())
