"""How much a file may ask of the portal before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from cases.minutes.result import TooLarge

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. `seconds` and `memory` (bytes) are those of the process that reads it."""

    bytes: int = 50 * MB
    text_bytes: int = 10 * MB  # of a format that is all text: no municipality writes more
    pages: int = 2_000
    expanded_bytes: int = 300 * MB  # what an archive or Word file may unpack to
    files: int = 5_000  # in one archive
    part_bytes: int = 64 * MB  # one XML part of an Office file, unpacked
    rows: int = 50_000  # in one sheet of a spreadsheet
    seconds: float = 120
    ocr_seconds: float = 1800  # for all pages of a file that are pictures of text, together
    memory: int = 400 * MB

    def check_size(self, size: int) -> None:
        """Raise TooLarge for a file of more bytes than may be read."""
        if size > self.bytes:
            raise TooLarge(
                f"Filen er på {_shown(size)} MB. Portalen tager imod filer på højst "
                f"{_shown(self.bytes)} MB. Del den, og indlæs delene hver for sig."
            )

    def check_archive(self, size: int) -> None:
        """Raise TooLarge for an archive that is larger than it may be when unpacked."""
        if size > self.expanded_bytes:
            raise TooLarge(
                f"Arkivet er på {_shown(size)} MB. Portalen tager imod arkiver, der fylder højst "
                f"{_shown(self.expanded_bytes)} MB pakket ud. Del det, fx et for hvert år."
            )

    def check_files(self, count: int) -> None:
        """Raise TooLarge for an archive of more files than may be unpacked."""
        if count > self.files:
            raise TooLarge(
                f"Der er flere end {self.files} filer i arkivet og arkiverne i det. Del det i mindre "
                "arkiver, fx et for hvert år, og indlæs dem hver for sig."
            )

    def check_text(self, size: int) -> None:
        """Raise TooLarge for more bytes of plain text than may be read."""
        if size > self.text_bytes:
            raise TooLarge(
                f"Der er {_shown(size)} MB ren tekst i filen. Portalen læser højst "
                f"{_shown(self.text_bytes)} MB, og et referat er meget mindre. Er det den rigtige "
                "fil?"
            )


def _shown(size: int) -> str:
    """A size in megabytes, with a Danish comma where it is small."""
    return f"{size / MB:.0f}" if size >= 10 * MB else f"{size / MB:.1f}".replace(".", ",")


DEFAULT_LIMITS = Limits()
