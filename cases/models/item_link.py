"""Links between two items that belong together though their journal numbers differ."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cases.models.item import AgendaItem, public_items_filter
from cases.models.state import LinkState, Weighed


class ItemLinkQuerySet(models.QuerySet["ItemLink"]):
    """Reading rules for links between items."""

    def published(self) -> ItemLinkQuerySet:
        """Links that a person has confirmed, between public items."""
        return self.filter(
            public_items_filter("item__"),
            public_items_filter("other__"),
            state=LinkState.CONFIRMED,
        )


class ItemLink(Weighed):
    """Two items of one matter: suggested by a rule with its reasons, shown once a person says so.

    `item` is the earlier one.
    """

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="links_forward", verbose_name="punkt"
    )
    other = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="links_back", verbose_name="hører sammen med"
    )
    reason = models.CharField(
        "begrundelse", max_length=300, blank=True, help_text="Vises for offentligheden."
    )

    objects = ItemLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "forbindelse mellem punkter"
        verbose_name_plural = "forbindelser mellem punkter"
        ordering = ["state", "-score", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "other"],
                name="item_link_once_per_pair",
                violation_error_message="De to punkter er allerede forbundet.",
            ),
            models.CheckConstraint(
                condition=~Q(item=models.F("other")),
                name="item_link_between_two",
                violation_error_message="Et punkt kan ikke forbindes med sig selv.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} – {self.other}"
