"""The five real minutes, field by field against the hand-made truth, and word by word."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cases.minutes.as_json import as_json
from cases.minutes.parser import read_minutes
from cases.minutes.result import ParsedItem, ParsedMinutes

FILES = [
    "000_f46109a1d66bd734.txt",
    "001_f57f12416ea279f3.txt",
    "002_e2f1bbcba2d57512.txt",
    "003_bde15439420a5fd4.txt",
    "004_e9483f9ffe45aa95.txt",
]


@pytest.fixture(scope="module", params=FILES)
def pair(
    request: pytest.FixtureRequest, minutes_dir: Path
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was read from one file, and the truth about it."""
    truth = json.loads((minutes_dir / "ground_truth.json").read_text())
    wanted = next(file for file in truth["files"] if file["file"] == request.param)
    return as_json(read_minutes((minutes_dir / request.param).read_bytes())), wanted


def test_the_meeting_is_read(pair):
    read, wanted = pair
    fields = ("committee", "date", "start_time", "location")
    assert {f: read["meeting"][f] for f in fields} == {f: wanted["meeting"][f] for f in fields}
    assert read["meeting"]["document_type"] == "minutes"
    assert wanted["meeting"]["document_type"] == "referat"


def test_the_contents_are_read_but_make_no_items(pair):
    read, wanted = pair
    printed = [(entry["text"], entry["page"]) for entry in read["contents"]]
    truth = [(entry["printed"], entry["page"]) for entry in wanted["meeting"]["toc"]]
    assert printed == truth


def _read_fields(item: dict[str, Any]) -> dict[str, Any]:
    routing = item["communication"]
    recommendation = item["recommendation"] or {"recommender": None, "clauses": []}
    return {
        **{
            f: item[f]
            for f in ("number", "title", "journal_number", "duration_min", "duration_max")
        },
        "line": item["line"],
        "columns": routing["columns"],
        "mark_count": routing["mark_count"],
        "mark_tokens": routing["tokens"],
        "columns_known": routing["columns_known"],
        "caseworker": item["caseworker"],
        "other_caseworkers": item["other_caseworkers"],
        "recommender": recommendation["recommender"],
        "clauses": [(clause["text"], clause["level"]) for clause in recommendation["clauses"]],
        **{f: item["decision"][f] for f in ("kind", "secondary", "effect", "paragraphs")},
        "attachments": [attachment["title"] for attachment in item["attachments"]],
        "links": [(link["text"], link["href"]) for link in item["links"]],
        "has_case": "case" in item["sections"],
        "has_decision": "decision" in item["sections"],
        "has_recommendation": "recommendation" in item["sections"],
        "duration_text": item["duration_text"],
    }


def _true_fields(item: dict[str, Any]) -> dict[str, Any]:
    routing, sections = item["communication"], item["sections"]
    return {
        **{
            f: item[f]
            for f in ("number", "title", "journal_number", "duration_min", "duration_max")
        },
        "line": item["heading_line"],
        "columns": routing["columns"],
        "mark_count": routing["mark_count"],
        "mark_tokens": routing["mark_tokens"],
        "columns_known": routing["columns_known"],
        "caseworker": item["caseworker"]["value"],
        "other_caseworkers": item["other_caseworkers"]["value"],
        "recommender": item["recommendation"]["recommender"],
        "clauses": [(c["text"], c["level"]) for c in item["recommendation"]["clauses"]],
        **{f: item["decision"][f] for f in ("kind", "secondary", "effect", "paragraphs")},
        "attachments": [a if isinstance(a, str) else a["title"] for a in item["attachments"]],
        # Every address was lost on the way: "#" is no address.
        "links": [(link["text"], None) for link in item["links"]],
        "has_case": sections["sagsfremstilling"],
        "has_decision": sections["beslutning"],
        "has_recommendation": sections["recommendation_text"],
        "duration_text": item["duration"]["raw"] if item["duration"] else None,
    }


def test_every_item_is_read_field_by_field(pair):
    read, wanted = pair
    assert [_read_fields(item) for item in read["items"]] == [
        _true_fields(item) for item in wanted["items"]
    ]


def test_a_summary_that_holds_only_the_handling_time_is_empty(pair):
    read, wanted = pair
    for item, truth in zip(read["items"], wanted["items"], strict=True):
        printed = truth["sections"]["resume_nonempty_paragraphs"]
        only_time = truth["duration"] and truth["duration"]["section"] == "resume" and printed == 1
        assert ("summary" in item["sections"]) == (printed > 0 and not only_time)


def test_tables_keep_every_row(pair):
    read, wanted = pair
    for item, truth in zip(read["items"], wanted["items"], strict=True):
        rows = [
            line
            for line in item["sections"].get("case", "").split("\n")
            if line.startswith("| ") and not re.fullmatch(r"[| -]+", line)
        ]
        assert len(rows) == truth["table_rows_tab_separated"]


def test_the_totals_hold(minutes_dir):
    truth = json.loads((minutes_dir / "ground_truth.json").read_text())["totals"]
    read = [as_json(read_minutes((minutes_dir / name).read_bytes())) for name in FILES]
    items = [item for document in read for item in document["items"]]
    clauses = [c for i in items if i["recommendation"] for c in i["recommendation"]["clauses"]]
    assert (len(read), len(items)) == (truth["files"], truth["items"]) == (5, 41)
    assert sum(len(i["attachments"]) for i in items) == truth["attachments"] == 35
    assert len({i["journal_number"] for i in items}) == truth["distinct_journal_numbers"] == 24
    assert len(clauses) == truth["recommendation_clauses"] == 43
    assert Counter(i["decision"]["kind"] for i in items) == truth["decision_kinds"]
    assert sum(i["communication"]["mark_count"] for i in items) == 40
    assert sum(i["duration_min"] is not None for i in items) == truth["items_with_duration"] == 18


def _words(text: str | None) -> list[str]:
    return re.findall(r"\w+", text or "")


def _item_words(item: ParsedItem) -> list[str]:
    routing = item.routing
    parts = [
        str(item.number), item.title, item.journal_number, item.caseworker, item.other_caseworkers,
        item.duration_text, *item.labels, *item.sections.values(),
        *(part.title for part in item.attachments),
        *(routing.columns if routing else ()), *(routing.tokens if routing else ()),
    ]  # fmt: skip
    return [word for part in parts for word in _words(part)]


def _all_words(minutes: ParsedMinutes) -> Counter[str]:
    words = [word for line in minutes.meeting.lines for word in _words(line)]
    for entry in minutes.contents:
        words += _words(entry.text) + ([str(entry.page)] if entry.page else [])
    words += [word for part in minutes.unplaced for word in _words(part.text)]
    words += [word for item in minutes.items for word in _item_words(item)]
    return Counter(words)


@pytest.mark.parametrize("name", FILES)
def test_every_word_of_the_file_is_somewhere_and_none_is_added(name, minutes_dir):
    data = (minutes_dir / name).read_bytes()
    source = Counter(_words(data.decode()))
    # The words of labels whose value is kept in a field of its own.
    text = data.decode()
    labels = Counter(
        {
            "Punkt": len(re.findall(r"^[#* ]*Punkt \d+:", text, re.M)),
            "Sagsbehandler": len(re.findall(r"^Sagsbehandler:", text, re.M)),
            "Øvrige": len(re.findall(r"^Øvrige sagsbehandlere:", text, re.M)),
            "sagsbehandlere": len(re.findall(r"^Øvrige sagsbehandlere:", text, re.M)),
        }
    )
    assert _all_words(read_minutes(data)) == source - labels


WARNED = {
    "000_f46109a1d66bd734.txt": {"columns_lost": 20, "spelling_varies": 305, "title_and_decision_differ": 332},
    "001_f57f12416ea279f3.txt": {"self_reference": 551, "title_and_decision_differ": 253},
    "002_e2f1bbcba2d57512.txt": {"link_lost": 299},
    "003_bde15439420a5fd4.txt": {
        "date_after_meeting": 38, "clause_without_subject": 226, "repeated_list_number": 319,
    },
    "004_e9483f9ffe45aa95.txt": {"mixed_script": 166},
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_what_looks_wrong_in_the_source_is_warned_of_with_its_line(name, minutes_dir):
    warnings = read_minutes((minutes_dir / name).read_bytes()).warnings
    found = {(warning.code, warning.line) for warning in warnings}
    assert set(WARNED[name].items()) <= found


def test_sound_passages_are_not_warned_of(minutes_dir):
    codes = Counter(
        warning.code
        for name in FILES
        for warning in read_minutes((minutes_dir / name).read_bytes()).warnings
    )
    assert codes == {
        "columns_lost": 5,
        "link_lost": 8,
        "mixed_script": 4,
        "contents_truncated": 2,
        "title_and_decision_differ": 2,
        "spelling_varies": 1,
        "self_reference": 1,
        "date_after_meeting": 1,
        "clause_without_subject": 1,
        "repeated_list_number": 1,
    }
