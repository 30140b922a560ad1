from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "Emplois et fiches"

    def ready(self):
        """Tell the pages of the texts what was drawn from them."""
        from texts import providers  # noqa: PLC0415  apps are not ready before

        from . import queries  # noqa: PLC0415

        providers.drawn_from.append(queries.drawn_from)
        providers.concerned_by.append(queries.concerned_by)
        providers.described_by.append(queries.described_by)
