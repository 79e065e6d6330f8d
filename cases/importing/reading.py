"""One file read and planned, with whatever goes wrong as an outcome: the rest of a batch goes on."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from cases.importing.plan import ImportPlan, plan_import
from cases.minutes.pictures import read_pictures
from cases.minutes.result import BinaryDocument, MinutesError, NoMinutes, UnreadPictures
from cases.models import PictureText
from cases.models.document import ImportStatus

logger = logging.getLogger(__name__)

UNEXPECTED = (
    "Filen kunne ikke læses på grund af en fejl i portalen. Intet er ændret. Fejlen står i portalens "
    "log; giv driften besked om filens navn."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file turned out to be. `data` is empty where not even the bytes could be had."""

    status: ImportStatus
    data: bytes = b""
    plan: ImportPlan | None = None
    message: str = ""

    @property
    def sha256(self) -> str:
        """The checksum of the bytes."""
        return hashlib.sha256(self.data).hexdigest() if self.data else ""


def read_file(
    read: Callable[[], bytes],
    name: str,
    *,
    among_others: bool = False,
    pulse: Callable[[], None] | None = None,
) -> Reading:
    """Read and plan one file. Changes nothing but what is known of its pictures, and raises nothing.

    `among_others` says that it lies in an archive or folder, where a file that is no minutes is
    taken for an attachment and is no error. `pulse` is called while it takes long.
    """
    data = b""
    try:
        data = read()
        plan = _plan(data, name, pulse)
    except (NoMinutes, BinaryDocument) as error:
        other = among_others and data
        return Reading(
            ImportStatus.NOT_MINUTES if other else ImportStatus.REFUSED, data, message=str(error)
        )
    except Exception as error:
        return Reading(ImportStatus.REFUSED, data, message=refusal(error, name))
    status = ImportStatus.UNCHANGED if plan.is_empty else ImportStatus.PLANNED
    return Reading(status, data, plan)


def _plan(data: bytes, name: str, pulse: Callable[[], None] | None) -> ImportPlan:
    """The plan. Pages that are pictures are read first, outside of any transaction of ours."""
    try:
        with transaction.atomic():
            return plan_import(data, name)
    except UnreadPictures as unread:
        sha256 = hashlib.sha256(data).hexdigest()
        for page, words in read_pictures(data, unread.pages, settings.IMPORT_LIMITS):
            PictureText.objects.update_or_create(
                sha256=sha256, page=page, defaults={"words": words}
            )
            if pulse is not None:
                pulse()
    with transaction.atomic():
        return plan_import(data, name)


def refusal(error: Exception, name: str) -> str:
    """Why a file was refused, for the clerk. What nobody foresaw goes to the log, whole."""
    if isinstance(error, MinutesError):
        return str(error)
    if isinstance(error, OSError):
        return f"Filen kan ikke åbnes ({error.strerror or 'ukendt fejl'})."
    logger.error("%s failed", name, exc_info=error)
    return UNEXPECTED
