"""Words that mean the same to search, in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from cases.models import Synonym
from cases.search.analyser import words
from cases.search.expressions import Term, either, every
from cases.search.finding import MOST, search
from cases.search.found import Selection
from cases.search.vocabulary import forms_of


@admin.register(Synonym)
class SynonymAdmin(admin.ModelAdmin):
    """Words that search takes for each other; a change shows in the next search."""

    list_display = ("__str__",)
    search_fields = ("words",)
    fields = ("words", "found")
    readonly_fields = ("found",)

    @admin.display(description="punkter med ordene nu")
    def found(self, synonym: Synonym) -> SafeString | str:
        """How many public items each expression is found in by itself."""
        rows = [(said, count_items(said)) for said in synonym.expressions]
        return format_html_join("", "<div>{}: {}</div>", rows) or "Tælles, når ordene er gemt."


def count_items(said: str) -> str:
    """How many public items have all the words of an expression, in any form of theirs."""
    known = forms_of(words(said)).values()
    if not known or not all(known):
        return "0"
    wanted = every(*(either(*map(Term, forms.quality)) for forms in known))
    found = search(selection=Selection({"said": wanted}))
    return f"over {MOST}" if found.is_capped else str(found.total)
