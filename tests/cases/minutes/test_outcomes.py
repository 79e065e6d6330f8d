"""What decisions come to in the words of many municipalities, and against what was recommended."""

from pathlib import Path

import pytest

from cases.minutes.outcomes import Reason, outcome_of
from cases.minutes.parser import read_minutes
from cases.minutes.recommended import most_deciding_first
from cases.minutes.sections import Clause, parse_recommendation

TABLE = Path(__file__).with_name("decisions_elsewhere.txt")
SAID = {"yes": True, "no": False, "-": None}


def decisions_elsewhere() -> list[tuple[str, ...]]:
    lines = [line for line in TABLE.read_text().splitlines() if line and line[0] != "#"]
    return [tuple(cell.strip() for cell in line.split(" | ")) for line in lines]


def parts(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split(" ¶ ")


@pytest.mark.parametrize(
    ("words", "clauses", "kind", "effect", "follow_up", "followed"),
    decisions_elsewhere(),
    ids=[f"{words[:60]} / {clauses[:30]}" for words, clauses, *_ in decisions_elsewhere()],
)
def test_decisions_elsewhere(words, clauses, kind, effect, follow_up, followed):
    printed = "\n".join(parts(clauses))
    found = outcome_of(parts(words), parse_recommendation(printed), printed)
    assert (found.kind, found.effect or "-") == (kind, effect)
    assert (found.follow_up, found.as_recommended) == (follow_up == "more", SAID[followed])


REAL = [
    "001_f57f12416ea279f3.txt",
    "000_f46109a1d66bd734.txt",
    "002_e2f1bbcba2d57512.txt",
    "003_bde15439420a5fd4.txt",
    "004_e9483f9ffe45aa95.txt",
]


def test_of_the_real_decisions_one_was_not_as_recommended(minutes_dir):
    found = {}
    for name in REAL:
        minutes = read_minutes((minutes_dir / name).read_bytes())
        for item in minutes.items:
            printed = item.sections.get("recommendation", "")
            for decision in item.decisions:
                result = outcome_of(decision.paragraphs, item.recommendation, printed)
                found[name[:3], item.number] = result.as_recommended
    assert {at for at, followed in found.items() if followed is False} == {("000", 16)}
    unsaid = {at for at, followed in found.items() if followed is None}
    assert unsaid == {("000", 18), ("002", 15), ("003", 97), ("004", 35), ("004", 36), ("004", 37)}
    assert sum(followed is True for followed in found.values()) == 34


def test_every_reason_is_a_sentence():
    assert all(reason.label.endswith(".") for reason in Reason)


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        (
            [("at status tages til efterretning", 1), ("at udvalget godkender:", 1),
             ("at der bygges et skur", 2), ("at udvalget drøfter vejen", 2)],
            ["at udvalget godkender: at der bygges et skur",
             "at udvalget godkender: at udvalget drøfter vejen", "at status tages til efterretning"],
        ),
        (
            [("at udvalget drøfter planen", 1), ("at planen godkendes", 1), ("at ansøgningen afslås", 1)],
            ["at ansøgningen afslås", "at planen godkendes", "at udvalget drøfter planen"],
        ),
        ([("at udvalget godkender:", 1)], ["at udvalget godkender:"]),
        ([], []),
    ],
)  # fmt: skip
def test_what_decides_most_comes_first_and_a_lead_in_is_no_clause(clauses, expected):
    assert most_deciding_first([Clause(*clause) for clause in clauses]) == expected
