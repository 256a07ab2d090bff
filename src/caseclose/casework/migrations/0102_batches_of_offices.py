"""Batches that an office makes by its own screens, previewed step by step."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

STATES = [("previewing", "Previewing"), ("previewed", "Previewed"), ("running", "Running"), ("done", "Done")]


class Migration(migrations.Migration):
    """Adds two columns and a state."""

    dependencies = [("casework", "0101_finding_people")]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="office",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="batches",
                to="casework.office",
            ),
        ),
        migrations.AddField(model_name="batchitem", name="closing", field=models.BigIntegerField(null=True)),
        migrations.AlterField(
            model_name="batch",
            name="state",
            field=models.CharField(choices=STATES, default="previewed", max_length=10),
        ),
    ]
