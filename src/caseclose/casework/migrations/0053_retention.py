"""The end of records: financial reports, destructions in hand, receipts, and the functions that watch over them."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.destruction.made import made
from caseclose.casework.rights import grant_rights


def make(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the functions and guards, and let the application call the one that it may."""
    for statement in made():
        editor.execute(statement, None)
    with editor.connection.cursor() as cursor:
        grant_rights(cursor)


def _key() -> models.BigAutoField[int, int]:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _name(*, blank: bool = False) -> models.CharField[str, str]:
    return models.CharField(max_length=100, blank=blank)


class Migration(migrations.Migration):
    """Makes the tables and the functions."""

    dependencies = [("casework", "0040_duties")]

    operations = [
        migrations.CreateModel(
            name="FinancialReport",
            fields=[
                ("id", _key()),
                ("state", models.CharField(max_length=2)),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("reported_on", models.DateField()),
                ("recorded_by", _name()),
            ],
        ),
        migrations.CreateModel(
            name="Destruction",
            fields=[
                ("id", _key()),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("approved", "Approved"), ("withdrawn", "Withdrawn")],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("ended_on", models.DateField()),
                ("keep_until", models.DateField()),
                ("proposed_by", _name()),
                ("proposed_on", models.DateField()),
                ("approved_by", _name(blank=True)),
                ("approved_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="destructions", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DestructionReceipt",
            fields=[
                ("id", _key()),
                ("fingerprint", models.CharField(max_length=64)),
                ("destroyed_on", models.DateField()),
                ("destroyed_at", models.DateTimeField()),
                ("proposed_by", _name()),
                ("approved_by", _name()),
                ("destroyed_by", _name()),
                ("rule", models.CharField(max_length=200)),
                ("ended_on", models.DateField()),
                ("reported_on", models.DateField()),
                ("keep_until", models.DateField()),
                ("counts", models.JSONField()),
                ("entries", models.BigIntegerField()),
                ("through", models.BigIntegerField()),
                ("sealed", models.CharField(max_length=64)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipt", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "financialreport",
            models.UniqueConstraint(fields=("state", "begins_on", "ends_on", "reported_on"), name="report_once"),
        ),
        migrations.AddConstraint(
            "destruction",
            models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "approved"])),
                fields=("case",),
                name="one_destruction_at_a_time",
            ),
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
