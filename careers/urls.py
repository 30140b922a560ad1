"""Addresses of the paths."""

from django.urls import path

from . import map_views, path_views, simulation_views

urlpatterns = [
    path("parcours/", path_views.path_list, name="path_list"),
    path("parcours.<table:suffix>", path_views.path_list_file, name="path_list_file"),
    path("parcours/<slug:path>.<table:suffix>", path_views.path_file, name="path_file"),
    path("parcours/<slug:path>/", path_views.path_detail, name="path_detail"),
    path("parcours/<slug:path>/simulation.pdf", simulation_views.path_simulation_pdf, name="path_simulation_pdf"),
    path("parcours/<slug:path>/simulation/", simulation_views.path_simulation, name="path_simulation"),
    path("emplois/<str:framework>/<str:key>/parcours/", map_views.job_map, name="job_map"),
]
