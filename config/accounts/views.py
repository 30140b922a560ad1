"""A new password: by a link that comes by mail, or that an administrator made."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views
from django.contrib.auth.base_user import AbstractBaseUser
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.views.generic import TemplateView

from .actions import password_chosen
from .counting import Knock
from .forms import NewPasswordForm, waiting
from .site import told_to_wait


class AtTheDoor:
    """A page in the frame of the desk, for who is not signed in."""

    title = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        frame = admin.site.each_context(self.request)  # type: ignore[attr-defined]
        return {**super().get_context_data(**kwargs), **frame, "title": self.title, "subtitle": None}


class Forgotten(AtTheDoor, views.PasswordResetView):
    """Asks for a link by mail; says whom to ask where no mail server is set. The same answer for any address."""

    title = "Mot de passe oublié"
    form_class = NewPasswordForm
    template_name = "accounts/forgotten.html"
    email_template_name = "accounts/mail.txt"
    subject_template_name = "accounts/mail_subject.txt"
    success_url = reverse_lazy("accounts:link_sent")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"by_mail": bool(settings.EMAIL_HOST)}

    def form_valid(self, form: Form) -> HttpResponse:
        knock = Knock.of(f"mail:{form.cleaned_data['email']}", self.request.META.get("REMOTE_ADDR", ""))
        if not settings.EMAIL_HOST:
            return self.render_to_response(self.get_context_data(form=form))
        if wait := knock.wait():
            form.add_error(None, f"Trop de demandes : réessayez dans {waiting(wait)}.")
            return told_to_wait(self.form_invalid(form), wait)
        knock.begin()
        return super().form_valid(form)


class LinkSent(AtTheDoor, TemplateView):
    """What to expect after asking for a link."""

    title = "Un lien vous a été envoyé"
    template_name = "accounts/link_sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"hours": settings.PASSWORD_RESET_TIMEOUT // 3600}


class NewPassword(AtTheDoor, views.PasswordResetConfirmView):
    """The page of a link, good for one new password and for a day. Who chooses it is signed in at once."""

    title = "Votre nouveau mot de passe"
    template_name = "accounts/new_password.html"
    success_url = reverse_lazy("admin:index")
    post_reset_login = True
    post_reset_login_backend = "config.accounts.backends.CountedBackend"

    def get_user(self, uidb64: str) -> AbstractBaseUser | None:
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form: Form) -> HttpResponse:
        answer = super().form_valid(form)
        password_chosen(self.user)
        Knock.of(self.user.get_username(), self.request.META.get("REMOTE_ADDR", "")).succeed()
        return answer
