"""The portal's addresses, and below /bench/ what they are measured against."""

from django.urls import path

from bench.portal import views
from committee.urls import handler400, handler403, handler404, handler500
from committee.urls import urlpatterns as portal

__all__ = ["handler400", "handler403", "handler404", "handler500"]

urlpatterns = [
    path("bench/floor/<path:path>", views.floor),
    path("bench/documented/<path:path>", views.documented),
    *portal,
]
