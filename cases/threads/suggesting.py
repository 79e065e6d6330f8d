"""Looks for suggestions on demand: it takes seconds in a large archive, so a worker may do it."""

from __future__ import annotations

from django.tasks import task

from cases.threads.item_links import suggest_item_links
from cases.threads.topic_suggestions import suggest_topics


@task
def find_suggestions() -> int:
    """Bring the suggested topics and links in step with the items; how many are new, changed or gone."""
    return suggest_topics() + suggest_item_links()
