from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

#: the first app after those whose rights the roles name: an app's own are made while its migrations are told of
AFTER_RIGHTS = "contenttypes"


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "Emplois et fiches"

    def ready(self):
        """Tell the pages of the texts what was drawn from them; keep the groups of the desk to their roles."""
        from texts import providers  # noqa: PLC0415  apps are not ready before

        from . import queries  # noqa: PLC0415

        providers.drawn_from.append(queries.drawn_from)
        providers.concerned_by.append(queries.concerned_by)
        providers.described_by.append(queries.described_by)

        def keep_roles(**_) -> None:
            from .actions.roles import bring_roles  # noqa: PLC0415  apps are not ready before

            bring_roles()

        post_migrate.connect(keep_roles, sender=apps.get_app_config(AFTER_RIGHTS), dispatch_uid="roles", weak=False)
