"""Addresses of the paths."""

from django.urls import path

from . import simulation_views

urlpatterns = [
    path("parcours/<slug:path>/simulation/", simulation_views.path_simulation, name="path_simulation"),
]
