"""What a benchmark keeps (in var/bench/) so that a second run loads nothing: databases, copies, indexes.

A stamp is written when a thing is whole. It names what the thing was made from, so that what was
left half done or comes from another generator is made anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from private_postgres import find_binaries_or_stop, private_postgres

from bench.machine import ROOT

_MADE_FROM = ("search_corpus.py", "search_texts.py", "vocabulary.py", "words/*.txt")


def made_from(*more: str) -> str:
    """A checksum of the generator and its words, and of `more` files in bench/."""
    digest = hashlib.sha256()
    for pattern in (*_MADE_FROM, *more):
        for path in sorted((ROOT / "bench").glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def make_once(path: Path, stamp: str, make: Callable[[], object]) -> None:
    """Make what lies at `path`, unless it is there and whole."""
    if not is_whole(path, stamp):
        clear(path)
        make()
        mark_whole(path, stamp)


def is_whole(path: Path, stamp: str) -> bool:
    """Whether it was finished, and made from what the stamp names."""
    note = _note(path)
    return note.exists() and note.read_text() == stamp


def mark_whole(path: Path, stamp: str) -> None:
    """Note that it is finished."""
    _note(path).write_text(stamp)


def clear(path: Path) -> None:
    """Remove it, and what SQLite leaves beside it."""
    _note(path).unlink(missing_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    for beside in path.parent.glob(f"{path.name}*"):
        beside.unlink()


def _note(path: Path) -> Path:
    return path.with_name(f"made-{path.name}.txt")


@contextmanager
def kept_database(folder: Path, kind: str, stamp: str) -> Iterator[tuple[Path, bool]]:
    """The corpus's database in `folder`, set as DATABASE_URL; its path, and whether it is loaded."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ("postgres" if kind == "postgres" else "portal.sqlite3")
    loaded = is_whole(path, stamp)
    if not loaded:
        clear(path)
    if kind == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{path}"
        yield path, loaded
        return
    binaries = find_binaries_or_stop(" Without it: make bench DB=sqlite")
    with private_postgres(binaries, path) as url:
        os.environ["DATABASE_URL"] = url
        yield path, loaded
