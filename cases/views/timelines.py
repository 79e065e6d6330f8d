"""What the page of a case and that of a topic show of a thread: its timeline, route and amounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cases.models import AgendaItem, Amount, Decision
from cases.rendering.timeline import draw_timeline
from cases.threads.routes import find_route, take_pulse
from cases.threads.timelines import Row, Sort, gather_timeline


def timeline_of(
    items: Sequence[AgendaItem],
    mentioning: Sequence[AgendaItem] = (),
    *,
    follows_plans: bool = True,
) -> dict[str, Any]:
    """The drawing and the rows of the table, made from one list."""
    rows = gather_timeline(items, mentioning=mentioning, follows_plans=follows_plans)
    return {
        "rows": rows,
        "picture": draw_timeline(rows),
        "missing_count": sum(map(_is_missing, rows)),
        "many_bodies": len({row.body for row in rows if row.body}) > 1,
    }


def _is_missing(row: Row) -> bool:
    """Whether it is a meeting that texts tell of or plan, that is over and not in the portal."""
    missing = [one for one in row.entries if one.is_lost or one.sort is Sort.MISSING]
    return any(not one.is_misdated for one in missing)


def telling_decision(item: AgendaItem) -> Decision:
    """The first of an item's decisions that says to what it came, or the first of all."""
    decisions = list(item.decisions.all())
    return next((one for one in decisions if not one.is_formula), decisions[0])


def amounts_in(items: Sequence[AgendaItem]) -> list[tuple[AgendaItem, list[Amount]]]:
    """Each item that names amounts, in the order of the items, with them as printed."""
    by_item: dict[int, list[Amount]] = {item.pk: [] for item in items}
    for amount in Amount.objects.published().filter(item__in=items).order_by("position", "pk"):
        by_item[amount.item_id].append(amount)
    return [(item, by_item[item.pk]) for item in items if by_item[item.pk]]


def course_of(items: Sequence[AgendaItem], rows: Sequence[Any]) -> dict[str, Any]:
    """The way of a case through bodies, and how long it took and rested."""
    return {"route": find_route(items, rows), "pulse": take_pulse(items)}
