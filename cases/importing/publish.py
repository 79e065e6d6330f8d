"""Publishing and withdrawing: explicit acts, each by a person or a command."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from cases.models import AgendaItem, Attachment, Meeting
from cases.models.attachment import AttachmentState
from cases.search.index import index_items, index_rows


@transaction.atomic
def publish_meeting(meeting: Meeting) -> None:
    """Let the public see the meeting from now on. Lifts a withdrawal of the whole meeting."""
    if not meeting.is_public:
        meeting.published_at = timezone.now()
        meeting.withdrawn_at = None
        meeting.mark_published()
        meeting.save()
        index_rows(meeting.items.all())


@transaction.atomic
def unpublish_meeting(meeting: Meeting) -> None:
    """Take the meeting down as if it had not been published; its addresses answer 404."""
    meeting.published_at = meeting.agenda_published_at = meeting.minutes_published_at = None
    meeting.save()
    index_rows(meeting.items.all())


@transaction.atomic
def withdraw_meeting(meeting: Meeting) -> None:
    """Take down what should never have been public; its addresses answer 410."""
    meeting.withdrawn_at = timezone.now()
    meeting.save(update_fields=["withdrawn_at", "updated_at"])
    index_rows(meeting.items.all())


@transaction.atomic
def withdraw_item(item: AgendaItem) -> None:
    """Take one item down at once. It stays down through re-imports."""
    item.withdrawn_at = timezone.now()
    item.save(update_fields=["withdrawn_at", "updated_at"])
    index_items([item])


@transaction.atomic
def restore_item(item: AgendaItem) -> None:
    """Let a withdrawn item follow its meeting again."""
    item.withdrawn_at = None
    item.save(update_fields=["withdrawn_at", "updated_at"])
    index_items([item])


@transaction.atomic
def withdraw_attachment(attachment: Attachment) -> None:
    """Take one attachment down at once, its file too."""
    attachment.state = AttachmentState.WITHDRAWN
    attachment.save(update_fields=["state"])
    index_items([attachment.item_id])


@transaction.atomic
def restore_attachment(attachment: Attachment) -> None:
    """Show a withdrawn attachment again, as held or as only named."""
    attachment.state = AttachmentState.HELD if attachment.file else AttachmentState.NAMED
    attachment.save(update_fields=["state"])
    index_items([attachment.item_id])
