from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0013_deeds_of_organisations"),
    ]

    operations = [
        migrations.AddField(
            model_name="comparedsheet",
            name="digest",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="nearperiod",
            name="basis",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="nearperiod",
            name="told",
            field=models.JSONField(default=dict),
        ),
    ]
