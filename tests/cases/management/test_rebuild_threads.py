"""`manage.py rebuild_threads`: everything is derived anew, twice is as once, people are heard."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.forms import model_to_dict

from cases.models import (
    Amount,
    Case,
    Commitment,
    Decision,
    Fulfilment,
    ItemLink,
    Reference,
    TopicLink,
    TopicSuggestion,
)
from cases.models.origin import SetBy
from cases.models.state import LinkState
from tests import pages

pytestmark = pytest.mark.django_db
DERIVED = (
    Reference, Commitment, Fulfilment, Amount, TopicLink, TopicSuggestion, ItemLink, Decision, Case,
)  # fmt: skip


def rebuild() -> str:
    told = StringIO()
    call_command("rebuild_threads", stdout=told)
    return told.getvalue()


def everything() -> dict[str, list[Any]]:
    return {
        model.__name__: [
            model_to_dict(row) | {"pk": row.pk} for row in model._default_manager.order_by("pk")
        ]
        for model in DERIVED
    }


@pytest.fixture(scope="module")
def samples(lasting_rows: None) -> None:
    """The made-up minutes, imported and rebuilt once."""
    pages.fill()
    rebuild()


def test_a_second_run_changes_nothing(samples):
    before = everything()
    assert all(before[model.__name__] for model in DERIVED if model is not ItemLink)
    told = rebuild()
    assert everything() == before
    assert {line.rpartition(": ")[2] for line in told.splitlines()} == {"0 ændret"}


def test_what_was_derived_and_is_gone_comes_back(samples):
    counts = {model: model._default_manager.count() for model in (Reference, Commitment, Amount)}
    for model in counts:
        model._default_manager.all().delete()
    TopicLink.objects.filter(state=LinkState.SUGGESTED).delete()
    Decision.objects.update(kind="unknown")
    told = rebuild()
    assert {model: model._default_manager.count() for model in counts} == counts
    assert not Decision.objects.filter(text="Godkendt.", kind="unknown").exists()
    assert "Henvisninger: 0 ændret" not in told


def test_every_human_word_is_kept(samples):
    reference = Reference.objects.filter(meeting=None, date__isnull=False).first()
    commitment = Commitment.objects.exclude(due=None).first()
    fulfilment, link = Fulfilment.objects.first(), TopicLink.objects.first()
    decision = Decision.objects.filter(kind="noted").first()
    case = Case.objects.filter(is_series=True).first()
    assert None not in (reference, commitment, fulfilment, link, decision, case)
    said = [
        (reference, {"number": 77, "set_by": SetBy.PERSON, "state": LinkState.CONFIRMED}),
        (commitment, {"state": LinkState.REJECTED}),
        (fulfilment, {"state": LinkState.REJECTED}),
        (link, {"state": LinkState.REJECTED}),
        (decision, {"kind": "decided", "set_by": SetBy.PERSON}),
        (case, {"is_series": False, "series_set_by": SetBy.PERSON}),
    ]
    for row, values in said:
        type(row)._default_manager.filter(pk=row.pk).update(**values)
    rebuild()
    for row, values in said:
        row.refresh_from_db()
        assert {name: getattr(row, name) for name in values} == values, row


def test_a_missing_meeting_links_what_waited_for_it(samples, client):
    """The minutes of 24 March 2026 are left out; two items refer to it."""
    stubs = Reference.objects.filter(date="2026-03-24", committee__slug="beskaeftigelsesudvalget")
    assert stubs.count() >= 2
    assert not stubs.exclude(meeting=None).exists()
    of_june = stubs.get(number=20).item
    before = client.get(of_june.get_absolute_url()).content.decode()
    assert "/2026-03-24/" not in before
    later = Path(pages.SAMPLES) / "senere"
    call_command("import_minutes", later, "--apply", "--publish", stdout=StringIO())
    assert not stubs.filter(meeting=None).exists()
    assert stubs.get(number=20).target.title.startswith("Tryghed ved Bethaniagade")
    after = client.get(of_june.get_absolute_url()).content.decode()
    assert f'href="{stubs.get(number=20).target.get_absolute_url()}"' in after
    step = "Udvalget drøfter og godkender sporet"
    plan = Commitment.objects.get(due="2026-03-24", words__contains=step)
    assert plan.fulfilments.get().item.number == 19
    case = client.get("/sager/15.00.00-A00-7-24/").content.decode()
    assert "/2026-03-24/punkt-19/" in case
