"""`manage.py evaluate_threads`: what is right counts, what is wrong is named, and nothing stays."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.models import AgendaItem, Commitment, Meeting, Reference, SourceDocument, TopicLink
from cases.models.origin import SetBy
from cases.models.state import LinkState
from tests.cases.importing.doors import bring_in
from tests.factories import TopicFactory
from tests.minutes_text import make_item, make_minutes

pytestmark = pytest.mark.django_db

BRIDGE = make_item(
    5,
    "Broen ved havnen",
    summary=(
        "Broen blev drøftet på udvalgsmødet den 4. februar 2025 (punkt 3). Sagen forelægges igen på "
        "udvalgsmødet den 6. maj 2025. Loven trådte i kraft den 1. januar 2025."
    ),
    decision="Indstillingen blev ikke tiltrådt.",
)
MINUTES = make_minutes(BRIDGE)
PAST = {
    "line": 11,
    "quote": "på udvalgsmødet den 4. februar 2025 (punkt 3)",
    "target": {"committee": "Teknisk Udvalg", "date": "2025-02-04", "item_number": 3},
}
PLANNED = {
    "line": 11,
    "quote": "på udvalgsmødet den 6. maj 2025",
    "target": {"committee": "Teknisk Udvalg", "date": "2025-05-06", "item_number": None},
}
RETURNS = {"line": 11, "quote": "Sagen forelægges igen på udvalgsmødet den 6. maj 2025"}


@pytest.fixture
def labels(tmp_path: Path) -> dict[str, Any]:
    """Labels under which everything that the rules find in the made-up minutes is right."""
    (tmp_path / "bro.txt").write_bytes(MINUTES)
    item = {
        "number": 5,
        "cross_references": [PAST, PLANNED],
        "non_reference_dates": [{"line": 11, "quote": "den 1. januar 2025"}],
        "commitments": [RETURNS | {"due": "2025-05-06"}],
        "decision": {"kind": "rejected", "effect": None},
        "topics": {"broer": "about"},
    }
    TopicFactory(name="Broer", slug="broer", aliases="bro*")
    meeting = {"committee": "Teknisk Udvalg", "date": "2025-03-04"}
    return {"files": [{"file": "bro.txt", "meeting": meeting, "items": [item]}]}


def evaluate(labels: dict[str, Any], folder: Path, *options: str) -> dict[str, Any]:
    path, told = folder / "labels.json", StringIO()
    path.write_text(json.dumps(labels), encoding="utf-8")
    call_command("evaluate_threads", path, "--json", *options, stdout=told)
    scores: dict[str, Any] = json.loads(told.getvalue())
    return scores


def test_what_is_right_scores_one_and_nothing_stays(labels, tmp_path):
    scores = evaluate(labels, tmp_path)
    assert {name: (score["found"], score["recall"]) for name, score in scores.items()} == {
        "Henvisninger fundet": (2, 1.0),
        "Henvisninger ført til det rette mål": (2, 1.0),
        "Datoer, der ingen henvisning er, ladt være": (1, 1.0),
        "Løfter fundet": (1, 1.0),
        "Frister læst rigtigt": (1, 1.0),
        "Beslutningens type": (1, 1.0),
        "Beslutningens virkning": (1, 1.0),
        "Emner": (1, 1.0),
    }
    assert not Meeting.objects.exists()
    assert not SourceDocument.objects.exists()
    files = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {"bro.txt", "labels.json"}


def test_every_miss_and_false_hit_is_named(labels, tmp_path):
    item = labels["files"][0]["items"][0]
    item["cross_references"] = [
        PAST | {"target": PAST["target"] | {"item_number": 4}},
        {"line": 11, "quote": "Loven trådte i kraft den 1. januar 2025", "target": PAST["target"]},
    ]
    item["commitments"] = []
    item["decision"] = {"kind": "approved", "effect": "noted"}
    item["topics"] = {"veje": "about"}
    scores = evaluate(labels, tmp_path)
    found = scores["Henvisninger fundet"]
    assert (found["recall"], found["precision"]) == (0.5, 0.5)
    assert found["misses"] == ["2025-03-04 punkt 5: Loven trådte i kraft den 1. januar 2025"]
    assert found["false_hits"] == ["2025-03-04 punkt 5: på udvalgsmødet den 6. maj 2025"]
    assert "teknisk udvalg 2025-02-04 4, ikke teknisk udvalg 2025-02-04 3" in str(
        scores["Henvisninger ført til det rette mål"]["misses"]
    )
    assert len(scores["Løfter fundet"]["false_hits"]) == 1
    assert scores["Beslutningens type"]["misses"] == ["2025-03-04 punkt 5: approved, ikke rejected"]
    assert scores["Beslutningens virkning"]["misses"] == ["2025-03-04 punkt 5: noted, ikke –"]
    assert scores["Emner"]["misses"] == ["2025-03-04 punkt 5: about veje"]
    assert scores["Emner"]["false_hits"] == ["2025-03-04 punkt 5: about broer"]


def test_a_label_may_name_its_words_by_their_place_in_the_file(labels, tmp_path):
    lines = MINUTES.decode().split("\n")
    number = next(number for number, line in enumerate(lines, 1) if "den 4. februar" in line)
    start = lines[number - 1].index("på udvalgsmødet den 4.")
    by_place = {"line": number, "from": start, "to": start + 45, "target": PAST["target"]}
    labels["files"][0]["items"][0]["cross_references"] = [by_place, PLANNED]
    assert evaluate(labels, tmp_path)["Henvisninger fundet"]["recall"] == 1


def test_a_persons_word_is_put_aside_while_measuring_and_is_there_afterwards(labels, tmp_path):
    bring_in(MINUTES)
    Reference.objects.filter(number=3).update(state=LinkState.REJECTED, set_by=SetBy.PERSON)
    Commitment.objects.update(due="2030-01-01", set_by=SetBy.PERSON)
    TopicLink.objects.update(state=LinkState.REJECTED)
    scores = evaluate(labels, tmp_path)
    assert {score["recall"] for score in scores.values()} == {1.0}
    assert Reference.objects.get(number=3).state == LinkState.REJECTED
    assert Commitment.objects.get().due.year == 2030
    assert TopicLink.objects.get().state == LinkState.REJECTED
    assert AgendaItem.objects.count() == 1


def test_the_minutes_may_lie_elsewhere(labels, tmp_path):
    folder = tmp_path / "labels"
    folder.mkdir()
    assert evaluate(labels, folder, "--minutes", str(tmp_path))["Løfter fundet"]["recall"] == 1


def test_what_cannot_be_measured_is_said(labels, tmp_path):
    with pytest.raises(CommandError, match="kan ikke læses"):
        call_command("evaluate_threads", tmp_path / "none.json")
    (tmp_path / "bro.txt").unlink()
    with pytest.raises(CommandError, match="ikke i portalen"):
        evaluate(labels, tmp_path)
    bring_in(MINUTES)
    labels["files"][0]["items"][0]["cross_references"] = [{"line": 11, "from": 1, "to": 4}]
    with pytest.raises(CommandError, match="peger på linjer"):
        evaluate(labels, tmp_path)
    (tmp_path / "bro.txt").write_bytes(MINUTES)
    labels["files"][0]["items"][0]["number"] = 6
    with pytest.raises(CommandError, match="intet punkt 6"):
        evaluate(labels, tmp_path)
    with pytest.raises(CommandError, match="ikke en facitliste"):
        evaluate({"filer": []}, tmp_path)


def test_in_words_the_figures_stand_first(labels, tmp_path):
    path, told = tmp_path / "labels.json", StringIO()
    del labels["files"][0]["items"][0]["topics"]
    path.write_text(json.dumps(labels), encoding="utf-8")
    call_command("evaluate_threads", path, stdout=told)
    assert told.getvalue().splitlines()[0] == (
        "Henvisninger fundet: 2 af 2, genkaldelse 1.000, præcision 1.000"
    )
    assert told.getvalue().splitlines()[-1] == "Emner: ikke mærket op"
