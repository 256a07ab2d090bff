"""Imports: what was imported, the keys that records have in the statewide system, and fewer indexes to keep.

The journal may say what concerns no one case, such as an import. Indexes go that no search uses: those for the
beginnings of case numbers, and those on a first column that a unique key begins with.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

KEYED = {
    "assistanceperiod": "assistance",
    "contactattempt": "contact_attempt",
    "document": "document",
    "finding": "finding",
    "locateeffort": "locate_effort",
    "medicalassignment": "medical_assignment",
    "participant": "participant",
    "person": "person",
    "remedy": "remedy",
    "supportorder": "order",
}
COVERED = {
    "balance": "balances",
    "finding": "findings",
    "participant": "participants",
    "relatedcase": "related",
}
UNUSED_INDEXES = r"""
DO $$
DECLARE unused regclass;
BEGIN
    FOR unused IN
        SELECT c.oid
        FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_class t ON t.oid = i.indrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND t.relname LIKE 'casework\_%'
          AND (c.relname LIKE '%\_like' OR c.relname LIKE 'casework\_remedy\_cases\_remedy\_id\_________')
          AND NOT i.indisunique
    LOOP
        EXECUTE format('DROP INDEX %s', unused);
    END LOOP;
END
$$
"""


def _key() -> models.BigAutoField[int, int]:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _of(model: str, related: str) -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name=related, to=f"casework.{model}"
    )


class Migration(migrations.Migration):
    """Makes the tables of imports, and changes the others."""

    dependencies = [("casework", "0010_fact_views")]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", _key()),
                ("fingerprint", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "Running"), ("done", "Done"), ("abandoned", "Abandoned")],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("by", models.CharField(max_length=100)),
                ("begun_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ImportedFile",
            fields=[
                ("id", _key()),
                ("resource", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.BigIntegerField()),
                ("refused", models.BigIntegerField()),
                ("unchanged", models.BooleanField(default=False)),
                ("run", _of("importrun", "files")),
            ],
        ),
        migrations.CreateModel(
            name="ImportedChunk",
            fields=[
                ("id", _key()),
                ("number", models.IntegerField()),
                ("added", models.IntegerField(default=0)),
                ("changed", models.IntegerField(default=0)),
                ("file", _of("importedfile", "chunks")),
            ],
        ),
        migrations.CreateModel(
            name="RefusedCase",
            fields=[
                ("id", _key()),
                ("number", models.CharField(max_length=64)),
                ("file", _of("importedfile", "refused_cases")),
            ],
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "running")), fields=("state",), name="one_import_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="importedfile",
            constraint=models.UniqueConstraint(fields=("run", "resource"), name="file_once"),
        ),
        migrations.AddConstraint(
            model_name="importedchunk",
            constraint=models.UniqueConstraint(fields=("file", "number"), name="chunk_once"),
        ),
        migrations.AddConstraint(
            model_name="refusedcase",
            constraint=models.UniqueConstraint(fields=("file", "number"), name="refused_case_once"),
        ),
        *(migrations.AddField(model, "source_key", models.CharField(max_length=64, null=True)) for model in KEYED),
        *(
            migrations.AddConstraint(model, models.UniqueConstraint(fields=("source_key",), name=f"{name}_source_key"))
            for model, name in KEYED.items()
        ),
        migrations.AddConstraint("relatedcase", models.UniqueConstraint(fields=("case", "other"), name="related_once")),
        *(migrations.AlterField(model, "case", _of("case", related)) for model, related in COVERED.items()),
        migrations.AlterField(
            "journalentry",
            "case",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="journal",
                to="casework.case",
            ),
        ),
        migrations.RunSQL(UNUSED_INDEXES, migrations.RunSQL.noop),
    ]
