"""The one URL map. Wagtail's catch-all comes last."""

from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from portal.core.admin_gate import only_for_those_who_work_there
from portal.core.atomic import atomic_unless_safe

ADMIN = decorate_urlpatterns(
    decorate_urlpatterns(wagtailadmin_urls.urlpatterns, atomic_unless_safe),
    only_for_those_who_work_there,
)

urlpatterns = [
    path("", include("portal.home.urls")),
    path("", include("portal.people.urls")),
    path("", include("guidelines.urls")),
    path("bukti/", include("evidence.urls")),
    path("", include("portal.planning.urls")),
    path("periksa/", include("portal.verification.urls")),
    path("", include("portal.evaluation.urls")),
    path("cari/", include("search.urls")),
    path("bahasa/", set_language, name="set_language"),
    # Wagtail's patterns and those that our packages add to them by ``register_admin_urls``.
    # There is one way in, with one brake on guessing.
    path("cms/login/", RedirectView.as_view(pattern_name="people:sign_in", query_string=True)),
    path("cms/", include(ADMIN)),
    path("dokumen/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]

handler404 = "portal.home.views.not_found"
handler403 = "portal.home.views.forbidden"
handler500 = "portal.home.views.server_error"
