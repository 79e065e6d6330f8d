"""The benchmark of search: the corpus is what it says, and a run measures and reports."""

import json
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from bench.measuring import percentiles, times_of
from bench.queries import Query
from bench.report import targets
from bench.search_corpus import SHAPES, Shape, load_corpus
from bench.vocabulary import Noun, Vocabulary
from cases.minutes.decision_kinds import DecisionKind
from cases.models import AgendaItem, Attachment, Case, Committee, Decision, FilePage, Meeting, Topic

ROOT = Path(__file__).resolve().parents[2]


def texts() -> list[tuple[str, ...]]:
    rows = AgendaItem.objects.order_by("pk")
    return list(rows.values_list("title", "journal_number", "summary", "case_text", "public_id"))


@pytest.mark.django_db
def test_the_same_seed_makes_the_same_corpus_and_another_makes_another():
    made = []
    for seed in (1, 1, 2):
        load_corpus(Shape(40, 8), seed, quiet=True)
        made.append(texts())
        for model in (AgendaItem, Meeting, Committee, Case, Topic):
            model.objects.all().delete()
    assert made[0] == made[1]
    assert made[0] != made[2]


@pytest.mark.django_db
def test_the_corpus_has_the_shape_it_promises():
    load_corpus(Shape(600, 6, held=0.2), quiet=True)
    items = AgendaItem.objects.published()
    assert items.count() == AgendaItem.objects.count() == 600
    lengths = [
        len(f"{item.title} {item.summary} {item.case_text} {item.recommendation}".split())
        for item in items
    ]
    assert min(lengths) >= 200
    assert max(lengths) <= 1550
    assert 450 <= statistics.median(lengths) <= 550
    assert 5 <= Committee.objects.published().count() <= 12
    dates = Meeting.objects.order_by("date").values_list("date", flat=True)
    assert dates.last().year - dates.first().year >= 15
    kinds = set(Decision.objects.values_list("kind", flat=True))
    assert kinds == {kind.value for kind in DecisionKind}
    assert Case.objects.values("main_group").distinct().count() > 30
    assert FilePage.objects.filter(file__attachments__state="held").exists()
    assert Attachment.objects.filter(state="named").exists()
    assert items.filter(topic_links__isnull=False).exists()


def test_compounds_are_linked_and_bent_as_danish_does():
    work, reform = Noun("beskæftigelse", "s", "n"), Noun("reform", "-", "n")
    assert work.before(reform).definite == "beskæftigelsesreformen"
    assert Noun("møde", "-", "t").forms[:3] == ("møde", "mødet", "mødets")
    assert Noun("budget", "-", "t").definite == "budgettet"
    vocabulary = Vocabulary(6)
    assert len(vocabulary.words) == len(set(vocabulary.words)) > 100_000


def test_a_query_knows_its_address_and_its_words():
    assert Query('"ny skole"', {"aar": "2020"}).address == "/soeg/?ord=%22ny+skole%22&aar=2020"
    assert Query("Bud*").terms == ["bud"]


def test_percentiles_are_by_nearest_rank():
    assert percentiles({str(number): {1: float(number)} for number in range(1, 101)}) == {
        "p50": 50.5, "p95": 95.0, "n": 100,
    }  # fmt: skip


def _by_round(**rounds):
    return {query: dict(enumerate(taken)) for query, taken in rounds.items()}


def test_a_slow_round_is_told_from_a_slow_query():
    floor = _by_round(a=[1.0, 1.0, 1.0], b=[2.0, 2.0, 7.0])
    assert times_of(_by_round(a=[1.0, 1.5, 9.0], b=[4.0, 4.0, 14.0]), floor) == 2.0
    assert times_of(_by_round(a=[1.0, 3.0, 9.0], b=[4.0, 4.0, 14.0]), floor) == 3.0


def test_seconds_in_which_the_machine_is_slow_count_for_both():
    floor = _by_round(a=[1.0, 2.0, 1.0, 2.0])
    assert times_of(_by_round(a=[1.5, 3.0, 1.5, 3.0]), floor) == 1.5


def test_a_target_is_kept_or_not():
    told = {
        "size": "100k", "database": "sqlite", "indexing": {},
        "classes": {
            "common word": {
                "portal": {"p50": 10, "p95": 40, "times_floor": 3.0}, "floor": {"p50": 10, "p95": 11},
                "portal, asked again": {"p50": 1, "p95": 2},
                "Django documented": {"p50": 150, "p95": 200},
            },
            "deep page": {
                "portal": {"p50": 10, "p95": 14, "times_floor": 1.4}, "floor": {"p50": 10, "p95": 11},
            },
        },
    }  # fmt: skip
    assert [(measured, kept) for _told, measured, kept in targets(told, None)] == [
        ("3.00 ×", False), ("1.40 ×", True), ("15.0 ×", False), ("150.0 ×", True),
    ]  # fmt: skip


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "bench/search.py", "--size", "tiny", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_a_run_measures_the_portal_beside_its_floor_and_writes_a_report(tmp_path):
    without = ("--without", "datasette", "--without", "tantivy")
    few = ("--rounds", "1", "--queries", "4", "--only", "two common words")
    finished = bench("--kept", str(tmp_path), *few, *without)
    assert finished.returncode == 0, finished.stderr
    report = json.loads((tmp_path / "tiny-sqlite.json").read_text())
    assert report["items"] == SHAPES["tiny"].items
    measured = report["classes"]["two common words"]
    assert {"portal", "floor", "SQL alone", "bm25, SQL alone"} <= set(measured)
    assert measured["portal"]["n"] == measured["floor"]["n"] == 4
    assert 0 < measured["SQL alone"]["p50"] < measured["portal"]["p50"]
    assert 0 < measured["portal, asked again"]["p50"] < measured["portal"]["p50"]
    assert report["indexing"]["items_a_second"] > 0
    assert "| two common words |" in finished.stdout


@pytest.mark.parametrize("name", ["datasette", "tantivy"])
def test_a_rival_that_is_not_installed_is_named_with_the_way_to_get_it(tmp_path, name):
    code = (
        f"import sys; sys.modules['{name}'] = None; sys.path[:0] = ['.', 'bench'];"
        f"from bench import search; sys.exit(search.main(['--kept', {str(tmp_path)!r}]))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert finished.returncode == 1
    assert name in finished.stderr
    assert f"--without {name}" in finished.stderr
    assert "--group bench" in finished.stderr
