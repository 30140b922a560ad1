"""The desk's own door and home: how it says that one has tried too often, the ways in beside a password, and what
waits for who comes in."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from .forms import SignInForm


def told_to_wait(response: HttpResponse, seconds: int) -> HttpResponse:
    """The same page, which says 429 and when to come back to whoever reads no French; unchanged without a wait."""
    if seconds:
        response.status_code = 429
        response.headers["Retry-After"] = str(seconds)
    return response


class DeskSite(admin.AdminSite):
    """Django's own admin, behind a door where tries are counted, its home open on what waits for the person."""

    index_template = "desk/home.html"
    login_form = SignInForm
    login_template = "accounts/login.html"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The stock home, with the tasks of who signed in."""
        from jobs.admin.home import tasks_of  # noqa: PLC0415  the site is made before the apps are ready

        return super().index(request, {"tasks": tasks_of(request.user)} | (extra_context or {}))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The form, with the sentence that says how long to wait where no password is looked at."""
        return self.at_the_door(request, super().login(request, extra_context))

    def at_the_door(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer to someone who signs in, on whatever page: 429 while no password is looked at."""
        return told_to_wait(response, getattr(request, "sign_in_wait", 0))
