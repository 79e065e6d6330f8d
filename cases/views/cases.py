"""Cases: the list, and the dated thread of one journal number."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from cases.filters import CaseFilter
from cases.minutes.journal_number import JournalNumber, search_prefix
from cases.models import AgendaItem, Case
from cases.views.commitments import commitments_of_case
from cases.views.lists import list_page
from cases.views.timelines import amounts_in, course_of, telling_decision, timeline_of


def case_list(request: HttpRequest) -> HttpResponse:
    """Every case with a public item."""
    cases = Case.objects.published().for_cards()
    return list_page(request, "cases/case_list.html", CaseFilter, cases)


def case_detail(request: HttpRequest, number: str) -> HttpResponse:
    """A case: its items across meetings, oldest first."""
    if not number.strip():
        raise Http404
    spellings = [JournalNumber.parse(number).normalised, search_prefix(number)]
    case = Case.objects.published().filter(normalised__in=spellings).first()
    if case is None:
        raise Http404
    if case.normalised != number:
        return HttpResponsePermanentRedirect(f"/sager/{quote(case.normalised)}/")
    items = list(AgendaItem.objects.published().filter(case=case).oldest_first().for_cards())
    latest = next((item for item in reversed(items) if item.decisions.all()), None)
    newest_meeting = [item for item in items if item.meeting_id == items[-1].meeting_id]
    context: dict[str, Any] = {
        "case": case,
        "title": case.title or newest_meeting[0].title,
        "latest": latest,
        "decision": telling_decision(latest) if latest else None,
        "coming": next((item for item in items if item.meeting.is_coming), None),
        "items": items,
        "commitments": commitments_of_case(case),
        "meeting_count": len({item.meeting_id for item in items}),
        "main_group": MAIN_GROUPS.get(case.main_group, ""),
        "amounts": amounts_in(items),
        **timeline_of(items, follows_plans=not case.is_series),
    }
    if not case.is_series:
        context |= course_of(items, context["rows"])
    return render(request, "cases/case_detail.html", context)


# Names of the KLE main groups, for a word beside the two digits. Subjects and facets are not
# named: the taxonomy belongs to KL, and municipalities use it loosely.
MAIN_GROUPS = {
    "00": "Kommunens styrelse",
    "01": "Fysisk planlægning og naturbeskyttelse",
    "02": "Byggeri",
    "03": "Boliger",
    "04": "Parker, idrætsanlæg og landskabspleje",
    "05": "Veje og trafik",
    "06": "Spildevand og vandløb",
    "07": "Affald og genanvendelse",
    "08": "Havne og lufthavne",
    "09": "Miljøbeskyttelse",
    "13": "Forsyning",
    "14": "Beredskab",
    "15": "Arbejdsmarked og beskæftigelsesindsats",
    "17": "Undervisning",
    "18": "Folkeoplysning og ungdomsskoler",
    "19": "Kulturhistoriske institutioner",
    "20": "Kulturvirksomhed",
    "21": "Biblioteker",
    "22": "Regulering af private erhverv",
    "23": "Borgerlige forhold",
    "24": "Erhvervsforhold",
    "25": "Beskatning",
    "27": "Social service",
    "28": "Dagtilbud",
    "29": "Sundhed",
    "30": "Andre myndigheders opgaver",
    "32": "Kontante ydelser",
    "54": "Uddannelse",
    "81": "Kommunens personale",
    "82": "Kommunens ejendomme og lokaler",
    "83": "Kommunens driftsmidler og inventar",
    "84": "Offentlige valg",
    "85": "Kommunens administrative systemer",
    "86": "Kommunens selvforsyning",
    "87": "Kommunens arbejdsmiljø",
    "88": "Kommunens indkøb og udbud",
}
