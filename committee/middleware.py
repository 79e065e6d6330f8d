"""Middleware of the whole site."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.http import ConditionalGetMiddleware

Handler = Callable[[HttpRequest], HttpResponse]


def always_ask_again(get_response: Handler) -> Handler:
    """Caches may keep a page but must ask before they show it: it may have been withdrawn."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return handle


class CompressPages(GZipMiddleware):
    """Pages go out compressed; a file that can be asked for in parts goes out byte for byte."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Leave what names its ranges as it is."""
        if response.has_header("Accept-Ranges"):
            return response
        return super().process_response(request, response)


class NotSentAgain(ConditionalGetMiddleware):
    """Who asks again for a page that has not changed is told so. An error is told in full each time."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Leave what is no page as it is."""
        if response.status_code != 200:
            return response
        return super().process_response(request, response)
