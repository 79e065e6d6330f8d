"""One run: the corpus and its copies, the servers, the queries, the contenders, the report."""

from __future__ import annotations

import os
from argparse import Namespace
from contextlib import ExitStack
from statistics import median
from typing import Any

from bench.kept import kept_database, made_from, make_once, mark_whole


class Run:
    """A size on a database, with everything it needs there to be measured."""

    def __init__(self, options: Namespace, stack: ExitStack) -> None:
        self.options, self.stack = options, stack
        self.kept = options.kept.resolve()
        self.folder = self.kept / options.size
        self.stamp = made_from()
        kept = kept_database(self.folder, options.db, self.stamp)
        self.database, loaded = stack.enter_context(kept)
        self._set_up_django()
        self.rows = self.folder / "rows.sqlite3"
        self._load(loaded)

    def _set_up_django(self) -> None:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "bench.portal.settings", "SECRET_KEY": "bench",
            "DEBUG": "false", "HTTPS": "false", "ALLOWED_HOSTS": "127.0.0.1", "LOG_LEVEL": "WARNING",
            "MEDIA_ROOT": str(self.folder / "media"), "STATIC_ROOT": str(self.kept / "static"),
        }  # fmt: skip
        import django

        django.setup()

    def _load(self, loaded: bool) -> None:
        from django.core.management import call_command

        from bench.rows import copy_rows
        from bench.search_corpus import SHAPES, load_corpus

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not loaded:
            load_corpus(SHAPES[self.options.size])
            self._settle()
            mark_whole(self.database, self.stamp)
        make_once(self.rows, f"{self.stamp} {made_from('rows.py')}", lambda: copy_rows(self.rows))

    def _settle(self) -> None:
        """Let the database take stock, as it does by itself on a quiet day."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")

    def report(self) -> str:
        """Measure everything, write the report, and give it as Markdown."""
        from bench import report
        from bench.contenders import contenders
        from bench.measuring import measure, summed
        from bench.recording import record
        from cases.models import AgendaItem

        indexing = self._indexing()
        classes = self._classes()
        pages = {query.address: record(query) for of in classes.values() for query in of}
        asked = list(contenders(self.folder, classes, pages, self.options.without, self.stack))
        times = measure(classes, asked, self.options.rounds)
        told = report.facts(self.options.size, AgendaItem.objects.count(), self.options.rounds)
        told |= {"classes": summed(times, report.FLOOR), "indexing": indexing}
        told["statements"] = {
            name: median(len(pages[query.address].statements) for query in of)
            for name, of in classes.items()
        }
        smaller = report.read("100k", told["database"], self.kept)
        told["targets"] = list(report.targets(told, smaller))
        return report.write(told, self.kept).read_text()

    def _indexing(self) -> dict[str, Any]:
        from bench.indexing import one_item, rebuild
        from cases.models import SearchEntry

        if self.options.keep_index and SearchEntry.objects.exists():
            return {}
        built = rebuild()
        self._settle()  # or it would do so beside the items one by one
        return {**built, "one_item_ms": one_item()}

    def _classes(self) -> dict[str, Any]:
        from bench.queries import Chooser, deep_pages
        from cases.models import SearchEntry

        chooser = Chooser(self.rows, self.options.queries)
        keys = SearchEntry.objects.filter(decision=None, attachment=None).order_by("-key")
        place = keys.count() * 9 // 10
        deep = keys.values_list("key", flat=True)[place : place + self.options.queries]
        classes = {**chooser.classes(), "deep page": deep_pages(iter(deep), chooser.common)}
        if unknown := set(self.options.only) - set(classes):
            raise SystemExit(
                f"No class {', '.join(sorted(unknown))}. There are: {', '.join(classes)}"
            )
        return {name: of for name, of in classes.items() if name in (self.options.only or classes)}
