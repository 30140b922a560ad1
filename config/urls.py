"""The addresses of the whole house. Each app lists its own; names are unique across apps."""

from django.contrib import admin
from django.urls import include, path

from config import about, health, metrics, search_engines
from config.gallery import gallery

urlpatterns = [
    path("sante/", health.sante, name="sante"),
    path("metriques/", metrics.metrics, name="metrics"),
    path("admin/", include("config.accounts.urls")),
    path("admin/", admin.site.urls),
    path("composants/", gallery, name="gallery"),
    path("accessibilite/", about.accessibility, name="accessibility"),
    path("mentions-legales/", about.legal, name="legal"),
    path("donnees-personnelles/", about.privacy, name="privacy"),
    path("donnees/", about.open_data, name="open_data"),
    path("sitemap.xml", search_engines.sitemap_xml, name="sitemap"),
    path("robots.txt", search_engines.robots_txt, name="robots"),
    path("", include("texts.urls")),
    path("", include("grids.urls")),
    path("", include("careers.urls")),
    path("", include("jobs.urls")),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
