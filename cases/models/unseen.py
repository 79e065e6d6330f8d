"""Why the portal cannot see what became of a promise: it does not have the meeting to see it in."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear, Greatest, Length, Substr

from cases.minutes.commitments import CommitmentKind
from cases.models.committee import Committee
from cases.models.meeting import Meeting
from cases.models.passage import Precision

# What is to happen at a meeting can be seen at that meeting; the rest at any meeting afterwards.
_AT_A_MEETING = (
    CommitmentKind.CASE_RETURNS,
    CommitmentKind.PROCESS_STEP,
    CommitmentKind.OTHER_BODY,
)


class Unseen(models.TextChoices):
    """What the portal does not have: a public meeting of the body on the day, in the month, later
    than the promise, or at all."""

    DAY = "day"
    MONTH = "month"
    LATER = "later"
    BODY = "body"


def unseen_case() -> Case:
    """The first of these that is true of a commitment, else ""; for an annotation."""
    elsewhere = Q(kind=CommitmentKind.OTHER_BODY)
    day = Q(kind__in=_AT_A_MEETING, due_precision=Precision.DAY)
    month = Q(kind__in=_AT_A_MEETING, due_precision=Precision.MONTH)
    bodies = _named(Committee.objects.published().exclude(pk=OuterRef(_OWN)))
    lacks = [
        (elsewhere & ~Exists(bodies), Unseen.BODY),
        (elsewhere & day & ~Exists(_theirs(_ON_DAY)), Unseen.DAY),
        (elsewhere & month & ~Exists(_theirs(_IN_MONTH)), Unseen.MONTH),
        (~elsewhere & day & ~Exists(_ours(_ON_DAY)), Unseen.DAY),
        (~elsewhere & month & ~Exists(_ours(_IN_MONTH)), Unseen.MONTH),
        (~elsewhere & ~Exists(_ours(_AFTERWARDS)), Unseen.LATER),
    ]
    return Case(
        *(When(lack, then=Value(name)) for lack, name in lacks),
        default=Value(""),
        output_field=models.CharField(),
    )


_OWN = "item__meeting__committee"
_ON_DAY = Q(date=OuterRef("due"))
_IN_MONTH = Q(date__year=ExtractYear(OuterRef("due")), date__month=ExtractMonth(OuterRef("due")))
_AFTERWARDS = Q(
    date__gt=OuterRef("item__meeting__date"),
    date__gte=Coalesce(OuterRef("due"), OuterRef("item__meeting__date")),
)


def _ours(when: Q) -> QuerySet[Any]:
    return Meeting.objects.published().filter(when, committee=OuterRef(_OWN))


def _theirs(when: Q) -> QuerySet[Any]:
    others = Meeting.objects.published().filter(when).exclude(committee=OuterRef(_OWN))
    return _named(others, "committee__")


def _named(rows: QuerySet[Any], path: str = "") -> QuerySet[Any]:
    """Those whose committee the words name, now or once; "byrådsmødet" names Byrådet too."""
    names = {"now": f"{path}name", "once": f"{path}names__name"}
    stems = {key: Substr(name, 1, Greatest(Length(name) - 2, 3)) for key, name in names.items()}
    words = ExpressionWrapper(OuterRef("words"), output_field=models.TextField())
    told = rows.annotate(told=words, **stems)
    return told.filter(Q(told__icontains=F("now")) | Q(told__icontains=F("once")))
