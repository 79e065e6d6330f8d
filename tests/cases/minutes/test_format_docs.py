"""docs/minutes-format.md cannot drift from what is read."""

import json
import re
from pathlib import Path

import pytest

from cases.minutes import checks, patterns
from cases.minutes.as_json import as_json
from cases.minutes.decisions import DecisionKind, Effect
from cases.minutes.parser import read_minutes
from tests.golden.expectations import named_in

ROOT = Path(__file__).resolve().parents[3]
DOCS = (ROOT / "docs" / "minutes-format.md").read_text()


def samples(kind: str = "sample", expected: str = "expected") -> dict[str, tuple[str, str]]:
    fence = r"<!-- {0}: (?P<name>\w+) -->\n```\w+\n(?P<text>.*?)\n```"
    texts = {m["name"]: m["text"] for m in re.finditer(fence.format(kind), DOCS, re.S)}
    wanted = {m["name"]: m["text"] for m in re.finditer(fence.format(expected), DOCS, re.S)}
    assert texts.keys() == wanted.keys() != set()
    return {name: (text, wanted[name]) for name, text in texts.items()}


def test_each_sample_reads_as_the_docs_say():
    for text, wanted in samples().values():
        assert as_json(read_minutes(text.encode()))["items"] == [json.loads(wanted)]


def test_each_export_gives_at_least_what_the_docs_say():
    for text, wanted in samples("export", "reads").values():
        expected = json.loads(wanted)
        assert named_in(expected, as_json(read_minutes(text.encode()))) == expected


def test_every_warning_code_is_documented_and_every_documented_code_exists():
    sources = [Path(checks.__file__), *Path(checks.__file__).parent.rglob("*.py")]
    code = "\n".join(path.read_text() for path in sources)
    raised = set(re.findall(r'SourceWarning\(\s*[^,()]+(?:\(\))?,\s*"(\w+)"', code))
    table = DOCS.split("## Warnings")[1].split("## Refused")[0]
    documented = set(re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (.*?) \|", table, re.M))))
    assert raised <= documented
    assert {word for word in documented if f'"{word}"' not in code} == set()


def test_every_kind_effect_and_key_is_documented():
    read = as_json(read_minutes(samples()["smallest"][0].encode()))
    words = set(re.findall(r"\w+", DOCS))
    item = read["items"][0]
    keys = {*read, *read["meeting"], *item, *item["decision"], *item["communication"]}
    assert keys | {kind.value for kind in DecisionKind} | {e.value for e in Effect} <= words


def labels_in_docs(name: str) -> list[tuple[str, str]]:
    """Each label of a table of labels in the docs, with the field it is listed under."""
    table = DOCS.split(f"<!-- labels: {name} -->", 1)[1].split("\n\n", 1)[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", table, re.MULTILINE)
    return [(field, label.strip()) for field, labels in rows for label in labels.split(", ")]


@pytest.mark.parametrize(("key", "label"), labels_in_docs("sections"))
def test_each_documented_label_opens_its_section(key, label):
    for printed in (label, f"**{label}**", f"## {label}", f"{label}:"):
        start = patterns.section_start(printed)
        assert start is not None
        assert start.key == key


@pytest.mark.parametrize(("field", "label"), labels_in_docs("head"))
def test_each_documented_label_of_the_head_is_read(field, label):
    values = {
        "date": "4. marts 2025",
        "start": "kl. 15:00",
        "end": "kl. 16:30",
        "location": "Lokale 7",
    }
    committee = "" if field == "committee" else "Udvalg: Teknisk Udvalg\n"
    value = values.get(field, "Teknisk Udvalg" if field == "committee" else "Ane Holm")
    text = f"REFERAT\n\n{committee}{label}: {value}\n\nPunkt 1: Vej\n\nBeslutning\n\nGodkendt."
    meeting = as_json(read_minutes(text.encode()))["meeting"]
    found = {
        "committee": meeting["committee"],
        "date": meeting["date"],
        "start": meeting["start_time"],
        "end": meeting["end_time"],
        "location": meeting["location"],
    }
    wanted = {"committee": "Teknisk Udvalg", "date": "2025-03-04", "start": "15:00", "end": "16:30",
              "location": "Lokale 7"}  # fmt: skip
    if field in wanted:
        assert found[field] == wanted[field]
    else:
        assert [(p["name"], p["presence"]) for p in meeting["participants"]] == [
            ("Ane Holm", field)
        ]
