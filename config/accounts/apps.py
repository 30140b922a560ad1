from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "config.accounts"
    label = "accounts"
    verbose_name = "Entrées au bureau"

    def ready(self) -> None:
        """The desk's own door: the form that says when to try again, and the ways in beside a password."""
        from django.contrib import admin  # noqa: PLC0415  apps are not ready before

        from .forms import SignInForm  # noqa: PLC0415

        admin.site.login_form = SignInForm
        admin.site.login_template = "accounts/login.html"
