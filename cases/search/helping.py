"""Other processes that take texts apart. They know no model and no database."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from django.db import connection

from cases.search.documents import documents_of
from cases.search.engine import engine_of
from cases.search.sources import Source

# One alone takes longer than reading and writing does.
_HELPERS = 2

type Helper = Connection[list[Source] | None, Any]


@contextmanager
def helpers() -> Iterator[list[Helper]]:
    """Processes that each answer what was read with the rows to be written, and None with how many
    entries of all that hold each word; they end with this one."""
    with ExitStack() as stack:
        yield [stack.enter_context(_helper()) for _number in range(_HELPERS)]


@contextmanager
def _helper() -> Iterator[Helper]:
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


def _help(pipe: Connection[Any, list[Source] | None], vendor: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process ends them
    counts: Counter[str] = Counter()
    while True:
        try:
            read = pipe.recv()
            if read is None:
                pipe.send(counts)
                continue
            documents = [document for source in read for document in documents_of(source)]
            pipe.send(engine_of(vendor).prepared(documents))
            counts.update(chain.from_iterable(document.counted for document in documents))
        except (EOFError, ConnectionError):  # the other process has ended
            return
