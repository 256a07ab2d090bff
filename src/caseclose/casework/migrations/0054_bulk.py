"""Work in bulk: batches and their cases. And nothing is told any more of a case whose records were destroyed."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.destruction.made import made


def make(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the functions and guards anew, as the .sql files have them now."""
    for statement in made():
        editor.execute(statement, None)


def _key() -> models.BigAutoField[int, int]:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """Makes the tables."""

    dependencies = [("casework", "0053_retention")]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", _key()),
                ("kind", models.CharField(max_length=12)),
                (
                    "state",
                    models.CharField(
                        choices=[("previewed", "Previewed"), ("running", "Running"), ("done", "Done")],
                        default="previewed",
                        max_length=10,
                    ),
                ),
                ("asked", models.JSONField()),
                ("policy", models.CharField(max_length=80)),
                ("fingerprint", models.CharField(max_length=64)),
                ("previewed_on", models.DateField()),
                ("by", models.CharField(blank=True, max_length=100)),
                ("begun_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="BatchItem",
            fields=[
                ("id", _key()),
                ("place", models.IntegerField()),
                ("number", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("refused", "Refused")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("facts", models.CharField(blank=True, max_length=64)),
                ("closure", models.BigIntegerField(null=True)),
                ("refusal", models.JSONField(null=True)),
                ("note", models.JSONField(default=dict)),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="casework.batch",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batch_items",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "batchitem", models.UniqueConstraint(fields=("batch", "place"), name="batch_place_once")
        ),
        migrations.AddConstraint(
            "batchitem", models.UniqueConstraint(fields=("batch", "number"), name="batch_case_once")
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
