"""Other agencies on a case, their messages, and duties with a clock."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """Makes the tables."""

    dependencies = [("casework", "0052_findings_yield_to_holds")]

    operations = [
        migrations.CreateModel(
            name="OtherAgency",
            fields=[
                ("id", _ID.clone()),
                (
                    "role",
                    models.CharField(
                        choices=[("initiating", "Initiating"), ("responding", "Responding")], max_length=10
                    ),
                ),
                ("code", models.CharField(max_length=16)),
                ("their_case", models.CharField(max_length=64)),
                ("way", models.CharField(choices=[("network", "Network"), ("mail", "Mail")], max_length=8)),
                ("begun_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agencies", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", _ID.clone()),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("trigger", models.CharField(max_length=64)),
                ("arisen_on", models.DateField()),
                ("due_on", models.DateField(null=True)),
                ("to_decide", models.BooleanField(default=False)),
                ("answer", models.CharField(blank=True, max_length=10)),
                ("done_on", models.DateField(null=True)),
                ("lifted_on", models.DateField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=100)),
                ("words", models.CharField(blank=True, max_length=300)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="duties", to="casework.case"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="casework.outboxmessage",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="casework.otheragency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgencyMessage",
            fields=[
                ("id", _ID.clone()),
                ("key", models.CharField(max_length=120, unique=True)),
                ("kind", models.CharField(max_length=40)),
                ("arrived_at", models.DateTimeField()),
                ("recorded_on", models.DateField()),
                ("words", models.TextField(blank=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages_received",
                        to="casework.otheragency",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="otheragency",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None)), fields=("case", "code", "role"), name="agency_once_at_a_time"
            ),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                condition=models.Q(("done_on", None), ("lifted_on", None)), fields=["due_on", "id"], name="duty_owed"
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_on", None), ("lifted_on", None), _connector="OR"), name="duty_done_or_lifted"
            ),
        ),
    ]
