"""Builds ZIP files for tests."""

import zipfile
from collections.abc import Mapping
from io import BytesIO


def make_zip(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The bytes of a ZIP with these files, in this order."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()
