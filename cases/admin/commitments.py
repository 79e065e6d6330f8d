"""The queue of commitments: whether it is a promise, when it falls due, and what kept it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from itertools import batched
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, F, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cases.admin.passage_form import PassageForm
from cases.admin.passages import SEARCHED, SHOWN, ChooseOnly, PassageAdmin
from cases.admin.verdicts import as_list
from cases.minutes.danish import format_date
from cases.models import Commitment, Fulfilment
from cases.models.commitment import CommitmentStatus, has_status
from cases.models.origin import SetBy
from cases.models.passage import Precision
from cases.models.state import LinkState
from cases.threads.follow import follow_promises, found_promises

_STANDS = Q(is_found=True) & ~Q(state=LinkState.REJECTED)
_PERHAPS, _KEPT = has_status(CommitmentStatus.PERHAPS), has_status(CommitmentStatus.KEPT)


class CommitmentForm(PassageForm):
    """A promise with its due date, as a day or as a whole month."""

    noun = "et løfte"

    class Meta:
        model = Commitment
        exclude: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """A month is stored as its first day; a day says that it is one."""
        cleaned = super().clean()
        self.refuse_far("due", "held_on")
        if cleaned.get("due") is None:
            cleaned["due_precision"] = Precision.NONE
        elif cleaned.get("due_precision") == Precision.MONTH:
            cleaned["due"] = cleaned["due"].replace(day=1)
        else:
            cleaned["due_precision"] = Precision.DAY
        return cleaned


class FulfilmentForm(forms.ModelForm):
    """An item that keeps a promise: who adds one means that it does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["state"] = LinkState.CONFIRMED


class FulfilmentFormSet(BaseInlineFormSet[Any, Any, Any]):
    """The items that keep a promise: at its own meeting or later, not before it was made."""

    def clean(self) -> None:
        """Refuse an item of a meeting that was held before the promise's."""
        super().clean()
        if self.instance.item_id is None:
            return
        promised = self.instance.item.meeting.date
        for form in self.forms:
            said = getattr(form, "cleaned_data", {})
            item = said.get("item")
            if item is None or said.get("state") == LinkState.REJECTED:
                continue
            if item.meeting.date < promised:
                form.add_error("item", _too_early(item.meeting.date, promised))


def _too_early(held: dt.date, promised: dt.date) -> str:
    return (
        f"Punktet er fra mødet den {format_date(held)}, og løftet blev først givet den "
        f"{format_date(promised)}. Vælg et punkt fra samme møde eller et senere."
    )


class FulfilmentInline(ChooseOnly, admin.TabularInline):
    """The items that kept the promise: suggested ones with their evidence, and those added by hand."""

    model = Fulfilment
    form = FulfilmentForm
    formset = FulfilmentFormSet
    extra = 1
    fields = ("item", "state", "found_on", "evidence_in_words")
    readonly_fields = ("found_on", "evidence_in_words")
    autocomplete_fields = ("item",)
    can_delete = False
    verbose_name = "punkt, der opfylder løftet"
    verbose_name_plural = "punkter, der opfylder løftet (det lukkes, når ét er bekræftet)"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Fulfilment]:
        """The strongest first, with their items."""
        return Fulfilment.objects.best_first()

    @admin.display(description="mødet")
    def found_on(self, fulfilment: Fulfilment) -> str:
        """The meeting that the item was on."""
        if fulfilment.pk is None:
            return "–"
        return str(fulfilment.item.meeting)

    @admin.display(description="bevis")
    def evidence_in_words(self, fulfilment: Fulfilment) -> str:
        """Why a rule thinks so, or that a person said it."""
        if fulfilment.set_by == SetBy.PERSON:
            return "Tilføjet af en medarbejder"
        return as_list([entry.get("says") or entry["why"] for entry in fulfilment.evidence])


def _is_told(commitment: Commitment) -> bool:
    """Whether no person has said on which day the meeting of a stored promise was held."""
    by_rule = commitment.set_by == SetBy.RULE or commitment.held_reference_id is not None
    return by_rule or commitment.held_on is None


class StatusFilter(admin.SimpleListFilter):
    """How far commitments have come: as the public sees it, or out of its sight."""

    title = "tilstand"
    parameter_name = "tilstand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        shown = [(status.value, str(status.label)) for status in CommitmentStatus]
        return [*shown, ("rejected", "Er ikke et løfte"), ("gone", "Ikke længere i teksten")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Commitment]
    ) -> QuerySet[Commitment]:
        """The rows of a choice."""
        wanted = {status.value: _STANDS & has_status(status) for status in CommitmentStatus}
        wanted |= {"rejected": Q(state=LinkState.REJECTED), "gone": Q(is_found=False)}
        return queryset.filter(wanted.get(self.value() or "", Q()))


@admin.register(Commitment)
class CommitmentAdmin(PassageAdmin):
    """Commitments: those that may have been kept first, then by the day they fall due."""

    form = CommitmentForm
    inlines = (FulfilmentInline,)
    list_display = ("what_and_whether", "due_in_words", "verdict")
    list_filter = (StatusFilter, "item__meeting__committee", "kind")
    ordering = (
        Case(
            When(_STANDS & _PERHAPS, then=Value(0)),
            When(_STANDS & ~_KEPT, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        ),
        F("due").asc(nulls_last=True),
        "item",
        "position",
    )
    list_select_related = ("item__meeting__committee",)
    search_fields = SEARCHED
    autocomplete_fields = ("item",)
    readonly_fields = SHOWN

    def get_fieldsets(self, request: HttpRequest, obj: Commitment | None = None) -> Any:
        """The words, then what a person may say of them."""
        due = ("Løftet", {"fields": ("kind", ("due", "due_precision"), "held_on")})
        if obj is None:
            return [(None, {"fields": ("item", "words")}), due]
        return [("Ordene", {"fields": SHOWN}), ("Afgør", {"fields": ("state",)}), due]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Commitment]:
        """Commitments with the items that kept them, or may have."""
        shown = Fulfilment.objects.exclude(state=LinkState.REJECTED).best_first()
        rows = Commitment.objects.with_status()
        return rows.prefetch_related(Prefetch("fulfilments", shown)).order_by(*self.ordering)

    @admin.display(description="frist", ordering="due")
    def due_in_words(self, commitment: Commitment) -> str:
        """The day or the month."""
        if commitment.due is None:
            return "–"
        day = format_date(commitment.due)
        said = day.partition(" ")[2] if commitment.due_precision == Precision.MONTH else day
        return f"{said} (udledt)" if commitment.due_inferred else said

    @admin.display(description="løftet, og hvad der opfyldte det", ordering="words")
    def what_and_whether(self, commitment: Commitment) -> SafeString:
        """The words in their sentence, what sort of promise they are, and what kept it."""
        kept_by = format_html("Opfyldt af: {}", self.kept_by(commitment))
        return self.what_is_said(commitment, commitment.get_kind_display(), kept_by)

    @admin.display(description="opfyldt af")
    def kept_by(self, commitment: Commitment) -> str:
        """The item that kept it, or the likeliest one."""
        best = next(iter(commitment.fulfilments.all()), None)
        if best is None:
            return "–"
        said = "" if best.state == LinkState.CONFIRMED else "Måske: "
        return format_html("{}{}, {}", said, best.item.title, format_date(best.item.meeting.date))

    def save_model(
        self, request: HttpRequest, obj: Commitment, form: ModelForm[Commitment], change: bool
    ) -> None:
        """A date that a person has typed is not inferred, and is not told by a reference."""
        changed = set(form.changed_data)
        redated = change and bool(changed & {"due", "due_precision"}) and "held_on" not in changed
        redated = redated and _is_told(obj)
        if {"due", "due_precision"} & changed:
            obj.due_inferred = False
        if "held_on" in changed:
            obj.held_reference = None
        if redated:
            obj.held_on = obj.held_reference = None
        super().save_model(request, obj, form, change)
        if redated:
            follow_promises(Commitment.objects.filter(pk=obj.pk), redated=True)

    def found_by_rules(self, rows: Sequence[Commitment]) -> set[int]:
        """Those that the rules for promises find now."""
        return found_promises(rows)

    def follow(self, keys: Collection[int]) -> None:
        """Look anew for what kept them."""
        for some in batched(keys, 500):
            follow_promises(Commitment.objects.filter(pk__in=some))

    def save_formset(
        self,
        request: HttpRequest,
        form: ModelForm[Commitment],
        formset: BaseInlineFormSet[Any, Any, Any],
        change: bool,
    ) -> None:
        """Note that a person has added an item."""
        for row in formset.save(commit=False):
            if row.pk is None:
                row.set_by = SetBy.PERSON
            row.save()
        formset.save_m2m()
