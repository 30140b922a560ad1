"""The desk's own door: how it says that one has tried too often, and the ways in beside a password."""

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
    """Django's own admin, behind a door where tries are counted."""

    login_form = SignInForm
    login_template = "accounts/login.html"

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The form, with the sentence that says how long to wait where no password is looked at."""
        return self.at_the_door(request, super().login(request, extra_context))

    def at_the_door(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer to someone who signs in, on whatever page: 429 while no password is looked at."""
        return told_to_wait(response, getattr(request, "sign_in_wait", 0))
