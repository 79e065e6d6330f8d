"""The tags of a PDF: which paragraph, heading, list or table each piece of content belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral

_INLINE = frozenset(
    {"Span", "Link", "Quote", "Reference", "BibEntry", "Code", "Em", "Strong", "Sub", "Annot"}
    | {"Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "NonStruct", "Private", "Form", "Figure"}
    | {"Formula"}
)
_HEADINGS = frozenset(["H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"])
_BLOCKS = _HEADINGS | {"P", "Lbl", "LBody", "LI", "TD", "TH", "Caption", "TOCI", "Note", "FENote"}
_MAX_ELEMENTS = 1_000_000
_MAX_KEPT = 50_000  # objects of a PDF that are kept parsed


@dataclass(eq=False, slots=True)
class Element:
    """An element of the tags. `cells` are those of a table row; LOOSE is text without a block."""

    type: str
    parent: Element | None
    depth: int = 0
    span: int = 1
    cells: list[Element] = field(default_factory=list)
    is_labelled: bool = False
    is_layout: bool = False
    loose: Element | None = None

    def nearest(self, *types: str) -> Element | None:
        """This element or the nearest one around it that is of one of the types."""
        element: Element | None = self
        while element is not None and element.type not in types:
            element = element.parent
        return element

    def count(self, type_: str) -> int:
        """How many elements of a type this one stands in."""
        total, element = 0, self.parent
        while element is not None:
            total += element.type == type_
            element = element.parent
        return total


class Leaf(NamedTuple):
    """Where marked content belongs: its place in the reading order and its block."""

    order: int
    block: Element


class Structure:
    """The tags of a document, from (page, number of the marked content) to where it belongs.

    The tree is walked once, so that a paragraph on two pages is the same element on both.
    """

    def __init__(self, document: PDFDocument) -> None:
        self.leaves: dict[tuple[int | None, int], Leaf] = {}
        self._document = document
        root = resolve1(document.catalog.get("StructTreeRoot"))
        self._roles = resolve1(root.get("RoleMap")) if isinstance(root, dict) else None
        if isinstance(root, dict) and "K" in root:
            self._walk(root["K"])

    def _walk(self, kids: Any) -> None:
        top = Element("Document", None)
        stack: list[tuple[Any, Element, int | None]] = [(kids, top, None)]
        seen: set[int] = set()
        count = 0
        while stack:
            ref, parent, page = stack.pop()
            if isinstance(ref, PDFObjRef):
                if ref.objid in seen:
                    continue
                seen.add(ref.objid)
            count += 1
            if count > _MAX_ELEMENTS:
                raise ValueError("the tags have no end")
            if count % 4000 == 0:
                forget(self._document)
            kid = resolve1(ref)
            if isinstance(kid, int):
                self._keep(page, kid, parent)
            elif isinstance(kid, list):
                stack.extend((each, parent, page) for each in reversed(kid))
            elif isinstance(kid, dict):
                page = _page_of(kid, page)
                if isinstance(kid.get("MCID"), int):
                    if "Stm" not in kid:
                        self._keep(page, kid["MCID"], parent)
                elif "S" in kid:
                    element = self._element(kid, parent)
                    stack.append((kid.get("K"), element, page))

    def _element(self, kid: dict[str, Any], parent: Element) -> Element:
        type_ = self._role(kid["S"])
        if parent.depth > 100:
            return parent
        element = Element(type_, parent, parent.depth + 1)
        if type_ in ("TD", "TH"):
            element.span = _span(kid)
            row = parent.nearest("TR", "Table")
            if row is not None:
                row.cells.append(element)
        elif type_ in _HEADINGS or type_ == "Table":
            outer = parent.nearest("Table")
            if outer is not None:
                outer.is_layout = True
        elif type_ == "Lbl":
            entry = parent.nearest("LI")
            if entry is not None:
                entry.is_labelled = True
        if type_ not in _INLINE:
            group = _block_of(parent)
            group.loose = None
        return element

    def _role(self, name: Any) -> str:
        """The standard type that a type stands for."""
        text = _name(name)
        for _ in range(5):
            if text in _BLOCKS or text in _INLINE or not isinstance(self._roles, dict):
                break
            mapped = _name(self._roles.get(text))
            if not mapped or mapped == text:
                break
            text = mapped
        return text

    def _keep(self, page: int | None, number: int, parent: Element) -> None:
        block = _block_of(parent)
        if block.type not in _BLOCKS:
            if block.loose is None:
                block.loose = Element("LOOSE", block, block.depth + 1)
            block = block.loose
        self.leaves.setdefault((page, number), Leaf(len(self.leaves), block))


def _block_of(element: Element) -> Element:
    while element.type in _INLINE and element.parent is not None:
        element = element.parent
    return element


def _name(value: Any) -> str:
    value = resolve1(value)
    if isinstance(value, PSLiteral):
        name = value.name
        return name.decode("latin-1") if isinstance(name, bytes) else name
    return ""


def _page_of(kid: dict[str, Any], page: int | None) -> int | None:
    ref = kid.get("Pg")
    return ref.objid if isinstance(ref, PDFObjRef) else page


def _span(kid: dict[str, Any]) -> int:
    """How many columns a cell takes."""
    attributes = resolve1(kid.get("A"))
    for entry in attributes if isinstance(attributes, list) else [attributes]:
        entry = resolve1(entry)
        if isinstance(entry, dict):
            span = resolve1(entry.get("ColSpan"))
            if isinstance(span, int) and 1 < span <= 100:
                return span
    return 1


def forget(document: PDFDocument) -> None:
    """Drop what pdfminer keeps of what it has read, so that memory stays flat over pages.

    Unpacked streams go each time; small objects, which come many in a stream, only when they pile up.
    """
    cached, parsed = document._cached_objs, document._parsed_objs
    if len(cached) > _MAX_KEPT or sum(len(each[0]) for each in parsed.values()) > 4 * _MAX_KEPT:
        cached.clear()
        parsed.clear()
        return
    for key in [key for key, (kept, _) in cached.items() if isinstance(kept, PDFStream)]:
        del cached[key]
