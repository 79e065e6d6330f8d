"""Walks through a parsed page and writes down its lines of text, without recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from cases.minutes import patterns
from cases.minutes.readers import html_links
from cases.minutes.readers.html_lists import HtmlList
from cases.minutes.readers.html_marks import bold_classes, is_bold, structured
from cases.minutes.readers.html_tables import Layout, first_cells, layout_of, titles_and_rows
from cases.minutes.readers.html_text import (
    Entry,
    Label,
    as_block,
    fits,
    is_numbered,
    joined,
    lines_in,
    without_link,
)
from cases.minutes.result import Block, BlockKind, TooLarge

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol
    option p pre section summary table tbody td tfoot th thead tr ul"""
BLOCKS = frozenset(_BLOCKS.split())
# Never text of a page, wherever they stand.
_NEVER = """script style template noscript head title meta link object embed applet iframe svg math canvas
    audio video map select textarea datalist input xml"""
NEVER = frozenset(_NEVER.split())
_HOLDS_PLACE = ("p", "div", "td", "th", "li", "dd")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MSO_LEVEL = re.compile(r"mso-list:\s*\S+\s+level(?P<level>\d)", re.IGNORECASE)
PAGE = "data-sagsspor-page"  # which page a paragraph of a Word file stands on
_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of a whole page before its lines are read."""

    structured: set[etree._Element]
    bold_classes: frozenset[str]
    base: str
    dropped: set[etree._Element]

    @classmethod
    def of(cls, root: etree._Element, dropped: set[etree._Element]) -> Page:
        """The facts of the page that `root` is the top of."""
        return cls(structured(root), bold_classes(root), html_links.base_of(root), dropped)


@dataclass
class Walk:
    """The lines of one element. Blank paragraphs come too, without text: they hold places."""

    page: Page
    root: etree._Element
    is_cell: bool = False
    found: list[Block] = field(default_factory=list)
    inline: list[tuple[str, bool]] = field(default_factory=list)
    bold: list[bool] = field(default_factory=lambda: [False])
    links: list[int] = field(default_factory=list)
    # None: an entry that is no mere entry
    lists: list[HtmlList | None] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    labels: dict[etree._Element, str] = field(default_factory=dict)
    label: Label | None = None
    label_from: int = 0
    preformatted: int = 0
    heading: int = 0
    number: str = ""  # of an <ol> whose entries are whole items
    mso_level: int = 0
    page_number: int | None = None
    link_words: str = ""  # of the line that is being gathered
    after_number: int = -1  # how many lines there were after the last numbered entry

    def lines(self) -> list[Block]:
        """Every line in the order of the page."""
        walk = etree.iterwalk(self.root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walk:
            if event == "start":
                self.bold.append(is_bold(element, self.page.bold_classes, inherited=self.bold[-1]))
                if self._is_skipped(element):
                    skipped = element
                    walk.skip_subtree()
                else:
                    self._start(element)
            else:
                if element is not skipped:
                    self._end(element)
                self.bold.pop()
                if element is not self.root:
                    self._text(element.tail)
        self._flush()
        self._release_label()
        return self.found

    def _is_skipped(self, element: etree._Element) -> bool:
        """Whether an element is not walked into: no text of the page, or a table read as rows."""
        tag = element.tag
        if tag == "input" and element.get("checked") is not None and self.is_cell:
            self._text(" X ")
        if tag in NEVER or element in self.page.dropped:
            return True
        if tag != "table":
            return False
        self._flush()
        layout = layout_of(element)
        if layout is Layout.DATA:
            self._write_rows(element)
            return True
        if layout is not Layout.PAGE:
            joiner = ": " if layout is Layout.LABELS else " "
            self.labels.update(dict.fromkeys(first_cells(element), joiner))
        return False

    def _write_rows(self, table: etree._Element) -> None:
        self._release_label()
        titles, rows = titles_and_rows(table, self._cell)
        for title in titles:
            self._keep(Block(BlockKind.PARAGRAPH, title, 0, gap=True))
        for index, cells in enumerate(rows):
            text = f"| {' | '.join(cells)} |"
            self._keep(Block(BlockKind.ROW, text, 0, gap=index == 0, cells=cells))

    def _cell(self, cell: etree._Element) -> str:
        """The words of a cell of a table on one line."""
        lines = Walk(self.page, cell, is_cell=True).lines()
        return " ".join(f"{line.marker} {line.text}".strip() for line in lines if line.text)

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "br":
            self.inline.append(("\n", self.bold[-1]))
        elif tag == "a":
            self.links.append(len(self.inline))
        elif tag in BLOCKS or "-" in tag:
            self._flush()
            self._open(element)
        self.preformatted += tag == "pre"
        self._text(element.text)

    def _open(self, element: etree._Element) -> None:
        tag = element.tag
        page = element.get(PAGE) or ""
        self.page_number = int(page) if re.fullmatch("[0-9]{1,5}", page) else self.page_number
        if tag in HEADINGS:
            self.heading = HEADINGS[tag]
        elif tag in ("ul", "ol", "menu", "dir"):
            self.lists.append(HtmlList.of(element))
        elif tag == "li":
            self._open_entry(element)
        elif tag == "dt" or element in self.labels:
            self._release_label()
            self.label_from = len(self.found)
        elif tag == "p":
            level = _MSO_LEVEL.search(element.get("style") or "")
            self.mso_level = int(level["level"]) if level else 0

    def _open_entry(self, element: etree._Element) -> None:
        parent = self.lists[-1] if self.lists else None
        number = parent.take_number(element) if parent is not None else ""
        if element in self.page.structured:
            self.lists.append(None)
            self.number = number
            return
        level = 0
        for one in reversed(self.lists):
            if one is None:
                break
            level += 1
        is_first = parent is None or parent.entries == 0
        if parent is not None:
            parent.entries += 1
        self.entries.append(Entry(number, max(level, 1), bool(number), is_first))

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "a":
            self._close_link(element)
            return
        if tag in BLOCKS or "-" in tag:
            self._flush(holder=element)
        self.preformatted -= tag == "pre"
        if tag in HEADINGS:
            self.heading = 0
        elif tag in ("ul", "ol", "menu", "dir") and self.lists:
            self.lists.pop()
        elif tag == "li":
            if element in self.page.structured:
                self.lists.pop()
            elif self.entries:
                self.entries.pop()
        elif tag == "dt" or element in self.labels:
            self._close_label(self.labels.get(element, ": "))
        elif tag == "dl":
            self._release_label()
        elif tag == "p":
            self.mso_level = 0

    def _close_link(self, element: etree._Element) -> None:
        start = self.links.pop() if self.links else len(self.inline)
        href = html_links.address(element, self.page.base)
        words = "".join(text for text, _ in self.inline[start:]).replace("\n", " ")
        self.link_words += words.strip()
        if start > len(self.inline) or href is None or self.heading:
            return  # a link around blocks, or to no place: only its words count
        is_bold_link = all(bold for text, bold in self.inline[start:] if text.strip())
        if words.strip():
            self.inline[start:] = [(html_links.markdown(words, href), is_bold_link)]

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self.preformatted:
            text = _SPACE.sub(" ", text)
        self.inline.append((html_links.as_text(text), self.bold[-1]))

    def _flush(self, holder: etree._Element | None = None) -> None:
        """Write down what has been gathered as lines; an empty paragraph is a line without text."""
        segments, self.inline = self.inline, []
        self._check_size(sum(text.count("\n") for text, _ in segments))
        self.links = [0 for _ in self.links]
        linked, self.link_words = self.link_words, ""
        lines = list(lines_in(segments))
        if self.heading:
            lines = [(" ".join(text for text, _ in lines if text), True)]
        if not any(text for text, _ in lines):
            is_place = holder is not None and holder.tag in _HOLDS_PLACE
            blank = len(lines) if is_place and _is_leaf(holder) else max(0, len(lines) - 1)
            for _ in range(blank):
                self._keep(Block(BlockKind.PARAGRAPH, "", 0))
            return
        if not lines[-1][0]:
            lines.pop()  # a <br> that ends the paragraph
        for index, (text, is_bold_line) in enumerate(lines):
            if text:
                is_link = bool(linked) and linked in (text, without_link(text, always=True))
                self._write(text, is_bold_line=is_bold_line, gap=index == 0, is_link=is_link)
            else:
                self._keep(Block(BlockKind.PARAGRAPH, "", 0))

    def _write(self, text: str, *, is_bold_line: bool, gap: bool, is_link: bool) -> None:
        text = without_link(text)
        if self.number and not patterns.BARE_ITEM.match(text):
            text = f"{self.number} {text}"
        self.number = ""
        if self.heading:
            self._keep(Block(BlockKind.HEADING, text, 0, gap=True, level=self.heading))
        elif self.entries:
            self._keep(self._entry_line(self.entries[-1], text, is_link=is_link))
        else:
            block = as_block(text, gap, is_bold_line=is_bold_line, level=self.mso_level)
            self._keep(self._in_list(block) if self.mso_level else block)

    def _in_list(self, block: Block) -> Block:
        """A paragraph that Word numbers stands right under the one before it, as in a list."""
        if block.kind is not BlockKind.PARAGRAPH or not is_numbered(block.text):
            return block
        if self.mso_level > 1:
            return replace(block, kind=BlockKind.BULLET, level=self.mso_level, gap=False)
        gap, self.after_number = len(self.found) != self.after_number, len(self.found) + 1
        return replace(block, gap=gap)

    def _entry_line(self, entry: Entry, text: str, *, is_link: bool) -> Block:
        """A line of a list entry. A numbered list of nothing but links is contents, not items."""
        entry.lines += 1
        if entry.lines > 1:
            return Block(BlockKind.PARAGRAPH, text, 0)
        is_top = entry.level == 1
        if entry.ordered:
            text = f"{entry.text} {text}"
            if is_top and not is_link:
                # Right under the entry before it, but not under the bullets of that entry.
                gap, self.after_number = len(self.found) != self.after_number, len(self.found) + 1
                return Block(BlockKind.PARAGRAPH, text, 0, gap=gap)
        gap = entry.first and is_top
        return Block(BlockKind.BULLET, text, 0, gap=gap, level=entry.level, marker="-")

    def _keep(self, block: Block) -> None:
        if self.label is not None and block.text:
            label, self.label = self.label, None
            if fits(label, block):
                block = replace(block, text=joined(label, block.text), gap=True)
            else:
                self._keep(Block(BlockKind.PARAGRAPH, label.text, 0, gap=True))
        self._check_size(1)
        self.found.append(replace(block, page=self.page_number))

    def _check_size(self, more: int) -> None:
        if len(self.found) + more > _LIMIT:
            raise TooLarge(
                "Filen har for mange afsnit til at være et referat. Gem kun referatet, og vælg den "
                "fil."
            )

    def _close_label(self, joiner: str) -> None:
        """What stood in the label's element waits for its value, if it is one short line."""
        lines = [block for block in self.found[self.label_from :] if block.text]
        if len(lines) == 1 and len(lines[0].text) < 60 and lines[0].kind is not BlockKind.ROW:
            del self.found[self.label_from :]
            self.label = Label(lines[0].text, joiner)

    def _release_label(self) -> None:
        """A label without a value is a line of its own."""
        if self.label is not None:
            label, self.label = self.label, None
            self._keep(Block(BlockKind.PARAGRAPH, label.text, 0, gap=True))


def _is_leaf(element: etree._Element) -> bool:
    return not any(child.tag in BLOCKS for child in element.iterdescendants())
