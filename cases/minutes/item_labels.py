"""What stands between an item's title and its text: number, caseworkers, access, routing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cases.minutes import patterns
from cases.minutes.journal_number import is_kle
from cases.minutes.patterns import ROUTING
from cases.minutes.result import Access, Block, BlockKind, Routing


@dataclass
class ItemLabels:
    """Takes label lines one by one; `others` keeps the words of labels without a field."""

    access: Access
    journal_number: str | None = None
    caseworker: str | None = None
    other_caseworkers: str | None = None
    others: list[str] = field(default_factory=list)
    columns: list[str] | None = None
    tokens: list[str] = field(default_factory=list)
    marks: list[str] | None = None
    columns_in_row: bool = False  # of a table, not words on a line

    def take(self, block: Block, line: str, section: str | None) -> bool:
        """Keep a line if it is a label. `section` is the open section: none yet, or the routing."""
        in_routing = section == ROUTING
        if block.kind is BlockKind.ROW:
            return self._take_routing_row(block)
        if patterns.EMPTY_LABEL.match(line):
            self.others.append(line)
            return True
        return (
            self._take_caseworker(line)
            or self.take_journal_number(line)
            or self._take_access(line)
            or self._take_column(line)
            or ((in_routing or self.columns is not None) and self._take_routing_line(line))
        )

    def routing(self) -> Routing | None:
        """The routing row as read, or None where there is none."""
        if self.columns is None:
            return None
        columns = tuple(column for column in self.columns if column)
        marks = tuple(self.marks) if self.marks is not None else None
        if marks is None and self.columns_in_row and not self.tokens:
            marks = ()  # a table keeps its marks in place: where it has none, none was set
        return Routing(columns, len(self.tokens), marks, tuple(self.tokens))

    def _take_caseworker(self, line: str) -> bool:
        """Name, dash or nothing: both of the latter mean none."""
        own, others = patterns.CASEWORKER.match(line), patterns.OTHER_CASEWORKERS.match(line)
        if own:
            self.caseworker = _name(own["value"])
        if others:
            self.other_caseworkers = _name(others["value"])
        return bool(own or others)

    def take_journal_number(self, line: str) -> bool:
        """Keep a journal number that stands alone or behind its label."""
        if re.match(r"\d", line) and len(line) < 40 and is_kle(line):
            self._keep_number(line)
            return True
        labelled = patterns.JOURNAL_LABEL.match(line)
        if labelled:
            self._keep_number(labelled["value"].rstrip(".,"))
            self._take_rest((labelled["rest"] or "").strip(" ,"))
        return bool(labelled)

    def _keep_number(self, printed: str) -> None:
        """The first is the item's; a second one is kept among the other labels."""
        if self.journal_number is None:
            self.journal_number = printed
        else:
            self.others.append(printed)

    def _take_rest(self, rest: str) -> None:
        """`Sagsbehandler: N. N.`, `Dok.nr.: 12` or `Åbent` on the line of the journal number."""
        caseworker = re.search(r"sagsbehandler\s*:\s*(?P<name>.+)$", rest, re.IGNORECASE)
        if caseworker:
            self.caseworker = _name(caseworker["name"])
            rest = rest[: caseworker.start()].strip()
        if patterns.CLOSED.match(rest.rsplit(" ", 1)[-1]):
            self.access = Access.CLOSED
        if rest:
            self.others.append(rest)

    def _take_access(self, line: str) -> bool:
        prefixed = patterns.OPEN_PREFIX.match(line)
        if prefixed and prefixed["access"].casefold() != "lukket" and is_kle(prefixed["rest"]):
            self._keep_number(prefixed["rest"])
            self.others.append(prefixed["access"])
            return True
        if patterns.CLOSED.match(line) and len(line) < 60:
            self.access = Access.CLOSED
        elif not patterns.OPEN.match(line):
            return False
        self.others.append(line)
        return True

    def _take_column(self, line: str) -> bool:
        """One column name a line, as older pages print them, without a heading."""
        if self.tokens or not patterns.COLUMN.match(line):
            return False
        self.columns = [*(self.columns or []), line]
        return True

    def _take_routing_line(self, line: str) -> bool:
        """The column names, or the marks on lines of their own: their columns are lost."""
        words = line.split()
        if self.columns is None and len(words) >= 3 and all(map(patterns.COLUMN.match, words)):
            self.columns = words
            return True
        if self.columns is not None and patterns.MARKS.match(line):
            self.tokens.extend(re.findall(r"\(?[xX]\)?", line))
            return True
        return False

    def _take_routing_row(self, block: Block) -> bool:
        """A row of a table, where the place of a mark survives."""
        if not block.text:
            return True
        names = [patterns.plain(cell) for cell in block.cells]
        if self.columns is None:
            if sum(map(bool, names)) < 3 or not all(
                map(patterns.COLUMN.match, filter(None, names))
            ):
                return False
            self.columns, self.columns_in_row = names, True
            return True
        if not all(map(patterns.MARKS.match, filter(None, names))):
            return False
        self.tokens.extend(filter(None, names))
        if len(names) == len(self.columns):
            marked = [c for c, mark in zip(self.columns, names, strict=True) if mark and c]
            self.marks = (self.marks or []) + marked
        return True


def _name(value: str) -> str | None:
    return None if value.strip() in ("", "-", "–") else value.strip()
