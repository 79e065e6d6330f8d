"""What the queues of references and commitments have in common: words of a text, and a person's word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Field
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from cases.admin.choosing import item_field, named
from cases.admin.verdicts import VerdictAdmin
from cases.models import AgendaItem
from cases.models.origin import SetBy
from cases.models.passage import Passage
from cases.models.state import LinkState
from cases.rendering.markdown import plain_text
from cases.threads.passages import add_by_hand, find_words

SEARCHED = ("words", "sentence", "item__title")
SHOWN = ("short_words", "standing_in", "in_its_sentence", "said_by")


class PassageForm(forms.ModelForm):
    """Words that a person settles, or adds: then they must stand in the item's text."""

    noun = ""  # what the words are, with its article: »en henvisning«
    state = forms.ChoiceField(label="", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" not in self.fields:  # the form of one who may only look
            return
        if self.instance.pk is None:
            del self.fields["state"]
            return
        state = self.fields["state"]
        assert isinstance(state, forms.ChoiceField)
        state.label = f"Er ordene {self.noun}?"
        state.choices = [
            (LinkState.CONFIRMED, f"Ja, ordene er {self.noun}"),
            (LinkState.REJECTED, f"Nej, ordene er ikke {self.noun}"),
        ]
        rejected = self.instance.state == LinkState.REJECTED
        self.initial["state"] = LinkState.REJECTED if rejected else LinkState.CONFIRMED

    def clean(self) -> dict[str, Any]:
        """Find the words of a new row in the text, and keep them as they are printed there."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        item, words = cleaned.get("item"), cleaned.get("words")
        if self.instance.pk is None and item and words:
            if add_by_hand(self.instance, item, words):
                cleaned["words"] = self.instance.words
            else:
                self.add_error("words", self._why_not(item, words))
        return cleaned

    def _why_not(self, item: AgendaItem, words: str) -> str:
        if find_words(item, words):
            return (
                f"Ordene er allerede registreret som {self.noun} på punktet. "
                "Find rækken i listen, og ret den dér."
            )
        return (
            "Ordene står ikke i punktets tekst. Kopiér dem, som de står i resume, "
            "sagsfremstilling, indstilling eller beslutning."
        )


class ChooseOnly(BaseModelAdmin):
    """Fields that choose a row: an item by title and meeting, and no row is changed beside its name."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """An item is chosen by title and meeting."""
        if db_field.related_model is AgendaItem:
            return item_field(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Field[Any, Any], *args: Any, **kwargs: Any) -> Any:
        """The field, with a look at the row that is chosen and nothing more."""
        field = super().formfield_for_dbfield(db_field, *args, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related = field.widget.can_change_related = False
            field.widget.can_delete_related = False
        return field


class PassageAdmin(ChooseOnly, VerdictAdmin):
    """Rows of words that rules have found. A person's word on them survives every new reading."""

    change_list_template = "admin/change_list.html"
    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A row that is deleted would come again with the next reading: it is rejected instead."""
        return False

    def settle(self, request: HttpRequest, row: Any, state: LinkState) -> None:
        """Remember the state; what is set back is the rule's again, and follows the next reading."""
        row.state = state
        if state == LinkState.SUGGESTED:
            row.set_by = SetBy.RULE
        row.save(update_fields=["state", "set_by"])

    @admin.display(description="ordene", ordering="words")
    def short_words(self, row: Passage) -> str:
        """The words as they are read, shortened."""
        return Truncator(plain_text(row.words)).chars(90)

    @admin.display(description="står i", ordering="item__title")
    def standing_in(self, row: Passage) -> str:
        """The item, one click away."""
        if row.pk is None:
            return "–"
        return format_html(
            '<a href="{}">{}</a>',
            reverse("admin:cases_agendaitem_change", args=[row.item_id]),
            named(row.item),
        )

    @admin.display(description="sætningen")
    def in_its_sentence(self, row: Passage) -> SafeString:
        """The sentence, with the words marked."""
        before, after = row.around
        return format_html("{}<mark>{}</mark>{}", before, row.words, after)

    @admin.display(description="afgjort af", ordering="state")
    def said_by(self, row: Passage) -> str:
        """How far the row is settled, and by whom."""
        if not row.is_found:
            return "Ordene står ikke længere i teksten"
        if row.state == LinkState.SUGGESTED:
            return "Foreslået af en regel"
        return f"{row.get_state_display().capitalize()} af en medarbejder"

    def save_model(
        self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool
    ) -> None:
        """A row that a person has saved is the person's."""
        obj.set_by = SetBy.PERSON
        super().save_model(request, obj, form, change)
