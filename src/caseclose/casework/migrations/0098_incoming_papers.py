"""Papers that come in as files. What came and how its pages look never changes, and goes with the case's records."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.destruction.made import functions
from caseclose.casework.rights import grant_rights

GUARD = """
CREATE FUNCTION casework_papers_stay() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'a paper stays as it came: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$body$;
CREATE FUNCTION casework_pages_go_with_their_paper() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (SELECT FROM casework_incomingpaper p WHERE p.id = OLD.paper_id) THEN
        RAISE EXCEPTION 'a paper stays as it came: % of % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$body$;
CREATE FUNCTION casework_papers_go_with_their_case() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $body$
BEGIN
    IF NOT EXISTS (SELECT FROM casework_destructionreceipt r WHERE r.case_id = OLD.case_id)
        AND NOT (OLD.case_id IS NULL AND OLD.state = 'set_aside' AND EXISTS (
            SELECT FROM casework_office o WHERE o.code = OLD.office_id
                AND (OLD.done_on + casework_policy_span('set_aside_span', o.state, OLD.done_on))::date
                    <= (now() AT TIME ZONE 'Pacific/Kiritimati')::date
        ))
    THEN
        RAISE EXCEPTION 'a paper stays as it came: % of % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$body$;
CREATE TRIGGER originals_stay
    BEFORE UPDATE OR TRUNCATE ON casework_paperoriginal
    FOR EACH STATEMENT EXECUTE FUNCTION casework_papers_stay();
CREATE TRIGGER pages_stay
    BEFORE UPDATE OR TRUNCATE ON casework_paperpage
    FOR EACH STATEMENT EXECUTE FUNCTION casework_papers_stay();
CREATE TRIGGER keyed_in_stays
    BEFORE UPDATE OR TRUNCATE ON casework_keyedin
    FOR EACH STATEMENT EXECUTE FUNCTION casework_papers_stay();
CREATE TRIGGER papers_stay
    BEFORE UPDATE OF office_id, channel, arrived_at, arrived_on, taken_at, taken_on, taken_by, kind, size, pages,
        sha256, code ON casework_incomingpaper
    FOR EACH STATEMENT EXECUTE FUNCTION casework_papers_stay();
CREATE CONSTRAINT TRIGGER originals_go_with_their_paper
    AFTER DELETE ON casework_paperoriginal DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION casework_pages_go_with_their_paper();
CREATE CONSTRAINT TRIGGER pages_go_with_their_paper
    AFTER DELETE ON casework_paperpage DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION casework_pages_go_with_their_paper();
CREATE CONSTRAINT TRIGGER papers_go_with_their_case
    AFTER DELETE ON casework_incomingpaper DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION casework_papers_go_with_their_case();
"""
NO_GUARD = """
DROP TRIGGER papers_go_with_their_case ON casework_incomingpaper;
DROP TRIGGER pages_go_with_their_paper ON casework_paperpage;
DROP TRIGGER originals_go_with_their_paper ON casework_paperoriginal;
DROP TRIGGER papers_stay ON casework_incomingpaper;
DROP TRIGGER keyed_in_stays ON casework_keyedin;
DROP TRIGGER pages_stay ON casework_paperpage;
DROP TRIGGER originals_stay ON casework_paperoriginal;
DROP FUNCTION casework_papers_go_with_their_case();
DROP FUNCTION casework_pages_go_with_their_paper();
DROP FUNCTION casework_papers_stay();
"""
PAPER, CASE = "casework.incomingpaper", "casework.case"
PROTECT = django.db.models.deletion.PROTECT


def make(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the functions anew, which know of papers now, and give the application's role its rights."""
    for statement in functions():
        editor.execute(statement, None)
    with editor.connection.cursor() as cursor:
        grant_rights(cursor)


def _key() -> models.BigAutoField[int, int]:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _name(*, blank: bool = False) -> models.CharField[str, str]:
    return models.CharField(max_length=100, blank=blank)


PAPER_FIELDS: list[tuple[str, models.Field[Any, Any]]] = [
    ("id", _key()),
    ("office", models.ForeignKey(on_delete=PROTECT, to="casework.office", db_index=False)),
    ("case", models.ForeignKey(null=True, on_delete=PROTECT, related_name="papers", to=CASE)),
    (
        "state",
        models.CharField(
            choices=[("waiting", "Waiting"), ("keyed", "Keyed"), ("set_aside", "Set Aside")],
            default="waiting",
            max_length=10,
        ),
    ),
    ("channel", models.CharField(max_length=20)),
    ("arrived_at", models.DateTimeField()),
    ("arrived_on", models.DateField()),
    ("taken_at", models.DateTimeField()),
    ("taken_on", models.DateField()),
    ("taken_by", _name()),
    ("kind", models.CharField(max_length=8)),
    ("size", models.IntegerField()),
    ("pages", models.IntegerField()),
    ("sha256", models.CharField(max_length=64)),
    ("code", models.CharField(blank=True, max_length=40)),
    ("because", models.CharField(blank=True, max_length=20)),
    ("words", models.CharField(blank=True, max_length=300)),
    ("done_on", models.DateField(null=True)),
    ("done_by", _name(blank=True)),
]
KEYED_FIELDS: list[tuple[str, models.Field[Any, Any]]] = [
    ("id", _key()),
    ("receipt", models.CharField(max_length=16, unique=True)),
    ("kind", models.CharField(max_length=16)),
    ("channel", models.CharField(max_length=20)),
    ("arrived_at", models.DateTimeField()),
    ("arrived_on", models.DateField()),
    ("keyed_at", models.DateTimeField()),
    ("keyed_on", models.DateField()),
    ("keyed_by", _name()),
    ("said", models.JSONField()),
    ("case", models.ForeignKey(on_delete=PROTECT, related_name="keyed_in", to=CASE)),
    ("document", models.ForeignKey(null=True, on_delete=PROTECT, to="casework.document")),
    ("paper", models.OneToOneField(null=True, on_delete=PROTECT, related_name="keyed_in", to=PAPER)),
]


class Migration(migrations.Migration):
    """Makes the tables, the guards over them, and what the functions of destruction know of them."""

    dependencies = [("casework", "0095_notes")]

    operations = [
        migrations.CreateModel(
            "IncomingPaper",
            PAPER_FIELDS,
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["office", "arrived_on", "id"],
                        name="papers_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("state", "set_aside")),
                        fields=["office", "done_on", "id"],
                        name="papers_set_aside",
                    ),
                    models.Index(fields=["office", "sha256"], name="papers_by_hash"),
                    models.Index(fields=["office", "taken_on"], name="papers_of_day"),
                ]
            },
        ),
        migrations.CreateModel(
            "PaperOriginal",
            [
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=PROTECT, primary_key=True, related_name="original", serialize=False, to=PAPER
                    ),
                ),
                ("data", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            "PaperPage",
            [
                ("id", _key()),
                ("number", models.IntegerField()),
                ("media", models.CharField(max_length=4)),
                ("width", models.IntegerField()),
                ("height", models.IntegerField()),
                ("picture", models.BinaryField()),
                ("paper", models.ForeignKey(on_delete=PROTECT, related_name="copies", to=PAPER, db_index=False)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("paper", "number"), name="page_once")],
            },
        ),
        migrations.CreateModel("KeyedIn", KEYED_FIELDS),
        migrations.RunSQL(GUARD, NO_GUARD),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
