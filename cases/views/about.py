"""Pages about the portal itself."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cases.filters import DecisionFilter
from cases.minutes.decisions import DecisionKind, Effect
from cases.models import AgendaItem, Decision, Meeting, Term
from cases.rendering.charts import Value, columns, rows, spark
from cases.rendering.terms import in_danish_order
from cases.views.lists import list_page


def about(request: HttpRequest) -> HttpResponse:
    """What this is, where texts come from and how to read minutes."""
    return render(
        request, "cases/about.html", {"kinds": list(DecisionKind), "effects": list(Effect)}
    )


def term_list(request: HttpRequest) -> HttpResponse:
    """The words of minutes, explained."""
    terms = in_danish_order(Term.objects.published())
    return render(request, "cases/term_list.html", {"terms": terms})


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement: what was tested, what is known to be wrong, where to complain."""
    context = {"statement": settings.ACCESSIBILITY_STATEMENT_URL}
    return render(request, "cases/accessibility.html", context)


def privacy(request: HttpRequest) -> HttpResponse:
    """Personal data, cookies, and how to have something corrected or withdrawn."""
    return render(request, "cases/privacy.html")


def design(request: HttpRequest) -> HttpResponse:
    """Every piece the pages are made of. For developers: only in DEBUG."""
    if not settings.DEBUG:
        raise Http404
    values = [Value(str(2022 + n), value, "#") for n, value in enumerate([3, 8, 0, 5])]
    decisions = Decision.objects.published().for_cards()
    return list_page(
        request,
        "cases/design.html",
        DecisionFilter,
        decisions.newest_first(),
        kinds=list(DecisionKind),
        meetings=Meeting.objects.published().newest_first().for_cards()[:2],
        items=AgendaItem.objects.published().newest_first().for_cards()[:2],
        words="Beslutningens ord.\n\n- ét\n- to",
        table="| Område | Budget | Afvigelse |\n| --- | --- | --- |\n| Drift | 1.851 | -7,5 |",
        chart=columns("Søjler", values),
        rows=rows("Rækker", values),
        spark=spark("Aktivitet", [1, 0, 4, 2, 6]),
    )
