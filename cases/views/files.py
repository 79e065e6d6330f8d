"""Sends a file: whole or in part, under the type its bytes tell, never as anything that can run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from cases.minutes.file_types import PDF, safe_name
from cases.models import StoredFile

CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
# Nothing in a file may run or fetch. A browser's PDF reader is part of the browser and needs its own
# styles; a sandbox would keep it from opening at all.
_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_POLICY_OF_PDF = f"{_POLICY}; style-src 'unsafe-inline'; img-src data: blob:; object-src 'self'"
_OF_THE_FILE = ("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options")


def send_file(request: HttpRequest, file: StoredFile, filename: str) -> HttpResponseBase:
    """The file, the part of it that was asked for, or the word that the reader has it already.

    Raises FileNotFoundError when its bytes are gone.
    """
    headers = _headers(file, filename)
    etag = headers["ETag"]
    known = get_conditional_response(request, etag=etag, response=HttpResponse(headers=headers))
    if known is not None and known.status_code != 200:
        # A cache takes over what a 304 says: without this, the policy of the pages.
        for name in _OF_THE_FILE:
            known.headers[name] = headers[name]
        return known
    wanted = None
    if request.method == "GET" and request.headers.get("If-Range", etag) == etag:
        wanted = _wanted(request.headers.get("Range", ""), file.size)
    if wanted is not None and not wanted:
        gone = {**headers, "Content-Range": f"bytes */{file.size}"}
        return HttpResponse(status=416, headers=gone)
    part = wanted or range(file.size)
    headers["Content-Length"] = str(len(part))
    if wanted:
        headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{file.size}"
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    return StreamingHttpResponse(
        _Slice(file.file.open("rb"), part), status=206 if wanted else 200, headers=headers
    )


def _headers(file: StoredFile, filename: str) -> dict[str, str]:
    kind = file.kind
    name = safe_name(filename, kind)
    policy = _POLICY_OF_PDF if kind == PDF else f"{_POLICY}; sandbox"
    return {
        "Content-Type": kind.media_type,
        "Content-Disposition": content_disposition_header(not kind.is_shown, name) or "",
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Resource-Policy": "same-origin",
        # A cache may keep the bytes, but asks each time: what is withdrawn is gone at once.
        "Cache-Control": "no-cache",
        "ETag": f'"{file.sha256}"',
        "Accept-Ranges": "bytes",
    }


def _wanted(header: str, size: int) -> range | None:
    """The bytes that a Range header asks for; an empty range for what is not there.

    None, for the whole file, when it asks for several parts or for what is no range.
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if max(len(first), len(last)) > 18:
        return range(0)
    if not first:
        return range(max(0, size - int(last)), size) if int(last) else range(0)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


class _Slice:
    """Some bytes of an open file, in pieces; closes the file afterwards."""

    def __init__(self, stream: Any, part: range) -> None:
        self.stream, self.part = stream, part

    def __iter__(self) -> Iterator[bytes]:
        self.stream.seek(self.part.start)
        left = len(self.part)
        while left > 0 and (chunk := self.stream.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        """Close the file, also when the reader has gone before the end."""
        self.stream.close()
