"""Who works a case; and indexes of the closings in progress, by day, for the queues of offices, workers and teams.

A closing knows the office, the worker and the team of its case, so that one index answers a queue. The database keeps
that true by itself, whoever writes: a closing that begins takes them over, and those of a case follow the case.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Coalesce

KEEP_IN_CARE = """
CREATE FUNCTION casework_closure_begins_in_care() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    care record;
BEGIN
    SELECT c.office_id, coalesce(a.worker, '') AS worker, coalesce(a.team, '') AS team INTO care
    FROM casework_case c LEFT JOIN casework_assignment a ON a.case_id = c.number WHERE c.number = NEW.case_id;
    IF FOUND THEN
        NEW.office_id := care.office_id; NEW.worker := care.worker; NEW.team := care.team;
    END IF;
    RETURN NEW;
END
$body$;
CREATE FUNCTION casework_closures_follow_office() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    UPDATE casework_closure SET office_id = NEW.office_id WHERE case_id = NEW.number;
    RETURN NULL;
END
$body$;
CREATE FUNCTION casework_closures_follow_care() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE casework_closure SET worker = '', team = '' WHERE case_id = OLD.case_id;
    ELSE
        UPDATE casework_closure SET worker = NEW.worker, team = NEW.team WHERE case_id = NEW.case_id;
    END IF;
    RETURN NULL;
END
$body$;
CREATE TRIGGER closure_begins_in_care BEFORE INSERT ON casework_closure
    FOR EACH ROW EXECUTE FUNCTION casework_closure_begins_in_care();
CREATE TRIGGER closures_follow_office AFTER UPDATE OF office_id ON casework_case
    FOR EACH ROW WHEN (OLD.office_id IS DISTINCT FROM NEW.office_id)
    EXECUTE FUNCTION casework_closures_follow_office();
CREATE TRIGGER closures_follow_care AFTER INSERT OR UPDATE OR DELETE ON casework_assignment
    FOR EACH ROW EXECUTE FUNCTION casework_closures_follow_care();
UPDATE casework_closure l SET office_id = c.office_id FROM casework_case c WHERE c.number = l.case_id;
"""
LET_GO = """
DROP TRIGGER closures_follow_care ON casework_assignment;
DROP TRIGGER closures_follow_office ON casework_case;
DROP TRIGGER closure_begins_in_care ON casework_closure;
DROP FUNCTION casework_closures_follow_care();
DROP FUNCTION casework_closures_follow_office();
DROP FUNCTION casework_closure_begins_in_care();
"""
INDEXES: dict[str, tuple[str, ...]] = {
    "closure_open": (),
    "closure_open_office": ("office",),
    "closure_open_step": ("office", "step"),
    "closure_open_worker": ("office", "worker"),
    "closure_open_team": ("office", "team"),
}


def _index(name: str, *fields: str) -> models.Index:
    steps = ["requested", "proposed", "approved", "noticed", "replied"]
    day = Coalesce("earliest_close_on", "begun_on")
    return models.Index(*fields, day, models.F("id"), condition=models.Q(step__in=steps), name=name)


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
        migrations.AddField(
            model_name="closure",
            name="office",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="casework.office",
            ),
        ),
        migrations.AddField(
            "closure", "worker", models.CharField(blank=True, db_default="", default="", max_length=100)
        ),
        migrations.AddField("closure", "team", models.CharField(blank=True, db_default="", default="", max_length=64)),
        migrations.RunSQL(KEEP_IN_CARE, LET_GO),
        *(migrations.AddIndex("closure", _index(name, *fields)) for name, fields in INDEXES.items()),
    ]
