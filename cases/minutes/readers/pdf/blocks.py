"""From the chunks of all pages to blocks: divided words and paragraphs joined, headings told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from cases.minutes import danish, patterns
from cases.minutes.readers.pdf.paragraphs import settle_levels
from cases.minutes.readers.pdf.pieces import Chunk, TextLine, Token
from cases.minutes.readers.unwrapping import LIST_LINE, Wrapping, divides_words, glue
from cases.minutes.result import Block, BlockKind

_TERMINAL = re.compile(r"[.!?:;…][\"'”’»)\]*]*$")
_LONGEST_HEADING = 200


def blocks_of(chunks: list[Chunk]) -> list[Block]:
    """The blocks of a document, in order, each with the page it begins on."""
    settle_levels(chunks)
    chunks = _without_repeated_rows(_joined_over_pages(chunks))
    wrapping = _wrapping(chunks)
    _tell_headings(chunks)
    blocks = []
    previous: Chunk | None = None
    for line, chunk in enumerate(chunks, start=1):
        blocks.append(_block(chunk, previous, line, wrapping))
        previous = chunk
    return blocks


def _wrapping(chunks: Iterable[Chunk]) -> Wrapping:
    """The words of the document, and whether they are divided at the ends of lines."""
    words: set[str] = set()
    breaks: list[tuple[str, str]] = []
    for chunk in chunks:
        for lines in (chunk.lines, *chunk.cells):
            texts = [line.text for line in lines]
            breaks += [(a, b) for a, b in pairwise(texts) if a and b]
            for text in texts:
                words.update(re.findall(r"[\w-]+", text.lower()))
    return Wrapping(0, divides_words(breaks), frozenset(words))


def _joined_over_pages(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks with paragraphs and rows that a page break cut in two made one."""
    joined: list[Chunk] = []
    for chunk in chunks:
        last = joined[-1] if joined else None
        is_broken = last is not None and (_end(last) != chunk.page or chunk.after_break)
        if last is not None and is_broken and _goes_on(last, chunk):
            if chunk.kind == "row":
                last.cells = [[*a, *b] for a, b in zip(last.cells, chunk.cells, strict=True)]
            else:
                last.lines.extend(chunk.lines)
            last.page_end, last.full = chunk.page, chunk.full
        else:
            joined.append(chunk)
    return joined


def _end(chunk: Chunk) -> int:
    return chunk.page_end or chunk.page


def _goes_on(first: Chunk, second: Chunk) -> bool:
    """Whether `second`, on the next page, goes on in the middle of `first`."""
    if first.element is not None and first.element is second.element:
        return first.kind != "row" or len(first.cells) == len(second.cells)
    if first.kind not in ("text", "bullet") or second.kind != "text":
        return False
    if abs(first.size - second.size) > 0.08 * first.size or first.bold != second.bold:
        return False
    start, end = second.text, first.text
    if patterns.CONTENTS_LINE.match(end) or patterns.opens_something(start):
        return False
    if patterns.section_start(end) or _TERMINAL.search(end) or patterns.CLAUSE.match(start):
        return False
    if LIST_LINE.match(start) and not danish.starts_with_day(start):
        return False
    if start[0].islower():
        return len(end) > 40
    return first.full and len(first.lines[-1].text) > 40 and not second.bold


def _without_repeated_rows(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Tables without the header row that comes again at the top of the next page."""
    kept: list[Chunk] = []
    head: Chunk | None = None
    for chunk in chunks:
        last = kept[-1] if kept else None
        if chunk.kind != "row":
            head = None
        elif head is None:
            head = chunk
        elif last is not None and _end(last) != chunk.page and _cells(chunk) == _cells(head):
            continue
        kept.append(chunk)
    return kept


def _cells(chunk: Chunk) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in chunk.cells]


def _tell_headings(chunks: Sequence[Chunk]) -> None:
    """Make headings of short text that is bigger than the rest, or bold before text that is not."""
    letters: Counter[float] = Counter()
    for chunk in chunks:
        if chunk.kind != "row":
            letters[chunk.size] += len(chunk.text)
    if not letters:
        return
    body = letters.most_common(1)[0][0]
    bigger = sorted({c.size for c in chunks if c.size > 1.08 * body}, reverse=True)
    all_bold = sum(len(c.text) for c in chunks if c.bold) > 0.5 * letters.total()
    for index, chunk in enumerate(chunks):
        following = chunks[index + 1] if index + 1 < len(chunks) else None
        if chunk.kind != "text" or not _can_head(chunk.text):
            continue
        if chunk.size > 1.08 * body:
            chunk.kind, chunk.level = "heading", min(5, 1 + bigger.index(chunk.size))
        elif chunk.bold and not all_bold and _heads(chunk, following):
            chunk.kind, chunk.level = "heading", 6


def _can_head(text: str) -> bool:
    if len(text) > _LONGEST_HEADING or patterns.CONTENTS_LINE.match(text):
        return False
    if patterns.NUMBERED_ITEM.match(text) or patterns.section_start(text):
        return True
    return not re.search(r"[.,;:!]$", text) and any(c.isalpha() for c in text)


def _heads(chunk: Chunk, following: Chunk | None) -> bool:
    """Whether bold text heads what follows; a decision in bold has only the next item after it."""
    if patterns.section_start(chunk.text) or patterns.NUMBERED_ITEM.match(chunk.text):
        return True
    return following is not None and not following.bold and following.kind != "heading"


def _block(chunk: Chunk, previous: Chunk | None, line: int, wrapping: Wrapping) -> Block:
    gap = not chunk.tight or previous is None or previous.kind in ("heading", "row")
    if chunk.kind == "row":
        cells = tuple(_text(cell, wrapping, links=True) for cell in chunk.cells)
        first = previous is None or previous.kind != "row"
        return Block(
            BlockKind.ROW, "\t".join(cells).strip(), line, first, cells=cells, page=chunk.page
        )
    text = _text(chunk.lines, wrapping, links=chunk.kind != "heading")
    if chunk.kind == "heading":
        return Block(BlockKind.HEADING, text, line, True, level=chunk.level, page=chunk.page)
    if chunk.kind == "bullet":
        gap = previous is None or previous.kind != "bullet"
        return Block(
            BlockKind.BULLET,
            text,
            line,
            gap,
            chunk.level or 1,
            marker=chunk.marker,
            page=chunk.page,
        )
    return Block(BlockKind.PARAGRAPH, text, line, gap, page=chunk.page)


def _text(lines: Iterable[TextLine], wrapping: Wrapping, *, links: bool) -> str:
    """The lines as one text, words that were divided at a line's end made whole again."""
    tokens: list[Token] = []
    for line in lines:
        new = list(line.tokens)
        if tokens and new:
            last, first = tokens[-1], new[0]
            both = glue(last.text, first.text, wrapping)
            if " " not in both:
                tokens[-1] = Token(both, last.link or first.link)
                new = new[1:]
        tokens.extend(new)
    return _linked(tokens) if links else " ".join(token.text for token in tokens)


def _linked(tokens: Sequence[Token]) -> str:
    """The words with a space between, those that lead somewhere as Markdown links."""
    parts: list[str] = []
    run: list[str] = []
    address = ""
    for token in (*tokens, Token("", "")):
        if run and token.link != address:
            parts.append(_link(" ".join(run), address))
            run = []
        address = token.link
        if address:
            run.append(token.text)
        elif token.text:
            parts.append(token.text)
    return " ".join(parts)


def _link(words: str, address: str) -> str:
    """A Markdown link; a full stop after the words stays outside."""
    end = re.search(r"[.,;:]$", words)
    words, after = (words[:-1], end[0]) if end else (words, "")
    escaped = re.sub(r"([\[\]()])", r"\\\1", words)
    return f"[{escaped}]({address}){after}"
