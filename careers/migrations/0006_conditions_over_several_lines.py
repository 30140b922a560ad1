import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('careers', '0005_plain_questions'),
        ('texts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='criterion',
            name='last_passage',
            field=models.ForeignKey(blank=True, help_text='Seulement si la condition tient en plusieurs passages qui se suivent.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='criteria_ended', to='texts.passage', verbose_name='dernier passage'),
        ),
        migrations.AddField(
            model_name='criterion',
            name='overall',
            field=models.BooleanField(default=False, help_text='Aucune autre durée de l’étape ne peut la dépasser : le simulateur demande de corriger.', verbose_name='durée la plus longue'),
        ),
    ]
