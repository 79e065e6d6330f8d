"""Attachments in the admin: finding them, their files and texts, and withdrawing one at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from cases.admin.acts import Act, ActsAdmin
from cases.importing.files import check_file, hold_file, let_go, read_again
from cases.importing.publish import restore_attachment, withdraw_attachment
from cases.minutes.file_types import safe_name
from cases.minutes.result import MinutesError
from cases.models import Attachment, StoredFile
from cases.models.attachment import AttachmentState
from cases.models.file import TextState
from cases.search.index import index_items, indexed_once


class AttachmentForm(forms.ModelForm):
    """An attachment with a field for its file."""

    upload = forms.FileField(
        label="ny fil",
        required=False,
        help_text="PDF, Word, Excel, PowerPoint, tekst, HTML eller billede.",
    )

    class Meta:
        model = Attachment
        fields = ("position", "title")

    def clean_upload(self) -> UploadedFile[Any] | None:
        """The file, if it is of a kind that is taken in."""
        content: UploadedFile[Any] | None = self.cleaned_data["upload"]
        if content:
            try:
                check_file(content, content.name or "")
            except MinutesError as error:
                raise forms.ValidationError(str(error)) from error
        return content


def hold_upload(attachment: Attachment, form: ModelForm[Any]) -> None:
    """Give a saved attachment the file that was chosen in its form, if any."""
    content = form.cleaned_data.get("upload")
    if content:
        hold_file(attachment, content, content.name)


def file_link(attachment: Attachment) -> str:
    """The file of an attachment as a link, with its type, size and name."""
    if attachment.file is None:
        return "Ingen fil"
    return format_html(
        '<a href="{}">{}</a> ({}, {})',
        reverse("admin:cases_attachment_file", args=[attachment.pk]),
        attachment.filename or attachment.title,
        attachment.file.kind.name,
        filesizeformat(attachment.file.size),
    )


def _read_text_again(attachment: Attachment) -> None:
    assert attachment.file is not None
    read_again(attachment.file)


def _has_text(attachment: Attachment) -> bool:
    return attachment.file is not None and attachment.file.kind.has_text


@admin.register(Attachment)
class AttachmentAdmin(ActsAdmin):
    """Attachments across items, with the state of their files and texts."""

    acts = (
        Act(
            "traek-tilbage",
            "Træk tilbage",
            "Bilaget og dets fil forsvinder straks fra de offentlige sider.",
            "trukket tilbage.",
            withdraw_attachment,
            lambda attachment: attachment.state != AttachmentState.WITHDRAWN,
        ),
        Act(
            "vis-igen",
            "Vis igen",
            "Bilaget kan ses igen, hvis dets punkt er offentligt.",
            "vises igen.",
            restore_attachment,
            lambda attachment: attachment.state == AttachmentState.WITHDRAWN,
        ),
        Act(
            "fjern-filen",
            "Fjern filen",
            "Bilaget bliver stående som nævnt, men uden fil. Bruges filen ikke af andre bilag, bliver "
            "den slettet.",
            "filen er fjernet.",
            let_go,
            lambda attachment: attachment.file is not None,
        ),
        Act(
            "laes-igen",
            "Læs teksten igen",
            "Teksten, der er taget ud af filen, bliver læst forfra.",
            "teksten bliver læst igen.",
            _read_text_again,
            _has_text,
        ),
    )
    form = AttachmentForm
    change_list_template = "admin/cases/attachment/change_list.html"
    list_display = ("title", "item", "state", "text", "pages")
    list_filter = ("state", "file__text_state", "item__meeting__committee")
    list_select_related = ("item__meeting__committee", "file")
    search_fields = ("title", "filename", "item__title")
    fields = ("item", "position", "title", "upload", "held_file", "text", "text_error", "state")
    readonly_fields = ("item", "held_file", "text", "text_error", "state")
    actions = ("read_texts_again",)

    def get_urls(self) -> list[URLPattern]:
        """The stored file besides the admin's own addresses."""
        view = self.admin_site.admin_view(self.file_view)
        return [path("<int:pk>/fil/", view, name="cases_attachment_file"), *super().get_urls()]

    @admin.display(description="filen nu")
    def held_file(self, attachment: Attachment) -> str:
        """The file, one click away."""
        return file_link(attachment)

    @admin.display(description="teksten", ordering="file__text_state")
    def text(self, attachment: Attachment) -> str:
        """How far the portal has come with the text."""
        return attachment.file.get_text_state_display() if attachment.file else "–"

    @admin.display(description="hvorfor teksten mangler")
    def text_error(self, attachment: Attachment) -> str:
        """Why the text could not be read."""
        return (attachment.file.text_error if attachment.file else "") or "–"

    @admin.display(description="sider", ordering="file__page_count")
    def pages(self, attachment: Attachment) -> int | None:
        """The number of pages, slides or sheets."""
        return attachment.file.page_count if attachment.file else None

    @admin.action(description="Læs teksten igen", permissions=["change"])
    def read_texts_again(self, request: HttpRequest, attachments: QuerySet[Attachment]) -> None:
        """Take the texts of the chosen attachments out once more."""
        files = StoredFile.objects.filter(attachments__in=attachments).distinct()
        readable = [file for file in files if file.text_state != TextState.NONE]
        for file in readable:
            read_again(file)
        messages.info(request, f"Teksten i {len(readable)} filer bliver læst igen.")

    def file_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The file as a download, whether its item is public or not."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        attachment = get_object_or_404(
            Attachment.objects.exclude(file=None).select_related("file"), pk=pk
        )
        file = attachment.file
        assert file is not None
        return FileResponse(
            file.file.open("rb"),
            as_attachment=True,
            filename=safe_name(attachment.filename or attachment.title, file.kind),
            content_type="application/octet-stream",
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Attachments are added on their item."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An attachment that may have been public is withdrawn, never deleted."""
        if obj is not None and obj.item.meeting.published_at is not None:
            return False
        return super().has_delete_permission(request, obj)

    @indexed_once()
    def save_model(
        self, request: HttpRequest, obj: Attachment, form: ModelForm[Attachment], change: bool
    ) -> None:
        """Save, and hold the file that was chosen."""
        super().save_model(request, obj, form, change)
        hold_upload(obj, form)
        index_items([obj.item_id])
