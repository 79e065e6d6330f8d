"""Amounts of money named in items."""

from __future__ import annotations

from django.db import models

from cases.models.item import public_items_filter
from cases.models.passage import Passage


class AmountQuerySet(models.QuerySet["Amount"]):
    """Reading rules for amounts."""

    def published(self) -> AmountQuerySet:
        """Those in public items."""
        return self.filter(public_items_filter("item__"), is_found=True)


class Amount(Passage):
    """An amount with its words and its sentence. It says what is printed, not what was granted."""

    kroner = models.DecimalField("kroner", max_digits=18, decimal_places=2)

    objects = AmountQuerySet.as_manager()

    class Meta:
        verbose_name = "beløb"
        verbose_name_plural = "beløb"
        ordering = ["item", "position"]
        indexes = [models.Index(fields=["kroner"], name="amount_by_size")]
