"""The results of a search as they are shown: items with the passages that answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from django.utils.safestring import SafeString

from cases.models import AgendaItem, Attachment, FilePage
from cases.models.item import AgendaItemQuerySet
from cases.rendering.snippets import Snippet, Sought, item_snippets, marked, page_snippet
from cases.search.found import Found, Hit, Result

# Of the pages of files that have the words, and of a case's other items, so many are shown.
MOST_PAGES, MOST_OTHERS = 2, 5


@dataclass
class Shown:
    """One result as it is shown: the item, its passages, and the words it lacks."""

    item: AgendaItem
    title: SafeString
    snippets: list[Snippet]
    lacks: list[str]
    # How many more pages of its files have the words.
    more_pages: int = 0
    # With results grouped by case: the case's other items that were found, and how many there are.
    others: list[Shown] = field(default_factory=list)
    other_count: int = 0


def shown_results(found: Found, groups: Sequence[Sequence[Result]]) -> list[Shown]:
    """The results of a page with their texts; what is not public any more is left out.

    Those of a group are shown as one: the first, and the others of the same case below it.
    """
    wanted = [group[: MOST_OTHERS + 1] for group in groups]
    items = _public().in_bulk([row.item for group in wanted for row in group])
    results = [row for group in wanted for row in group if row.item in items]
    sought = Sought.of(found.groups)
    own = [items[row.item] for row in results if not all(hit.is_page for hit in row.hits)]
    of_items = item_snippets(own, sought)
    pages = {row.item: _best_pages(row) for row in results}
    of_pages = dict(_page_snippets([hit for hits in pages.values() for hit in hits], items, sought))

    def shown(result: Result) -> Shown:
        item = items[result.item]
        on_pages = [of_pages[hit.page] for hit in pages[item.pk] if hit.page in of_pages]
        return Shown(
            item,
            marked(item.title, sought),
            [*of_items.get(item.pk, ()), *on_pages],
            found.lacking(result),
            sum(hit.is_page for hit in result.hits) - len(pages[item.pk]),
        )

    return [
        replace(
            shown(first),
            others=[shown(other) for other in others if other.item in items],
            other_count=len(group) - 1,
        )
        for (first, *others), group in zip(wanted, groups, strict=True)
        if first.item in items
    ]


@cache
def _public() -> AgendaItemQuerySet:
    """What may be shown, put together once: it looks at the clock when it is asked."""
    return AgendaItem.objects.published().for_results()


def _best_pages(result: Result) -> list[Hit]:
    hits = [hit for hit in result.hits if hit.is_page]
    return sorted(hits, key=lambda hit: (-hit.score, -hit.key))[:MOST_PAGES]


def _page_snippets(
    hits: Iterable[Hit], items: dict[int, AgendaItem], sought: Sought
) -> Iterator[tuple[int, Snippet]]:
    """The passages of pages of public files, by the keys of the pages."""
    looked = [hit for hit in hits if hit.page is not None]
    if not looked:
        return
    public = Attachment.objects.published().select_related("file").order_by()
    attachments = public.in_bulk([hit.attachment for hit in looked])
    pages = FilePage.objects.order_by().in_bulk([hit.page for hit in looked])
    for hit in looked:
        attachment, page = attachments.get(hit.attachment), pages.get(hit.page)
        if attachment and page and attachment.item_id in items:
            attachment.item = items[attachment.item_id]
            yield page.pk, page_snippet(attachment, page, sought)
