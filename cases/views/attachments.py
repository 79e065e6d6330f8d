"""Attachments: the list, one attachment with its text, and its file."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.db.models.functions import Length
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from cases.filters import AttachmentFilter
from cases.minutes.danish import format_date
from cases.models import Attachment, StoredFile
from cases.models.attachment import AttachmentState
from cases.views.errors import bad_values, gone
from cases.views.files import send_file
from cases.views.lists import list_page
from cases.views.mail import mailto

log = logging.getLogger(__name__)
# What one view of a long text holds at most: it stays light on a telephone.
MOST_PAGES, MOST_CHARACTERS = 20, 30_000


def attachment_list(request: HttpRequest) -> HttpResponse:
    """Every attachment named in public minutes, newest first."""
    attachments = Attachment.objects.published().newest_first().for_cards()
    return list_page(request, "cases/attachment_list.html", AttachmentFilter, attachments)


def attachment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One attachment: which items use it, its text page by page, or how to get it."""
    attachment = Attachment.objects.published().for_cards().filter(pk=pk).first()
    if attachment is None:
        if _was_public(pk):
            return gone(request)
        raise Http404
    file = attachment.file if attachment.state == AttachmentState.HELD else None
    views = views_of(file) if file else []
    for name in ("fra", "side"):
        if name in request.GET and not any(request.GET[name] in keys for keys in views):
            return bad_values(request, [name])
    if "side" in request.GET:  # the form to go to a page: only an address can name a place in it
        number = request.GET["side"]
        return HttpResponseRedirect(f"{request.path}?fra={number}#side-{number}")
    at = next((n for n, keys in enumerate(views) if request.GET.get("fra") in keys), 0)
    text = request_text(attachment)
    context = {
        "attachment": attachment,
        "file": file,
        "others": _others(attachment),
        **({"views": _shown(file, views, at)} if file and views else {}),
        "request_text": text,
        "mailto": mailto(f"Aktindsigt: {attachment.title}", text, settings.CONTACT_EMAIL),
        # Every part of a long text is a page of its own to machines.
        "canonical": request.build_absolute_uri(request.path)
        + (f"?fra={views[at][0]}" if at else ""),
        "is_filtered": False,
    }
    return render(request, "cases/attachment_detail.html", context)


def _others(attachment: Attachment) -> list[Attachment]:
    """The other public attachments that are the same file."""
    if attachment.file is None:
        return []
    same = Attachment.objects.published().filter(file=attachment.file, state=AttachmentState.HELD)
    return list(same.exclude(pk=attachment.pk).newest_first().for_cards()[:50])


def views_of(file: StoredFile) -> list[list[str]]:
    """The keys of the file's pages, divided into what is shown at a time, in order."""
    views: list[list[str]] = []
    room = numbers = 0
    rows = file.pages.order_by("number", "part").annotate(length=Length("text"))
    for page in rows.only("number", "part"):
        room -= page.length
        numbers += 1
        if not views or room < 0 or numbers > MOST_PAGES:
            views.append([])
            room, numbers = MOST_CHARACTERS - page.length, 1
        views[-1].append(page.key)
    return views


def _shown(file: StoredFile, views: list[list[str]], at: int) -> dict[str, Any]:
    """The pages of one view, and the ways to the ones beside it."""
    keys = views[at]
    first, last = (int(key.partition("-")[0]) for key in (keys[0], keys[-1]))
    pages = file.pages.filter(number__range=(first, last)).order_by("number", "part")
    return {
        "pages": [page for page in pages if page.key in keys],
        "number": at + 1,
        "count": len(views),
        "previous": views[at - 1][0] if at else None,
        "next": views[at + 1][0] if at + 1 < len(views) else None,
        "first": first,
        "last": last,
        "final": int(views[-1][-1].partition("-")[0]),
    }


def request_text(attachment: Attachment) -> str:
    """What to write to the municipality to get an attachment; Danish whatever the page is in."""
    item = attachment.item
    number = f", journalnummer {item.journal_number}" if item.journal_number else ""
    return (
        f"Jeg beder om aktindsigt i bilaget »{attachment.title}« til {item.label.lower()} på mødet i "
        f"{item.meeting.committee_name} den {format_date(item.meeting.date)}{number}."
    )


def attachment_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself. Without a file here, on to the attachment's page, which says how to get it."""
    held = Attachment.objects.published().select_related("file").filter(pk=pk).first()
    if held is None:
        if _was_public(pk):
            return gone(request)
        raise Http404
    if held.state != AttachmentState.HELD or held.file is None:
        return HttpResponseRedirect(held.get_absolute_url())
    try:
        return send_file(request, held.file, held.filename or held.title)
    except FileNotFoundError as error:
        log.exception("the bytes of file %s are gone", held.file.pk)
        raise Http404 from error


def _was_public(pk: int) -> bool:
    """Whether an attachment has been withdrawn, or is of an item or meeting that was."""
    row = Attachment.objects.select_related("item__meeting").filter(pk=pk).first()
    if row is None or row.item.meeting.published_at is None:
        return False
    withdrawn = row.item.withdrawn_at or row.item.meeting.withdrawn_at
    return bool(withdrawn) or row.state == AttachmentState.WITHDRAWN
