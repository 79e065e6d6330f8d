"""Decisions across meetings in the admin: those that no rule could place come first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Case, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from cases.minutes.decisions import DecisionKind
from cases.models import Decision
from cases.models.origin import SetBy
from cases.search.index import index_items

JUDGED = {"kind", "effect", "follow_up", "as_recommended"}
FOLLOWED = {True: "som indstillet", False: "anderledes end indstillet", None: "kan ikke siges"}


def note_judgement(decision: Decision, changed: list[str]) -> None:
    """Make it a person's word when one has changed kind, effect or what follows from them.

    With a new kind the decision is held against the recommendation anew, unless that was set too.
    """
    judged = JUDGED & set(changed)
    if judged:
        decision.set_by = SetBy.PERSON
    if judged and "as_recommended" not in judged:
        decision.as_recommended, _reason = decision.compared


def rule_says(decision: Decision) -> str:
    """What the rules make of the words, whatever a person has said."""
    if not decision.text:
        return "–"
    outcome = decision.outcome
    effect = f" – dvs. {outcome.effect.label}" if outcome.effect else ""
    more = "; lægger op til mere" if outcome.follow_up else ""
    followed = FOLLOWED[outcome.as_recommended]
    return f"{outcome.kind.label}{effect}; {followed}{more}. {outcome.reason.label}"


class TypeFilter(admin.SimpleListFilter):
    """The queue: decisions without a type, and those a person has placed."""

    title = "kø"
    parameter_name = "koe"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """What to narrow the list to."""
        return [("uden-type", "uden type"), ("person", "sat af en medarbejder")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Decision]
    ) -> QuerySet[Decision] | None:
        """The decisions of the queue chosen."""
        if self.value() == "uden-type":
            return queryset.filter(kind=DecisionKind.UNKNOWN)
        return queryset.filter(set_by=SetBy.PERSON) if self.value() == "person" else None


@admin.register(Decision)
class DecisionAdmin(admin.ModelAdmin):
    """Each decision with its words and what was recommended; type and effect are set in the list."""

    list_display = ("words", "recommended", "kind", "effect", "where", "set_by")
    list_display_links = None
    list_editable = ("kind", "effect")
    list_filter = (TypeFilter, "kind", "as_recommended", "item__meeting__committee")
    list_per_page = 25
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ("text", "item__title")
    readonly_fields = ("text", "recommended", "where", "rule")
    fields = (
        "where", "text", "recommended", "rule", ("kind", "effect"), ("follow_up", "as_recommended"),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        """Decisions with their meetings; none of a withdrawn item."""
        shown = super().get_queryset(request).filter(item__withdrawn_at=None)
        return shown.select_related("item__meeting__committee").prefetch_related(
            "item__meeting__committee__names"
        )

    def get_ordering(self, request: HttpRequest) -> tuple[str | Combinable, ...]:
        """Those without a type first, then the newest."""
        unknown_first = Case(When(kind=DecisionKind.UNKNOWN, then=Value(0)), default=Value(1))
        return (unknown_first, "-item__meeting__date", "item__meeting", "item__position")

    @admin.display(description="beslutningens ord")
    def words(self, decision: Decision) -> SafeString:
        """The words, on a link to the decision alone."""
        words = Truncator(decision.text).chars(300)
        address = reverse("admin:cases_decision_change", args=[decision.pk])
        return format_html('<a href="{}">{}</a>', address, words)

    @admin.display(description="indstilling")
    def recommended(self, decision: Decision) -> str:
        """What was recommended, in short."""
        return Truncator(decision.item.recommendation).chars(300) or "–"

    @admin.display(description="punkt")
    def where(self, decision: Decision) -> SafeString:
        """The item with its meeting, where the whole text can be read and corrected."""
        item = decision.item
        address = reverse("admin:cases_agendaitem_change", args=[item.pk])
        return format_html('<a href="{}">{}</a><br>{}', address, item, item.meeting)

    @admin.display(description="reglen siger")
    def rule(self, decision: Decision) -> str:
        """What the rules would say."""
        return rule_says(decision)

    def save_model(
        self, request: HttpRequest, obj: Decision, form: ModelForm[Decision], change: bool
    ) -> None:
        """What a person sets is theirs, and survives the next import."""
        note_judgement(obj, form.changed_data)
        super().save_model(request, obj, form, change)
        index_items([obj.item_id])

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A decision is typed on its item."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A decision is taken out on its item."""
        return False
