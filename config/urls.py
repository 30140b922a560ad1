"""The addresses of the whole house. Each app lists its own; names are unique across apps."""

from django.contrib import admin
from django.urls import include, path

from config import health
from config.gallery import gallery

urlpatterns = [
    path("sante/", health.sante, name="sante"),
    path("admin/", admin.site.urls),
    path("composants/", gallery, name="gallery"),
    path("", include("texts.urls")),
    path("", include("grids.urls")),
    path("", include("careers.urls")),
    path("", include("jobs.urls")),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
