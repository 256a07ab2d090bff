"""Closures with what follows from them, the journal and the outbox."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the tables."""

    dependencies = [
        ("casework", "0002_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="SpentKey",
            fields=[
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("command", models.CharField(max_length=40)),
                ("fingerprint", models.CharField(max_length=64)),
                ("answer", models.JSONField()),
                ("on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.CharField(max_length=12)),
                ("way", models.CharField(max_length=8)),
                ("begun_by", models.CharField(max_length=100)),
                ("begun_on", models.DateField()),
                ("may_ask", models.BooleanField(null=True)),
                ("criterion", models.CharField(blank=True, max_length=64)),
                ("outcome", models.CharField(blank=True, max_length=20)),
                ("reply_count", models.IntegerField(default=0)),
                ("notice", models.CharField(blank=True, max_length=40)),
                ("noticed_on", models.DateField(null=True)),
                ("earliest_close_on", models.DateField(null=True)),
                ("closed_on", models.DateField(null=True)),
                ("policy", models.CharField(blank=True, max_length=80)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closures", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("closing", "Closing"), ("records", "Records")], max_length=8)),
                ("owner", models.CharField(max_length=100)),
                ("reason", models.CharField(max_length=300)),
                ("begun_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("lifted_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("closure_id", models.BigIntegerField(null=True)),
                ("kind", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                ("role", models.CharField(max_length=20)),
                ("body", models.JSONField()),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="journal", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("kind", models.CharField(max_length=40)),
                ("party", models.CharField(max_length=40)),
                ("body", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("sent", "Sent"), ("failed", "Failed")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("tries", models.IntegerField(default=0)),
                ("made_on", models.DateField()),
                ("sent_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReleaseOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("made", "Made"),
                            ("sent", "Sent"),
                            ("accepted", "Accepted"),
                            ("confirmed", "Confirmed"),
                            ("refused", "Refused"),
                            ("unknown", "Unknown"),
                            ("kept", "Kept"),
                        ],
                        default="made",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("made_on", models.DateField()),
                ("sent_on", models.DateField(null=True)),
                ("answered_on", models.DateField(null=True)),
                (
                    "closure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="casework.closure"
                    ),
                ),
                (
                    "remedy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="casework.remedy"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("arrived_at", models.DateTimeField()),
                ("keyed_on", models.DateField()),
                ("channel", models.CharField(max_length=20)),
                ("words", models.TextField(blank=True)),
                ("could_lead", models.BooleanField(null=True)),
                ("review", models.TextField(blank=True)),
                ("reviewed_by", models.CharField(blank=True, max_length=100)),
                (
                    "closure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="casework.closure"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("kind", models.CharField(max_length=40)),
                ("words", models.CharField(max_length=300)),
                ("due_on", models.DateField()),
                ("assigned_to", models.CharField(blank=True, max_length=100)),
                ("done_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="closure",
            index=models.Index(
                condition=models.Q(("step", "noticed")), fields=["earliest_close_on", "id"], name="closure_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("step__in", ["requested", "proposed", "approved", "noticed", "replied"])),
                fields=("case",),
                name="one_attempt_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(fields=["case", "number"], name="journal_of_case"),
        ),
        migrations.AddIndex(
            model_name="outboxmessage",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["id"], name="outbox_waiting"),
        ),
        migrations.AddConstraint(
            model_name="releaseorder",
            constraint=models.UniqueConstraint(fields=("closure", "remedy"), name="release_once"),
        ),
    ]
