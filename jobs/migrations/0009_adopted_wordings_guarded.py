from django.db import migrations

from jobs.models.triggers import guarded


class Migration(migrations.Migration):
    """What is adopted, and what was done, can no longer be rewritten by any statement."""

    dependencies = [("jobs", "0008_drafts_and_traces")]

    operations = [guarded()]
