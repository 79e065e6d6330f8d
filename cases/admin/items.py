"""Agenda items in the admin, with decisions and attachments on the same page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Max, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from cases.admin.acts import Act, ActsAdmin
from cases.admin.attachments import AttachmentForm, file_link, hold_upload
from cases.admin.choosing import choices_view
from cases.admin.decisions import note_judgement, rule_says
from cases.admin.topic_links import found_words, note_person
from cases.importing.by_hand import settle_item
from cases.importing.publish import restore_item, withdraw_item
from cases.minutes.result import Access
from cases.models import AgendaItem, Attachment, Decision, Meeting, SearchEntry, TopicLink
from cases.search.index import indexed_once, unindex
from cases.threads.follow import follow_items
from cases.threads.series import mark_series


class TextForm(forms.ModelForm):
    """A form for printed text: browsers send CRLF, but what is stored has plain line ends.

    Else a text that nobody touched would look like a correction, and lose its paragraphs.
    """

    def clean(self) -> dict[str, Any]:
        """Every text with plain line ends."""
        cleaned = super().clean() or self.cleaned_data
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value
            for name, value in cleaned.items()
        }


class DecisionInline(admin.StackedInline):
    """The decision as printed; kind and effect are filled in by rule unless a person sets them."""

    model = Decision
    form = TextForm
    extra = 0
    fields = (
        "text", ("kind", "effect"), ("follow_up", "as_recommended"), "rule", ("body", "date"), "position",
    )  # fmt: skip
    readonly_fields = ("rule",)

    @admin.display(description="reglen siger")
    def rule(self, decision: Decision) -> str:
        """What the rules make of the words, beside what a person may choose."""
        return rule_says(decision)

    def get_extra(self, request: HttpRequest, obj: Any = None, **_kwargs: Any) -> int:
        """One empty form for an item that has no decision yet."""
        return 0 if obj is not None and obj.decisions.exists() else 1


class AttachmentInline(admin.TabularInline):
    """Attachments by title; with a file the portal holds them, without they are only named."""

    model = Attachment
    form = AttachmentForm
    extra = 0
    fields = ("position", "title", "upload", "held_file", "state")
    readonly_fields = ("held_file", "state")

    @admin.display(description="filen nu")
    def held_file(self, attachment: Attachment) -> str:
        """The file that it has, one click away."""
        return file_link(attachment)


class TopicLinkInline(admin.TabularInline):
    """Topics of the item; what a person sets or rejects is left alone by the rules.

    They are rejected and never deleted here: a rule would find them again.
    """

    model = TopicLink
    extra = 0
    can_delete = False
    fields = ("topic", "level", "state", "set_by", "why")
    readonly_fields = ("set_by", "why")
    autocomplete_fields = ("topic",)

    @admin.display(description="hvorfor")
    def why(self, link: TopicLink) -> SafeString:
        """The words that were found, and where."""
        return found_words(link)


class ItemForm(TextForm):
    """An item as it is typed: open unless the clerk says otherwise, explicitly."""

    class Meta:
        model = AgendaItem
        exclude: tuple[str, ...] = ()
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "access": forms.RadioSelect,
        }


ITEM_ACTS = (
    Act(
        "traek-tilbage",
        "Træk tilbage",
        "Punktet forsvinder straks fra alle offentlige sider, og adressen svarer, at det er trukket "
        "tilbage. En ny import lægger det ikke frem igen.",
        "trukket tilbage.",
        withdraw_item,
        lambda item: item.withdrawn_at is None,
    ),
    Act(
        "vis-igen",
        "Vis igen",
        "Punktet følger mødet igen og kan ses af alle, hvis mødet er offentligt.",
        "vises igen.",
        restore_item,
        lambda item: item.withdrawn_at is not None,
    ),
)


@admin.register(AgendaItem)
class AgendaItemAdmin(ActsAdmin):
    """Items in the order of a printed item."""

    acts = ITEM_ACTS
    form = ItemForm
    inlines = (DecisionInline, AttachmentInline, TopicLinkInline)
    list_display = ("title", "number", "meeting", "journal_number", "access", "hidden")
    list_filter = ("meeting__committee", "access", "item_type", "meeting__state")
    list_select_related = ("meeting__committee",)
    search_fields = ("title", "journal_number")
    date_hierarchy = "meeting__date"
    ordering = ("-meeting__date", "-meeting__sequence", "position")
    autocomplete_fields = ("meeting",)
    readonly_fields = ("passages",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "meeting",
                    ("number", "position"),
                    "title",
                    "journal_number",
                    "access",
                    "access_reason",
                )
            },
        ),
        ("Tekst", {"fields": ("summary", "case_text", "recommendation", "passages")}),
        (
            "Sagsbehandling",
            {
                "classes": ("collapse",),
                "fields": (
                    ("caseworker", "other_caseworkers"),
                    ("duration_min", "duration_max"),
                    "item_type",
                    "attendance",
                    ("taken_off", "supplementary"),
                ),
            },
        ),
        (
            "Kommunikation",
            {
                "classes": ("collapse",),
                "fields": (
                    "routing_columns",
                    "routing_mark_count",
                    "routing_known",
                    "routing_marks",
                ),
            },
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        """What boxes that choose an item ask, besides the admin's own addresses."""
        view = self.admin_site.admin_view(choices_view)
        own = path("valg/", view, {"site": self.admin_site}, name="cases_agendaitem_choices")
        return [own, *super().get_urls()]

    @admin.display(description="skjult", boolean=True)
    def hidden(self, item: AgendaItem) -> bool:
        """Whether the item itself has been withdrawn."""
        return item.withdrawn_at is not None

    @admin.display(description="henvisninger og løfter")
    def passages(self, item: AgendaItem) -> str:
        """Those found in the text, and the way to adding one."""
        if item.pk is None:
            return "Findes, når punktet er gemt."
        rows = (("reference", "Henvisninger"), ("commitment", "Løfter"))
        return format_html_join(
            " · ",
            '<a href="{}?item__id__exact={}">{} ({})</a> <a href="{}?item={}">tilføj</a>',
            (
                (
                    reverse(f"admin:cases_{model}_changelist"),
                    item.pk,
                    name,
                    getattr(item, f"{model}s").count(),
                    reverse(f"admin:cases_{model}_add"),
                    item.pk,
                )
                for model, name in rows
            ),
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[AgendaItem]:
        """Items with their meetings."""
        return super().get_queryset(request).select_related("meeting__committee")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Open, and the next number and place of the meeting that the link names."""
        initial: dict[str, Any] = {**super().get_changeform_initial_data(request)}
        initial["access"] = Access.OPEN.value
        pk = str(initial.get("meeting", ""))
        meeting = Meeting.objects.filter(pk=pk).first() if pk.isdigit() else None
        if meeting is not None:
            last = meeting.items.aggregate(number=Max("number"), position=Max("position"))
            initial["position"] = (last["position"] or 0) + 1
            initial["number"] = last["number"] + 1 if last["number"] is not None else None
        return initial

    def save_model(
        self, request: HttpRequest, obj: AgendaItem, form: ModelForm[AgendaItem], change: bool
    ) -> None:
        """Give a new item its address before the database asks for it."""
        obj.address = obj.address or obj.free_address()
        super().save_model(request, obj, form, change)

    def save_formset(
        self,
        request: HttpRequest,
        form: ModelForm[AgendaItem],
        formset: BaseInlineFormSet[Any, Any, Any],
        change: bool,
    ) -> None:
        """Note a person's word on decisions and topics, and what the portal holds of a file."""
        formset.save(commit=False)
        for row in formset.deleted_objects:
            unindex(SearchEntry.objects.filter(item=row.item))
            row.delete()
        for inline in formset.forms:
            if inline in formset.deleted_forms or not inline.has_changed():
                continue
            row = inline.instance
            if isinstance(row, TopicLink):
                note_person(row)
            if isinstance(row, Decision):
                note_judgement(row, inline.changed_data)
            row.save()
            if isinstance(row, Attachment):
                hold_upload(row, inline)

    @indexed_once()
    def save_related(
        self, request: HttpRequest, form: ModelForm[AgendaItem], formsets: Any, change: bool
    ) -> None:
        """After everything is saved: case, kinds, words for search, topics and series."""
        super().save_related(request, form, formsets, change)
        item = AgendaItem.objects.get(pk=form.instance.pk)
        settle_item(item)
        mark_series()
        follow_items(AgendaItem.objects.filter(pk=item.pk))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What has been public is withdrawn, never deleted."""
        if obj is not None and obj.meeting.published_at is not None:
            return False
        return super().has_delete_permission(request, obj)
