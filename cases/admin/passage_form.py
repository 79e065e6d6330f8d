"""The form of words that a rule has found or a person adds: what is asked of both kinds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from cases.minutes.danish import format_date
from cases.models import AgendaItem
from cases.models.passage import Passage
from cases.models.state import LinkState
from cases.rendering.markdown import plain_text
from cases.threads.passages import add_by_hand, overlapping

# Minutes look no farther back or ahead; a year that is farther off is a slip of the fingers.
_FARTHEST = dt.timedelta(days=20 * 366)


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
        if self.instance.state == LinkState.SUGGESTED:
            state.choices = [*state.choices, (LinkState.SUGGESTED, "Ikke afgjort endnu")]

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

    @property
    def item(self) -> AgendaItem | None:
        """The item whose words they are, if it is known."""
        chosen: AgendaItem | None = self.cleaned_data.get("item")
        return self.instance.item if self.instance.pk else chosen

    def refuse_far(self, *names: str) -> None:
        """Refuse typed days that lie many years from the meeting."""
        if self.item is None:
            return
        held = self.item.meeting.date
        for name in names:
            day = self.cleaned_data.get(name)
            if name in self.changed_data and day and abs(day - held) > _FARTHEST:
                says = f"Datoen ligger mere end 20 år fra mødet den {format_date(held)}. Se årstallet efter."
                self.add_error(name, says)

    def _why_not(self, item: AgendaItem, words: str) -> str:
        row = overlapping(type(self.instance), item, words)
        if row is None:
            return (
                "Ordene står ikke i punktets tekst. Kopiér dem, som de står i resume, "
                "sagsfremstilling, indstilling eller beslutning."
            )
        return format_html(
            'Ordene overlapper <a href="{}">»{}«</a>, som allerede er registreret{}. Ret den række, '
            "eller vælg andre ord.",
            change_address(row),
            Truncator(plain_text(row.words)).chars(90),
            " og afvist" if row.state == LinkState.REJECTED else "",
        )


def change_address(row: Passage) -> str:
    """Where a row is changed."""
    return reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk])
