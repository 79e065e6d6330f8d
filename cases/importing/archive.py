"""ZIP files and folders as (path, bytes), one file at a time and never more than the limits allow.

Names inside an archive are only ever shown: nothing is unpacked to a path that a stranger chose.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from cases.minutes.file_types import refuse_long_list
from cases.minutes.limits import MB, Limits
from cases.minutes.result import BrokenDocument, LockedDocument, MinutesError, TooLarge

# What computers leave in folders without being asked, and what explains a folder to people.
_JUNK = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$|readme(?:\.(?:md|txt))?$)", re.IGNORECASE
)
_DOCUMENTS = {"[Content_Types].xml", "mimetype"}  # Word and its like, OpenDocument
_LONGEST_NAME = 200
_RATIO = 200  # text packs to a tenth; only bombs pack to less than this
_CHUNK = 256 * 1024
_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of an archive. `read` gives its bytes, or raises MinutesError or OSError."""

    path: str
    read: Callable[[], bytes]

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


@dataclass
class _Budget:
    """What may still be unpacked, and the paths that have been given out."""

    limits: Limits
    left: int
    paths: set[str] = field(default_factory=set)

    def own_path(self, path: str) -> str:
        """The path, with a number where the archive has it twice."""
        own = free_path(path, self.paths)
        self.paths.add(own)
        return own


def free_path(path: str, taken: Container[str]) -> str:
    """The path, with a number behind it where it is taken."""
    names = chain([path], (f"{path} ({number})" for number in count(2)))
    return next(name for name in names if name not in taken)


def is_archive(stream: BinaryIO, limits: Limits) -> bool:
    """Whether the file is a ZIP of files: not a Word file or another that is a ZIP inside."""
    stream.seek(0)
    if stream.read(2) != b"PK":
        return False
    try:
        with _opened(stream, limits) as archive:
            return not _DOCUMENTS & archive.NameToInfo.keys()
    except TooLarge:
        return True
    except MinutesError:
        return False


def count_entries(stream: BinaryIO, limits: Limits) -> int:
    """How many files the archive has, each archive inside it counted as one."""
    with _opened(stream, limits) as archive:
        return len(_members(archive))


def zip_entries(stream: BinaryIO, limits: Limits) -> Iterator[Entry]:
    """The files of a ZIP, those of a ZIP inside it too, in the archive's order.

    Each is to be read before the next is asked for. Raises BrokenDocument or TooLarge for the archive as a whole.
    """
    yield from _entries(stream, "", _Budget(limits, limits.expanded_bytes))


def folder_files(folder: Path) -> list[Path]:
    """The files of a folder and its folders in the order of their names, without junk."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not _JUNK.search(path.relative_to(folder).as_posix())
    )


def count_files(path: Path, limits: Limits) -> int:
    """How many files a file is: one, unless it is a ZIP."""
    try:
        with path.open("rb") as stream:
            return count_entries(stream, limits) if is_archive(stream, limits) else 1
    except (MinutesError, OSError):
        return 1  # reading it will say what is wrong


def file_entries(path: Path, name: str, limits: Limits) -> Iterator[Entry]:
    """The one file, or the files in it where it is a ZIP."""
    try:
        with path.open("rb") as stream:
            if is_archive(stream, limits):
                for entry in zip_entries(stream, limits):
                    yield Entry(f"{name}/{entry.path}", entry.read)
                return
    except MinutesError as error:
        yield Entry(name, partial(_refuse, error))
        return
    except OSError:
        pass  # reading it will say what is wrong
    yield Entry(name, partial(_read_file, path, limits))


def _read_file(path: Path, limits: Limits) -> bytes:
    limits.check_size(path.stat().st_size)
    return path.read_bytes()


def _opened(stream: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """The archive, unless it is broken or its list of files alone would fill the memory."""
    refuse_long_list(stream, limits)
    try:
        archive = zipfile.ZipFile(stream)
    except _ZIP_ERRORS as error:
        raise BrokenDocument(
            "Arkivet er gået i stykker på vejen. Hent det igen fra kilden, og vælg det."
        ) from error
    limits.check_files(len(archive.infolist()))
    return archive


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [
        info
        for info in archive.infolist()
        if not info.is_dir() and not _JUNK.search(_safe_name(info))
    ]


def _entries(stream: BinaryIO, prefix: str, budget: _Budget) -> Iterator[Entry]:
    with _opened(stream, budget.limits) as archive:
        for info in _members(archive):
            path = budget.own_path(prefix + _safe_name(info))
            budget.limits.check_files(len(budget.paths))
            read = partial(_read_member, archive, info, budget)
            if not _begins_like_zip(archive, info):
                yield Entry(path, read)
                continue
            try:
                data = read()
            except MinutesError as error:
                yield Entry(path, partial(_refuse, error))
                continue
            yield from _inner(path, data, bool(prefix), budget)


def _inner(path: str, data: bytes, is_nested: bool, budget: _Budget) -> Iterator[Entry]:
    """A Word file as it is, and an archive as its files; a third archive inside is refused."""
    if not is_archive(BytesIO(data), budget.limits):
        yield Entry(path, lambda: data)
    elif is_nested:
        deep = TooLarge(
            "Arkivet ligger i et arkiv, der selv ligger i et arkiv. Pak det ud, og indlæs det for sig."
        )
        yield Entry(path, partial(_refuse, deep))
    else:
        try:
            yield from _entries(BytesIO(data), f"{path}/", budget)
        except MinutesError as error:
            yield Entry(path, partial(_refuse, error))


def _begins_like_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    try:
        _refuse_unsafe(info)
        with archive.open(info) as member:
            return member.read(4) == b"PK\x03\x04"
    except (MinutesError, *_ZIP_ERRORS):
        return False  # reading it will say what is wrong


def _refuse_unsafe(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 0x1:
        raise LockedDocument(
            "Filen er beskyttet med en adgangskode. Pak den ud, og indlæs den uden adgangskode."
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise BrokenDocument("Det er en genvej til en anden fil, ikke en fil. Læg selve filen i.")
    # Only these two need no more memory to unpack than what comes out of them.
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BrokenDocument(
            "Filen er pakket på en måde, portalen ikke læser. Pak den ud, og indlæs den for sig."
        )


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> bytes:
    """The bytes of a member, counted as they come: what the archive says of its size may be a lie."""
    _refuse_unsafe(info)
    parts, size = [], 0
    try:
        with archive.open(info) as member:
            while part := member.read(_CHUNK):
                parts.append(part)
                size += len(part)
                budget.left -= len(part)
                _refuse_bomb(size, info.compress_size, budget)
    except _ZIP_ERRORS as error:
        raise BrokenDocument(
            "Filen er gået i stykker i arkivet. Hent arkivet igen fra kilden, og indlæs det."
        ) from error
    return b"".join(parts)


def _refuse_bomb(size: int, packed: int, budget: _Budget) -> None:
    if size > budget.limits.bytes:
        raise TooLarge(
            f"Filen fylder over {budget.limits.bytes // MB} MB, når den er pakket ud, så den er ikke "
            "læst. Del den, og indlæs delene hver for sig."
        )
    if budget.left < 0:
        raise TooLarge(
            f"Arkivet fylder mere end {budget.limits.expanded_bytes // MB} MB, når det er pakket ud, "
            "så denne fil er ikke læst. Del arkivet, og indlæs delene hver for sig."
        )
    if size > MB and size > _RATIO * max(packed, 1):
        raise TooLarge(
            f"Filen fylder over {_RATIO} gange så meget, når den er pakket ud. Det gør ingen "
            "referater, så den er ikke læst."
        )


def _refuse(error: MinutesError) -> bytes:
    raise error


def _safe_name(info: zipfile.ZipInfo) -> str:
    """The name as a relative path for the screen, without `..`, drive letters and control characters.

    Names that do not say that they are UTF-8 are so all the same from some programs, and otherwise
    in the code page of Danish Windows.
    """
    name = info.filename
    if not info.flag_bits & 0x800 and not name.isascii():
        raw = name.encode("cp437", errors="replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp850")
    printable = "".join(letter if letter.isprintable() else "�" for letter in name)
    parts = re.sub(r"^[A-Za-z]:", "", printable.replace("\\", "/")).split("/")
    path = "/".join(part for part in parts if part not in ("", ".", ".."))
    return path[-_LONGEST_NAME:] or "uden navn"
