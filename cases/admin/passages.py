"""What the queues of references and commitments have in common: words of a text, and a person's word."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import Field
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from cases.admin.choosing import item_field, named
from cases.admin.passage_form import change_address
from cases.admin.verdicts import VerdictAdmin
from cases.models import AgendaItem
from cases.models.origin import SetBy
from cases.models.passage import Passage
from cases.models.state import LinkState
from cases.rendering.markdown import plain_text
from cases.threads.follow import follow_items

SEARCHED = ("words", "sentence", "item__title")
SHOWN = ("short_words", "standing_in", "in_its_sentence", "said_by")
# So much of a long sentence is shown on either side of the words in a list.
_AROUND = 140


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
    list_per_page = 25

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A row that is deleted would come again with the next reading: it is rejected instead."""
        return False

    def found_by_rules(self, rows: Sequence[Any]) -> set[int]:
        """The keys of those rows that a rule finds now."""
        raise NotImplementedError

    def follow(self, keys: Collection[int]) -> None:
        """Work out anew what depends on the rows with these keys."""
        raise NotImplementedError

    def why_not(self, rows: Sequence[Any], state: LinkState) -> tuple[str, set[int]]:
        """Why some of the rows cannot get the state, and the keys of those."""
        if state != LinkState.SUGGESTED:
            return "", set()
        why = (
            "Ingen regel finder disse ord, så som forslag ville de forsvinde ved næste import. "
            "Bekræft eller afvis dem i stedet"
        )
        return why, {row.pk for row in rows} - self.found_by_rules(rows)

    @transaction.atomic
    def judge(self, request: HttpRequest, rows: Iterable[Any], state: LinkState) -> int:
        """Give the rows the state unless it cannot be theirs, and work out what depends on them."""
        chosen = [row for row in rows if not self.is_so(row, state)]
        why, refused = self.why_not(chosen, state)
        allowed = [row for row in chosen if row.pk not in refused]
        count = super().judge(request, allowed, state)
        if state == LinkState.SUGGESTED:
            follow_items(AgendaItem.objects.filter(pk__in={row.item_id for row in allowed}))
        self.follow([row.pk for row in allowed])
        if refused:
            names = format_html_join(
                ", ",
                '<a href="{}">»{}«</a>',
                (
                    (change_address(row), self.short_words(row))
                    for row in chosen
                    if row.pk in refused
                ),
            )
            messages.warning(request, format_html("{}: {}.", why, names))
        return count

    def is_so(self, row: Any, state: LinkState) -> bool:
        """Whether the row has the state; one that a person has corrected is no rule's suggestion."""
        corrected = state == LinkState.SUGGESTED and row.set_by == SetBy.PERSON
        return super().is_so(row, state) and not corrected

    def settle(self, request: HttpRequest, row: Any, state: LinkState) -> None:
        """Remember the state; what is set back is the rule's again, and follows what it reads."""
        row.state = state
        if state == LinkState.SUGGESTED:
            row.set_by = SetBy.RULE
        row.save(update_fields=["state", "set_by"])

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list; the button of one row judges that row."""
        if request.method != "POST" or "act" not in request.POST:
            return super().changelist_view(request, extra_context)
        act, _, pk = request.POST["act"].partition(":")
        if act not in LinkState.values or not pk.isdecimal():
            raise BadRequest("unknown act")
        self.judge(request, self.get_queryset(request).filter(pk=pk), LinkState(act))
        return HttpResponseRedirect(request.get_full_path())

    def get_list_display(self, request: HttpRequest) -> Any:
        """Buttons only for those who may use them."""
        columns = super().get_list_display(request)
        if self.has_change_permission(request):
            return columns
        return [name if name != "verdict" else "said_by" for name in columns]

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        """The way to a row for those who have no buttons beside it."""
        return ["said_by"] if "said_by" in list_display else None

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """Beside a form that is refused stands what is stored, and not what was sent."""
        if obj is not None and context["errors"]:
            context["adminform"].form.instance.refresh_from_db()
        return super().render_change_form(request, context, add, change, form_url, obj)

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

    def what_is_said(self, row: Passage, *more: str) -> SafeString:
        """For a list: the words in their sentence, where that stands, and what is known of them."""
        before, after = row.around
        sentence = format_html(
            '<span lang="da">{}<mark>{}</mark>{}</span>',
            f"…{before[-_AROUND:]}" if len(before) > _AROUND else before,
            row.words,
            Truncator(after).chars(_AROUND),
        )
        lines = ((line,) for line in (sentence, self.standing_in(row), *more))
        return format_html_join("", '<div class="line">{}</div>', lines)

    @admin.display(description="afgjort af", ordering="state")
    def said_by(self, row: Passage) -> str:
        """How far the row is settled, and by whom."""
        if not row.is_found:
            return "Ordene står ikke længere i teksten"
        if row.state == LinkState.SUGGESTED:
            corrected = row.set_by == SetBy.PERSON
            return "Rettet, ikke afgjort" if corrected else "Foreslået af en regel"
        return f"{row.get_state_display().capitalize()} af en medarbejder"

    @admin.display(description="afgør", ordering="state")
    def verdict(self, row: Passage) -> SafeString:
        """For a list: how far the row is settled, and the buttons that settle it."""
        acts = [(LinkState.CONFIRMED, "Bekræft"), (LinkState.REJECTED, "Afvis")]
        buttons = format_html_join(
            " ",
            '<button type="submit" class="button" name="act" value="{}:{}" aria-label="{}: {}">{}</button>',
            (
                (state, row.pk, label, self.short_words(row), label)
                for state, label in acts
                if row.state != state
            ),
        )
        return format_html(
            '<div class="line">{}</div><div class="verdict">{} <a href="{}" aria-label="Åbn: {}">Åbn</a></div>',
            self.said_by(row),
            buttons,
            change_address(row),
            self.short_words(row),
        )

    def save_model(
        self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool
    ) -> None:
        """A row that a person has added, judged or corrected is the person's."""
        if not change or form.changed_data:
            obj.set_by = SetBy.PERSON
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: ModelForm[Any], formsets: Any, change: bool
    ) -> None:
        """When everything is saved, what depends on it is worked out."""
        super().save_related(request, form, formsets, change)
        self.follow([form.instance.pk])
