"""Readers turn bytes into blocks of text. The format is told from the bytes, never the name."""

from __future__ import annotations

from cases.minutes.result import Document


def read_document(data: bytes) -> Document:
    """The blocks of a file.

    Raises EmptyDocument or BinaryDocument with a Danish sentence for the clerk.
    """
    from cases.minutes.readers import text

    return text.read(data)
