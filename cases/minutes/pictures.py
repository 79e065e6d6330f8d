"""Pages that are pictures of text: read one at a time, each in a process of its own like a file."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cases.minutes.confined import run_confined
from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.result import BrokenDocument, TooLarge, TooSlow

# A word: number of its line; left, top, width and height in points; its letters.
type PictureWord = Sequence[int | float | str]
# The words of each page that has been read; None for a page that could not be.
type Pictures = Mapping[int, Sequence[PictureWord] | None]


def read_pictures(
    data: bytes, pages: Iterable[int], limits: Limits = DEFAULT_LIMITS
) -> Iterator[tuple[int, Sequence[PictureWord] | None]]:
    """The words of these pages of a PDF, each as it is read: seconds for every page.

    Raises TooSlow when all of them together take longer than the limits allow.
    """
    deadline = time.monotonic() + limits.ocr_seconds
    for page in pages:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TooSlow(
                f"Det tog over {limits.ocr_seconds:g} sekunder at læse filens billeder, så den blev "
                "opgivet. Del den i mindre filer, eller bed om den oprindelige fil."
            )
        yield page, _read_page(data, page, replace(limits, seconds=min(limits.seconds, left)))


def _read_page(data: bytes, page: int, limits: Limits) -> Sequence[PictureWord] | None:
    try:
        words: Sequence[PictureWord] = run_confined(
            "cases.minutes.readers.pdf.ocr:read_page", data, page, limits=limits
        )
    except (BrokenDocument, TooLarge, TooSlow):
        return None  # one page among many; the reading says which
    return words
