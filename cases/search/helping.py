"""Another process that takes texts apart. It knows no model and no database."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from django.db import connection

from cases.search.documents import documents_of
from cases.search.engine import engine_of
from cases.search.sources import Source


@contextmanager
def helping() -> Iterator[Connection[list[Source], Any]]:
    """A process that answers what was read with the rows to be written; it ends with this one."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_help, args=(theirs, connection.vendor), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join()


def _help(pipe: Connection[Any, list[Source]], vendor: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process ends both
    while True:
        try:
            read = pipe.recv()
            documents = [document for source in read for document in documents_of(source)]
            pipe.send(engine_of(vendor).prepared(documents))
        except (EOFError, ConnectionError):  # the other process has ended
            return
