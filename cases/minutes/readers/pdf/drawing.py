"""Runs a page's program and keeps what it draws, within bounds: letters, lines and pictures."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTImage, LTPage
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1, stream_value
from pdfminer.psparser import PSLiteral

from cases.minutes.readers.pdf.pieces import Edge, Glyph
from cases.minutes.result import TooLarge, TooSlow

# A page of close print has 6,000 letters; a drawing of a district plan 20,000 lines.
_MAX_GLYPHS = 100_000
_MAX_SHAPES = 100_000
_MAX_FORMS = 10_000
_MAX_EDGES = 3_000
_MAX_NESTED_STATES = 500
_MAX_PROGRAM = 6_000_000  # bytes; what is longer is a map
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi", "-bd", "fett")


class _Interpreter(PDFPageInterpreter):
    """Runs a page's program; states saved and never restored come to an end."""

    def do_q(self) -> None:
        if len(self.gstack) > _MAX_NESTED_STATES:
            raise TooLarge(_TOO_MUCH_DRAWN)
        super().do_q()


class Drawing(PDFLayoutAnalyzer):
    """What one page draws. Content tagged as artifact is marked; tags inside tags count as theirs."""

    def __init__(self, manager: PDFResourceManager, deadline: float) -> None:
        super().__init__(manager, laparams=None)
        self.deadline = deadline
        self.properties: dict[str, Any] = {}
        self._bold: dict[int, bool] = {}
        self._start()

    def _start(self) -> None:
        self.glyphs: list[Glyph] = []
        self.turned: list[Glyph] = []
        self.edges: list[Edge] = []
        self.pictures: list[tuple[float, float]] = []
        self.shapes = self.forms = self.nesting = 0
        self.tags: list[tuple[int | None, bool]] = []

    def draw(self, page: PDFPage) -> None:
        """Run the page's program.

        Raises TooLarge or TooSlow, and whatever pdfminer raises on what it cannot read.
        """
        self._start()
        if sum(len(stream_value(content).get_data()) for content in page.contents) > _MAX_PROGRAM:
            raise ValueError("the page is a drawing too long to read")
        resources = page.resources if isinstance(page.resources, dict) else {}
        properties = resolve1(resources.get("Properties"))
        self.properties = properties if isinstance(properties, dict) else {}
        _Interpreter(self.rsrcmgr, self).process_page(page)

    def receive_layout(self, ltpage: LTPage) -> None:
        """Nothing is laid out here; the letters are kept as they are drawn."""

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        """A new page; its height turns y downwards."""
        super().begin_page(page, ctm)
        self.width, self.height = self.cur_item.width, self.cur_item.height

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """A marked sequence; one without a number of its own belongs to the one around it."""
        if isinstance(props, PSLiteral):
            props = resolve1(self.properties.get(str(props.name)))
        number = props.get("MCID") if isinstance(props, dict) else None
        outer, artifact = self.tags[-1] if self.tags else (None, False)
        # The numbers inside a form are its own, not those of the page.
        own = number if isinstance(number, int) and not self.nesting else outer
        self.tags.append((own, artifact or tag.name == "Artifact"))

    def end_tag(self) -> None:
        """The end of a marked sequence."""
        if self.tags:
            self.tags.pop()

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        """A form or a picture."""
        self.forms += 1
        self.nesting += 1
        if self.forms > _MAX_FORMS or self.nesting > 50:
            raise TooLarge(_TOO_MUCH_DRAWN)
        super().begin_figure(name, bbox, matrix)

    def end_figure(self, name: str) -> None:
        """The end of a form; nothing of it is kept but its letters."""
        self.nesting -= 1
        super().end_figure(name)
        self.cur_item._objs.clear()

    def render_image(self, name: str, stream: PDFStream) -> None:
        """A picture: only how much of the page it covers."""
        super().render_image(name, stream)
        image = self.cur_item._objs.pop()
        if isinstance(image, LTImage):
            self.pictures.append((image.width, image.height))

    def paint_path(
        self,
        gstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[Any],
    ) -> None:
        """A drawn shape: its edges, where it is a line or a box."""
        self.shapes += 1
        if self.shapes > _MAX_SHAPES:
            raise TooLarge(_TOO_MUCH_DRAWN)
        self._watch(self.shapes)
        if len(path) > 60 or len(self.edges) > _MAX_EDGES:
            return
        super().paint_path(gstate, stroke, fill, evenodd, path)
        for shape in self.cur_item._objs:
            self.edges.extend(self._edges(shape))
        self.cur_item._objs.clear()

    def _edges(self, shape: Any) -> Iterable[Edge]:
        x0, x1 = shape.x0, shape.x1
        top, bottom = self.height - shape.y1, self.height - shape.y0
        if bottom - top < 3 and x1 - x0 > 4:
            middle = (top + bottom) / 2
            yield Edge(x0, middle, x1, middle)
        elif x1 - x0 < 3 and bottom - top > 4:
            middle = (x0 + x1) / 2
            yield Edge(middle, top, middle, bottom)
        elif type(shape).__name__ == "LTRect" and x1 - x0 > 6 and bottom - top > 6:
            yield Edge(x0, top, x1, top)
            yield Edge(x0, bottom, x1, bottom)
            yield Edge(x0, top, x0, bottom)
            yield Edge(x1, top, x1, bottom)

    def render_char(
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        *args: Any,
    ) -> float:
        """A letter, where it stands and how big it is drawn."""
        advance = super().render_char(matrix, font, fontsize, scaling, rise, *args)
        char = self.cur_item._objs.pop()
        assert isinstance(char, LTChar)
        order = len(self.glyphs) + len(self.turned)
        if order > _MAX_GLYPHS:
            raise TooLarge(_TOO_MUCH_DRAWN)
        self._watch(order)
        a, b, c, d, e, f = matrix
        size = round(abs(fontsize) * math.hypot(c, d), 1)
        mcid, artifact = self.tags[-1] if self.tags else (None, False)
        text, bold = char.get_text(), self._is_bold(font)
        if abs(b) > abs(a):
            # Written upwards or downwards: along its own line, x runs with the writing.
            start, end = sorted((self.height - char.y0, self.height - char.y1))
            along = (-end, -start) if b > 0 else (start, end)
            self.turned.append(Glyph(text, *along, e, size, bold, mcid, artifact, order))
        else:
            base = self.height - f - rise * d
            glyph = Glyph(text, char.x0, char.x1, base, size, bold, mcid, artifact, order)
            self.glyphs.append(glyph)
        return advance

    def _is_bold(self, font: PDFFont) -> bool:
        known = self._bold.get(id(font))
        if known is None:
            name = str(font.fontname).casefold()
            weight = resolve1(font.descriptor.get("FontWeight", 0))
            heavy = isinstance(weight, int | float) and weight >= 600
            known = heavy or any(part in name for part in _BOLD_NAMES)
            self._bold[id(font)] = known
        return known

    def _watch(self, count: int) -> None:
        if count % 512 == 0 and time.monotonic() > self.deadline:
            raise TooSlow(TOOK_TOO_LONG)


TOOK_TOO_LONG = "Det tog for lang tid at læse PDF-filen. Del den i mindre filer, eller hent den igen fra kilden."
_TOO_MUCH_DRAWN = (
    "En side i PDF-filen har langt mere tekst eller tegning, end et referat kan have. Hent filen "
    "igen fra kilden, eller gem den på ny som PDF."
)
