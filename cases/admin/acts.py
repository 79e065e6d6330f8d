"""Acts that need a yes: publishing, withdrawing and their like, each on a page that says what happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from cases.admin.choosing import AddressAdmin


@dataclass(frozen=True)
class Act:
    """A button on the page of a row: what it is called, what it does and what it says."""

    name: str
    label: str
    warning: str
    done: str
    run: Callable[[Any], None]
    applies: Callable[[Any], bool]


class ActsAdmin(AddressAdmin):
    """A ModelAdmin with acts: buttons on the change page, a confirmation by POST, a log entry."""

    acts: tuple[Act, ...] = ()
    change_form_template = "admin/cases/change_form_with_acts.html"

    def get_urls(self) -> list[URLPattern]:
        """The admin's own addresses, after one for each act."""
        view = self.admin_site.admin_view(self.act_view)
        own = [path(f"<int:pk>/{act.name}/", view, {"act": act.name}) for act in self.acts]
        return [*own, *super().get_urls()]

    def get_actions(
        self,
        request: HttpRequest,
        action_location: ActionLocation = ActionLocation.CHANGE_LIST,
    ) -> dict[str, Any]:
        """Without the bulk deletion, which would pass by the rule on what has been public."""
        actions = super().get_actions(request, action_location=action_location)
        return {name: action for name, action in actions.items() if name != "delete_selected"}

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The change page with the acts that apply to the row now."""
        row = self.get_object(request, object_id)
        acts = [act for act in self.acts if row is not None and act.applies(row)]
        allowed = self.has_change_permission(request, row)
        context = {**(extra_context or {}), "acts": acts if allowed else []}
        return super().change_view(request, object_id, form_url, context)

    def act_view(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Ask first, then act on POST."""
        row = self.get_object(request, str(pk))
        chosen = next((candidate for candidate in self.acts if candidate.name == act), None)
        if row is None or chosen is None:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        opts = self.model._meta
        back = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[pk])
        if not chosen.applies(row):
            messages.warning(request, f"»{row}« er ændret, så det kan ikke gøres nu.")
            return HttpResponseRedirect(back)
        if request.method == "POST":
            chosen.run(row)
            self.log_change(request, row, chosen.done)
            messages.success(request, f"»{row}«: {chosen.done}")
            return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": chosen.label,
            "act": chosen,
            "row": row,
            "opts": opts,
            "back": back,
        }
        return TemplateResponse(request, "admin/cases/confirm_act.html", context)
