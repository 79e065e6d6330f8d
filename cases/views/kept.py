"""Keeps an answer for a few minutes, for the next who asks the same. Every change of the index clears it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from cases.search.state import one_state
from cases.views.lists import is_partial

# What no change of the index or of a name is about may be so old.
SECONDS = 300

type View = Callable[[HttpRequest], HttpResponse]


def kept_for_a_moment(view: View) -> View:
    """A page that is the same for everybody who is not logged in."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES:
            with one_state():
                return view(request)
        with one_state() as state:
            key = _key(request, state.mark)
            known: HttpResponse | None = cache.get(key)
            if known is not None:
                return known
            response = view(request)
        # Who is logged in gets another page, also from a cache on the way.
        patch_vary_headers(response, ["Cookie"])
        if response.status_code == 200:
            cache.set(key, response, SECONDS)
        return response

    return answer


def _key(request: HttpRequest, mark: str | None) -> str:
    asked = (mark, get_language(), request.build_absolute_uri(), is_partial(request))
    return sha256("\n".join(map(str, asked)).encode()).hexdigest()
