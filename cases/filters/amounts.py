"""The filter "a sum of at least X kroner", as journalists type sums."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from cases.models import Amount

# 500000 · 500.000 · 500 000 kr. · 1.250.000,50 · 0,5 mio. · 250 t.kr. · 2 mia. kr.
_TYPED = re.compile(
    r"(?:kr\.?\s*)?(?P<number>\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\s*"
    r"(?P<unit>t\.?(?=\s?kr)|tusinde?|tus|mio|millioner|million|mia|milliarder|milliard)?\.?"
    r"\s*(?:kr\.?|kroner|,-)?",
    re.IGNORECASE,
)
# As much as the field in the database holds.
_MOST = 10**15


class Kroner(int):
    """A whole number of kroner that shows itself as `500.000`."""

    def __str__(self) -> str:
        return f"{int(self):,}".replace(",", ".")


def read_kroner(typed: str) -> Kroner | None:
    """The sum that a person typed, whole kroner; None for what is not a sum above nothing."""
    match = _TYPED.fullmatch(typed.strip())
    if match is None:
        return None
    number = Decimal(re.sub(r"[.\s]", "", match["number"]).replace(",", "."))
    kroner = Kroner(number * _factor((match["unit"] or "").lower()))
    return kroner if 0 < kroner <= _MOST else None


def _factor(unit: str) -> int:
    if not unit:
        return 1
    if unit.startswith(("mia", "milliard")):
        return 10**9
    return 10**6 if unit.startswith("mi") else 1_000


class KronerField(forms.CharField):
    """A sum in kroner, in Danish writing."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not typed:
            return None
        kroner = read_kroner(typed)
        if kroner is None:
            message = _("»%(typed)s« er ikke et beløb. Skriv fx 500.000 eller 0,5 mio.")
            raise forms.ValidationError(message % {"typed": typed[:40]})
        return kroner


class LeastAmountFilter(filters.Filter):
    """Decisions on items whose text names a sum of at least so many kroner, also with a minus.

    The sums that count are prefetched as `amounts_found` on the item, the largest first.
    """

    field_class = KronerField

    def filter(self, qs: QuerySet[Any], value: Kroner | None) -> QuerySet[Any]:
        """Every row stays while the field is empty."""
        if not value:
            return qs
        large = Q(kroner__gte=int(value)) | Q(kroner__lte=-int(value))
        amounts = Amount.objects.published().filter(large)
        found = Prefetch("item__amounts", amounts.order_by("-kroner"), to_attr="amounts_found")
        return qs.filter(Exists(amounts.filter(item=OuterRef("item")))).prefetch_related(found)
