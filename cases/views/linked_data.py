"""schema.org descriptions of what a page shows, for search engines and other machines."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cases.models import AgendaItem, Committee, Meeting

Thing = dict[str, Any]


def website(request: HttpRequest) -> Thing:
    """The portal itself, with its search."""
    search = request.build_absolute_uri(reverse("search"))
    return {
        "@type": "WebSite",
        "name": "Sagsspor",
        "url": request.build_absolute_uri(reverse("home")),
        "inLanguage": "da",
        "about": {"@type": "GovernmentOrganization", "name": settings.MUNICIPALITY},
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{search}?ord={{ord}}",
            "query-input": "required name=ord",
        },
    }


def organisation(request: HttpRequest, committee: Committee) -> Thing:
    """A committee."""
    return {
        "@type": "GovernmentOrganization",
        "name": committee.name,
        "url": request.build_absolute_uri(committee.get_absolute_url()),
        "parentOrganization": {
            "@type": "GovernmentOrganization",
            "name": settings.MUNICIPALITY,
        },
    }


def event(request: HttpRequest, meeting: Meeting) -> Thing:
    """A meeting."""
    start = meeting.date.isoformat()
    if meeting.start_time:
        start += f"T{meeting.start_time:%H:%M}"
    cancelled = "Cancelled" if meeting.state == "cancelled" else "Scheduled"
    thing: Thing = {
        "@type": "Event",
        "name": f"{meeting.committee_name} {meeting.date.isoformat()}",
        "url": request.build_absolute_uri(meeting.get_absolute_url()),
        "startDate": start,
        "eventStatus": f"https://schema.org/Event{cancelled}",
        "organizer": organisation(request, meeting.committee),
    }
    if meeting.place:
        thing["location"] = {"@type": "Place", "name": meeting.place, "address": meeting.place}
    return thing


def creative_work(request: HttpRequest, item: AgendaItem) -> Thing:
    """An agenda item as minuted: a text of a meeting, not a law."""
    thing: Thing = {
        "@type": "CreativeWork",
        "name": item.title,
        "url": request.build_absolute_uri(item.get_absolute_url()),
        "inLanguage": "da",
        "position": item.number,
        "dateCreated": item.meeting.date.isoformat(),
        "dateModified": item.updated_at.isoformat(timespec="seconds"),
        "recordedAt": event(request, item.meeting),
    }
    if item.journal_number:
        thing["identifier"] = item.journal_number
    return thing


def breadcrumbs(request: HttpRequest, *steps: tuple[str, str]) -> Thing:
    """The way from the front page: name and address of each step."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": request.build_absolute_uri(address),
            }
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }
