"""The portal's addresses, and two that fail on purpose: to look at the pages for 403 and 500."""

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from committee import urls
from committee.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def forbidden(_request: HttpRequest) -> HttpResponse:
    """Ends as 403."""
    raise PermissionDenied


def broken(_request: HttpRequest) -> HttpResponse:
    """Ends as 500."""
    raise RuntimeError("this page is broken on purpose")


urlpatterns = [
    *i18n_patterns(
        path("proeve/403/", forbidden, name="error_403"),
        path("proeve/500/", broken, name="error_500"),
        prefix_default_language=False,
    ),
    *urls.urlpatterns,
]
