from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    name = "config.accounts"
    label = "accounts"
    verbose_name = "Entrées au bureau"


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin with a door of ours."""

    default = False  # named in the settings; the app of this folder is the other one
    default_site = "config.accounts.site.DeskSite"
