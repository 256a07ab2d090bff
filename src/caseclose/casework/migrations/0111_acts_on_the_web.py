"""Acts of people on the web, unfinished requests, and counts. A paper may go on to another office."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.destruction.made import functions
from caseclose.casework.rights import grant_rights

PROTECT = django.db.models.deletion.PROTECT
STAYS = """
DROP TRIGGER papers_stay ON casework_incomingpaper;
CREATE TRIGGER papers_stay
    BEFORE UPDATE OF {columns} ON casework_incomingpaper
    FOR EACH STATEMENT EXECUTE FUNCTION casework_papers_stay();
"""
AS_IT_CAME = "channel, arrived_at, arrived_on, taken_at, taken_on, taken_by, kind, size, pages, sha256, code"
FILING_STAYS = """
CREATE TRIGGER filings_stay
    BEFORE UPDATE OF paper_id, kind, reference, language, said OR TRUNCATE ON casework_webfiling
    FOR EACH STATEMENT EXECUTE FUNCTION casework_papers_stay();
"""


def make(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the functions anew, which know of filings now, and give the application's role its rights."""
    for statement in functions():
        editor.execute(statement, None)
    with editor.connection.cursor() as cursor:
        grant_rights(cursor)


def _paper(related: str) -> models.OneToOneField[object, object]:
    return models.OneToOneField(
        on_delete=PROTECT, primary_key=True, related_name=related, serialize=False, to="casework.incomingpaper"
    )


class Migration(migrations.Migration):
    """Makes the tables. What a paper says and when it came still never changes; in whose office it lies may."""

    dependencies = [("casework", "0110_codes_as_fingerprints")]

    operations = [
        migrations.CreateModel(
            "WebFiling",
            [
                ("paper", _paper("filing")),
                (
                    "kind",
                    models.CharField(
                        max_length=12,
                        choices=[
                            ("request", "Request"),
                            ("reply", "Reply"),
                            ("withdrawal", "Withdrawal"),
                            ("reopening", "Reopening"),
                        ],
                    ),
                ),
                ("reference", models.CharField(max_length=64, unique=True)),
                ("language", models.CharField(max_length=8)),
                ("said", models.JSONField()),
                ("weighed_at", models.DateTimeField(null=True)),
                (
                    "follows",
                    models.ForeignKey(
                        null=True, on_delete=PROTECT, related_name="followed_by", to="casework.webfiling"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["paper"], condition=models.Q(("weighed_at", None)), name="filings_to_weigh")
                ]
            },
        ),
        migrations.CreateModel(
            "WebAttachment",
            [
                ("paper", _paper("attached")),
                (
                    "filing",
                    models.ForeignKey(on_delete=PROTECT, related_name="attachments", to="casework.webfiling"),
                ),
            ],
        ),
        migrations.CreateModel(
            "WebDraft",
            [
                ("mark", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                ("ends_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            "WebCount",
            [
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("what", models.CharField(max_length=16)),
                ("whose", models.CharField(max_length=64)),
                ("since", models.DateTimeField(db_index=True)),
                ("count", models.IntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("what", "whose", "since"), name="web_count_once")]
            },
        ),
        migrations.RunSQL(STAYS.format(columns=AS_IT_CAME), STAYS.format(columns=f"office_id, {AS_IT_CAME}")),
        migrations.RunSQL(FILING_STAYS, "DROP TRIGGER filings_stay ON casework_webfiling;"),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
