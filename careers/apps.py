from django.apps import AppConfig


class CareersConfig(AppConfig):
    name = "careers"
    verbose_name = "Parcours et corps"

    def ready(self):
        """Let the careers be loaded with the jobs, tell the sheets of jobs where these can lead and the pages of the
        texts what was drawn from them, join the portal’s API."""
        from jobs import providers  # noqa: PLC0415  apps are not ready before
        from jobs.loading import followers  # noqa: PLC0415
        from texts.providers import bearing_on, drawn_from  # noqa: PLC0415

        from . import api, lead_queries, queries  # noqa: F401, PLC0415
        from .loading import load_careers  # noqa: PLC0415

        followers.append(load_careers)
        providers.leads.append(lead_queries.leads_of)
        providers.paths.append(lead_queries.path_of_jobs)
        drawn_from.append(queries.drawn_from)
        bearing_on.append(queries.bearing_on)
