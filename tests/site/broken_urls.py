"""Addresses of a portal that is failing, for the test of its error page."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def boom(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the test breaks it on purpose")


urlpatterns = [path("boum/", boom)]

handler500 = "config.errors.server_error"
