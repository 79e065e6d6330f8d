"""Reads a web page that a browser saved as one file (.mht, .mhtml)."""

from __future__ import annotations

from email import message_from_bytes, policy

from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.readers import html
from cases.minutes.result import BrokenDocument, Document, TooLarge


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Blocks of the page; the pictures saved with it are left out."""
    if len(data) > 3 * limits.text_bytes:
        raise TooLarge(
            f"Websiden fylder over {3 * limits.text_bytes // 1024 // 1024} MB med sine billeder. Gem "
            "den som PDF, og vælg den fil."
        )
    message = message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return html.read(page, limits)
    raise BrokenDocument(
        "Filen er en gemt webside eller e-mail uden en læsbar side. Gem referatet som PDF, og vælg "
        "den fil."
    )
