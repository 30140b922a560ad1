"""The forms of the door."""

import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import PasswordResetForm
from django.core.exceptions import ValidationError
from django.utils import timezone


def waiting(seconds: int) -> str:
    """« 12 minutes (à 14 h 35) »: how long, rounded up, and until when by the clock of Paris."""
    minutes = -(-seconds // 60)
    until = timezone.localtime(timezone.now() + timedelta(minutes=minutes))
    return f"{minutes}\u00a0minute{'s' * (minutes > 1)} (à {until:%H}\u00a0h\u00a0{until:%M})"


class SignInForm(AdminAuthenticationForm):
    """Signs in to the desk; says when to try again after too many tries, whether or not the account exists."""

    def get_invalid_login_error(self) -> ValidationError:
        if wait := getattr(self.request, "sign_in_wait", 0):
            return ValidationError(
                f"Trop d’essais n’ont pas abouti. Réessayez dans {waiting(wait)} ; d’ici là, aucun mot de passe "
                "n’est regardé.",
                code="wait",
            )
        return super().get_invalid_login_error()


class NewPasswordForm(PasswordResetForm):
    """Sends the link of a new password, without waiting for it: the answer takes as long for an unknown address."""

    def send_mail(self, *args: Any, **kwargs: Mapping[str, Any]) -> None:
        threading.Thread(target=super().send_mail, args=args, kwargs=kwargs, name="link by mail", daemon=True).start()
