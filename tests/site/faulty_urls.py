"""Pages with the faults that the checking client must see."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def faulty(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<!DOCTYPE html><html lang="fr"><body><h1 style="color: red">x</h1></body></html>')


def session(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<p>{len(request.session.keys())}</p>", content_type="text/plain")


urlpatterns = [path("faulty/", faulty), path("session/", session)]
