"""Topics: themes that return under many journal numbers."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.urls import reverse

from cases.models.item import AgendaItem, public_items_filter
from cases.models.state import LinkState, Weighed


class TopicLevel(models.TextChoices):
    """How much an item has to do with a topic."""

    ABOUT = "about", "handler om"
    MENTIONS = "mentions", "nævner"


class TopicQuerySet(models.QuerySet["Topic"]):
    """Reading rules for topics."""

    def published(self) -> TopicQuerySet:
        """Topics that are meant for the public and have at least one public item."""
        links = TopicLink.objects.published().filter(topic=OuterRef("pk"))
        return self.filter(Exists(links), is_public=True)

    def last_active_first(self) -> TopicQuerySet:
        """By the date of the last public item, as `for_cards` gives it."""
        return self.order_by(F("last_date").desc(nulls_last=True), "name")

    def for_cards(self) -> TopicQuerySet:
        """With the numbers of public items about it and the date of the last one."""
        public = public_items_filter("links__item__") & ~Q(links__state=LinkState.REJECTED)
        return self.annotate(
            about_items=Count("links", filter=public & Q(links__level=TopicLevel.ABOUT)),
            mentioning_items=Count("links", filter=public & Q(links__level=TopicLevel.MENTIONS)),
            last_date=Max("links__item__meeting__date", filter=public),
        )


class Topic(models.Model):
    """A recurring theme, with the words that recognise it."""

    name = models.CharField("navn", max_length=100, unique=True)
    slug = models.SlugField("adresse", max_length=100, unique=True)
    description = models.TextField("beskrivelse", blank=True)
    aliases = models.TextField(
        "ord der kendetegner emnet",
        blank=True,
        help_text=(
            "Ét ord eller udtryk pr. linje. * i enden finder alle endelser og sammensætninger "
            "(budgetforlig*), * foran finder sidste led (*reform)."
        ),
    )
    weak_aliases = models.TextField(
        "ord der kun tæller sammen med dem",
        blank=True,
        help_text="Fx »reformen«: tæller kun i et punkt, hvor et af ordene ovenfor også står.",
    )
    exclusions = models.TextField(
        "udtryk der ikke tæller", blank=True, help_text="Fx »går en ekstra mil«. Ét pr. linje."
    )
    title_only = models.BooleanField(
        "kun i titler", default=False, help_text="Ordene tæller kun, når de står i punktets titel."
    )
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="hører under",
    )
    valid_from = models.DateField(
        "gælder fra",
        null=True,
        blank=True,
        help_text="Reglen finder kun punkter fra møder i perioden. Tom: ingen grænse.",
    )
    valid_to = models.DateField("gælder til", null=True, blank=True)
    is_public = models.BooleanField("vises for offentligheden", default=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = "emne"
        verbose_name_plural = "emner"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("pk")),
                name="topic_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="topic_period_in_order",
                violation_error_message="Perioden slutter, før den begynder.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("topic_detail", args=[self.slug])


class TopicLinkQuerySet(models.QuerySet["TopicLink"]):
    """Reading rules for links between topics and items."""

    def published(self) -> TopicLinkQuerySet:
        """Links of public topics to public items, except those a person has rejected."""
        return self.filter(public_items_filter("item__"), topic__is_public=True).exclude(
            state=LinkState.REJECTED
        )

    def about_first(self) -> TopicLinkQuerySet:
        """What an item is about before what it mentions, with the topic itself."""
        return self.select_related("topic").order_by("level", "topic__name")


class TopicLink(Weighed):
    """One topic in one item, with the words and sections that made the link."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="links", verbose_name="emne")
    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="topic_links", verbose_name="punkt"
    )
    level = models.CharField(
        "grad", max_length=8, choices=TopicLevel.choices, default=TopicLevel.ABOUT
    )

    objects = TopicLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "emne på et punkt"
        verbose_name_plural = "emner på punkter"
        ordering = ["topic", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "item"],
                name="topic_once_per_item",
                violation_error_message="Punktet har allerede det emne.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_level_display()} {self.topic}"
