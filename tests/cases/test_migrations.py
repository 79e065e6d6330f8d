"""A database from before a migration comes through it with nothing lost."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tests.attachment_files import make_pdf

BEFORE = [("cases", "0004_attendance_late_items_and_headings")]
AFTER = [("cases", "0005_files_of_attachments")]


def migrate(target):
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.fixture
def before(transactional_db):
    """The models as they were; all migrations are run again afterwards."""
    yield migrate(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_files_of_attachments_move_to_their_checksum_and_lie_once(before):
    committee = before.get_model("cases", "Committee").objects.create(name="U", slug="u")
    meeting = before.get_model("cases", "Meeting").objects.create(
        committee=committee, date=timezone.localdate()
    )
    item = before.get_model("cases", "AgendaItem").objects.create(
        meeting=meeting, title="Sti", address="punkt-1", access="open"
    )
    attachments = before.get_model("cases", "Attachment").objects
    pdf = make_pdf(["x"])
    for title, data in (("Kort", pdf), ("Samme", pdf), ("Program", b"MZ\x90\x00\x03\x00")):
        path = default_storage.save(f"attachments/{title}.pdf", ContentFile(data))
        attachments.create(item=item, title=title, file=path, state="held", size=len(data))
    attachments.create(item=item, title="Væk", file="attachments/findes-ikke.pdf", state="held")
    attachments.create(item=item, title="Nævnt")

    after = migrate(AFTER)
    rows = {row.title: row for row in after.get_model("cases", "Attachment").objects.all()}
    assert {title: (row.state, row.filename) for title, row in rows.items()} == {
        "Kort": ("held", "Kort.pdf"),
        "Samme": ("held", "Samme.pdf"),
        "Program": ("held", "Program.pdf"),
        "Væk": ("named", "findes-ikke.pdf"),
        "Nævnt": ("named", ""),
    }
    assert rows["Kort"].file_id == rows["Samme"].file_id
    assert (rows["Kort"].file.media_type, rows["Kort"].file.text_state) == (
        "application/pdf",
        "waiting",
    )
    assert rows["Program"].file.media_type == "application/octet-stream"
    with rows["Kort"].file.file.open() as stream:
        assert stream.read() == pdf
