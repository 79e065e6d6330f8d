"""Topics on items in the admin: judged, or set by hand where no rule can find them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cases.admin.choosing import item_field
from cases.admin.suggestions import led_to
from cases.admin.verdicts import VerdictAdmin, as_list
from cases.models import AgendaItem, TopicLink
from cases.models.origin import SetBy
from cases.models.state import LinkState
from cases.rendering.markdown import plain_text
from cases.search.index import index_items, indexed_once


def note_person(link: TopicLink) -> None:
    """What a person adds or changes is theirs; what they add counts as confirmed."""
    link.set_by = SetBy.PERSON
    if link.pk is None and link.state == LinkState.SUGGESTED:
        link.state = LinkState.CONFIRMED


def found_words(link: TopicLink) -> SafeString:
    """The words of the link's evidence as a list, with where they stand."""
    return as_list(
        f"»{plain_text(hit['words'])}« i {hit['section_label']}"
        + (f" ({hit['count']} gange)" if hit["count"] > 1 else "")
        for hit in link.evidence
    )


@admin.register(TopicLink)
class TopicLinkAdmin(VerdictAdmin):
    """Each topic of each item, with what says so."""

    list_display = ("item_and_why", "topic_and_level", "state")
    list_display_links = None
    list_filter = ("state", "level", "set_by", "topic")
    list_select_related = ("item__meeting__committee", "topic")
    search_fields = ("item__title", "topic__name")
    date_hierarchy = "item__meeting__date"
    ordering = ("-item__meeting__date", "item__position", "level")
    fields = ("topic", "item", "level", "state", "set_by", "score", "why")
    readonly_fields = ("set_by", "score", "why")

    @admin.display(description="punkt", ordering="item__meeting__date")
    def item_and_why(self, link: TopicLink) -> SafeString:
        """The item with its meeting, and the words that were found below."""
        return led_to(link, f"{link.item}, {link.item.meeting}", found_words(link))

    @admin.display(description="emne", ordering="topic__name")
    def topic_and_level(self, link: TopicLink) -> SafeString:
        """The topic, how much the item has to do with it, and who says so where a person does."""
        said = f"{link.get_level_display()}, {link.score} point"
        if link.set_by == SetBy.PERSON:
            said = f"{link.get_level_display()}, {link.get_set_by_display()}"
        return format_html("{}<br>{}", link.topic, said)

    @admin.display(description="hvorfor")
    def why(self, link: TopicLink) -> SafeString:
        """The words that were found, and where."""
        return found_words(link)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """An item is chosen by title and meeting."""
        if db_field.related_model is AgendaItem:
            return item_field(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A link that exists stays between its topic and its item."""
        return ("topic", "item", *self.readonly_fields) if obj else self.readonly_fields

    def save_model(
        self, request: HttpRequest, obj: TopicLink, form: ModelForm[TopicLink], change: bool
    ) -> None:
        """Keep the person's word against the rule."""
        if form.changed_data:
            note_person(obj)
        super().save_model(request, obj, form, change)
        index_items([obj.item_id])

    def delete_model(self, request: HttpRequest, obj: TopicLink) -> None:
        """Without the topic, the item is no longer found by its name."""
        super().delete_model(request, obj)
        index_items([obj.item_id])

    @indexed_once()
    def judge(self, request: HttpRequest, rows: Iterable[Any], state: LinkState) -> int:
        """As every verdict; what is rejected goes from search at once."""
        return super().judge(request, rows, state)

    def settle(self, request: HttpRequest, row: Any, state: LinkState) -> None:
        """Remember the state of one link."""
        super().settle(request, row, state)
        index_items([row.item_id])

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What a rule found is rejected instead: deleted, it would be found again."""
        by_hand = obj is not None and obj.set_by == SetBy.PERSON and not obj.evidence
        return by_hand and super().has_delete_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[TopicLink]:
        """Links with what their names are made of."""
        return super().get_queryset(request).select_related("item__meeting__committee", "topic")
