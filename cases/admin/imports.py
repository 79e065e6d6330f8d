"""Imports in the admin: upload, preview, apply, publish."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
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
from cases.admin.long_work import LongWorkAdmin
from cases.importing.apply import StalePlan
from cases.importing.plan import ImportPlan, plan_import
from cases.importing.reading import read_file
from cases.minutes.limits import Limits
from cases.minutes.parser import SHORT_TEXT
from cases.minutes.readers.formats import Format, recognise
from cases.minutes.result import MinutesError
from cases.models import ImportRun, Meeting, SourceDocument
from cases.models.document import ImportStatus
from cases.threads.archives import finish, read_waiting, receive
from cases.threads.bring_in import apply_run, keep_run, refuse_run

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
        help_text="Referater eller dagsordener som PDF, Word, webside, eksport (XML eller JSON), "
        "Markdown eller ren tekst, eller et ZIP-arkiv med dem. Vælg gerne flere.",
    )


@admin.register(ImportRun)
class ImportRunAdmin(LongWorkAdmin):
    """Each file and each archive that has been brought in or refused."""

    list_display = ("filename", "status", "meeting", "warning_count", "user", "created_at")
    list_filter = ("status", "created_at")
    list_select_related = ("meeting__committee", "user")
    search_fields = ("filename", "message")
    readonly_fields = (
        "filename", "archive", "path", "status", "message", "meeting", "document",
        "warning_count", "user", "created_at", "applied_at",
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

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        """In the list, the lines of an archive stand on the archive's own page; a search finds them."""
        runs = super().get_queryset(request).defer("plan")
        match = request.resolver_match
        is_list = match is not None and match.url_name == "cases_importrun_changelist"
        return runs.filter(archive=None) if is_list and not request.GET.get("q") else runs

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
        limits: Limits = settings.IMPORT_LIMITS
        outcomes: list[dict[str, Any]] = []
        if request.method == "POST" and form.is_valid():
            files = form.cleaned_data["documents"]
            if len(files) == 1 and _is_short_text(files[0]):
                outcomes = [self._receive(request, files[0])]
            else:
                runs = receive(files, request.user)  # type: ignore[arg-type]  # staff is logged in
                outcomes = [self._set_reading(run) for run in runs]
            if len(outcomes) == 1 and outcomes[0].get("address"):
                return HttpResponseRedirect(outcomes[0]["address"])
        context = {
            **self.admin_site.each_context(request),
            "title": "Indlæs referater",
            "form": form,
            "outcomes": outcomes,
            "limits": {
                name: getattr(limits, name) for name in ("bytes", "expanded_bytes", "files")
            },
            "has_worker": settings.TASKS_WORKER,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/cases/importrun/upload.html", context)

    def _receive(self, request: HttpRequest, file: UploadedFile[Any]) -> dict[str, Any]:
        """Read a short text at once: what it says can be shown in the same breath."""
        name = file.name or "uden navn"
        reading = read_file(file.read, name)
        plan = reading.plan
        if plan is None:
            refuse_run(name, reading.message, request.user)  # type: ignore[arg-type]  # logged in
            return {"name": name, "refused": reading.message}
        if plan.is_empty and plan.meeting_id is not None:
            meeting = Meeting.objects.get(pk=plan.meeting_id)
            change = reverse("admin:cases_meeting_change", args=[meeting.pk])
            return {"name": name, "unchanged": ALREADY, "meeting": meeting, "change": change}
        run = keep_run(reading.data, plan, request.user)  # type: ignore[arg-type]  # logged in
        return {"name": name, "address": run.get_absolute_url(), "run": run}

    def _set_reading(self, run: ImportRun) -> dict[str, Any]:
        """Have a received file read, now or by a worker, and say what became of it so far."""
        if run.is_unread:
            read_waiting.enqueue(run.pk)
            run.refresh_from_db()
        if run.status == ImportStatus.REFUSED and not run.is_archive:
            return {"name": run.filename, "refused": run.message}
        return {"name": run.filename, "address": run.get_absolute_url(), "run": run}

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the file would do now; on POST it is done, if it is still what was shown."""
        run = get_object_or_404(ImportRun.objects.select_related("document"), pk=pk)
        if not self.has_add_permission(request):
            raise PermissionDenied
        if run.is_archive or run.is_unread:
            return HttpResponseRedirect(reverse("admin:cases_importrun_progress", args=[pk]))
        if run.document is None:
            return HttpResponseRedirect(reverse("admin:cases_importrun_change", args=[pk]))
        plan: ImportPlan | None = None
        if request.method == "POST":
            try:
                return self._apply(request, run)
            except StalePlan as stale:
                messages.error(request, str(stale))
                plan = stale.plan
            except MinutesError as error:
                messages.error(request, str(error))
        try:
            plan = plan or plan_import(run.document.read(), run.filename)
        except MinutesError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("admin:cases_importrun_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Forhåndsvisning: {plan.title}",
            "run": run,
            "plan": plan,
            "items": [
                _shown(item) for item in plan.items if item.action != "same" or item.access_unknown
            ],
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
        if run.archive is not None:
            finish(run.archive)
            return HttpResponseRedirect(run.archive.get_absolute_url())
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


def _is_short_text(file: UploadedFile[Any]) -> bool:
    """Whether the file is read at once. One whose kind cannot be told is refused in the same way."""
    if (file.size or 0) > SHORT_TEXT:
        return False
    data = file.read()
    file.seek(0)
    try:
        return recognise(data) is Format.TEXT
    except MinutesError:
        return True


def _diffed(change: Any) -> dict[str, Any]:
    return {"change": change, "diff": word_diff(change.before, change.after)}


def _shown(item: Any) -> dict[str, Any]:
    return {"item": item, "changes": [_diffed(change) for change in item.changes]}
