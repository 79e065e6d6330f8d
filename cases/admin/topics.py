"""Topics in the admin: an editor that shows what a rule finds before it is saved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.helpers import AdminErrorList, AdminForm
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from cases.admin.committees import SlugForm
from cases.models import Topic, TopicSuggestion
from cases.models.address import remember_address
from cases.models.state import LinkState
from cases.threads.topic_preview import (
    MOST_SHOWN,
    Preview,
    preview_topic,
    warn_of_breadth,
    warn_of_rule,
)
from cases.threads.topic_suggestions import settle_suggestion, topic_from
from cases.threads.topics import match_topics, settle_topic

KEPT = (
    "Et emne med punkter kan ikke slettes, for dets adresse kan være kendt. Tag fluebenet af "
    "»Vises for offentligheden«, hvis det ikke skal ses mere."
)
_RULE = ("aliases", "weak_aliases", "exclusions", "title_only", "valid_from", "valid_to")


class TopicForm(SlugForm):
    """A topic with its words; a topic may not stand below itself, and one found everywhere is asked of."""

    save_anyway = forms.BooleanField(label="Gem alligevel", required=False)

    class Meta:
        model = Topic
        exclude: tuple[str, ...] = ()
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "aliases": forms.Textarea(attrs={"rows": 5}),
            "weak_aliases": forms.Textarea(attrs={"rows": 3}),
            "exclusions": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_parent(self) -> Topic | None:
        """The topic above, unless this one stands above it already."""
        parent: Topic | None = self.cleaned_data["parent"]
        above, seen = parent, set[int]()
        while above is not None and above.pk not in seen:
            if above.pk == self.instance.pk:
                raise forms.ValidationError(
                    f"»{self.instance}« står over »{parent}« i forvejen, og kan ikke også høre under det."
                )
            seen.add(above.pk)
            above = above.parent
        return parent

    def clean(self) -> dict[str, Any]:
        """Ask once more before a new rule that finds far too much is saved."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_tried = "_preview" in self.data
        if (
            is_tried
            or self.errors
            or cleaned["save_anyway"]
            or not set(_RULE) & {*self.changed_data}
        ):
            return cleaned
        warning = warn_of_breadth(Topic(**{name: cleaned[name] for name in _RULE}))
        if warning:
            self.add_error("save_anyway", warning)
        return cleaned


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    """Topics; saving one finds its items at once."""

    form = TopicForm
    change_form_template = "admin/cases/topic/change_form.html"
    list_display = ("name", "parent", "link_count", "waiting_count", "is_public")
    list_filter = ("is_public",)
    list_select_related = ("parent",)
    search_fields = ("name", "aliases")
    actions = ("find_items", "delete_selected")
    fieldsets = (
        (None, {"fields": ("name", "slug", "description", "parent", "is_public")}),
        (
            "Reglen",
            {
                "fields": (
                    "aliases",
                    "weak_aliases",
                    "exclusions",
                    "title_only",
                    ("valid_from", "valid_to"),
                ),
                "description": "Et ord i titlen giver 5 point, i beslutning eller indstilling 2, og hver "
                "gang i resume og sagsfremstilling 1, dog højst 3. Fra 5 point »handler« punktet om "
                "emnet, under det »nævner« punktet det. Bilag tæller kun som nævnt.",
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        """Topics with their number of links."""
        waiting = Count("links", filter=Q(links__state=LinkState.SUGGESTED))
        rows = super().get_queryset(request)
        return rows.annotate(links_total=Count("links"), links_waiting=waiting)

    @admin.display(description="punkter", ordering="links_total")
    def link_count(self, topic: Topic) -> int:
        """The number of items linked to it."""
        return int(getattr(topic, "links_total", 0))

    @admin.display(description="venter på et ja", ordering="links_waiting")
    def waiting_count(self, topic: Topic) -> int:
        """The number of links that no person has judged."""
        return int(getattr(topic, "links_waiting", 0))

    @admin.action(description="Find punkter nu", permissions=["change"])
    def find_items(self, request: HttpRequest, topics: QuerySet[Topic]) -> None:
        """Match the chosen topics against every item."""
        self._say(request, list(topics), match_topics(topics=topics))

    @admin.action(description="Slet de valgte emner uden punkter", permissions=["delete"])
    def delete_selected(self, request: HttpRequest, topics: QuerySet[Topic]) -> HttpResponse | None:
        """Delete topics, unless one has items: then say what to do instead."""
        kept = [str(topic) for topic in topics if topic.links.exists()]
        if not kept:
            return delete_selected(self, request, topics)
        names = ", ".join(f"»{name}«" for name in kept)
        messages.error(request, f"Intet er slettet. Disse emner har punkter: {names}. {KEPT}")
        return None

    def has_delete_permission(self, request: HttpRequest, obj: Topic | None = None) -> bool:
        """The address of a topic with items may be known: such a topic is hidden instead."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not obj.links.exists())

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The values of the suggestion that the link names, if any. It is not shown until it is seen."""
        initial: dict[str, Any] = {**super().get_changeform_initial_data(request)}
        suggestion = _suggestion(request)
        if suggestion is not None:
            topic = topic_from(suggestion)
            names = ("name", "slug", "aliases", "is_public")
            initial |= {name: getattr(topic, name) for name in names}
        return initial

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form, or what its rule finds where that is asked for."""
        if request.method == "POST" and "_preview" in request.POST:
            return self._preview(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form, with why the topic cannot be deleted where that is so."""
        topic = kwargs.get("obj")
        may = super().has_delete_permission(request, topic)
        if topic is not None and may and not self.has_delete_permission(request, topic):
            context["kept"] = KEPT
        return super().render_change_form(request, context, *args, **kwargs)

    def _preview(self, request: HttpRequest, object_id: str | None) -> HttpResponse:
        """The form as typed with what its rule finds below; to htmx only that. Nothing is saved."""
        topic = self.get_object(request, object_id) if object_id else None
        if object_id and topic is None:
            raise Http404
        may = (
            self.has_change_permission(request, topic)
            if topic
            else self.has_add_permission(request)
        )
        if not may:
            raise PermissionDenied
        name = str(topic or "")  # before the form gives it the typed values
        fieldsets: list[Any] = list(self.get_fieldsets(request, topic))
        form = self.get_form(request, topic, change=topic is not None)(request.POST, instance=topic)
        preview: Preview | None = preview_topic(form.instance) if form.is_valid() else None
        context = {
            **self.admin_site.each_context(request),
            "title": f"Ret {name}" if topic else "Tilføj emne",
            "form": form,
            "preview": preview,
            "most_shown": MOST_SHOWN,
            "opts": self.opts,
        }
        if request.headers.get("HX-Request"):
            part = "admin/cases/topic/_preview.html"
            return TemplateResponse(request, part, {**context, "is_part": True})
        prepopulated = self.get_prepopulated_fields(request, topic)
        shown = AdminForm(form, fieldsets, prepopulated, (), model_admin=self)
        context |= {
            "adminform": shown,
            "object_id": object_id,
            "original": topic,
            "is_popup": False,
            "to_field": None,
            "media": self.media + shown.media,
            "inline_admin_formsets": [],
            "errors": AdminErrorList(form, []),
            "preserved_filters": self.get_preserved_filters(request),
        }
        return self.render_change_form(
            request, context, add=topic is None, change=topic is not None, obj=topic
        )

    def save_model(
        self, request: HttpRequest, obj: Topic, form: ModelForm[Topic], change: bool
    ) -> None:
        """Save, find its items, and let the former address lead to the new one."""
        old = Topic.objects.filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        if old is not None and old.slug != obj.slug:
            remember_address(old.get_absolute_url(), obj.get_absolute_url())
        suggestion = None if change else _suggestion(request)
        if suggestion is not None and request.user.has_perm("cases.change_topicsuggestion"):
            settle_suggestion(suggestion, LinkState.CONFIRMED, obj)
        for warning in warn_of_rule(obj):
            messages.warning(request, warning)
        self._say(request, [obj], settle_topic(obj))

    def _say(self, request: HttpRequest, topics: list[Any], changed: int) -> None:
        total = sum(topic.links.count() for topic in topics)
        messages.info(
            request, f"Emnet har {total} punkter; {changed} er nye, ændrede eller fjernet."
        )


def _suggestion(request: HttpRequest) -> TopicSuggestion | None:
    pk = request.GET.get("forslag", "")
    return TopicSuggestion.objects.filter(pk=pk).first() if pk.isdecimal() else None
