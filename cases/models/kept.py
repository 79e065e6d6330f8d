"""Files kept under their own checksum: no name can collide or mislead, and the same bytes lie once."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files import File


def checksum(content: File[Any]) -> str:
    """The sha256 of a file, read in pieces."""
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def checksum_path(folder: str, sha256: str) -> str:
    """Where bytes with this checksum lie."""
    return f"{folder}/{sha256[:2]}/{sha256}"


def put(field: Any, path: str, content: File[Any]) -> None:
    """Lay the content at the path of a file field; bytes that an interrupted run left are the same."""
    if field.storage.exists(path):
        field.name = path
    else:
        content.seek(0)
        field.save(path.rpartition("/")[2], content, save=False)
