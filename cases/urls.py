"""The public addresses, in Danish. What is last takes any other first part for a committee."""

from django.urls import path, register_converter

from cases.views import (
    about,
    attachments,
    briefing,
    calendar,
    cases,
    commitments,
    committees,
    decisions,
    health,
    home,
    items,
    meetings,
    numbers,
    robots,
    search,
    sitemaps,
    suggestions,
    topics,
)


class MeetingAddress:
    """`2026-02-17`, or `2026-02-17-2` for the second meeting of a day."""

    regex = r"\d{4}-\d{2}-\d{2}(?:-[1-9]\d?)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(MeetingAddress, "meeting")

machine_urlpatterns = [
    path("sundhed/", health.health, name="health"),
    path("robots.txt", robots.robots, name="robots"),
    path("site.webmanifest", robots.manifest, name="manifest"),
    path("favicon.ico", robots.favicon, name="favicon"),
    path("opensearch.xml", suggestions.opensearch, name="opensearch"),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("moeder/", meetings.meeting_list, name="meeting_list"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("beslutninger/", decisions.decision_list, name="decision_list"),
    path("sager/", cases.case_list, name="case_list"),
    path("sager/<path:number>/", cases.case_detail, name="case_detail"),
    path("emner/", topics.topic_list, name="topic_list"),
    path("emner/<slug:slug>/", topics.topic_detail, name="topic_detail"),
    path("bilag/", attachments.attachment_list, name="attachment_list"),
    path("bilag/<int:pk>/", attachments.attachment_detail, name="attachment_detail"),
    path("bilag/<int:pk>/fil/", attachments.attachment_file, name="attachment_file"),
    path("opfoelgning/", commitments.commitment_list, name="commitment_list"),
    path("soeg/", search.search, name="search"),
    path("soeg/forslag/", suggestions.search_suggestions, name="search_suggestions"),
    path("tal/", numbers.numbers, name="numbers"),
    path("om/", about.about, name="about"),
    path("om/ordliste/", about.term_list, name="term_list"),
    path("om/design/", about.design, name="design"),
    path("tilgaengelighed/", about.accessibility, name="accessibility"),
    path("privatliv/", about.privacy, name="privacy"),
    path("<slug:slug>/", committees.committee_detail, name="committee_detail"),
    path("<slug:slug>/foer-moedet/", briefing.committee_briefing, name="committee_briefing"),
    path("<slug:slug>/<meeting:address>/", meetings.meeting_detail, name="meeting_detail"),
    path("<slug:slug>/<meeting:address>/samlet/", meetings.meeting_whole, name="meeting_whole"),
    path(
        "<slug:slug>/<meeting:address>/<slug:item_address>/", items.item_detail, name="item_detail"
    ),
]
