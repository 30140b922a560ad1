"""What is written about accounts, each deed traced."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from jobs.actions.tracing import leave_trace
from jobs.enums import Deed


class NotTheirs(Exception):
    """An administrator asked for the key of an account that has more rights than their own, or of none."""


@transaction.atomic
def make_password_link(user: AbstractBaseUser, *, by: AbstractBaseUser) -> str:
    """The path of a page where `user` chooses a password: good once, and for `PASSWORD_RESET_TIMEOUT` seconds.

    The link itself is kept nowhere; the trace says that it was made. Raises NotTheirs for the account of a superuser,
    unless `by` is one too, and for a closed account.
    """
    if not user.is_active or (user.is_superuser and not by.is_superuser):
        raise NotTheirs
    leave_trace(Deed.KEYED, user, by=by)
    pk, token = urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)
    return reverse("accounts:new_password", args=[pk, token])


def password_chosen(user: AbstractBaseUser) -> None:
    """Traces that `user` chose a password by a link."""
    leave_trace(Deed.REKEYED, user, by=user)
