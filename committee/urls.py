"""Every address of the portal: the staff's admin, then the public pages."""

from django.contrib import admin
from django.urls import include, path

handler400 = "cases.views.errors.bad_request"
handler403 = "cases.views.errors.permission_denied"
handler404 = "cases.views.errors.page_not_found"
handler500 = "cases.views.errors.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("cases.urls")),
]
