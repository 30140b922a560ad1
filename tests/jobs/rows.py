"""Every row of the house, to compare before and after; and how to take a job out of the fixtures."""

from django.apps import apps

from texts.models import CatalogueState

APPS = ("texts", "grids", "jobs")


def models_of_the_house():
    """The models of the apps that the fixtures fill, links between rows included; not the mark of a change."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    return [model for model in models if model is not CatalogueState]


def snapshot() -> dict[str, list[tuple]]:
    """Every row of every table, as stored."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in models_of_the_house()
    }


def changes(before: dict, after: dict) -> dict[str, tuple[list[str], list[str]]]:
    """The tables that differ, with the rows that went and those that came."""
    found = {}
    for table, rows in after.items():
        if rows != before[table]:
            old, new = set(map(repr, before[table])), set(map(repr, rows))
            found[table] = (sorted(old - new), sorted(new - old))
    return found


def drop_job(official, name):
    """Take a job and all that names it out of the fixtures."""
    framework, key = name.split("/")
    official.jobs[:] = [row for row in official.jobs if (row["framework"], row["key"]) != (framework, key)]
    official.sheets[:] = [row for row in official.sheets if row["job"] != name]
    official.placements[:] = [row for row in official.placements if row["job"] != name]
    official.pay[:] = [row for row in official.pay if row["job"] != name]
    official.reaches[:] = [row for row in official.reaches if row["job"] != name]
    for synonym in official.synonyms:
        synonym["jobs"] = [named for named in synonym["jobs"] if named != name]
    for anomaly in official.anomalies:
        anomaly["jobs"] = [mentioned for mentioned in anomaly["jobs"] if mentioned != name]
