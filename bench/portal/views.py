"""What the search page is measured against: the same page with nothing to search, and the documented way."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import Template
from django.urls import resolve

from bench.portal.documented import best_page
from cases.models import AgendaItem


class Ready:
    """A page as it was rendered once: facets, passages and all else stay, items are fetched anew."""

    def __init__(self, template: Template, context: Mapping[str, Any]) -> None:
        self.template, self.context = template, context
        keys: dict[int, None] = {}

        def note(item: AgendaItem) -> AgendaItem:
            keys[item.pk] = None
            return item

        _replaced(context, note)
        self.keys = list(keys)

    def rendered(self, request: HttpRequest, rows: Mapping[int, AgendaItem]) -> HttpResponse:
        """The page with these rows for its items."""
        context = _replaced(self.context, lambda item: rows.get(item.pk, item))
        return HttpResponse(self.template.render(context, request))


_READY: dict[str, Ready] = {}


def floor(request: HttpRequest, path: str) -> HttpResponse:
    """The page at `path`, its items by primary key, everything else ready-made."""
    ready = _ready(request, f"/{path}")
    items = AgendaItem.objects.filter(pk__in=ready.keys).for_results()
    return ready.rendered(request, {item.pk: item for item in items})


def documented(request: HttpRequest, path: str) -> HttpResponse:
    """The page at `path`, with the items that the documented way finds best, and their number."""
    ready = _ready(request, f"/{path}")
    best = [row.pk for row in best_page(request.GET.get("ord", ""))]
    rows = list(AgendaItem.objects.filter(pk__in=best).for_results())
    stand_in = dict(zip(ready.keys, rows, strict=False))
    return ready.rendered(request, stand_in)


def _ready(request: HttpRequest, path: str) -> Ready:
    """The page, rendered once in the portal's own way; the request is as if it were for `path`."""
    request.path = request.path_info = path
    request.resolver_match = match = resolve(path)
    address = request.get_full_path()
    if address not in _READY:
        with _first_rendered() as caught:
            match.func(request, *match.args, **match.kwargs)
        _READY[address] = Ready(*caught[0])
    return _READY[address]


@contextmanager
def _first_rendered() -> Iterator[list[tuple[Template, dict[str, Any]]]]:
    """Note the first template that is rendered, and its context as the view gave it."""
    caught: list[tuple[Template, dict[str, Any]]] = []
    render = Template.render

    def noting(self: Template, context: Any = None, request: Any = None) -> Any:
        if not caught:
            caught.append((self, context))
        return render(self, context, request)

    Template.render = noting
    try:
        yield caught
    finally:
        Template.render = render


def _replaced(value: Any, replace: Callable[[AgendaItem], AgendaItem]) -> Any:
    """`value` with every agenda item in it replaced; what holds one is copied, all else is kept."""
    if isinstance(value, AgendaItem):
        return replace(value)
    if isinstance(value, Mapping):
        return {key: _replaced(held, replace) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(held, replace) for held in value]
    if isinstance(value, Page):
        changed = copy.copy(value)
        changed.object_list = _replaced(list(value.object_list), replace)
        return changed
    if isinstance(getattr(value, "item", None), AgendaItem):
        changed = copy.copy(value)
        object.__setattr__(changed, "item", replace(value.item))
        return changed
    return value
