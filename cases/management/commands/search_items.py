"""`manage.py search_items`: what the search finds, for a person or for another program."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any

from django.core.management.base import BaseCommand

from cases.models import AgendaItem
from cases.rendering.results import shown_results
from cases.rendering.search_words import count_in_words
from cases.rendering.snippets import Snippet
from cases.search.finding import Finder
from cases.search.found import Found, Selection

MOST_SHOWN = 20
# What shells say of a program that Ctrl-C ended.
_INTERRUPTED = 130


class Command(BaseCommand):
    """Answers the query it is given, or every line of standard input as it comes."""

    help = "Søg i de offentlige punkter. Uden QUERY besvares hver linje fra standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "query", nargs="?", metavar="QUERY", help="Det, der søges efter. Før -ord skrives --."
        )
        parser.add_argument(
            "--json",
            action="store_true",
            dest="as_json",
            help="Ét JSON-objekt pr. linje: query, count, results. Altid sådan uden QUERY.",
        )

    def handle(self, *, query: str | None, as_json: bool, **_options: Any) -> None:
        """Print what is found, in UTF-8 wherever that goes; who stops reading or asking is no error."""
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        try:
            if query is None:
                for line in sys.stdin.buffer if sys.stdin else ():
                    self._say_as_json(line.decode(errors="replace").rstrip("\r\n"))
            elif as_json:
                self._say_as_json(_printable(query))
            else:
                self._say(_printable(query))
        except KeyboardInterrupt:
            sys.exit(_INTERRUPTED)
        except BrokenPipeError:
            # What is still to be written when Python ends has nowhere to go either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _say_as_json(self, query: str) -> None:
        found, known = _found(query)
        results = [
            {
                "item": _named(item),
                "url": item.get_absolute_url(),
                "snippet": snippet.text if snippet else "",
                "field": snippet.field if snippet else "",
            }
            for item, snippet in _shown(found)
        ]
        answer = {
            "query": query,
            "count": found.total if known is None else known,
            "results": results,
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
        self.stdout.flush()

    def _say(self, query: str) -> None:
        found, known = _found(query)
        self.stdout.write(count_in_words(found, known))
        for item, snippet in _shown(found):
            self.stdout.write(f"\n{_named(item)}  {item.title}\n  {item.get_absolute_url()}")
            if snippet:
                self.stdout.write(f"  {snippet.label}: {snippet.text}")


def _found(query: str) -> tuple[Found, int | None]:
    """What is found, and how much that is where the index knows it without counting."""
    finder = Finder(query, Selection())
    return finder.found(), finder.known_total()


def _printable(query: str) -> str:
    """Bytes that were no letters come from the command line as what cannot be written."""
    return query.encode(errors="replace").decode()


def _shown(found: Found) -> Iterator[tuple[AgendaItem, Snippet | None]]:
    """The first results, each with the passage that answers best."""
    for shown in shown_results(found, [[result] for result in found.results[:MOST_SHOWN]]):
        yield shown.item, next(iter(shown.snippets), None)


def _named(item: AgendaItem) -> str:
    """`2026-04-28/33`: the day and the number, or the address of an item without one."""
    last = item.number if item.number is not None else item.address
    return f"{item.meeting.date.isoformat()}/{last}"
