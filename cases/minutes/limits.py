"""How much a file may ask of the portal before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. `seconds` and `memory` (bytes) are those of the process that reads it."""

    bytes: int = 50 * 1024 * 1024
    text_bytes: int = 10 * 1024 * 1024  # of a format that is all text: no municipality writes more
    pages: int = 2_000
    expanded_bytes: int = 300 * 1024 * 1024  # what an archive or Word file may unpack to
    files: int = 5_000  # in one archive
    part_bytes: int = 64 * 1024 * 1024  # one XML part of an Office file, unpacked
    rows: int = 50_000  # in one sheet of a spreadsheet
    seconds: float = 120
    memory: int = 400 * 1024 * 1024


DEFAULT_LIMITS = Limits()
