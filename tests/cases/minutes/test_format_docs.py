"""docs/minutes-format.md cannot drift from what is read."""

import json
import re
from pathlib import Path

from cases.minutes import checks
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
    assert raised == documented


def test_every_kind_effect_and_key_is_documented():
    read = as_json(read_minutes(samples()["smallest"][0].encode()))
    words = set(re.findall(r"\w+", DOCS))
    item = read["items"][0]
    keys = {*read, *read["meeting"], *item, *item["decision"], *item["communication"]}
    assert keys | {kind.value for kind in DecisionKind} | {e.value for e in Effect} <= words
