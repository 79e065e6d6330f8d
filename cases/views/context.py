"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, str]:
    """The municipality's name, and the part of the portal the page is in."""
    return {
        "municipality": settings.MUNICIPALITY,
        "section": request.path.strip("/").split("/")[0],
    }
