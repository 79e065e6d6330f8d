"""Meetings in the admin: the place from which minutes are entered by hand and published."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from cases.admin.acts import Act, ActsAdmin
from cases.importing.publish import publish_meeting, unpublish_meeting, withdraw_meeting
from cases.models import Meeting
from cases.models.address import remember_address
from cases.search.index import index_rows

ACTS = (
    Act(
        "offentliggoer",
        "Offentliggør",
        "Mødet og dets åbne punkter kan ses af alle med det samme.",
        "offentliggjort.",
        publish_meeting,
        lambda meeting: not meeting.is_public,
    ),
    Act(
        "tag-ned",
        "Tag ned igen",
        "Mødet forsvinder fra de offentlige sider, som om det ikke var lagt ud. Det kan "
        "offentliggøres igen.",
        "taget ned.",
        unpublish_meeting,
        lambda meeting: meeting.is_public,
    ),
    Act(
        "traek-tilbage",
        "Træk tilbage",
        "Brug det, når mødet aldrig skulle have været offentligt. Det forsvinder straks, og "
        "adresserne svarer, at det er trukket tilbage. En ny import lægger det ikke frem igen.",
        "trukket tilbage.",
        withdraw_meeting,
        lambda meeting: meeting.is_public,
    ),
)


@admin.register(Meeting)
class MeetingAdmin(ActsAdmin):
    """Meetings with their items listed, and the acts that make them public."""

    acts = ACTS
    list_display = ("committee", "date", "sequence", "state", "item_count", "published")
    list_display_links = ("committee", "date")
    list_filter = ("committee", "state", ("published_at", admin.EmptyFieldListFilter))
    list_select_related = ("committee",)
    search_fields = ("committee__name", "place", "date")
    date_hierarchy = "date"
    autocomplete_fields = ("committee",)
    readonly_fields = ("source_file", "published", "items_list")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "committee",
                    "date",
                    "state",
                    "place",
                    ("start_time", "end_time"),
                    "attendance",
                )
            },
        ),
        ("Punkter", {"fields": ("items_list",)}),
        ("Mere", {"classes": ("collapse",), "fields": ("sequence", "source_file", "published")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meeting]:
        """Meetings with their number of items."""
        return super().get_queryset(request).annotate(items_total=Count("items"))

    @admin.display(description="punkter", ordering="items_total")
    def item_count(self, meeting: Meeting) -> int:
        """The number of items."""
        return int(getattr(meeting, "items_total", 0))

    @admin.display(description="offentlig", boolean=True, ordering="published_at")
    def published(self, meeting: Meeting) -> bool:
        """Whether the public sees it now."""
        return meeting.is_public

    @admin.display(description="Punkter")
    def items_list(self, meeting: Meeting) -> str:
        """The items with links, and the way to the next one."""
        if meeting.pk is None:
            return "Gem mødet først. Så kan der tilføjes punkter."
        rows = format_html_join(
            "",
            '<li><a href="{}">{}</a>{}</li>',
            (
                (
                    reverse("admin:cases_agendaitem_change", args=[item.pk]),
                    item,
                    " (trukket tilbage)" if item.withdrawn_at else "",
                )
                for item in meeting.items.order_by("position", "number")
            ),
        )
        add = f"{reverse('admin:cases_agendaitem_add')}?meeting={meeting.pk}"
        files = f"{reverse('admin:cases_upload_add')}?meeting={meeting.pk}"
        return format_html(
            '<ul class="meeting-items">{}</ul><a class="addlink" href="{}">Tilføj punkt</a> '
            '<a class="addlink" href="{}">Læg bilag ind</a>',
            rows,
            add,
            files,
        )

    @admin.display(description="kildefil")
    def source_file(self, meeting: Meeting) -> str:
        """The file the minutes were read from, one click away."""
        if meeting.source is None:
            return "Skrevet ind i hånden"
        address = reverse("admin:cases_importrun_file", args=[meeting.source.pk])
        return format_html('<a href="{}">{}</a>', address, meeting.source.name)

    def response_add(
        self, request: HttpRequest, obj: Meeting, post_url_continue: str | None = None
    ) -> HttpResponse:
        """After a new meeting comes its first item: stay on its page, where items are added."""
        if "_addanother" not in request.POST and "_popup" not in request.POST:
            messages.success(request, f"»{obj}« er oprettet. Tilføj nu punkterne.")
            return HttpResponseRedirect(reverse("admin:cases_meeting_change", args=[obj.pk]))
        return super().response_add(request, obj, post_url_continue)

    def save_model(
        self, request: HttpRequest, obj: Meeting, form: ModelForm[Meeting], change: bool
    ) -> None:
        """Save, and let a published meeting's former address lead to the new one."""
        old = Meeting.objects.select_related("committee").filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        index_rows(obj.items.all())
        if old is not None and old.published_at is not None:
            remember_address(old.get_absolute_url(), obj.get_absolute_url())

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What has been public is withdrawn, never deleted: its address must keep answering."""
        if obj is not None and obj.published_at is not None:
            return False
        return super().has_delete_permission(request, obj)
