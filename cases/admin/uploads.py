"""Attachments brought in many at once: upload, say where each belongs, or throw it out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from cases.admin.imports import FilesField
from cases.importing.files import discard
from cases.importing.uploads import Received, match_uploads, place, place_as_new, receive
from cases.models import AgendaItem, Attachment, Meeting, Upload
from cases.models.attachment import AttachmentState
from cases.threads.topics import match_topics

MOST_AT_ONCE = 100
MOST_FOUND = 40


class UploadForm(forms.Form):
    """The files to bring in, and the meeting they belong to."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.select_related("committee"),
        label="Møde",
        required=False,
        empty_label="alle møder",
        help_text="Vælg mødet, hvis alle filerne hører til det. Så bliver de ikke forvekslet med "
        "andre møders bilag.",
    )
    documents = FilesField(
        label="Filer",
        help_text="Vælg gerne mange. ZIP-filer bliver pakket ud. Portalen tager imod PDF, Word, Excel, "
        "PowerPoint, tekst, HTML og billeder.",
    )


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin):
    """Files that wait for a clerk to say where they belong."""

    change_list_template = "admin/cases/upload/change_list.html"
    list_display = ("filename", "kind", "meeting", "user", "created_at", "find_place")
    list_display_links = None
    list_filter = ("meeting__committee", "created_at")
    list_select_related = ("file", "meeting__committee", "user")
    search_fields = ("filename",)

    def get_urls(self) -> list[URLPattern]:
        """The page where all are placed, and one for a file that matched nothing."""
        wrap = self.admin_site.admin_view
        return [
            path("placer/", wrap(self.place_view), name="cases_upload_place"),
            path("<int:pk>/placer/", wrap(self.find_view), name="cases_upload_find"),
            *super().get_urls(),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A file that waits is placed or thrown out, not edited."""
        return False

    @admin.display(description="filtype")
    def kind(self, upload: Upload) -> str:
        """What kind of file it is."""
        return upload.file.kind.name

    @admin.display(description="plads")
    def find_place(self, upload: Upload) -> str:
        """The page that searches for its place."""
        address = reverse("admin:cases_upload_find", args=[upload.pk])
        return format_html('<a href="{}">Vælg plads</a>', address)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Take files in, then on to where they are placed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(
            request.POST or None,
            request.FILES or None,
            initial={"meeting": request.GET.get("meeting", "")},
        )
        received: list[Received] = []
        if request.method == "POST" and form.is_valid():
            meeting = form.cleaned_data["meeting"]
            for file in form.cleaned_data["documents"]:
                name = file.name or "uden navn"
                received += receive(file, name, meeting, request.user)  # type: ignore[arg-type]
            if received and all(one.upload for one in received):
                return HttpResponseRedirect(reverse("admin:cases_upload_place"))
        context = {
            **self.admin_site.each_context(request),
            "title": "Læg bilag ind",
            "form": form,
            "received": received,
            "waiting": sum(one.upload is not None for one in received),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/cases/upload/upload.html", context)

    def place_view(self, request: HttpRequest) -> HttpResponse:
        """Every file that waits, with what it may be; on POST the chosen ones are placed."""
        self._check_may_place(request)
        if request.method == "POST":
            placed, discarded = self._place_chosen(request)
            messages.success(request, f"{placed} filer er lagt ind, {discarded} er smidt ud.")
            return HttpResponseRedirect(reverse("admin:cases_upload_place"))
        waiting = Upload.objects.select_related("file", "meeting__committee")
        uploads = list(waiting[:MOST_AT_ONCE])
        rows = match_uploads(uploads)
        context = {
            **self.admin_site.each_context(request),
            "title": "Sig, hvor filerne hører til",
            "rows": [{"upload": upload, "match": match} for upload, match in rows],
            "sure": sum(match.sure is not None for _upload, match in rows),
            "more": max(0, waiting.count() - MOST_AT_ONCE),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/cases/upload/place.html", context)

    def _check_may_place(self, request: HttpRequest) -> None:
        may_attach = request.user.has_perm("cases.change_attachment")
        if not (may_attach and self.has_add_permission(request)):
            raise PermissionDenied

    def _place_chosen(self, request: HttpRequest) -> tuple[int, int]:
        """Place and throw out as ticked; what was placed meanwhile is passed over."""
        placed = discarded = 0
        for key in request.POST:
            name, _, pk = key.partition(":")
            if name not in ("place", "discard") or not pk.isdigit():
                continue
            upload = Upload.objects.select_related("file").filter(pk=pk).first()
            if upload is None:
                continue
            chosen = _attachments(request.POST.getlist(f"place:{pk}"))
            if chosen:
                place(upload, chosen)
                self._log(request, chosen, upload.filename)
                placed += 1
            elif name == "discard":
                discard(upload)
                discarded += 1
        return placed, discarded

    def _log(self, request: HttpRequest, attachments: list[Attachment], filename: str) -> None:
        for attachment in attachments:
            self.log_change(request, attachment, f"Filen »{filename}« er lagt ind.")

    def find_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Search for the attachment or item that a file belongs to; on POST it is placed there."""
        self._check_may_place(request)
        upload = get_object_or_404(Upload.objects.select_related("file", "meeting"), pk=pk)
        if request.method == "POST":
            return self._place_one(request, upload)
        words = request.GET.get("q", "").split()
        context = {
            **self.admin_site.each_context(request),
            "title": f"Vælg plads til »{upload.filename}«",
            "upload": upload,
            "typed": request.GET.get("q", ""),
            "attachments": _found_attachments(upload, words),
            "items": _found_items(upload, words),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/cases/upload/find.html", context)

    def _place_one(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        chosen = _attachments(request.POST.getlist("attachment"))
        item = AgendaItem.objects.filter(pk=_number(request.POST.get("item", ""))).first()
        if "discard" in request.POST:
            discard(upload)
            messages.success(request, f"»{upload.filename}« er smidt ud.")
        elif chosen:
            place(upload, chosen)
            self._log(request, chosen, upload.filename)
            messages.success(request, f"»{upload.filename}« er lagt ind.")
        elif item is not None:
            attachment = place_as_new(upload, item)
            match_topics(items=[item])
            self._log(request, [attachment], upload.filename)
            messages.success(request, f"»{upload.filename}« er lagt ind som nyt bilag til {item}.")
        else:
            messages.error(request, "Vælg et bilag eller et punkt.")
            return HttpResponseRedirect(request.get_full_path())
        return HttpResponseRedirect(reverse("admin:cases_upload_place"))


def _number(text: str) -> int:
    if text and not text.isdecimal():
        raise Http404
    return int(text or 0)


def _attachments(chosen: list[str]) -> list[Attachment]:
    shown = Attachment.objects.exclude(state=AttachmentState.WITHDRAWN)
    return list(shown.filter(pk__in=[_number(pk) for pk in chosen]))


def _found_attachments(upload: Upload, words: list[str]) -> list[Attachment]:
    found = Attachment.objects.exclude(state=AttachmentState.WITHDRAWN).for_cards().newest_first()
    if upload.meeting is not None and not words:
        return list(found.filter(item__meeting=upload.meeting)[:MOST_FOUND])
    for word in words:
        found = found.filter(Q(title__icontains=word) | Q(item__title__icontains=word))
    return list(found[:MOST_FOUND]) if words else []


def _found_items(upload: Upload, words: list[str]) -> list[AgendaItem]:
    found = AgendaItem.objects.select_related("meeting__committee").newest_first()
    if upload.meeting is not None and not words:
        return list(found.filter(meeting=upload.meeting)[:MOST_FOUND])
    for word in words:
        found = found.filter(Q(title__icontains=word) | Q(journal_number__icontains=word))
    return list(found[:MOST_FOUND]) if words else []
