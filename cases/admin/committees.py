"""Committees in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from cases.models import Committee, CommitteeName
from cases.models.address import remember_address
from cases.models.committee import danish_slug


class CommitteeNameInline(admin.TabularInline):
    """Former names and codes with their periods."""

    model = CommitteeName
    extra = 0


class SlugForm(ModelForm):
    """An address that may be left empty: it is then made from the name in Danish spelling."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "Kan stå tom: så laves den af navnet."

    def clean_slug(self) -> str:
        """The address as typed, or made from the name; checked like any other."""
        slug = self.cleaned_data["slug"] or danish_slug(self.data.get("name", ""))
        self.instance._meta.get_field("slug").clean(slug, self.instance)
        return slug


@admin.register(Committee)
class CommitteeAdmin(admin.ModelAdmin):
    """Committees; their addresses stay alive through renaming."""

    form = SlugForm
    list_display = ("name", "code", "slug")
    search_fields = ("name", "code", "names__name")
    inlines = (CommitteeNameInline,)

    def save_model(
        self, request: HttpRequest, obj: Committee, form: ModelForm[Committee], change: bool
    ) -> None:
        """Save, and let the former address lead to the new one."""
        old = Committee.objects.filter(pk=obj.pk).values_list("slug", flat=True).first()
        super().save_model(request, obj, form, change)
        if old is not None and old != obj.slug:
            remember_address(f"/{old}/", obj.get_absolute_url())
