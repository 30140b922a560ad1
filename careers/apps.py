from django.apps import AppConfig


class CareersConfig(AppConfig):
    name = "careers"
    verbose_name = "Parcours et corps"

    def ready(self):
        """Let the careers be loaded with the jobs."""
        from jobs.loading import followers  # noqa: PLC0415  apps are not ready before

        from .loading import load_careers  # noqa: PLC0415

        followers.append(load_careers)
