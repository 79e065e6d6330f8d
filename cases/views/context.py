"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import timezone
from django.utils.translation import get_language, get_language_from_path

from cases.filters import address_of_page, is_tracking

# The menu item that a page stands under, where it is not its own.
UNDER = {
    "calendar": "meeting_list",
    "committee_detail": "meeting_list",
    "committee_briefing": "meeting_list",
    "meeting_detail": "meeting_list",
    "meeting_whole": "meeting_list",
    "item_detail": "meeting_list",
    "case_detail": "case_list",
    "topic_detail": "topic_list",
    "attachment_detail": "attachment_list",
    "term_list": "about",
    "accessibility": "about",
    "privacy": "about",
}


def without_language(path: str) -> str:
    """A path without its language prefix: `/en/moeder/` is `/moeder/`."""
    language = get_language_from_path(path)
    return path.removeprefix(f"/{language}") if language else path


def portal(request: HttpRequest) -> dict[str, Any]:
    """The municipality, the part of the portal the page is in, and the page in each language."""
    here = address_of_page(request)
    languages = [
        {
            "code": code,
            "name": name,
            "url": (address := translate_url(here, code)),
            "absolute": request.build_absolute_uri(address.partition("?")[0]),
            "is_current": code == get_language(),
        }
        for code, name in settings.LANGUAGES
    ]
    page = request.GET.get("side", "")
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    return {
        "municipality": settings.MUNICIPALITY,
        "contact_email": settings.CONTACT_EMAIL,
        "section": UNDER.get(name, name),
        "languages": languages,
        # A list has one address for machines, page by page; its filters are views of the same.
        "canonical": request.build_absolute_uri(request.path)
        + (f"?side={page}" if page.isdecimal() and page != "1" else ""),
        # What is shared is the list as it stands, filters and all.
        "shared": request.build_absolute_uri(here),
        # A printed page says when it was made.
        "made_on": timezone.localdate(),
        "is_filtered": any(name != "side" and not is_tracking(name) for name in request.GET),
    }
