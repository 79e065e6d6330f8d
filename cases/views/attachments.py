"""Attachments: the list, one attachment, and its file."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from cases.filters import AttachmentFilter
from cases.minutes.danish import format_date
from cases.models import Attachment
from cases.models.attachment import AttachmentState
from cases.views.errors import gone
from cases.views.lists import list_page
from cases.views.mail import mailto


def attachment_list(request: HttpRequest) -> HttpResponse:
    """Every attachment named in public minutes, newest first."""
    attachments = Attachment.objects.published().newest_first().for_cards()
    return list_page(request, "cases/attachment_list.html", AttachmentFilter, attachments)


def attachment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One attachment: which item it belongs to, and how to get it."""
    attachment = Attachment.objects.published().for_cards().filter(pk=pk).first()
    if attachment is None:
        if _was_public(pk):
            return gone(request)
        raise Http404
    text = request_text(attachment)
    context = {
        "attachment": attachment,
        "file_type": Path(attachment.file.name or "").suffix[1:].upper(),
        "request_text": text,
        "mailto": mailto(f"Aktindsigt: {attachment.title}", text, settings.CONTACT_EMAIL),
    }
    return render(request, "cases/attachment_detail.html", context)


def request_text(attachment: Attachment) -> str:
    """What to write to the municipality to get an attachment; Danish whatever the page is in."""
    item = attachment.item
    number = f", journalnummer {item.journal_number}" if item.journal_number else ""
    return (
        f"Jeg beder om aktindsigt i bilaget »{attachment.title}« til {item.label.lower()} på mødet i "
        f"{item.meeting.committee_name} den {format_date(item.meeting.date)}{number}."
    )


def attachment_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself, always as a download: nothing uploaded is ever shown inline.

    Without a file here, on to the attachment's page, which says how to get it.
    """
    held = Attachment.objects.published().filter(pk=pk).first()
    if held is None:
        if _was_public(pk):
            return gone(request)
        raise Http404
    if held.state != AttachmentState.HELD:
        return HttpResponseRedirect(held.get_absolute_url())
    name = str(held.file.name).rsplit("/", 1)[-1]
    response = FileResponse(
        held.file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _was_public(pk: int) -> bool:
    """Whether an attachment has been withdrawn, or is of an item or meeting that was."""
    row = Attachment.objects.select_related("item__meeting").filter(pk=pk).first()
    if row is None or row.item.meeting.published_at is None:
        return False
    withdrawn = row.item.withdrawn_at or row.item.meeting.withdrawn_at
    return bool(withdrawn) or row.state == AttachmentState.WITHDRAWN
