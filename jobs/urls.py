"""Addresses of the jobs: home, list, sheets, and their data."""

from django.urls import path

from . import api, feeds, grid_views, history_views, nearest_views, pdf_views, revision_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("emplois/", views.job_list, name="job_list"),
    path("emplois.csv", views.job_list_csv, name="job_list_csv"),
    path("emplois.xlsx", views.job_list_xlsx, name="job_list_xlsx"),
    path("emplois/<str:framework>/<str:key>.pdf", pdf_views.job_pdf, name="job_pdf"),
    path("emplois/<str:framework>/<str:key>.json", views.job_json, name="job_json"),
    path("emplois/<str:framework>/<str:key>/", views.job_detail, name="job_detail"),
    path("emplois/<str:framework>/<str:key>/versions/", history_views.job_versions, name="job_versions"),
    path("emplois/<str:framework>/<str:key>/versions/<int:number>/", history_views.job_version, name="job_version"),
    path(
        "emplois/<str:framework>/<str:key>/versions/<int:old>...<int:new>/",
        history_views.job_differences,
        name="job_differences",
    ),
    path("emplois/<str:framework>/<str:key>/lignes/<str:anchor>/", history_views.job_line, name="job_line"),
    path("changements/", history_views.change_list, name="change_list"),
    path("flux/", feeds.changes, name="feed"),
    path("comparer/", views.comparison, name="comparison"),
    path("comparer.csv", views.comparison_csv, name="comparison_csv"),
    path("comparer.pdf", pdf_views.comparison_pdf, name="comparison_pdf"),
    path("rapprochement/", nearest_views.nearest_jobs, name="nearest_jobs"),
    path("rapprochement/proposition/", nearest_views.proposal, name="nearest_proposal"),
    path("rapprochement/proposition.pdf", nearest_views.proposal_pdf, name="nearest_proposal_pdf"),
    path("grilles/", grid_views.grid_list, name="grid_list"),
    path("grilles/<slug:grid>.pdf", pdf_views.grid_pdf, name="grid_pdf"),
    path("grilles/<slug:grid>.csv", grid_views.grid_csv, name="grid_csv"),
    path("grilles/<slug:grid>.xlsx", grid_views.grid_xlsx, name="grid_xlsx"),
    path("grilles/<slug:grid>/", grid_views.grid_detail, name="grid_detail"),
    path("grilles/<slug:grid>/<str:level>/", grid_views.level_detail, name="level_detail"),
    path("revision/", revision_views.revision_home, name="revision_home"),
    path("revision/<int:year>/", revision_views.revision_table, name="revision_table"),
    path("revision/<int:year>.csv", revision_views.revision_csv, name="revision_csv"),
    path("revision/<int:year>.xlsx", revision_views.revision_xlsx, name="revision_xlsx"),
    path("revision/<int:year>.pdf", revision_views.revision_pdf, name="revision_pdf"),
    path("api/v1/docs", views.api_docs, name="api_docs"),
    path("api/v1/", api.api.urls),
]
