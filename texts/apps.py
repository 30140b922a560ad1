from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class TextsConfig(AppConfig):
    name = "texts"
    verbose_name = "Textes officiels"

    def ready(self):
        """Have every change of what the pages show marked by the database."""
        from .watching import unwatch, watch  # noqa: PLC0415  apps are not ready before

        pre_migrate.connect(unwatch, sender=self, dispatch_uid="unwatch")
        post_migrate.connect(watch, sender=self, dispatch_uid="watch")
