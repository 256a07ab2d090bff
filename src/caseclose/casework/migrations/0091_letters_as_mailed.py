"""Letters as they were mailed, their batches and codes. The letters only grow, and go with the records of a case."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.rights import grant_rights

GUARD = """
CREATE FUNCTION casework_letters_only_grow() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'a stored letter stays as it is: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$body$;
CREATE FUNCTION casework_letters_go_with_their_case() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NOT EXISTS (SELECT FROM casework_destructionreceipt r WHERE r.case_id = OLD.case_id) THEN
        RAISE EXCEPTION 'a stored letter stays as it is: % of % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$body$;
CREATE TRIGGER letters_only_grow
    BEFORE UPDATE OR TRUNCATE ON casework_storedletter
    FOR EACH STATEMENT EXECUTE FUNCTION casework_letters_only_grow();
CREATE CONSTRAINT TRIGGER letters_go_with_their_case
    AFTER DELETE ON casework_storedletter DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION casework_letters_go_with_their_case();
"""

NO_GUARD = """
DROP TRIGGER letters_go_with_their_case ON casework_storedletter;
DROP TRIGGER letters_only_grow ON casework_storedletter;
DROP FUNCTION casework_letters_go_with_their_case();
DROP FUNCTION casework_letters_only_grow();
"""


def _key() -> models.BigAutoField[int, int]:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def grant(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Give the application's role its rights on the new tables: it may add letters and change none."""
    with editor.connection.cursor() as cursor:
        grant_rights(cursor)


class Migration(migrations.Migration):
    """Makes the tables, the guard over the letters, and what a letter must know of a person and of an agency."""

    dependencies = [("casework", "0080_views_by_key")]

    operations = [
        migrations.AddField("person", "large_print", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("otheragency", "name", models.CharField(max_length=200, blank=True, db_default="")),
        migrations.AddField(
            "otheragency",
            "mailing_address",
            models.JSONField(default=list, db_default=models.Value([], models.JSONField())),
        ),
        migrations.AlterField(
            "outboxmessage",
            "state",
            models.CharField(
                choices=[("waiting", "Waiting"), ("batched", "Batched"), ("sent", "Sent"), ("failed", "Failed")],
                default="waiting",
                max_length=8,
            ),
        ),
        migrations.CreateModel(
            "MailBatch",
            [
                ("id", _key()),
                ("on", models.DateField()),
                ("handed_over_on", models.DateField(null=True)),
                ("letters", models.IntegerField(default=0)),
                ("pages", models.IntegerField(default=0)),
            ],
        ),
        migrations.AddConstraint(
            "mailbatch",
            models.UniqueConstraint(
                models.ExpressionWrapper(models.Q(handed_over_on=None), models.BooleanField()),
                condition=models.Q(handed_over_on=None),
                name="one_mail_batch_at_a_time",
            ),
        ),
        migrations.CreateModel(
            "ReplyCode",
            [
                ("code", models.CharField(max_length=16, primary_key=True, serialize=False)),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply_code",
                        to="casework.outboxmessage",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            "StoredLetter",
            [
                ("id", _key()),
                ("number", models.IntegerField()),
                ("language", models.CharField(max_length=8)),
                ("large", models.BooleanField()),
                ("pages", models.IntegerField()),
                ("postal", models.CharField(blank=True, max_length=10)),
                ("facts", models.CharField(max_length=64)),
                ("policy", models.CharField(max_length=80)),
                ("sha256", models.CharField(max_length=64)),
                ("pdf", models.BinaryField()),
                ("made_on", models.DateField()),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stored",
                        to="casework.mailbatch",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="casework.case"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="casework.outboxmessage",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "storedletter", models.UniqueConstraint(fields=("message", "number"), name="letter_number_once")
        ),
        migrations.AddIndex("storedletter", models.Index(fields=["batch", "message"], name="letters_of_batch")),
        migrations.RunSQL(GUARD, NO_GUARD),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
