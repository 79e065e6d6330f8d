"""What robots and browsers ask for by fixed names."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse


def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: everything public may be read; the admin is not for robots."""
    sitemap = request.build_absolute_uri(reverse("sitemap_index"))
    text = f"User-agent: *\nDisallow: /admin/\n\nSitemap: {sitemap}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def manifest(request: HttpRequest) -> HttpResponse:
    """The web manifest, so that the portal can be put on a phone's home screen."""
    icon = {"src": static("cases/icon-512.png"), "sizes": "512x512", "type": "image/png"}
    return JsonResponse(
        {
            "name": f"Sagsspor – {settings.MUNICIPALITY}",
            "short_name": "Sagsspor",
            "lang": "da",
            "start_url": reverse("home"),
            "display": "browser",
            "background_color": "#ffffff",
            "theme_color": "#14505c",
            "icons": [
                {"src": static("cases/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
                icon,
            ],
        },
        content_type="application/manifest+json",
    )


def favicon(request: HttpRequest) -> HttpResponse:
    """The icon, for those who ask without reading the page."""
    return HttpResponseRedirect(static("cases/favicon.svg"))
