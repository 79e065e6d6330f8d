"""One file read and planned, with whatever goes wrong as an outcome: the rest of a batch goes on."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from cases.importing.plan import ImportPlan, plan_import
from cases.minutes.result import BinaryDocument, MinutesError, NoMinutes
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


def read_file(read: Callable[[], bytes], name: str, *, among_others: bool = False) -> Reading:
    """Read and plan one file. Changes nothing, and raises nothing.

    `among_others` says that it lies in an archive or folder, where a file that is no minutes is
    taken for an attachment and is no error.
    """
    data = b""
    try:
        data = read()
        with transaction.atomic():
            plan = plan_import(data, name)
    except (NoMinutes, BinaryDocument) as error:
        other = among_others and data
        return Reading(
            ImportStatus.NOT_MINUTES if other else ImportStatus.REFUSED, data, message=str(error)
        )
    except Exception as error:
        return Reading(ImportStatus.REFUSED, data, message=refusal(error, name))
    status = ImportStatus.UNCHANGED if plan.is_empty else ImportStatus.PLANNED
    return Reading(status, data, plan)


def refusal(error: Exception, name: str) -> str:
    """Why a file was refused, for the clerk. What nobody foresaw goes to the log, whole."""
    if isinstance(error, MinutesError):
        return str(error)
    if isinstance(error, OSError):
        return f"Filen kan ikke åbnes ({error.strerror or 'ukendt fejl'})."
    logger.error("%s failed", name, exc_info=error)
    return UNEXPECTED
