from django.db import migrations

from jobs.models.kept_triggers import kept_guarded


class Migration(migrations.Migration):
    """Editions, what is sent of them, opinions, remarks, answers, errata and recorded dates are added and read."""

    dependencies = [("jobs", "0015_opinions"), ("texts", "0002_catalogue_state")]

    operations = [kept_guarded()]
