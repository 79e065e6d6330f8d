"""Finds the items that answer a query, in order, with counts by facet. Only what is public is there.

At most the newest thousand entries are looked at: they are ranked and counted here, alike on both
databases. Where there are more, that is said, and the older ones are a link away, in parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property, partial
from itertools import compress, repeat
from operator import attrgetter
from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL

from cases.search import parts
from cases.search.counting import (
    count_facets,
    count_facets_with,
    counted_of,
    which_have,
)
from cases.search.documents import (
    DECIDED,
    EVERY_ITEM,
    PAGE,
    day_number,
    is_of_filter,
)
from cases.search.engine import engine
from cases.search.expressions import Every, Expression, Term, either, every
from cases.search.found import Found, Grouped, Hit, Listed, Result, Selection
from cases.search.groups import Group, groups_of, neighbours, unwanted
from cases.search.pairs import paired
from cases.search.parts import Row
from cases.search.query import parse_query
from cases.search.ranking import Ranker, Wanted, rarity
from cases.search.shares import Shares
from cases.search.state import State, current_state

MOST = 1000
# Further back the list goes on in parts of half the length: there a person reads on, and compares no
# numbers.
_MOST_FURTHER = 500
# How many entries are looked at for what has only some of the words.
_MOST_NEAR = 200
# Of the words that were typed side by side, so many pairs are looked for together.
_MOST_PAIRS = 4
_FEW = 10
# A phrase of common words is looked for in about so many texts that have them, and no further away:
# PostgreSQL takes a hundredth of a millisecond for each.
_TEXTS, _FURTHEST = 800, 20_000
_MOST_GROUPS = 6
_NOWHERE = "f:ingen"
_UNRANKED = "key, item_id, facets, 0, decision_id, attachment_id, page_id"
# Where it is only counted, or surely no page of a file; and where it is not even counted.
_COUNTED = "key, item_id, facets, 0, decision_id, NULL, NULL"
_LISTED = _COUNTED.replace("facets", "''")


def search(
    typed: str = "",
    selection: Selection | None = None,
    *,
    order: str = "",
    after: int | None = None,
) -> Found:
    """Items for what a person typed. `order` is `newest`, `oldest` or best first; `after` a key.

    What is typed is never an error; a text with nothing to look for finds what the filters leave.
    """
    return Finder(typed, selection or Selection(), order, after).found()


def items_with(typed: str) -> RawSQL:
    """The keys of the items whose own text has everything that was typed, for a query on others.

    Files are left out.
    """
    query = parse_query(typed)
    wanted = [group.expression for group in groups_of(query)] or [Term(EVERY_ITEM)]
    if query.is_empty:
        wanted = [Term(_NOWHERE)]
    expression = Every(tuple(wanted), (*unwanted(query), Term(PAGE)))
    return RawSQL(*engine().rows(expression, "item_id"))  # noqa: S611  # its values are apart


class Finder:
    """One search: what was typed, taken apart once, and asked for in as many ways as a page needs."""

    def __init__(
        self, typed: str, selection: Selection, order: str = "", after: int | None = None
    ) -> None:
        self.query, self.selection, self.after = parse_query(typed), selection, after
        self.groups = groups_of(self.query)
        self.order = order or ("newest" if self.is_list else "")
        # How far back was looked, where that was not to the end.
        self.reached: int | None = None
        self.unwanted = unwanted(self.query)

    @cached_property
    def state(self) -> State:
        """What the index knows of itself."""
        return current_state()

    @cached_property
    def ranker(self) -> Ranker:
        """What tells how good an entry is."""
        wanted = [
            Wanted(
                {**group.forms.quality, **dict.fromkeys(group.terms, 1.0)},
                rarity(group.estimate, self.state.total()),
                group.roots,
                tuple(group.phrases),
            )
            for group in self.groups
        ]
        # Age is told from the newest there is, so that the same rows always give the same order.
        return Ranker(wanted, self.query.plain_words, self.state.newest_day)

    @cached_property
    def shares(self) -> Shares:
        """What reckons how common something is."""
        return Shares(self.state, self.selection)

    @property
    def most(self) -> int:
        """How many entries are looked at: fewer where the list goes on."""
        return MOST if self.after is None else min(MOST, _MOST_FURTHER)

    def known_total(self) -> int | None:
        """How many there are, where the index knows that without counting: of everything, or of what
        one filter leaves."""
        term = self._one_term
        if term is None or self.after is not None:
            return None
        return self.state.counts(decisions=self.selection.decisions)[term]

    @property
    def _one_term(self) -> str | None:
        """The term of the one filter in use, or that of everything; None where more is asked for."""
        selection = self.selection
        terms = list(selection.terms.values())
        is_narrowed = self.query.parts or self.query.is_empty
        plain = Selection(selection.terms, decisions=selection.decisions)
        if is_narrowed or len(terms) > 1 or selection != plain:
            return None
        term = terms[0] if terms else Term(DECIDED if selection.decisions else EVERY_ITEM)
        # A journal number is counted in entries, as words are.
        return term.word if isinstance(term, Term) and is_of_filter(term.word) else None

    def found(self) -> Found:
        """Everything about the answer."""
        known = self.known_total()
        if known is not None:
            listed = Listed(min(known, self.most), lambda most: self.hits((), limit=most))
            return Found(self.query, [], listed, is_capped=known > self.most)
        hits = [] if self.query.is_empty else self.hits(self.groups)
        beyond, self.reached = self.reached, None
        if len(hits) > self.most:
            hits = hits[: self.most]
            beyond = hits[-1].key
        is_capped = beyond is not None
        if self.is_list:
            listed = Listed(len(hits), lambda _most: hits)
            return Found(self.query, self.groups, listed, is_capped, beyond)
        results = Grouped(hits)
        # Items with only some of the words are of use too: they come last.
        is_near_wanted = len(self.groups) > 1 and self.after is None and len(results) < _FEW
        if not is_near_wanted or (self.order and hits):
            if not self.order:
                results.sort_by_score()
            return Found(self.query, self.groups, results, is_capped, beyond)
        near = self._near({result.item for result in results})
        lacking = [row for row in near if row.lacks]
        whole = [*results, *(row for row in near if not row.lacks)]
        if self.order:
            lacking.sort(key=attrgetter("key"), reverse=self.order == "newest")
        whole.sort(key=lambda row: (-row.score, -row.key))
        found = [*whole, *lacking]
        return Found(self.query, self.groups, found, is_capped, beyond, len(lacking))

    @property
    def is_list(self) -> bool:
        """Whether every entry is a result by itself, and they are found in their order."""
        return not self.groups or self.selection.decisions

    def counted(self, names: Sequence[str]) -> tuple[dict[str, Counter[str]], bool]:
        """What there would be of each of these facets without its own filter, and whether there are more.

        All are counted in one look: at what lacks no more than one of the filters.
        """
        used = {name: self.selection.terms[name] for name in names}
        selection = self.selection.without(*names)
        if len(used) > 1:
            ways = ([term for other, term in used.items() if other != name] for name in used)
            selection = selection.with_term(either(*(every(*way) for way in ways)))
        elif self._is_everything(selection):
            return dict.fromkeys(names, self.state.counts(decisions=selection.decisions)), False
        rows = self._rows(self.groups, selection, self.most + 1, _COUNTED)
        is_capped = len(rows) > self.most or self.reached is not None
        # Of an item the first entry counts, as in the results.
        place = 0 if self.is_list else 1
        facets = {row[place]: f" {row[2]} " for row in reversed(rows[: self.most])}.values()
        having = {name: which_have(facets, term) for name, term in used.items()}
        counts = {}
        for name in names:
            others = [having[other] for other in used if other != name]
            fits = map(all, zip(*others, strict=True)) if others else repeat(True)
            counts[name] = counted_of(name, compress(facets, fits))
        return counts, is_capped

    def counted_all(self, found: Found) -> tuple[Counter[str], bool]:
        """The facets of what was found, and whether there are more."""
        if self._is_everything(self.selection):
            return self.state.counts(decisions=self.selection.decisions), False
        if term := self._one_term:
            return count_facets_with(term, decisions=self.selection.decisions), False
        return count_facets(found.results), found.is_capped

    def _is_everything(self, selection: Selection) -> bool:
        is_narrowed = self.query.parts or self.query.is_empty
        return not is_narrowed and selection.is_everything

    def decisions_q(self) -> Q:
        """Every decision that is found, however many, for a query on decisions."""
        expression = self.expression(self.groups, self.selection)
        if self.query.is_empty:
            expression = Term(_NOWHERE)
        amount = _amount(self.selection.kroner)
        where = f" AND key >= %s AND key < %s{amount['where']}"
        values = [*self.selection.bounds, *amount["values"]]

        def found(column: str, more: str) -> RawSQL:
            sql = engine().rows(expression, column, where + more, values)
            return RawSQL(*sql)  # noqa: S611  # its values are apart

        # The entry of an item with one decision is the item's own.
        several, single = " AND decision_id IS NOT NULL", " AND decision_id IS NULL"
        return Q(pk__in=found("decision_id", several)) | Q(item__in=found("item_id", single))

    def hits(
        self, groups: Sequence[Group], selection: Selection | None = None, *,
        limit: int | None = None, is_ranked: bool = True,
    ) -> list[Hit]:  # fmt: skip
        """The newest entries, or the oldest, that have all the groups."""
        chosen, limit = selection or self.selection, limit or self.most + 1
        if self.order or not groups or not is_ranked:
            columns = _UNRANKED
            if self.is_list:
                # What everything or one filter leaves is counted already.
                columns = _LISTED if self._one_term else _COUNTED
            return list(map(Hit._make, self._rows(groups, chosen, limit, columns)))
        rows = self._ranked_rows(groups, chosen, limit)
        numbers = tuple(self.groups.index(group) for group in groups)
        if not 0 < len(rows) <= _MOST_NEAR or len(groups) < len(self.groups):
            return [self._hit(row, numbers) for row in rows]
        akin, together = self._only_akin(rows, chosen), self._together(rows, chosen)
        return [self._hit(row, numbers, akin[row[0]], together[row[0]]) for row in rows]

    def _ranked_rows(self, groups: Sequence[Group], chosen: Selection, limit: int) -> list[Row]:
        """The rows of the entries with what they are ranked by."""
        ranked, signs = self._ranked()
        return self._rows(groups, chosen, limit, _UNRANKED.replace("0", ranked), signs)

    def _hit(
        self, row: Row, found: tuple[int, ...], akin: tuple[int, ...] = (), together: float = 0.0
    ) -> Hit:
        """An entry with its score, from its row."""
        key, item, facets, ranked, decision, attachment, page = row
        score = self.ranker.score(
            ranked, day_number(key), is_page=page is not None, found=found, akin=akin,
            together=together,
        )  # fmt: skip
        return Hit(key, item, facets, score, decision, attachment, page)

    def _only_akin(self, rows: Sequence[Row], chosen: Selection) -> dict[int, tuple[int, ...]]:
        """By the key of an entry the groups that it has in no form of what was typed, but only in a
        compound or the like."""
        exactly = {
            number: self._having(
                [exact if other is group else other for other in self.groups], chosen
            )
            for number, group in enumerate(self.groups)
            if (exact := group.exact)
        }
        return {
            row[0]: tuple(number for number, keys in exactly.items() if row[0] not in keys)
            for row in rows
        }

    def _together(self, rows: Sequence[Row], chosen: Selection) -> dict[int, float]:
        """By the key of an entry what share of the words that were typed side by side are so there."""
        near = neighbours(self.groups, self.query.plain_words)[:_MOST_PAIRS]
        having = [self._having([*self.groups, pair], chosen) for pair in near]
        return {row[0]: sum(row[0] in keys for keys in having) / (len(near) or 1) for row in rows}

    def _having(self, groups: Sequence[Group], chosen: Selection) -> set[int]:
        """The keys of the entries that have all these, where there are few."""
        reached = self.reached
        found = self._rows(groups, chosen, self.most + 1, _LISTED)
        self.reached = reached
        return {row[0] for row in found}

    def _ranked(self) -> tuple[str, list[str]]:
        """The column of what an entry is ranked by, and its values: nothing where no sign of a wanted
        word is in it, as in most."""
        if not self.ranker.words:
            return "''", []
        signs = self.ranker.signs
        if not signs:
            return "ranked", []
        has_any = " OR ".join(["ranked LIKE %s"] * len(signs))
        return f"CASE WHEN {has_any} THEN ranked ELSE '' END", [f"%{sign}%" for sign in signs]

    def _rows(
        self, groups: Sequence[Group], chosen: Selection, limit: int, columns: str,
        shown: Sequence[Any] = (),
    ) -> list[Row]:  # fmt: skip
        """The rows of the entries, in order; sets how far was looked. `shown` are the values in the
        columns."""
        beside = _amount(chosen.kroner)
        # Without a column's name alone, so that no planner takes the index of that column.
        if (groups or chosen.leaves_out_pages) and not chosen.decisions:
            beside["where"] += " AND decision_id + 0 IS NULL"
        share = self.shares.of(groups, chosen)
        reach = self._reach(groups, share)
        look = partial(
            engine().hits, self.expression(groups, chosen), self.state,
            share if reach is None else None,
            columns=columns, shown=shown, **beside,
        )  # fmt: skip
        asked = parts.Asked(*chosen.bounds, limit, self.after, reach)
        of_list = parts.oldest if self.order == "oldest" else parts.newest
        rows, self.reached = of_list(look, asked)
        return rows

    def _reach(self, groups: Sequence[Group], share: float) -> int | None:
        """Among how many entries to look, where only their texts tell what matches: for a phrase of
        common words."""
        if share * self.state.total() <= _TEXTS or not any(group.of_phrase for group in groups):
            return None
        return min(round(_TEXTS / share), _FURTHEST)

    def expression(self, groups: Sequence[Group], selection: Selection) -> Expression:
        """What the entries must have, and what they must not."""
        wanted = [group.expression for group in groups] + list(selection.terms.values())
        but_not = [*self.unwanted]
        if selection.decisions:
            wanted.append(Term(DECIDED))
        elif not groups and not selection.leaves_out_pages:
            # What all items have takes long to hold against what few have.
            wanted.append(Term(EVERY_ITEM))
        return paired(Every(tuple(wanted), tuple(but_not)))

    def _near(self, known: set[int]) -> list[Result]:
        """What has all but one of the groups; where that is little, also what has any of them."""
        groups = sorted((g for g in self.groups if g.is_known), key=lambda group: group.estimate)
        groups = groups[:_MOST_GROUPS]
        fewer = [[g for g in groups if g is not left_out] for left_out in groups]
        if len(groups) < len(self.groups):
            fewer.append(groups)
        near: list[Result] = []
        for ways in (fewer, [[group] for group in groups]):
            known = known.union(result.item for result in near)
            near += self._with_some([way for way in ways if way], known)
            if len(near) >= _FEW:
                break
        best = max((result.score for result in near), default=0)
        near.sort(key=lambda result: (-result.score, -result.key))
        return [result for result in near if result.score >= best / 3][: 2 * _FEW]

    def _with_some(self, ways: Sequence[Sequence[Group]], known: set[int]) -> list[Result]:
        has: dict[int, set[int]] = {}
        rows: dict[int, Row] = {}
        for way in ways:
            numbers = {self.groups.index(group) for group in way}
            for row in self._ranked_rows(way, self.selection, _MOST_NEAR):
                if row[1] not in known:
                    has.setdefault(row[0], set()).update(numbers)
                    rows[row[0]] = row
        hits = [self._hit(rows[key], tuple(sorted(has[key]))) for key in sorted(rows, reverse=True)]
        results = list(Grouped(hits))
        everything = range(len(self.groups))
        for result in results:
            found = set().union(*(has[hit.key] for hit in result.hits))
            result.lacks = tuple(number for number in everything if number not in found)
        return results


def _amount(kroner: int | None) -> dict[str, Any]:
    """Items whose text names so much, as a condition beside the index."""
    if kroner is None:
        return {"where": "", "values": []}
    where = (
        " AND item_id IN (SELECT item_id FROM cases_amount"
        " WHERE is_found AND (kroner >= %s OR kroner <= %s))"
    )
    return {"where": where, "values": [kroner, -kroner]}
