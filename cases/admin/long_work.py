"""Imports that take longer than a request: their progress, and what can be done with all lines at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_tasks_db.models import DBTaskResult

from cases.models import ImportRun
from cases.models.document import UNREAD, ImportStatus
from cases.threads.archives import (
    apply_waiting,
    is_stalled,
    publish_lines,
    read_waiting,
    set_waiting,
    wait_again,
)

LINES_A_PAGE = 200
# How long a worker may leave work lying while it does other work, before somebody should look.
_WORKER_IS_LATE = dt.timedelta(minutes=1)


class LongWorkAdmin(admin.ModelAdmin):
    """The progress of an import, and buttons that set work going."""

    def get_urls(self) -> list[URLPattern]:
        """The progress and its buttons besides the admin's own addresses."""
        views = {
            "fremgang": ("progress", self.progress_view),
            "laes-igen": ("read_again", require_POST(self.read_again_view)),
            "fortsaet": ("go_on", require_POST(self.go_on_view)),
            "indlaes-alle": ("apply_all", require_POST(self.apply_all_view)),
            "offentliggoer": ("publish_all", require_POST(self.publish_all_view)),
        }
        wrap = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{address}/", wrap(view), name=f"cases_importrun_{name}")
            for address, (name, view) in views.items()
        ]
        return [*own, *super().get_urls()]

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far the work has come; to htmx, only the part that changes."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        run = get_object_or_404(ImportRun.objects.select_related("user", "document"), pk=pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Import: {run.filename}",
            "run": run,
            **_progress(run),
            **_lines(request, run),
            "may_apply": self.has_add_permission(request),
            "may_publish": request.user.has_perm("cases.change_meeting"),
            "opts": self.opts,
        }
        part = "_progress" if request.headers.get("HX-Request") else "progress"
        return TemplateResponse(request, f"admin/cases/importrun/{part}.html", context)

    def read_again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Read the file once more, and all files of an archive: a label may have been added since."""
        run = self._own_run(request, pk)
        if not can_read_again(run):
            messages.error(request, "Filens bytes er ikke gemt. Indlæs filen igen.")
            return HttpResponseRedirect(run.get_absolute_url())
        wait_again(run)
        return self.set_going(request, run)

    def go_on_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Go on with reading that has stopped."""
        run = self._own_run(request, pk)
        if is_stalled(run):
            set_waiting(run)
        return self.set_going(request, run)

    def apply_all_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Bring in every line without a conflict, and without a warning unless asked to."""
        run = self._own_run(request, pk)
        publish = "publish" in request.POST
        if publish and not request.user.has_perm("cases.change_meeting"):
            raise PermissionDenied
        set_waiting(run)
        apply_waiting.enqueue(
            run.pk, publish=publish, warned="warned" in request.POST, user_pk=request.user.pk
        )
        self.log_change(request, run, "Linjerne er sat til at blive indlæst")
        return HttpResponseRedirect(run.get_absolute_url())

    def publish_all_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish the meetings of all lines that are brought in."""
        run = self._own_run(request, pk)
        if not request.user.has_perm("cases.change_meeting"):
            raise PermissionDenied
        count = publish_lines(run)
        self.log_change(request, run, f"{count} møder offentliggjort")
        messages.success(request, f"{count} møder er offentliggjort.")
        return HttpResponseRedirect(run.get_absolute_url())

    def set_going(self, request: HttpRequest, run: ImportRun) -> HttpResponse:
        """Have the run read, and go to where its outcome is or will be."""
        read_waiting.enqueue(run.pk)
        run.refresh_from_db()
        if run.message and not run.is_archive:
            messages.error(request, run.message)
        return HttpResponseRedirect(run.get_absolute_url())

    def _own_run(self, request: HttpRequest, pk: int) -> ImportRun:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return get_object_or_404(ImportRun.objects.select_related("document"), pk=pk)


def can_read_again(run: ImportRun) -> bool:
    """Whether bytes are kept to read."""
    return run.document_id is not None or run.lines.filter(document__isnull=False).exists()


def _progress(run: ImportRun) -> dict[str, Any]:
    """Figures on the work: how much is done, how fast, and how long the rest will take."""
    counts = run.lines.all().counts()
    done = sum(number for status, number in counts.items() if status not in UNREAD)
    total = max(run.file_count or 1, sum(counts.values()))
    seconds = (run.touched_at - run.started_at).total_seconds() if run.started_at else 0
    rate = done / seconds if seconds > 1 and run.is_unread else 0
    return {
        "counts": [
            (ImportStatus(status).label, number)
            for status, number in counts.items()
            if number and status not in UNREAD
        ],
        "done": done,
        "total": total,
        "rate": rate,
        "seconds_left": round((total - done) / rate) if rate else None,
        "is_stalled": is_stalled(run),
        "has_worker": settings.TASKS_WORKER,
        "no_worker_seen": run.status == ImportStatus.WAITING and not _worker_is_about(),
        "ready": run.lines.filter(status=ImportStatus.PLANNED, conflict_count=0).count(),
        "ready_unwarned": run.lines.filter(
            status=ImportStatus.PLANNED, conflict_count=0, warning_count=0
        ).count(),
        "unpublished": run.lines.filter(
            status=ImportStatus.APPLIED,
            meeting__published_at=None,
            meeting__withdrawn_at=None,
            meeting__isnull=False,
        ).exists(),
        "can_read_again": can_read_again(run),
    }


def _worker_is_about() -> bool:
    """Whether a worker does work, or has not had time to take what waits."""
    late = timezone.now() - _WORKER_IS_LATE
    tasks = DBTaskResult.objects.all()
    return tasks.running().exists() or not tasks.ready().filter(enqueued_at__lt=late).exists()


def _lines(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    """A page of lines, in the order of the archive. The number asked for may be anything."""
    lines = run.lines.select_related("meeting__committee").defer("plan").order_by("pk")
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("side"))
    address = reverse("admin:cases_importrun_progress", args=[run.pk])
    return {"lines": page, "here": f"{address}?side={page.number}"}
