"""What looks wrong in the source: marked with its line, never corrected."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from cases.minutes import danish, head, journal_number, patterns
from cases.minutes.decisions import DecisionKind
from cases.minutes.result import (
    Access,
    Block,
    BlockKind,
    Document,
    DocumentType,
    ItemType,
    ParsedMinutes,
    SourceWarning,
)


def with_warnings(
    minutes: ParsedMinutes, document: Document, head_blocks: Sequence[Block]
) -> ParsedMinutes:
    """The minutes with every warning, in the order of their lines."""
    warnings: list[SourceWarning] = [
        *document.warnings,
        *_head(minutes, head_blocks),
        *_contents(minutes),
        *_numbers(minutes),
        *_lost_columns(minutes),
        *_items(minutes),
        *_lines(minutes, document.blocks),
        *_spelling(document.blocks),
    ]
    ordered = sorted(set(warnings), key=lambda warning: (warning.line or 0, warning.code))
    return replace(minutes, warnings=tuple(ordered))


def _head(minutes: ParsedMinutes, head_blocks: Sequence[Block]) -> Iterator[SourceWarning]:
    meeting = minutes.meeting
    labelled = head.date_line(head_blocks)
    line = labelled[0] if labelled else None
    if meeting.date is None:
        yield SourceWarning(None, "missing_date", "Mødets dato står ikke i filens hoved.")
    if meeting.committee is None:
        yield SourceWarning(None, "missing_committee", "Udvalgets navn står ikke i filens hoved.")
    if meeting.date and meeting.title_date and meeting.date != meeting.title_date:
        yield SourceWarning(
            line,
            "title_date_mismatch",
            f"Overskriften siger {danish.format_date(meeting.title_date)}, men mødedatoen er "
            f"{danish.format_date(meeting.date)}.",
        )
    weekday = danish.named_weekday(labelled[1]) if labelled else None
    if meeting.date and weekday is not None and weekday != meeting.date.weekday():
        yield SourceWarning(
            line,
            "weekday_mismatch",
            f"{danish.format_date(meeting.date)} er en {danish.WEEKDAYS[meeting.date.weekday()]}, "
            f"ikke en {danish.WEEKDAYS[weekday]}.",
        )


def _folded_title(text: str) -> str:
    return re.sub(r"\W+", "", re.sub(r"^(?:punkt|pkt\.?)?\s*\d+\s*[.:)]?", "", text.casefold()))


def _contents(minutes: ParsedMinutes) -> Iterator[SourceWarning]:
    """Compare the contents with the items: whole titles, then titles cut off at the line's width."""
    if not minutes.contents:
        return
    titles = [_folded_title(item.title) for item in minutes.items]
    entries = [(entry, _folded_title(entry.text)) for entry in minutes.contents]
    joined = "".join(text for _, text in entries)
    if joined == "".join(titles):
        return
    for entry, text in entries:
        if text in titles:
            continue
        if len(text) > 20 and any(title.startswith(text) for title in titles):
            yield SourceWarning(
                entry.line,
                "contents_truncated",
                f"Indholdsfortegnelsen har kun begyndelsen af titlen: »{entry.text}«.",
            )
        elif text and not any(text in title or title in text for title in titles if title):
            yield _mismatch(entry.line, f"»{entry.text}« findes ikke som punkt")
    if len(entries) != len(titles) and not all(title in joined for title in titles):
        yield _mismatch(
            minutes.contents[0].line, f"{len(entries)} linjer, men filen har {len(titles)} punkter"
        )


def _mismatch(line: int, what: str) -> SourceWarning:
    return SourceWarning(line, "contents_mismatch", f"Indholdsfortegnelsen passer ikke: {what}.")


def _numbers(minutes: ParsedMinutes) -> Iterator[SourceWarning]:
    numbered = [item for item in minutes.items if item.number is not None]
    counts = Counter(item.number for item in numbered)
    for item in numbered:
        if counts[item.number] > 1:
            yield SourceWarning(
                item.line, "duplicate_number", f"Flere punkter har nummer {item.number}."
            )
    for first, second in pairwise(numbered):
        assert first.number is not None
        assert second.number is not None
        if second.number > first.number + 1:
            missing = f"{first.number + 1}" + (
                f"-{second.number - 1}" if second.number > first.number + 2 else ""
            )
            yield SourceWarning(second.line, "number_gap", f"Punkt {missing} er ikke med i kilden.")
        elif second.number < first.number:
            yield SourceWarning(
                second.line,
                "number_order",
                f"Punkt {second.number} står efter punkt {first.number}.",
            )


def _lost_columns(minutes: ParsedMinutes) -> Iterator[SourceWarning]:
    """One warning for the whole document: a converter that loses columns loses them everywhere."""
    lost = [
        item
        for item in minutes.items
        if item.routing and item.routing.mark_count and not item.routing.columns_known
    ]
    if lost:
        numbers = ", ".join(item.label.lower() for item in lost)
        yield SourceWarning(
            lost[0].line,
            "columns_lost",
            f"Kommunikation: krydsernes kolonner gik tabt i konverteringen ({numbers}).",
        )


def _items(minutes: ParsedMinutes) -> Iterator[SourceWarning]:
    is_minutes = minutes.meeting.document_type is DocumentType.MINUTES
    for item in minutes.items:
        if not item.title:
            yield SourceWarning(item.line, "missing_title", f"{item.label} har ingen titel.")
        if item.access is not Access.OPEN:
            continue
        if is_minutes and not item.decisions:
            yield SourceWarning(
                item.line, "missing_decision", f"{item.label} har ingen beslutning."
            )
        if item.journal_number is None:
            yield SourceWarning(
                item.line, "missing_journal_number", f"{item.label} har intet journalnummer."
            )
        decision = item.decision
        if decision is None:
            continue
        if decision.kind is DecisionKind.UNKNOWN:
            yield SourceWarning(
                item.line,
                "unknown_decision",
                f"{item.label}: beslutningens slags kan ikke læses af teksten "
                f"»{decision.paragraphs[0][:60]}«.",
            )
        yield from _title_against_decision(item.label, item.line, item.item_type, decision.kind)


def _title_against_decision(
    label: str, line: int, item_type: ItemType | None, kind: DecisionKind
) -> Iterator[SourceWarning]:
    differs = (item_type is ItemType.DISCUSSION and kind is DecisionKind.APPROVED) or (
        item_type in (ItemType.DECISION, ItemType.APPROVAL) and kind is DecisionKind.NOTED
    )
    if differs and item_type is not None:
        yield SourceWarning(
            line,
            "title_and_decision_differ",
            f"{label} hedder »{item_type.label}«, men beslutningen er »{kind.label}«.",
        )


def _lines(minutes: ParsedMinutes, blocks: Sequence[Block]) -> Iterator[SourceWarning]:
    """Checks that need the line of each block, with the item it stands in."""
    starts = sorted(item.line for item in minutes.items)
    previous_number: int | None = None
    for block in blocks:
        place = bisect_right(starts, block.line) - 1
        item = minutes.items[place] if place >= 0 else None
        yield from _mixed_scripts(block)
        if item is None:
            continue
        yield from _lost_links(block)
        yield from _dates(block, minutes)
        yield from _self_reference(block, item.number)
        if re.match(
            r"(?:-\s*)?at (?:tager|godkender|drøfter|tiltræder|anbefaler)\b", block.text, re.I
        ):
            yield SourceWarning(
                block.line,
                "clause_without_subject",
                f"Indstillingen mangler, hvem der {_verb(block.text)}.",
            )
        listed = re.match(r"(\d{1,2})\.\s", block.text)
        number = int(listed[1]) if listed else None
        if number is not None and number == previous_number:
            yield SourceWarning(
                block.line, "repeated_list_number", f"Listen har nummer {number} to gange."
            )
        previous_number = number
        if block.kind is not BlockKind.HEADING:
            yield from _odd_journal_number(block, item.journal_number, minutes)


def _verb(text: str) -> str:
    return re.sub(r"^(?:-\s*)?at ", "", text, flags=re.I).split()[0]


def _mixed_scripts(block: Block) -> Iterator[SourceWarning]:
    for word in dict.fromkeys(danish.WORD.findall(block.text)):
        if danish.is_mixed_script(word):
            yield SourceWarning(
                block.line,
                "mixed_script",
                f"»{word}« har bogstaver fra et andet alfabet, der ligner danske. "
                f"Det ligner »{danish.fold_look_alikes(word)}«.",
            )


def _lost_links(block: Block) -> Iterator[SourceWarning]:
    for text, href in patterns.links_in(block.text):
        if href in ("", "#"):
            yield SourceWarning(block.line, "link_lost", f"Linket »{text}« har mistet sin adresse.")


# blev den 4. oktober 2023 … behandlet: told as past, dated after the meeting
_PAST = re.compile(
    r"\b(?:blev|besluttede|godkendte|behandlede|indgik|afholdt|drøftede|var)\b", re.I
)


def _dates(block: Block, minutes: ParsedMinutes) -> Iterator[SourceWarning]:
    meeting_date = minutes.meeting.date
    if meeting_date is None:
        return
    for sentence in re.split(r"(?<=[a-zæøå)]\.)\s+(?=[A-ZÆØÅ])", block.text):
        for match, date in danish.find_dates(sentence):
            before = sentence[max(0, match.start() - 60) : match.start()]
            after = sentence[match.end() : match.end() + 60]
            told_as_past = _PAST.search(before) or _PAST.search(after.split(",")[0])
            if date > meeting_date and told_as_past:
                yield SourceWarning(
                    block.line,
                    "date_after_meeting",
                    f"»{match[0]}« omtales som fortid, men ligger efter mødet.",
                )


def _self_reference(block: Block, number: int | None) -> Iterator[SourceWarning]:
    """ "foregående dagsordenspunkt (pkt. 26)" in item 26 itself."""
    if number is None or patterns.NUMBERED_ITEM.match(patterns.plain(block.text)):
        return
    for match in re.finditer(r"\b(?:pkt\.?|punkt)\s*(\d{1,4})\b", block.text, re.I):
        around = block.text[max(0, match.start() - 60) : match.end() + 60]
        dated = danish.first_date(around) or re.search(r"\(\d{1,2}\. \w+\)|den \d{1,2}\.", around)
        if int(match[1]) == number and not dated:
            yield SourceWarning(
                block.line,
                "self_reference",
                f"Punkt {number} henviser til sig selv som »{match[0]}«.",
            )


def _odd_journal_number(
    block: Block, own: str | None, minutes: ParsedMinutes
) -> Iterator[SourceWarning]:
    if own is None or block.text != own or minutes.meeting.date is None:
        return
    year = journal_number.JournalNumber.parse(own).year
    if year is not None and year > minutes.meeting.date.year:
        yield SourceWarning(
            block.line,
            "journal_year_after_meeting",
            f"Journalnummeret {own} er fra {year}, efter mødet.",
        )


def _spelling(blocks: Sequence[Block]) -> Iterator[SourceWarning]:
    """Long words spelled in two ways that differ only in æ, ø and å, as misread letters do."""
    counts: Counter[str] = Counter()
    first_line: dict[str, int] = {}
    for block in blocks:
        for word in re.findall(r"[a-zæøå]{9,}", block.text.lower()):
            counts[word] += 1
            first_line.setdefault(word, block.line)
    variants: dict[str, set[str]] = defaultdict(set)
    for word in counts:
        variants[re.sub("[æøå]", "*", word)].add(word)
    for words in variants.values():
        ordered = sorted(words, key=lambda word: (-counts[word], word))
        for rarer in ordered[1:]:
            yield SourceWarning(
                first_line[rarer],
                "spelling_varies",
                f"»{rarer}« staves også »{ordered[0]}« i filen.",
            )
