"""Files out of a ZIP, one at a time: nested one level, measured while they are unpacked."""

from __future__ import annotations

import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from cases.minutes.file_types import refuse_long_list
from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.result import BrokenDocument, LockedDocument, MinutesError, TooLarge

# What systems put into archives on their own.
_LITTER = re.compile(r"^(?:\.|~\$|thumbs\.db$|desktop\.ini$)", re.I)
_IN_MEMORY = 5 * 1024 * 1024


@dataclass(slots=True)
class Member:
    """One file of an archive: its bare name and its bytes, or why it was not unpacked."""

    name: str
    content: BinaryIO | None = None
    refused: str = ""


@dataclass(slots=True)
class _Room:
    """What is left to unpack in the whole archive, inner ones too."""

    size: int
    files: int


def is_archive(stream: BinaryIO) -> bool:
    """Whether this is a ZIP of files, and no Office file, which is a ZIP too."""
    start = stream.read(4)
    stream.seek(0)
    if start not in (b"PK\x03\x04", b"PK\x05\x06"):
        return False
    try:
        refuse_long_list(stream, DEFAULT_LIMITS)
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (MinutesError, zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return True  # it says that it is; why it cannot be unpacked is said by `unpack`
    finally:
        stream.seek(0)
    return not names & {"[Content_Types].xml", "mimetype"}


def unpack(stream: BinaryIO, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member]:
    """Each file of the archive, to be read before the next one is asked for.

    Folders in names are left out. Raises BrokenDocument or TooLarge for the archive as a whole.
    """
    yield from _unpack(stream, limits, _Room(limits.expanded_bytes, limits.files), inside="")


def _unpack(stream: BinaryIO, limits: Limits, room: _Room, *, inside: str) -> Iterator[Member]:
    refuse_long_list(stream, limits)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise BrokenDocument(
            "ZIP-filen er gået i stykker på vejen og kan ikke åbnes. Hent den igen, og vælg den."
        ) from error
    with archive:
        for info in archive.infolist():
            name = _bare_name(info)
            if info.is_dir() or _LITTER.match(name) or info.filename.startswith("__MACOSX/"):
                continue
            room.files -= 1
            if room.files < 0:
                raise TooLarge(f"ZIP-filen rummer flere end {limits.files} filer. Del den i flere.")
            yield from _member(archive, info, name, limits, room, inside=inside)


def _member(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    name: str,
    limits: Limits,
    room: _Room,
    *,
    inside: str,
) -> Iterator[Member]:
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        content = cast("BinaryIO", spool)
        try:
            _copy(archive, info, content, limits, room)
            if not is_archive(content):
                yield Member(name, content)
                return
            if inside:
                raise TooLarge(
                    f"Arkivet ligger i »{inside}«, som selv ligger i et arkiv. Pak det ud først."
                )
            inner = _unpack(content, limits, room, inside=name)
        except MinutesError as error:
            if room.size < 0:
                raise
            yield Member(name, refused=str(error))
            return
        try:
            yield from inner
        except MinutesError as error:
            if room.size < 0 or room.files < 0:
                raise
            yield Member(name, refused=str(error))


def _copy(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: IO[bytes], limits: Limits, room: _Room
) -> None:
    if info.flag_bits & 1:
        raise LockedDocument("Filen er beskyttet med en adgangskode. Læg den ind uden.")
    size = 0
    try:
        with archive.open(info) as source:
            while chunk := source.read(1024 * 1024):
                size += len(chunk)
                room.size -= len(chunk)
                if size > limits.bytes:
                    raise TooLarge(f"Filen fylder udpakket over {limits.bytes // 1024**2} MB.")
                if room.size < 0:
                    most = limits.expanded_bytes // 1024**2
                    raise TooLarge(
                        f"ZIP-filen fylder udpakket over {most} MB. Del den i flere, og vælg dem."
                    )
                target.write(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BrokenDocument(
            "Filen er gået i stykker i ZIP-filen og kan ikke pakkes ud."
        ) from error
    target.seek(0)


def _bare_name(info: zipfile.ZipInfo) -> str:
    """The name without folders. Without the mark for UTF-8, Danish systems write code page 850."""
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp850")
    return re.split(r"[/\\]", name.rstrip("/\\"))[-1]
