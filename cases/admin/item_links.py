"""Links between items in the admin: judged, or made by hand with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.safestring import SafeString

from cases.admin.choosing import item_field
from cases.admin.suggestions import led_to
from cases.admin.verdicts import VerdictAdmin, as_list
from cases.models import AgendaItem, ItemLink
from cases.models.origin import SetBy
from cases.models.state import LinkState


class ItemLinkForm(forms.ModelForm):
    """Two items in any order, and why they belong together."""

    class Meta:
        model = ItemLink
        exclude: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """The earlier item first; one link for two items, whichever is named first."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        item, other = cleaned.get("item"), cleaned.get("other")
        if not isinstance(item, AgendaItem) or not isinstance(other, AgendaItem):
            return cleaned
        if _order(other) < _order(item):
            cleaned["item"], cleaned["other"] = other, item
        if ItemLink.objects.filter(item=cleaned["other"], other=cleaned["item"]).exists():
            raise forms.ValidationError("De to punkter er allerede forbundet.")
        if not cleaned.get("reason"):
            self.add_error("reason", "Skriv, hvorfor punkterne hører sammen. Læserne ser det.")
        return cleaned


def _order(item: AgendaItem) -> tuple[Any, ...]:
    return item.meeting.date, item.meeting.sequence, item.position, item.pk


@admin.register(ItemLink)
class ItemLinkAdmin(VerdictAdmin):
    """Two items of one matter. The public sees those that a person has confirmed."""

    form = ItemLinkForm
    list_display = ("items_and_why", "score", "state", "set_by")
    list_display_links = None
    list_filter = ("state", "set_by")
    search_fields = ("item__title", "other__title", "item__journal_number", "other__journal_number")
    fields = ("item", "other", "reason", "state", "set_by", "why")
    readonly_fields = ("set_by", "why")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ItemLink]:
        """Links with both items and their meetings."""
        both = ("item__meeting__committee", "other__meeting__committee")
        return super().get_queryset(request).select_related(*both)

    @admin.display(description="punkter", ordering="item__title")
    def items_and_why(self, link: ItemLink) -> SafeString:
        """Both items, with the reasons of the rule and of a person below."""
        says = [str(reason.get("says", "")) for reason in link.evidence]
        return led_to(link, str(link), as_list([*says, link.reason]))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """An item is chosen by title and meeting."""
        return item_field(db_field, self.admin_site)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A link that exists stays between its items."""
        return ("item", "other", *self.readonly_fields) if obj else self.readonly_fields

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A link that a person makes is one that is confirmed."""
        return {"state": LinkState.CONFIRMED, **super().get_changeform_initial_data(request)}

    def save_model(
        self, request: HttpRequest, obj: ItemLink, form: ModelForm[ItemLink], change: bool
    ) -> None:
        """A new link is the person's own, and so is one that they give a reason."""
        if not change or "reason" in form.changed_data:
            obj.set_by = SetBy.PERSON
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What a rule found is rejected instead: deleted, it would be suggested again."""
        by_hand = obj is not None and obj.set_by == SetBy.PERSON and not obj.evidence
        return by_hand and super().has_delete_permission(request, obj)
