"""Choosing a row in a form: an item by its title and meeting, and what an address has chosen before."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import ForeignKey, Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cases.models import AgendaItem


class AddressAdmin(admin.ModelAdmin):
    """A ModelAdmin whose form for a new row starts with the rows that its address names, if they exist."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address says, without keys to rows that there are none of."""
        said = super().get_changeform_initial_data(request)
        return {name: value for name, value in said.items() if _is_known(self.model, name, value)}


def _is_known(model: type[Model], name: str, value: Any) -> bool:
    """Whether a value for a field is not a key, or one that a row has."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return True
    if not isinstance(field, ForeignKey):
        return True
    try:
        return bool(field.related_model._default_manager.filter(pk=value).exists())
    except (TypeError, ValueError, ValidationError):
        return False


def named(item: AgendaItem) -> str:
    """The item with the meeting it belongs to."""
    return f"{item}, {item.meeting}"


class ItemChoice(forms.ModelChoiceField):
    """A field for one item, by what it is called and when it was."""

    def label_from_instance(self, obj: Any) -> str:
        """The item with its meeting."""
        return named(obj)


class ItemSelect(AutocompleteSelect):
    """The admin's own box that searches, asking for items with their meetings."""

    url_name = "%s:cases_agendaitem_choices"


class ItemChoicesView(AutocompleteJsonView):
    """What the box is answered."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """The key and the name with the meeting."""
        return {**super().serialize_result(obj, to_field_name), "text": named(obj)}


def choices_view(request: HttpRequest, site: AdminSite) -> HttpResponseBase:
    """The items that match what was typed; asks for the same permissions as the admin's own."""
    return ItemChoicesView.as_view(admin_site=site)(request)


def item_field(
    db_field: ForeignKey[Any, Any], site: AdminSite, **options: Any
) -> forms.ModelChoiceField[Any] | None:
    """The form field of a key to an item."""
    items = AgendaItem.objects.select_related("meeting__committee")
    widget = ItemSelect(db_field, site)
    return db_field.formfield(form_class=ItemChoice, queryset=items, widget=widget, **options)  # type: ignore[return-value]  # a key has a field of choices
