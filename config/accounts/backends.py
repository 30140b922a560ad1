"""Who one is, by a password whose tries are counted."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .counting import Knock


class CountedBackend(ModelBackend):
    """Django's own accounts; a password is looked at only as often as `counting` lets it be."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> AbstractBaseUser | None:
        """The account that this password opens. A refusal to look leaves the seconds to wait on the request."""
        if request is None or username is None or password is None:
            return super().authenticate(request, username, password, **kwargs)
        knock = Knock.of(username, request.META.get("REMOTE_ADDR", ""))
        if wait := knock.wait():
            raise self.refusal(request, wait)
        attempt = knock.begin()
        if wait := knock.wait(sure=1):  # others came in between
            attempt.delete()
            raise self.refusal(request, wait)
        user = super().authenticate(request, username, password, **kwargs)
        if user is not None:
            knock.succeed()
        return user

    @staticmethod
    def refusal(request: HttpRequest, wait: int) -> PermissionDenied:
        request.sign_in_wait = wait  # type: ignore[attr-defined]
        return PermissionDenied()
