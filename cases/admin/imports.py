"""Imports in the admin: upload, preview, apply, publish."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from cases.admin.diff import word_diff
from cases.importing.apply import StalePlan
from cases.importing.plan import ImportPlan, plan_import
from cases.minutes.result import MinutesError
from cases.models import ImportRun, Meeting, SourceDocument
from cases.models.document import ImportStatus
from cases.threads.bring_in import apply_run, keep_run, refuse_run

MAX_BYTES = 10 * 1024 * 1024
ALREADY = "Filen er allerede indlæst. Der er intet at ændre."


class SeveralFiles(forms.ClearableFileInput):
    """A file field that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files; each is judged on its own afterwards."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """The files, at least one. An empty file is let through: its plan says what is wrong."""
        files = data if isinstance(data, list) else [data]
        if not any(files):
            raise forms.ValidationError("Vælg mindst én fil.")
        return list(files)


class UploadForm(forms.Form):
    """The files to bring in."""

    documents = FilesField(
        label="Filer",
        help_text="Referater eller dagsordener som Markdown eller ren tekst. Vælg gerne flere.",
    )


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):
    """Each file that has been brought in or refused."""

    list_display = ("filename", "status", "meeting", "warning_count", "user", "created_at")
    list_filter = ("status", "created_at")
    list_select_related = ("meeting__committee", "user")
    search_fields = ("filename", "message")
    readonly_fields = (
        "filename", "status", "message", "meeting", "document", "warning_count", "user",
        "created_at", "applied_at",
    )  # fmt: skip
    fields = readonly_fields
    change_form_template = "admin/cases/importrun/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        """The preview and the stored file besides the admin's own addresses."""
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/preview/", wrap(self.preview_view), name="cases_importrun_preview"),
            path("fil/<int:pk>/", wrap(self.file_view), name="cases_importrun_file"),
            *super().get_urls(),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A run is what happened; it is looked at, not edited."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The record of what was brought in stays."""
        return False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Upload files; each gets a plan or a refusal."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        outcomes: list[dict[str, Any]] = []
        if request.method == "POST" and form.is_valid():
            outcomes = [self._receive(request, file) for file in form.cleaned_data["documents"]]
            if len(outcomes) == 1 and outcomes[0].get("preview"):
                return HttpResponseRedirect(outcomes[0]["preview"])
        context = {
            **self.admin_site.each_context(request),
            "title": "Indlæs referater",
            "form": form,
            "outcomes": outcomes,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/cases/importrun/upload.html", context)

    def _receive(self, request: HttpRequest, file: UploadedFile[Any]) -> dict[str, Any]:
        name = file.name or "uden navn"
        try:
            if file.size and file.size > MAX_BYTES:
                raise MinutesError("Filen er over 10 MB. Et referat i tekst er meget mindre.")
            data = file.read()
            plan = plan_import(data, name)
        except MinutesError as error:
            refuse_run(name, str(error), request.user)  # type: ignore[arg-type]  # staff is logged in
            return {"name": name, "refused": str(error)}
        if plan.is_empty and plan.meeting_id is not None:
            meeting = Meeting.objects.get(pk=plan.meeting_id)
            change = reverse("admin:cases_meeting_change", args=[meeting.pk])
            return {"name": name, "unchanged": ALREADY, "meeting": meeting, "change": change}
        run = keep_run(data, plan, request.user)  # type: ignore[arg-type]  # staff is logged in
        return {"name": name, "preview": run.get_absolute_url(), "plan": plan}

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the file would do now; on POST it is done, if it is still what was shown."""
        run = get_object_or_404(ImportRun.objects.select_related("document"), pk=pk)
        if not self.has_add_permission(request):
            raise PermissionDenied
        if run.document is None:
            return HttpResponseRedirect(reverse("admin:cases_importrun_change", args=[pk]))
        plan: ImportPlan | None
        try:
            plan = plan_import(run.document.read(), run.filename)
        except MinutesError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("admin:cases_importrun_change", args=[pk]))
        if request.method == "POST":
            try:
                return self._apply(request, run)
            except StalePlan as stale:
                messages.error(request, str(stale))
                plan = stale.plan
            except MinutesError as error:
                messages.error(request, str(error))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Forhåndsvisning: {plan.title}",
            "run": run,
            "plan": plan,
            "items": [_shown(item) for item in plan.items if item.action != "same"],
            "meeting_changes": [_diffed(change) for change in plan.meeting_changes],
            "may_publish": request.user.has_perm("cases.change_meeting"),
            "is_applied": run.status == ImportStatus.APPLIED,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/cases/importrun/preview.html", context)

    def _apply(self, request: HttpRequest, run: ImportRun) -> HttpResponse:
        publish = "publish" in request.POST
        if publish and not request.user.has_perm("cases.change_meeting"):
            raise PermissionDenied
        choices = {
            key.removeprefix("choice:"): str(value)
            for key, value in request.POST.items()
            if key.startswith("choice:")
        }
        meeting = apply_run(
            run,
            fingerprint=request.POST.get("fingerprint", ""),
            choices=choices,
            publish=publish,
            user=request.user,  # type: ignore[arg-type]  # staff is logged in
        )
        done = "indlæst og offentliggjort" if publish else "indlæst"
        self.log_change(request, run, f"{meeting} {done}")
        messages.success(request, f"»{run.filename}« er {done}.")
        return HttpResponseRedirect(reverse("admin:cases_meeting_change", args=[meeting.pk]))

    def file_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The stored bytes, as a download."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        document = get_object_or_404(SourceDocument, pk=pk)
        return FileResponse(
            document.file.open("rb"),
            as_attachment=True,
            filename=document.name,
            content_type="application/octet-stream",
        )


def _diffed(change: Any) -> dict[str, Any]:
    return {"change": change, "diff": word_diff(change.before, change.after)}


def _shown(item: Any) -> dict[str, Any]:
    return {"item": item, "changes": [_diffed(change) for change in item.changes]}
