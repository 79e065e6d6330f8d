"""Every address of the portal: the staff's admin, what machines ask for, then the public pages."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from cases import urls

handler400 = "cases.views.errors.bad_request"
handler403 = "cases.views.errors.permission_denied"
handler404 = "cases.views.errors.page_not_found"
handler500 = "cases.views.errors.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include(urls.machine_urlpatterns)),
    # Danish stands at the root, English below /en/.
    *i18n_patterns(path("", include(urls.urlpatterns)), prefix_default_language=False),
]
