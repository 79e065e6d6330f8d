"""Cases in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from cases.models import Case, IndexMark
from cases.models.origin import SetBy


@admin.register(Case)
class CaseAdmin(admin.ModelAdmin):
    """Cases come from the journal numbers of items; here they get a title, or are called a series."""

    list_display = ("journal_number", "title", "is_series", "item_count")
    list_filter = ("is_series", "main_group")
    search_fields = ("journal_number", "title")
    fields = ("journal_number", "title", "is_series")
    readonly_fields = ("journal_number",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """Cases with their number of items."""
        return super().get_queryset(request).annotate(items_total=Count("items"))

    @admin.display(description="punkter", ordering="items_total")
    def item_count(self, case: Case) -> int:
        """The number of items."""
        return int(getattr(case, "items_total", 0))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A case comes with its first item."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        """A case goes with its last item; its address may be public."""
        return False

    def save_model(
        self, request: HttpRequest, obj: Case, form: ModelForm[Case], change: bool
    ) -> None:
        """A person's word on the series is kept against the rule."""
        if "is_series" in form.changed_data:
            obj.series_set_by = SetBy.PERSON
        super().save_model(request, obj, form, change)
        IndexMark.renew()  # suggestions name it, and are kept for a while
