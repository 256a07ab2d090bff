"""Who works a case; and an index of the open closings, by day, for queues."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    """Makes a table and an index."""

    dependencies = [("casework", "0086_reason_for_services")]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="assignment",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("worker", models.CharField(blank=True, max_length=100)),
                ("team", models.CharField(blank=True, max_length=64)),
                ("since", models.DateField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["worker"], name="assigned_to_worker"),
                    models.Index(fields=["team"], name="assigned_to_team"),
                ]
            },
        ),
        migrations.AddIndex(
            model_name="closure",
            index=models.Index(
                Coalesce("earliest_close_on", "begun_on"),
                "id",
                condition=models.Q(step__in=["requested", "proposed", "approved", "noticed", "replied"]),
                name="closure_open_by_day",
            ),
        ),
    ]
