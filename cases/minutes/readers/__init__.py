"""Readers turn bytes into blocks of text. The format is told from the bytes, never the name.

Each format has a module with `read(data, limits) -> Document`, imported on first use.
"""

from __future__ import annotations

import importlib

from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.pictures import Pictures
from cases.minutes.result import BinaryDocument, Document


def read_document(
    data: bytes, limits: Limits = DEFAULT_LIMITS, pictures: Pictures | None = None
) -> Document:
    """The blocks of a file, read in this process; `read_minutes` takes care of hostile files.

    `pictures` holds what has been read in pages of a PDF that are pictures. Raises a MinutesError
    with a Danish sentence for the clerk.
    """
    from cases.minutes.readers.formats import Format, recognise

    limits.check_size(len(data))
    found = recognise(data)
    if found is Format.ZIP:
        raise BinaryDocument(
            "Filen er et arkiv (ZIP) eller et OpenDocument, ikke et referat. Pak arkivet ud, eller "
            "gem dokumentet som PDF eller Word (.docx)."
        )
    if found is Format.TEXT:  # the readers of other formats know what in them is text
        limits.check_text(len(data))
    reader = importlib.import_module(f"cases.minutes.readers.{found.value}")
    document: Document = (
        reader.read(data, limits, pictures or {})
        if found is Format.PDF
        else reader.read(data, limits)
    )
    return document
