"""Topics: the list, and one theme across meetings and journal numbers."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cases.filters import TopicFilter
from cases.models import Topic, TopicLink
from cases.models.topic import TopicLevel
from cases.views.lists import list_page


def topic_list(request: HttpRequest) -> HttpResponse:
    """Every public topic, by name."""
    topics = Topic.objects.published().for_cards().order_by("name")
    return list_page(request, "cases/topic_list.html", TopicFilter, topics)


def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic: what is about it, then what mentions it, each with the words that made the link."""
    children = Topic.objects.published().order_by("name")
    topic = get_object_or_404(
        Topic.objects.published().prefetch_related(
            Prefetch("children", children, to_attr="public_children")
        ),
        slug=slug,
    )
    links = (
        TopicLink.objects.published()
        .filter(topic=topic)
        .select_related("item__meeting__committee", "item__case")
        .prefetch_related("item__decisions", "item__meeting__committee__names")
        .order_by("-item__meeting__date", "-item__meeting__sequence", "item__position")
    )
    context = {
        "topic": topic,
        "parent": Topic.objects.published().filter(children=topic).first(),
        "about": [link for link in links if link.level == TopicLevel.ABOUT],
        "mentions": [link for link in links if link.level == TopicLevel.MENTIONS],
    }
    return render(request, "cases/topic_detail.html", context)
