"""From bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from cases.minutes.result import BinaryDocument, EmptyDocument, SourceWarning

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
# UTF-8 read as Windows-1252 and saved again: "Ã¦" for æ.
_MOJIBAKE = re.compile("Ã[¦¸¥†˜…©]|Â[ §½]|â€[œ\x9d“”™]")


def decode(data: bytes) -> tuple[str, str, list[SourceWarning]]:
    """The text of `data`, the encoding it was in, and warnings.

    UTF-8 with or without BOM, UTF-16 with or without BOM, else Windows-1252.
    Raises EmptyDocument or BinaryDocument.
    """
    if not data.strip(b" \t\r\n\x00"):
        raise EmptyDocument("Filen er tom. Vælg filen med referatet igen.")
    text, encoding = _decode(data)
    if len(_CONTROL.findall(text)) > max(2, len(text) // 500):
        raise BinaryDocument(
            "Filen er ikke en tekstfil. Gem referatet som Markdown eller ren tekst, og vælg den fil."
        )
    if not text.strip():
        raise EmptyDocument("Filen er tom. Vælg filen med referatet igen.")
    return text, encoding, _warn_of_mojibake(text)


def _decode(data: bytes) -> tuple[str, str]:
    try:
        for bom, encoding in _BOMS:
            if data.startswith(bom):
                return data.decode(encoding), encoding
        guess = _utf16_without_bom(data)
        if guess:
            return data.decode(guess), guess
    except UnicodeDecodeError as error:
        raise BinaryDocument(
            "Filen begynder som tekst, men kan ikke læses til ende. Gem den igen som UTF-8."
        ) from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # The five bytes that Windows-1252 leaves undefined are read as Latin-1's controls.
        return data.decode("cp1252", errors="replace"), "windows-1252"


def _utf16_without_bom(data: bytes) -> str | None:
    """The byte order of UTF-16 text without a mark: every other byte of Danish text is zero."""
    sample = data[:4000]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _warn_of_mojibake(text: str) -> list[SourceWarning]:
    found = _MOJIBAKE.search(text)
    if not found:
        return []
    line = text.count("\n", 0, found.start()) + 1
    message = (
        "Teksten har ødelagte danske bogstaver, fx »Ã¦« for »æ«. Hent filen igen fra kilden, "
        "eller gem den som UTF-8."
    )
    return [SourceWarning(line, "mojibake", message)]
