import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The sheets compared know when they are in force. Every row is drawn from others: the next load fills them."""

    dependencies = [
        ("jobs", "0005_compared_sheets"),
    ]

    operations = [
        migrations.RemoveField(model_name="comparedword", name="sheets"),
        migrations.DeleteModel(name="ComparedSheet"),
        migrations.CreateModel(
            name="ComparedSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("framework", models.CharField(max_length=12)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("total", models.PositiveIntegerField()),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="compared", to="jobs.job"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="compared", to="jobs.sheet"
                    ),
                ),
            ],
            options={
                "ordering": ["job", "since"],
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "since"), name="compared_sheet_once_a_period")
                ],
            },
        ),
        migrations.AddField(
            model_name="comparedword",
            name="sheets",
            field=models.ManyToManyField(related_name="words", to="jobs.comparedsheet"),
        ),
    ]
