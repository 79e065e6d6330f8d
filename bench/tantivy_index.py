"""Tantivy over the terms of the portal's own index: the near-limit."""

from __future__ import annotations

import re
from itertools import batched
from pathlib import Path

import tantivy
from tqdm import tqdm

from bench.measuring import milliseconds
from bench.recording import Looked
from cases.models import AgendaItem
from cases.search.documents import documents_of
from cases.search.expressions import Either, Every, Expression, Phrase, Prefix, Term
from cases.search.reading import sources

_PAGE = 20


class NearLimit:
    """Tantivy over the terms of the portal's own index, asked what the portal's engine was asked.

    It gives the twenty best and the exact number, and knows nothing of pages: how quick an engine
    made for nothing but this can be.
    """

    def __init__(self, folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("key", stored=True, indexed=True, fast=True)
        builder.add_text_field("text", tokenizer_name="words", index_option="position")
        self.schema = builder.build()
        folder.mkdir(parents=True, exist_ok=True)
        self.index = tantivy.Index(self.schema, path=str(folder))
        whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self.index.register_tokenizer("words", whitespace)

    def fill(self) -> None:
        """Index every entry as the portal does."""
        writer = self.index.writer(heap_size=100_000_000, num_threads=1)
        keys = AgendaItem.objects.published().order_by("pk").values_list("pk", flat=True)
        with tqdm(total=len(keys), unit=" items", desc="tantivy") as bar:
            for batch in batched(keys, 500, strict=False):
                for source in sources(AgendaItem.objects.filter(pk__in=batch)):
                    for entry in documents_of(source):
                        # A mark between the parts, so that no phrase runs over the border.
                        text = " ¦ ".join(entry.parts)
                        writer.add_document(tantivy.Document(key=entry.key, text=text))
                bar.update(len(batch))
        writer.commit()
        writer.wait_merging_threads()

    def answer(self, looked: Looked) -> float:
        """Milliseconds for what the portal's engine was asked, best first or by key."""
        searcher = self.index.searcher()

        def search() -> None:
            query = self._written(looked)
            order = None if looked.is_ranked else "key"
            found = searcher.search(query, _PAGE, count=True, order_by_field=order)
            for _score, address in found.hits:
                searcher.doc(address)

        return milliseconds(search)

    def suggest(self, start: str) -> float:
        """Milliseconds for the words that begin so, most frequent first."""
        searcher = self.index.searcher()
        return milliseconds(lambda: searcher.terms_with_prefix("text", start, limit=8))

    def _written(self, looked: Looked) -> tantivy.Query:
        must = [] if looked.expression is None else [self._query(looked.expression)]
        if looked.before is not None:
            kind = tantivy.FieldType.Integer
            below = (self.schema, "key", kind, None, looked.before)
            must.append(tantivy.Query.range_query(*below, include_upper=False))
        if not must:
            return tantivy.Query.all_query()
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in must])

    def _query(self, expression: Expression) -> tantivy.Query:
        occur, queries = tantivy.Occur, tantivy.Query
        match expression:
            case Term(word):
                return queries.term_query(self.schema, "text", word)
            case Prefix(start):
                return queries.regex_query(self.schema, "text", f"{re.escape(start)}.*")
            case Phrase(words):
                return queries.phrase_query(self.schema, "text", list(words))
            case Either(of):
                return queries.boolean_query([(occur.Should, self._query(one)) for one in of])
            case Every(of, but_not):
                must = [(occur.Must, self._query(one)) for one in of]
                not_any = [(occur.MustNot, self._query(one)) for one in but_not]
                return queries.boolean_query(must + not_any)
