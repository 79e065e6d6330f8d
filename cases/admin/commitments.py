"""The queue of commitments: whether it is a promise, when it falls due, and what kept it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from cases.admin.passages import SEARCHED, SHOWN, PassageAdmin, PassageForm
from cases.minutes.danish import format_date
from cases.models import Commitment, Fulfilment
from cases.models.origin import SetBy
from cases.models.passage import Precision
from cases.models.state import LinkState

_KEPT = Exists(
    Fulfilment.objects.filter(commitment=OuterRef("pk"), state=LinkState.CONFIRMED).values("pk")
)
_PROPOSED = Exists(
    Fulfilment.objects.filter(commitment=OuterRef("pk"), state=LinkState.SUGGESTED).values("pk")
)
_STANDS = Q(is_found=True) & ~Q(state=LinkState.REJECTED)


class CommitmentForm(PassageForm):
    """A promise with its due date, as a day or as a whole month."""

    noun = "et løfte"

    class Meta:
        model = Commitment
        exclude: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """A month is stored as its first day; a day says that it is one."""
        cleaned = super().clean()
        if cleaned.get("due") is None:
            cleaned["due_precision"] = Precision.NONE
        elif cleaned.get("due_precision") == Precision.MONTH:
            cleaned["due"] = cleaned["due"].replace(day=1)
        else:
            cleaned["due_precision"] = Precision.DAY
        return cleaned


class FulfilmentInline(admin.TabularInline):
    """The items that kept the promise: suggested ones with their evidence, and those added by hand."""

    model = Fulfilment
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
        meeting = fulfilment.item.meeting
        return f"{meeting.committee}, {format_date(meeting.date)}"

    @admin.display(description="bevis")
    def evidence_in_words(self, fulfilment: Fulfilment) -> str:
        """Why a rule thinks so, or that a person said it."""
        if fulfilment.set_by == SetBy.PERSON:
            return "Tilføjet af en medarbejder"
        lines = ((_in_words(entry),) for entry in fulfilment.evidence)
        return format_html_join("", "<div>{}</div>", lines) or "–"


def _in_words(entry: Any) -> str:
    """One piece of evidence: the sentence that a rule wrote of it."""
    return (
        str(entry.get("says") or entry.get("why") or "") if isinstance(entry, dict) else str(entry)
    )


class OpenFilter(admin.SimpleListFilter):
    """How far commitments have come."""

    title = "tilstand"
    parameter_name = "er"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        return [
            ("foreslaaet", "Måske opfyldt: venter på et ja eller nej"),
            ("aaben", "Åben"),
            ("over-frist", "Åben, og fristen er overskredet"),
            ("opfyldt", "Opfyldt"),
            ("afvist", "Er ikke et løfte"),
            ("vaek", "Ikke længere i teksten"),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Commitment]
    ) -> QuerySet[Commitment]:
        """The rows of a choice."""
        is_open = _STANDS & ~Q(_KEPT)
        wanted = {
            "foreslaaet": is_open & Q(_PROPOSED),
            "aaben": is_open,
            "over-frist": is_open & _overdue(),
            "opfyldt": _STANDS & Q(_KEPT),
            "afvist": Q(state=LinkState.REJECTED),
            "vaek": Q(is_found=False),
        }
        return queryset.filter(wanted.get(self.value() or "", Q()))


def _overdue() -> Q:
    """Past the day, or past the month where only that is known."""
    today = timezone.localdate()
    this_month = today.replace(day=1)
    by_month = Q(due_precision=Precision.MONTH)
    return (~by_month & Q(due__lt=today)) | (by_month & Q(due__lt=this_month))


@admin.register(Commitment)
class CommitmentAdmin(PassageAdmin):
    """Commitments: those that may have been kept first, then by the day they fall due."""

    form = CommitmentForm
    inlines = (FulfilmentInline,)
    list_display = ("short_words", "standing_in", "kind", "due_in_words", "kept_by", "said_by")
    list_filter = (OpenFilter, "item__meeting__committee", "kind")
    ordering = (
        Case(
            When(_STANDS & Q(_PROPOSED) & ~Q(_KEPT), then=Value(0)),
            When(_STANDS & ~Q(_KEPT), then=Value(1)),
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
        return super().get_queryset(request).prefetch_related(Prefetch("fulfilments", shown))

    @admin.display(description="frist", ordering="due")
    def due_in_words(self, commitment: Commitment) -> str:
        """The day or the month."""
        if commitment.due is None:
            return "–"
        day = format_date(commitment.due)
        said = day.partition(" ")[2] if commitment.due_precision == Precision.MONTH else day
        return f"{said} (udledt)" if commitment.due_inferred else said

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
        """A date that a person has typed is not inferred."""
        if {"due", "due_precision"} & set(form.changed_data):
            obj.due_inferred = False
        super().save_model(request, obj, form, change)

    def save_formset(
        self,
        request: HttpRequest,
        form: ModelForm[Commitment],
        formset: BaseInlineFormSet[Any, Any, Any],
        change: bool,
    ) -> None:
        """An item that a person adds keeps the promise, unless the person says otherwise."""
        for row in formset.save(commit=False):
            if row.pk is None:
                row.set_by = SetBy.PERSON
                if row.state == LinkState.SUGGESTED:
                    row.state = LinkState.CONFIRMED
            row.save()
        formset.save_m2m()
