"""Suggested topics in the admin, and the one page where all suggestions wait for a clerk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from cases.admin.suggestions import find_view, led_to, queue_view
from cases.admin.verdicts import VerdictAdmin
from cases.models import TopicSuggestion
from cases.models.state import LinkState
from cases.threads.topic_suggestions import adopt, settle_suggestion


@admin.register(TopicSuggestion)
class TopicSuggestionAdmin(VerdictAdmin):
    """Terms that might be topics. Confirmed, one becomes a topic that is not shown yet."""

    list_display = ("term_and_why", "score", "state", "topic")
    list_display_links = None
    list_filter = ("state",)
    list_select_related = ("topic",)
    search_fields = ("term",)
    readonly_fields = ("term", "score", "why", "state", "topic")
    fields = readonly_fields

    def get_urls(self) -> list[URLPattern]:
        """The page of all suggestions besides the admin's own addresses."""
        views = {
            "alle/": ("cases_suggestions", queue_view),
            "find/": ("cases_suggestions_find", require_POST(find_view)),
        }
        wrap, known = self.admin_site.admin_view, {"site": self.admin_site}
        own = [path(at, wrap(view), known, name=name) for at, (name, view) in views.items()]
        return [*own, *super().get_urls()]

    @admin.display(description="udtryk", ordering="term")
    def term_and_why(self, suggestion: TopicSuggestion) -> SafeString:
        """The term, with what the rule saw below."""
        return led_to(suggestion, suggestion.term, self.why(suggestion))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A topic that a person thinks of is made as a topic."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A term is rejected instead: deleted, it would be suggested again."""
        return False

    def settle(self, request: HttpRequest, row: TopicSuggestion, state: LinkState) -> None:
        """A confirmed term becomes a topic, to be seen through before it is shown."""
        if state != LinkState.CONFIRMED:
            settle_suggestion(row, state)
            return
        topic = adopt(row)
        address = reverse("admin:cases_topic_change", args=[topic.pk])
        said = 'Emnet »{}« er oprettet og vises ikke endnu. <a href="{}">Se det igennem</a>, og vis det.'
        if topic.is_public:
            said = 'Emnet »{}« findes i forvejen. <a href="{}">Se dets ord</a>.'
        messages.info(request, format_html(said, topic.name, address))

    def get_queryset(self, request: HttpRequest) -> QuerySet[TopicSuggestion]:
        """Terms with their topics."""
        return super().get_queryset(request).select_related("topic")
