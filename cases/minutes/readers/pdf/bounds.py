"""What a PDF may unpack to, measured before anything of it is kept in memory."""

from __future__ import annotations

import re
import zlib

from cases.minutes.limits import Limits
from cases.minutes.result import TooLarge

_STREAM = re.compile(rb"stream\r?\n")
_PIECE = 1 << 16
_DICTIONARY = 600  # bytes before the word "stream" that hold what kind of stream it is


def check_expansion(data: bytes, limits: Limits) -> None:
    """Raise TooLarge where the packed parts of a PDF unpack to more than is allowed.

    Pictures are left out: no reader unpacks them. Parts that are packed twice are unpacked twice.
    """
    total = 0
    for match in _STREAM.finditer(data):
        start = match.end()
        if data[start : start + 1] not in (b"\x78", b"\x68", b"\x48", b"\x58", b"\x08", b"\x18"):
            continue
        before = data[max(0, match.start() - _DICTIONARY) : match.start()]
        if b"/Image" in before.rpartition(b" obj")[2]:
            continue
        end = data.find(b"endstream", start)
        packed = memoryview(data)[start : end if end > 0 else len(data)]
        total += _unpacked(packed, limits.expanded_bytes - total)
        if total > limits.expanded_bytes:
            raise TooLarge(
                "PDF-filen pakker ud til mere, end portalen tager imod. Gem den på ny som PDF, "
                "eller del den i mindre filer."
            )


def _unpacked(packed: memoryview, limit: int) -> int:
    """How many bytes a stream unpacks to, counted only a little beyond `limit`."""
    outer, inner = zlib.decompressobj(), None
    size, fed = 0, packed
    first = True
    try:
        while size <= limit and not outer.eof:
            piece = outer.decompress(fed, _PIECE)
            fed = memoryview(outer.unconsumed_tail)
            if not piece:
                break
            size += len(piece)
            if first and piece[:1] == b"\x78":
                inner = zlib.decompressobj()
            first = False
            while inner is not None and piece and size <= limit:
                size += len(inner.decompress(piece, _PIECE))
                piece = inner.unconsumed_tail
    except zlib.error:
        pass  # broken, or packed in another way: what could be unpacked is counted
    return size
