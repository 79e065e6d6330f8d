"""What a machine has read in pages that are pictures, kept so that it is read only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from cases.minutes.pictures import Pictures


class PictureTextQuerySet(models.QuerySet["PictureText"]):
    """Reading rules for words out of pictures."""

    def of(self, sha256: str) -> Pictures:
        """What has been read in the file with this checksum, by page."""
        return dict(self.filter(sha256=sha256).values_list("page", "words"))


class PictureText(models.Model):
    """The words of one page of the file with this checksum; None for a page that failed.

    The file need not be kept: one in an archive is stored only when it turns out to be minutes.
    """

    sha256 = models.CharField("sha256", max_length=64)
    page = models.PositiveIntegerField("side")
    words = models.JSONField("ord", null=True)
    read_at = models.DateTimeField("læst", auto_now_add=True)

    objects = PictureTextQuerySet.as_manager()

    class Meta:
        verbose_name = "tekst fra et billede"
        verbose_name_plural = "tekster fra billeder"
        constraints = [
            models.UniqueConstraint(fields=["sha256", "page"], name="picture_text_once_per_page")
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:8]}, side {self.page}"
