"""Readers turn bytes into blocks of text. The format is told from the bytes, never the name.

Each format has a module with `read(data, limits) -> Document`, imported on first use.
"""

from __future__ import annotations

import importlib

from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.result import Document


def read_document(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The blocks of a file.

    Raises a MinutesError with a Danish sentence for the clerk.
    """
    from cases.minutes.readers.formats import recognise

    reader = importlib.import_module(f"cases.minutes.readers.{recognise(data).value}")
    document: Document = reader.read(data, limits)
    return document
