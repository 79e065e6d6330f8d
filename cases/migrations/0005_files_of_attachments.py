import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.core.files import File
from django.db import migrations, models

import cases.models.file
from cases.minutes.file_types import UNKNOWN, tell_type
from cases.minutes.result import MinutesError
from cases.models.kept import checksum, checksum_path, put

STATES = [
    ("waiting", "Teksten venter på at blive læst"),
    ("read", "Teksten er læst"),
    ("scanned", "Kun billeder, ingen tekst"),
    ("failed", "Teksten kunne ikke læses"),
    ("none", "Filtypen har ingen tekst, portalen kan læse"),
]


def move_files(apps, schema_editor):
    """Each file goes under its checksum, once; the old copy stays until somebody deletes the folder."""
    attachments = apps.get_model("cases", "Attachment")
    files = apps.get_model("cases", "StoredFile")
    for attachment in attachments.objects.exclude(old_file="").iterator():
        filename = attachment.old_file.name.rpartition("/")[2]
        try:
            with attachment.old_file.open("rb") as stream:
                attachment.file = _keep(files, File(stream), filename)
        except FileNotFoundError:
            attachment.state = "named" if attachment.state == "held" else attachment.state
        attachment.filename = filename[:255]
        attachment.save()


def _keep(files, content, filename):
    sha256 = checksum(content)
    known = files.objects.filter(sha256=sha256).first()
    if known is not None:
        return known
    content.seek(0)
    try:
        kind = tell_type(content, filename)
    except MinutesError:  # was taken in before there was a list of what is: only ever downloaded
        kind = UNKNOWN
    row = files(
        sha256=sha256,
        size=content.size,
        media_type=kind.media_type,
        text_state="waiting" if kind.has_text else "none",
    )
    put(row.file, checksum_path("files", sha256), content)
    row.save()
    return row


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_attendance_late_items_and_headings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="sha256")),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        storage=cases.models.file.attachment_storage,
                        upload_to=cases.models.file.file_path,
                        verbose_name="fil",
                    ),
                ),
                ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                ("media_type", models.CharField(max_length=100, verbose_name="filtype")),
                (
                    "text_state",
                    models.CharField(
                        choices=STATES, default="waiting", max_length=7, verbose_name="tekst"
                    ),
                ),
                (
                    "text_error",
                    models.TextField(blank=True, verbose_name="hvorfor teksten ikke kunne læses"),
                ),
                ("page_count", models.PositiveIntegerField(null=True, verbose_name="sider")),
                (
                    "received_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="modtaget"
                    ),
                ),
            ],
            options={
                "verbose_name": "fil",
                "verbose_name_plural": "filer",
                "ordering": ["-received_at"],
            },
        ),
        migrations.RemoveConstraint("attachment", "held_attachment_has_a_file"),
        migrations.RenameField("attachment", "file", "old_file"),
        migrations.AddField(
            "attachment",
            "file",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attachments",
                to="cases.storedfile",
                verbose_name="fil",
            ),
        ),
        migrations.AddField(
            "attachment",
            "filename",
            models.CharField(blank=True, editable=False, max_length=255, verbose_name="filnavn"),
        ),
        migrations.RunPython(move_files, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("attachment", "old_file"),
        migrations.RemoveField("attachment", "sha256"),
        migrations.RemoveField("attachment", "size"),
        migrations.AddConstraint(
            "attachment",
            models.CheckConstraint(
                condition=~models.Q(state="held") | models.Q(file__isnull=False),
                name="held_attachment_has_a_file",
            ),
        ),
        migrations.CreateModel(
            name="FilePage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="side")),
                ("part", models.PositiveSmallIntegerField(default=1, verbose_name="del")),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="navn")),
                ("text", models.TextField(blank=True, verbose_name="tekst")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pages",
                        to="cases.storedfile",
                        verbose_name="fil",
                    ),
                ),
            ],
            options={
                "verbose_name": "side i en fil",
                "verbose_name_plural": "sider i filer",
                "ordering": ["file", "number", "part"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["file", "number", "part"], name="file_page_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(number__gte=1, part__gte=1), name="file_page_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filename", models.CharField(max_length=255, verbose_name="filnavn")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lagt ind")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploads",
                        to="cases.storedfile",
                        verbose_name="fil",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="uploads",
                        to="cases.meeting",
                        verbose_name="møde",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="medarbejder",
                    ),
                ),
            ],
            options={
                "verbose_name": "fil, der venter på plads",
                "verbose_name_plural": "filer, der venter på plads",
                "ordering": ["filename", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["file", "filename", "meeting"], name="upload_once_per_meeting"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(meeting=None),
                        fields=["file", "filename"],
                        name="upload_once_without_meeting",
                    ),
                ],
            },
        ),
    ]
