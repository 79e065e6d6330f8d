"""About the portal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.minutes.decisions import DecisionKind


def about(request: HttpRequest) -> HttpResponse:
    """What this is, where texts come from and how to read minutes."""
    return render(request, "cases/about.html", {"kinds": list(DecisionKind)})
