"""Pages for what cannot be shown. Each helps onward."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache

from cases.filters import address_of_page
from cases.models.address import moved_to
from cases.views.context import without_language
from cases.views.nearby import nearby


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address asks for something that does not exist."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: only for staff."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 with what lies near the address, or on to where the address has moved."""
    path = without_language(request.path)
    language = request.path.removesuffix(path)
    new = moved_to(path)
    if new is not None:
        return HttpResponsePermanentRedirect(language + new)
    return render(request, "404.html", {"near": nearby(path)}, status=404)


@never_cache
def gone(request: HttpRequest) -> HttpResponse:
    """410: it was public and has been withdrawn. Says nothing of what it was.

    No cache keeps the answer: what is published again is seen at once.
    """
    return render(request, "410.html", status=410)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without the database: it may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)


def unknown_parameters(request: HttpRequest, names: list[str]) -> HttpResponse:
    """400 that names the parameters that the page does not know, with the address without them."""
    return _unusable(request, names, names)


def bad_values(request: HttpRequest, names: list[str]) -> HttpResponse:
    """400 that names the values that cannot be used, with the address without them."""
    return _unusable(request, names, [f"{name}={request.GET.get(name, '')}" for name in names])


def _unusable(request: HttpRequest, names: list[str], shown: list[str]) -> HttpResponse:
    context = {"names": shown, "without": address_of_page(request, *names)}
    return render(request, "400.html", context, status=400)


def no_such_page(request: HttpRequest, pages: int) -> HttpResponse:
    """400 for a page number that a list of `pages` pages does not have, with its last page."""
    last = address_of_page(request, side=pages if pages > 1 else None)
    context = {"pages": pages, "without": last}
    return render(request, "400.html", context, status=400)
