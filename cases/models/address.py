"""Public addresses that have moved."""

from django.db import models
from django.db.models import Q


class FormerAddress(models.Model):
    """An address that was public and now lives elsewhere; a visitor is sent on.

    Both are path prefixes that begin and end with a slash, so that one row for a meeting
    also covers its agenda items.
    """

    old = models.CharField("tidligere adresse", max_length=300, unique=True)
    new = models.CharField("nuværende adresse", max_length=300)

    class Meta:
        verbose_name = "flyttet adresse"
        verbose_name_plural = "flyttede adresser"
        ordering = ["old"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(old=models.F("new")), name="address_moves_somewhere_else"
            )
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


def remember_address(old: str, new: str) -> None:
    """Send visitors from `old` (and every address that led there) to `new`."""
    if old == new:
        return
    FormerAddress.objects.filter(old=new).delete()
    FormerAddress.objects.filter(new=old).update(new=new)
    FormerAddress.objects.update_or_create(old=old, defaults={"new": new})


def moved_to(path: str) -> str | None:
    """The address that `path` has moved to, or None. The longest known prefix decides."""
    parts = path.strip("/").split("/")
    prefixes = ["/" + "/".join(parts[:n]) + "/" for n in range(len(parts), 0, -1)]
    known = {row.old: row.new for row in FormerAddress.objects.filter(old__in=prefixes)}
    for prefix in prefixes:
        if prefix in known:
            return known[prefix] + path[len(prefix) :]
    return None
