"""Opens a Word file as an archive of XML parts, and lets nothing through that could do harm."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from cases.minutes.limits import Limits
from cases.minutes.result import BrokenDocument, LockedDocument, TooLarge

# A parsed element costs about 200 bytes; 300 pages of minutes have some 300,000 tags.
_TAGS = 1_000_000
_MAIN = "word/document.xml"
# The same elements under other names, in files saved as "Strict Open XML".
_STRICT = (
    (b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"),
    (b"openxmlformats.org/wordprocessingml/main", b"openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"openxmlformats.org/officeDocument/relationships",
        b"openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def name(element: etree._Element) -> str:
    """The local name of an element: `p` for `w:p`."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, key: str) -> str | None:
    """The value of an attribute, whatever namespace it is in."""
    if element is None:
        return None
    for full, value in element.attrib.items():
        if str(full).rpartition("}")[2] == key:
            return str(value)
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of each name in turn, or None."""
    for step in path:
        if element is None:
            return None
        element = next((one for one in element if name(one) == step), None)
    return element


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as `w:b` is there and not turned off."""
    value = attribute(element, "val")
    return element is not None and value not in ("0", "false", "off", "none")


class Parts:
    """The parts of one Word file, each parsed when it is asked for."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits = limits
        try:
            self.archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise _broken() from error
        entries = self.archive.infolist()
        if len(entries) > limits.files or sum(e.file_size for e in entries) > limits.expanded_bytes:
            raise TooLarge(
                "Word-filen pakker sig ud til mere, end portalen tager imod. Gem kun referatet som "
                "PDF, og vælg den fil."
            )
        self.names = {entry.filename: entry for entry in entries}
        self.main = self._main_name()

    def _main_name(self) -> str:
        for target in self.targets("", "_rels/.rels", "officeDocument").values():
            if target in self.names:
                return target
        return _MAIN

    def xml(self, path: str) -> etree._Element | None:
        """The root of a part, or None where the file has no such part."""
        if path not in self.names:
            return None
        data = self.bytes_of(path)
        if b"<!DOCTYPE" in data.replace(b"\0", b""):
            raise _broken()  # Word writes none; it is where entity bombs stand
        if data.count(b"<") > _TAGS:
            raise TooLarge(
                "Word-filen har for mange dele til at være et referat. Gem kun referatet som PDF, "
                "og vælg den fil."
            )
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _broken() from error

    def bytes_of(self, path: str) -> bytes:
        """The bytes of a part, never more than all text of a file may be."""
        entry = self.names[path]
        if entry.flag_bits & 1:
            raise LockedDocument(
                "Word-filen er beskyttet med en adgangskode. Fjern adgangskoden, og vælg filen igen."
            )
        most = 3 * self.limits.text_bytes  # Word writes more marks than words
        try:
            with self.archive.open(entry) as stream:
                data = stream.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise _broken() from error
        if len(data) > most:
            raise TooLarge(
                f"Word-filen har over {most // 1024 // 1024} MB tekst. Gem kun referatet som PDF, og "
                "vælg den fil."
            )
        return data

    def beside(self, kind: str) -> etree._Element | None:
        """A part that belongs to the main text: styles, numbering, footnotes …"""
        for target in self.relations(kind).values():
            return self.xml(target)
        return self.xml(posixpath.join(posixpath.dirname(self.main), f"{kind}.xml"))

    def relations(self, kind: str) -> dict[str, str]:
        """Targets of one kind that the main text names, by their id."""
        folder, file = posixpath.split(self.main)
        return self.targets(folder, f"{folder}/_rels/{file}.rels", kind)

    def targets(self, folder: str, path: str, kind: str) -> dict[str, str]:
        """Targets of one kind in a part of relationships: paths in the archive, or web addresses."""
        root = self.xml(path)
        found: dict[str, str] = {}
        for relation in root if root is not None else ():
            key, target = attribute(relation, "Id"), attribute(relation, "Target")
            if key and target and re.search(rf"/{kind}$", attribute(relation, "Type") or ""):
                external = attribute(relation, "TargetMode") == "External"
                inside = target.lstrip("/") if target[:1] == "/" else posixpath.join(folder, target)
                found[key] = target if external else posixpath.normpath(inside)
        return found


def _broken() -> BrokenDocument:
    return BrokenDocument(
        "Word-filen er gået i stykker og kan ikke læses til ende. Åbn den i Word, gem den igen, og "
        "vælg den nye fil."
    )
