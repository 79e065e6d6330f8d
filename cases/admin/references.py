"""The queue of references: what a rule made of the words, and what a person says they mean."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html

from cases.admin.passage_form import PassageForm
from cases.admin.passages import SEARCHED, SHOWN, PassageAdmin
from cases.admin.verdicts import as_list
from cases.minutes.danish import format_date
from cases.minutes.references import ReferenceKind
from cases.models import AgendaItem, Committee, Meeting, Reference
from cases.models.passage import Precision
from cases.models.state import LinkState
from cases.threads.follow import follow_references, found_references

# What is no longer inferred once a person has said it, by the fields that a person says.
_SAID_BY = {
    "body": {"body_name", "committee"},
    "year": {"date"},
    "date": {"date", "precision"},
    "item": {"number", "target"},
}
_MEANING = ("body_name", "committee", "date", "precision", "number", "meeting", "target")
# What these lead to follows from where they stand, or cannot be told by a day.
_HERE = (ReferenceKind.SAME_MEETING, ReferenceKind.SAME_MEETING_ITEM)
_UNDATED = (
    ReferenceKind.PLANNED_UNDATED, ReferenceKind.NEXT_MEETING, ReferenceKind.OTHER_BODY,
    ReferenceKind.EARLIER_UNDATED,
)  # fmt: skip
_NOWHERE = "Vælg punktet eller mødet, eller skriv organ og dato. Uden det fører henvisningen ingen steder hen."
_OPEN = Q(state=LinkState.SUGGESTED, is_found=True)
_IS_KNOWN = (~Q(body_name="") | ~Q(committee=None)) & (
    ~Q(date=None) | Q(kind=ReferenceKind.NEXT_MEETING)
)
_NOT_HELD = _OPEN & Q(meeting=None) & _IS_KNOWN
_LACKING = _OPEN & Q(meeting=None) & ~_IS_KNOWN
_URGENCY = Case(
    When(_OPEN & ~Q(doubts=[]), then=Value(0)),
    When(_LACKING, then=Value(1)),
    When(_NOT_HELD, then=Value(2)),
    When(_OPEN, then=Value(3)),
    default=Value(4),
    output_field=IntegerField(),
)


def leads_somewhere(row: Reference) -> bool:
    """Whether a reader can be told where it leads: an item, a meeting, or a body and when."""
    if row.target_id or row.meeting_id or row.kind in _HERE:
        return True
    body = row.committee_id or row.body_name
    return bool(body and (row.date or row.kind in _UNDATED))


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
        target, meeting = cleaned.get("target"), cleaned.get("meeting")
        self.refuse_far("date")
        if target and "target" in changed:
            self._refuse_others("Punktet", target.meeting, target)
            self._follow_target(target)
        elif meeting and "meeting" in changed:
            self._refuse_others("Mødet", meeting)
            self._follow_meeting(meeting)
        elif changed & {"body_name", "committee", "date", "precision", "number"}:
            self._look_up()
        if target and cleaned.get("target") is None:
            self._refuse("Punktet", _first(changed))
        self._settle_date()
        return cleaned

    def _post_clean(self) -> None:
        """What is confirmed has to lead somewhere."""
        super()._post_clean()  # type: ignore[misc]  # Django's own step after clean
        is_confirmed = self.cleaned_data.get("state", LinkState.CONFIRMED) == LinkState.CONFIRMED
        if is_confirmed and not self.errors and not leads_somewhere(self.instance):
            self.add_error(None, _NOWHERE)

    def _settle_date(self) -> None:
        cleaned = self.cleaned_data
        if cleaned.get("date") is None:
            cleaned["precision"] = Precision.NONE
        elif not cleaned.get("precision"):
            cleaned["precision"] = Precision.DAY
        if cleaned.get("date") and cleaned["precision"] == Precision.MONTH:
            cleaned["date"] = cleaned["date"].replace(day=1)

    def _refuse_others(
        self, chosen: str, meeting: Meeting, target: AgendaItem | None = None
    ) -> None:
        """Refuse what was typed besides an item or a meeting and is not true of it."""
        cleaned = self.cleaned_data
        is_month = cleaned.get("precision") == Precision.MONTH
        date = meeting.date.replace(day=1) if is_month else meeting.date
        true: dict[str, Any] = {"meeting": meeting, "committee": meeting.committee, "date": date}
        if target is not None:
            true["number"] = target.number
        for name, value in true.items():
            said = cleaned.get(name)
            if name == "date" and said is not None and is_month:
                said = said.replace(day=1)
            if name in self.changed_data and said not in (None, value):
                self._refuse(chosen, name)

    def _refuse(self, chosen: str, name: str) -> None:
        says = f"{chosen} og {_CALLED[name]} passer ikke sammen. Ryd eller ret det, der er forkert."
        self.add_error(name, says)

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


_CALLED = {
    "date": "datoen", "number": "nummeret", "meeting": "mødet", "committee": "udvalget",
    "body_name": "organet", "precision": "datoen",
}  # fmt: skip


def _first(changed: set[str]) -> str:
    """The field of what was changed that a refusal is written at."""
    return next(name for name in _CALLED if name in changed)


class OpenFilter(admin.SimpleListFilter):
    """Which references wait for a person."""

    title = "hvad der mangler"
    parameter_name = "mangler"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        return [
            ("tvivl", "Tvivl"),
            ("mangler", "Organ eller dato mangler"),
            ("ikke-i-portalen", "Mødet er ikke i portalen"),
            ("afgjort", "Afgjort af en medarbejder"),
            ("vaek", "Ikke længere i teksten"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Reference]) -> QuerySet[Reference]:
        """The rows of a choice."""
        wanted = {
            "tvivl": _OPEN & ~Q(doubts=[]),
            "mangler": _LACKING,
            "ikke-i-portalen": _NOT_HELD,
            "afgjort": ~Q(state=LinkState.SUGGESTED),
            "vaek": Q(is_found=False),
        }
        return queryset.filter(wanted.get(self.value() or "", Q()))


@admin.register(Reference)
class ReferenceAdmin(PassageAdmin):
    """References: doubtful ones first, then those that lead nowhere, last what is settled."""

    form = ReferenceForm
    list_display = ("what_and_why", "verdict")
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

    @admin.display(description="ordene, læst som, og hvorfor", ordering="words")
    def what_and_why(self, reference: Reference) -> str:
        """The words in their sentence, where they lead, what is doubtful of it, and what was inferred."""
        doubts = [f"Tvivl: {entry['says']}" for entry in reference.doubts]
        whys = [entry["why"] for entry in reference.inferred]
        reading = format_html("Læst som: {}", self.reading(reference))
        reasons = [as_list([*doubts, *whys])] if doubts or whys else []
        return self.what_is_said(reference, reading, *reasons)

    @admin.display(description="udledt")
    def inferences(self, reference: Reference) -> str:
        """What is not printed, and why it is taken to be so."""
        return as_list([entry["why"] for entry in reference.inferred])

    @admin.display(description="tvivl")
    def doubt(self, reference: Reference) -> str:
        """What is wrong or unlikely."""
        return as_list([entry["says"] for entry in reference.doubts])

    def found_by_rules(self, rows: Sequence[Reference]) -> set[int]:
        """Those that the rules for references find now."""
        return found_references(rows)

    def follow(self, keys: Collection[int]) -> None:
        """Lead them on, and work out anew the promises that they tell of."""
        follow_references(keys)

    def why_not(self, rows: Sequence[Reference], state: LinkState) -> tuple[str, set[int]]:
        """What leads nowhere is not confirmed."""
        if state != LinkState.CONFIRMED:
            return super().why_not(rows, state)
        why = "Åbn rækken, og skriv først, hvor henvisningen fører hen"
        return why, {row.pk for row in rows if not leads_somewhere(row)}

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
