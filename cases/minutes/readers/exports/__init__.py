"""Reads XML exports of the agenda systems SBSYS, eDoc and Acadre. One file is one meeting."""

from __future__ import annotations

from cases.minutes.limits import DEFAULT_LIMITS, Limits
from cases.minutes.readers.exports import acadre, edoc, sbsys
from cases.minutes.readers.exports.assembling import document
from cases.minutes.readers.exports.elements import printed
from cases.minutes.readers.exports.hardened import parse
from cases.minutes.result import Document, NoMinutes

_SYSTEMS = (("SBSYS", sbsys), ("eDoc", edoc), ("Acadre", acadre))


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The meeting in an export. What is not marked as open to the public is UNKNOWN or CLOSED.

    Raises NoMinutes for XML of other kinds, drafts and files of several meetings, TooLarge, or
    BrokenDocument.
    """
    root, warnings = parse(data, limits)
    for name, system in _SYSTEMS:
        if system.recognises(root):
            return document(name, system.agendas(root), warnings)
    raise NoMinutes(
        f"Filen er XML (»{printed(root)[:40]}«), men ikke et udtræk, portalen kender. Den læser "
        "udtræk fra SBSYS (Publication og Dagsorden), eDoc (eDocAgendaPublishing) og Acadre "
        "(agenda med agendaitem). Gem ellers referatet som PDF, Word eller webside."
    )
