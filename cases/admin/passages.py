"""What the queues of references and commitments have in common: words of a text, and a person's word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

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


class PassageAdmin(admin.ModelAdmin):
    """Rows of words that rules have found. A person's word on them survives every new reading."""

    actions = ("confirm_rows", "reject_rows")
    list_per_page = 50

    def get_actions(
        self,
        request: HttpRequest,
        action_location: ActionLocation = ActionLocation.CHANGE_LIST,
    ) -> dict[str, Any]:
        """Without the deletion: what is wrong is rejected, so that it is remembered."""
        actions = super().get_actions(request, action_location=action_location)
        return {name: action for name, action in actions.items() if name != "delete_selected"}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A row that is deleted would come again with the next reading."""
        return False

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
            '<a href="{}">{}</a> ({})',
            reverse("admin:cases_agendaitem_change", args=[row.item_id]),
            row.item,
            row.item.meeting,
        )

    @admin.display(description="sætningen")
    def in_its_sentence(self, row: Passage) -> SafeString:
        """The sentence, with the words marked."""
        before, words, after = row.sentence.partition(row.words)
        if not words:
            return format_html("<mark>{}</mark>", plain_text(row.words))
        return format_html("{}<mark>{}</mark>{}", before, words, after)

    @admin.display(description="afgjort af", ordering="state")
    def said_by(self, row: Passage) -> str:
        """How far the row is settled, and by whom."""
        if not row.is_found:
            return "Ordene står ikke længere i teksten"
        if row.state == LinkState.SUGGESTED:
            return "Foreslået af en regel"
        who = "tilføjet eller rettet" if row.set_by == SetBy.PERSON else "fundet af en regel"
        return f"{row.get_state_display().capitalize()} af en medarbejder ({who})"

    @admin.action(description="Bekræft de valgte, som de er", permissions=["change"])
    def confirm_rows(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """Say yes to what the rule made of the chosen rows."""
        self._settle(request, rows, LinkState.CONFIRMED)

    @admin.action(description="Afvis de valgte", permissions=["change"])
    def reject_rows(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """Say no to the chosen rows. They are remembered and never shown."""
        self._settle(request, rows, LinkState.REJECTED)

    def _settle(self, request: HttpRequest, rows: QuerySet[Any], state: LinkState) -> None:
        chosen = list(rows)
        for row in chosen:
            row.state = state
            row.save(update_fields=["state"])
            self.log_change(request, row, f"{state.label}.")
        messages.success(request, f"{state.label.capitalize()}: {len(chosen)}.")

    def save_model(
        self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool
    ) -> None:
        """A row that a person has saved is the person's."""
        obj.set_by = SetBy.PERSON
        super().save_model(request, obj, form, change)
