"""The queue of references: what a rule made of the words, and what a person says they mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.forms import ModelForm
from django.http import HttpRequest

from cases.admin.passages import SEARCHED, SHOWN, PassageAdmin, PassageForm
from cases.admin.verdicts import as_list
from cases.minutes.danish import format_date
from cases.models import AgendaItem, Committee, Meeting, Reference
from cases.models.passage import Precision
from cases.models.state import LinkState

# What is no longer inferred once a person has said it, by the fields that a person says.
_SAID_BY = {
    "body": {"body_name", "committee"},
    "year": {"date"},
    "date": {"date", "precision"},
    "item": {"number", "target"},
}
_MEANING = ("body_name", "committee", "date", "precision", "number", "meeting", "target")
_OPEN = Q(state=LinkState.SUGGESTED, is_found=True)
_URGENCY = Case(
    When(_OPEN & ~Q(doubts=[]), then=Value(0)),
    When(_OPEN & Q(meeting=None), then=Value(1)),
    When(_OPEN, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)


class ReferenceForm(PassageForm):
    """Where a reference leads: a person names the item, or the meeting, or the date and number."""

    noun = "en henvisning"
    doubts_settled = forms.BooleanField(
        label="Tvivlen er afklaret",
        required=False,
        help_text="Sæt kryds, hvis tvivlen var ubegrundet. Så vises den ikke længere for læserne. Er "
        "der en fejl i kilden, så lad den stå: læserne skal kunne se, hvad der er trykt.",
    )

    class Meta:
        model = Reference
        exclude: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Let the item decide the meeting, the meeting decide committee and date, and those the rest."""
        cleaned = super().clean()
        changed = set(self.changed_data)
        if cleaned.get("target") and "target" in changed:
            self._follow_target(cleaned["target"])
        elif cleaned.get("meeting") and "meeting" in changed:
            self._follow_meeting(cleaned["meeting"])
        elif changed & {"body_name", "committee", "date", "precision", "number"}:
            self._look_up()
        if cleaned.get("date") is None:
            cleaned["precision"] = Precision.NONE
        elif not cleaned.get("precision"):
            cleaned["precision"] = Precision.DAY
        if cleaned.get("date") and cleaned["precision"] == Precision.MONTH:
            cleaned["date"] = cleaned["date"].replace(day=1)
        return cleaned

    def _follow_target(self, target: AgendaItem) -> None:
        self._follow_meeting(target.meeting)
        self.cleaned_data |= {"target": target, "number": target.number}

    def _follow_meeting(self, meeting: Meeting) -> None:
        self.cleaned_data |= {
            "meeting": meeting,
            "committee": meeting.committee,
            "body_name": meeting.committee_name,
            "date": meeting.date,
            "precision": Precision.DAY,
            "target": self._numbered(meeting),
        }

    def _look_up(self) -> None:
        """Find the meeting of the committee and day, if the portal has it; else leave a stub."""
        cleaned = self.cleaned_data
        name = cleaned.get("body_name", "")
        if "body_name" in self.changed_data and "committee" not in self.changed_data:
            cleaned["committee"] = Committee.objects.named(name)
        committee = cleaned.get("committee")
        if committee is not None and not name:
            cleaned["body_name"] = committee.name
        meeting = None
        if committee is not None and cleaned.get("date") and cleaned.get("precision") != "month":
            held = Meeting.objects.filter(committee=committee, date=cleaned["date"])
            meeting = held.order_by("sequence").first()
        cleaned |= {"meeting": meeting, "target": self._numbered(meeting)}

    def _numbered(self, meeting: Meeting | None) -> AgendaItem | None:
        """The item of the meeting that has the number in the form, if any."""
        number = self.cleaned_data.get("number")
        if meeting is None or number is None:
            return None
        return meeting.items.filter(number=number).first()


class OpenFilter(admin.SimpleListFilter):
    """Which references wait for a person."""

    title = "hvad der mangler"
    parameter_name = "mangler"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        return [
            ("tvivl", "Tvivl"),
            ("uden-maal", "Uden mål"),
            ("afgjort", "Afgjort af en medarbejder"),
            ("vaek", "Ikke længere i teksten"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Reference]) -> QuerySet[Reference]:
        """The rows of a choice."""
        wanted = {
            "tvivl": _OPEN & ~Q(doubts=[]),
            "uden-maal": _OPEN & Q(meeting=None),
            "afgjort": ~Q(state=LinkState.SUGGESTED),
            "vaek": Q(is_found=False),
        }
        return queryset.filter(wanted.get(self.value() or "", Q()))


@admin.register(Reference)
class ReferenceAdmin(PassageAdmin):
    """References: doubtful ones first, then those that lead nowhere, last what is settled."""

    form = ReferenceForm
    list_display = ("short_words", "in_its_sentence", "standing_in", "reading_and_why", "said_by")
    list_filter = (OpenFilter, "item__meeting__committee", "kind")
    list_select_related = ("item__meeting__committee", "target", "meeting__committee")
    search_fields = (*SEARCHED, "body_name", "target__title")
    ordering = (_URGENCY, "-item__meeting__date", "item", "position")
    autocomplete_fields = ("item", "committee", "meeting", "target")
    readonly_fields = (*SHOWN, "reading", "inferences", "doubt")

    def get_fieldsets(self, request: HttpRequest, obj: Reference | None = None) -> Any:
        """The words and what the rule made of them, then what a person may say."""
        aim = ("target", "meeting", ("body_name", "committee"), ("date", "precision"), "number")
        hint = (
            "Vælg punktet, hvis det er i portalen: så følger mødet, udvalget og datoen med. Ellers "
            "mødet, eller udvalg og dato; så bliver ordene et link, når mødet bliver lagt ind."
        )
        target = ("Hvad ordene henviser til", {"fields": ("kind", *aim), "description": hint})
        if obj is None:
            return [(None, {"fields": ("item", "words")}), target]
        *seen, said_by = SHOWN
        rule = ("reading", "inferences", "doubt", said_by)
        verdict = ("state", "doubts_settled") if obj.doubts else ("state",)
        return [
            ("Ordene", {"fields": seen}),
            ("Læst som", {"fields": rule}),
            ("Afgør", {"fields": verdict}),
            target,
        ]

    @admin.display(description="læst som")
    def reading(self, reference: Reference) -> str:
        """Where the words lead, as far as it is known."""
        number = "" if reference.number is None else f"punkt {reference.number}"
        date = format_date(reference.date) if reference.date else "ingen dato"
        if reference.date and reference.precision == Precision.MONTH:
            date = date.partition(" ")[2]
        said = ", ".join(part for part in (reference.body_name, date, number) if part)
        if reference.target:
            return f"{said}: {reference.target.title}"
        return said if reference.meeting else f"{said} (ikke i portalen)"

    @admin.display(description="læst som, og hvorfor")
    def reading_and_why(self, reference: Reference) -> str:
        """Where the words lead, what is doubtful of it, and what was inferred."""
        doubts = [f"Tvivl: {entry['says']}" for entry in reference.doubts]
        whys = [entry["why"] for entry in reference.inferred]
        return as_list([self.reading(reference), *doubts, *whys])

    @admin.display(description="udledt")
    def inferences(self, reference: Reference) -> str:
        """What is not printed, and why it is taken to be so."""
        return as_list([entry["why"] for entry in reference.inferred])

    @admin.display(description="tvivl")
    def doubt(self, reference: Reference) -> str:
        """What is wrong or unlikely."""
        return as_list([entry["says"] for entry in reference.doubts])

    def save_model(
        self, request: HttpRequest, obj: Reference, form: ModelForm[Reference], change: bool
    ) -> None:
        """What a person has said is not inferred any more; a doubt stays until it is settled."""
        before = Reference.objects.filter(pk=obj.pk).first()
        if before is not None:
            said = {name for name in _MEANING if getattr(before, name) != getattr(obj, name)}
            obj.inferred = [e for e in obj.inferred if not _SAID_BY.get(e["what"], set()) & said]
        if form.cleaned_data.get("doubts_settled"):
            obj.doubts = []
        super().save_model(request, obj, form, change)
