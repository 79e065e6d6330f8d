"""What a PDF may unpack to, measured before anything of it is kept in memory."""

from __future__ import annotations

import base64
import re
import zlib

from cases.minutes.limits import Limits
from cases.minutes.result import TooLarge

_STREAM = re.compile(rb"stream\r?\n")
_DEFLATED = (b"\x78", b"\x68", b"\x58", b"\x48", b"\x38", b"\x28", b"\x18", b"\x08")
_PIECE = 1 << 16
_DICTIONARY = 600  # bytes before the word "stream" that hold what kind of stream it is


def check_expansion(data: bytes, limits: Limits) -> None:
    """Raise TooLarge where the packed parts of a PDF unpack to more than is allowed.

    Pictures are left out: no reader unpacks them. Parts that are packed twice are unpacked twice.
    """
    total = 0
    for match in _STREAM.finditer(data):
        start = match.end()
        before = data[max(0, match.start() - _DICTIONARY) : match.start()].rpartition(b" obj")[2]
        if b"/Image" in before:
            continue
        end = data.find(b"endstream", start)
        packed = memoryview(data)[start : end if end > 0 else len(data)]
        if b"ASCII85" in before or b"/A85" in before:
            packed = _from_ascii(packed)
        if bytes(packed[:1]) not in _DEFLATED:
            continue
        total += _unpacked(packed, limits.expanded_bytes - total)
        if total > limits.expanded_bytes:
            raise TooLarge(
                "PDF-filen pakker ud til mere, end portalen tager imod. Gem den på ny som PDF, "
                "eller del den i mindre filer."
            )


def _from_ascii(written: memoryview) -> memoryview:
    """A stream that is written in letters, as bytes; as it is where it is not what it says."""
    text = re.sub(rb"\s+", b"", written).removeprefix(b"<~").partition(b"~>")[0]
    try:
        return memoryview(base64.a85decode(text))
    except ValueError:
        return written


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
