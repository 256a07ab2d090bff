"""What waits beside the closings knows in whose care its case is, so that a worker's queue is read without the others'.

Tasks, holds and orders to let go take over the office, the worker and the team of their case when they begin, and
follow them, as closings do. And an index of case numbers by how they begin, for finding a case by a part of its number.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Collate

FILLED = """
CREATE FUNCTION casework_waiting_begins_in_care() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    SELECT c.office_id, coalesce(a.worker, ''), coalesce(a.team, '') INTO NEW.office_id, NEW.worker, NEW.team
    FROM public.casework_case c LEFT JOIN public.casework_assignment a ON a.case_id = c.number
    WHERE c.number = NEW.case_id;
    RETURN NEW;
END
$body$;
DROP TRIGGER task_office ON casework_task;
CREATE TRIGGER task_begins_in_care BEFORE INSERT OR UPDATE ON casework_task
    FOR EACH ROW WHEN (NEW.office_id IS NULL AND NEW.case_id IS NOT NULL)
    EXECUTE FUNCTION casework_waiting_begins_in_care();
CREATE TRIGGER hold_begins_in_care BEFORE INSERT OR UPDATE ON casework_hold
    FOR EACH ROW WHEN (NEW.office_id IS NULL) EXECUTE FUNCTION casework_waiting_begins_in_care();
DROP FUNCTION casework_task_office();

CREATE FUNCTION casework_release_begins_in_care() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    SELECT k.office_id, k.worker, k.team INTO NEW.office_id, NEW.worker, NEW.team
    FROM public.casework_closure k WHERE k.id = NEW.closure_id;
    RETURN NEW;
END
$body$;
DROP TRIGGER release_office ON casework_releaseorder;
CREATE TRIGGER release_begins_in_care BEFORE INSERT OR UPDATE ON casework_releaseorder
    FOR EACH ROW WHEN (NEW.office_id IS NULL) EXECUTE FUNCTION casework_release_begins_in_care();
DROP FUNCTION casework_release_office();

CREATE OR REPLACE FUNCTION casework_waiting_follows_office() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    UPDATE public.casework_task t SET office_id = NEW.office_id WHERE t.case_id = NEW.number;
    UPDATE public.casework_hold h SET office_id = NEW.office_id WHERE h.case_id = NEW.number;
    UPDATE public.casework_releaseorder o SET office_id = NEW.office_id
    FROM public.casework_closure k WHERE k.case_id = NEW.number AND o.closure_id = k.id;
    RETURN NULL;
END
$body$;

CREATE FUNCTION casework_waiting_follows_care() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    whose public.casework_assignment;
BEGIN
    IF TG_OP = 'DELETE' THEN
        whose := OLD; whose.worker := ''; whose.team := '';
    ELSE
        whose := NEW;
    END IF;
    UPDATE public.casework_task t SET worker = whose.worker, team = whose.team WHERE t.case_id = whose.case_id;
    UPDATE public.casework_hold h SET worker = whose.worker, team = whose.team WHERE h.case_id = whose.case_id;
    UPDATE public.casework_releaseorder o SET worker = whose.worker, team = whose.team
    FROM public.casework_closure k WHERE k.case_id = whose.case_id AND o.closure_id = k.id;
    RETURN NULL;
END
$body$;
CREATE TRIGGER waiting_follows_care AFTER INSERT OR UPDATE OR DELETE ON casework_assignment
    FOR EACH ROW EXECUTE FUNCTION casework_waiting_follows_care();

UPDATE casework_task SET office_id = NULL WHERE case_id IS NOT NULL;
UPDATE casework_hold SET office_id = NULL;
UPDATE casework_releaseorder SET office_id = NULL;
"""
NOT_CONFIRMED = ["made", "sent", "accepted", "refused", "unknown"]


def _office() -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="casework.office",
    )


def _care(model: str) -> list[migrations.AddField]:
    return [
        migrations.AddField(model, "worker", models.CharField(blank=True, db_default="", default="", max_length=100)),
        migrations.AddField(model, "team", models.CharField(blank=True, db_default="", default="", max_length=64)),
    ]


def _index(model: str, name: str, *fields: str, condition: models.Q) -> migrations.AddIndex:
    return migrations.AddIndex(model, models.Index(fields=fields, condition=condition, name=name))


OPEN, WAITS, STANDS = models.Q(done_on=None), models.Q(state__in=NOT_CONFIRMED), models.Q(lifted_on=None)


class Migration(migrations.Migration):
    """Adds columns that triggers fill, and indexes."""

    dependencies = [("casework", "0103_journal_for_supervisors")]

    operations = [
        migrations.AddField("hold", "office", _office()),
        *_care("task"),
        *_care("hold"),
        *_care("releaseorder"),
        migrations.RunSQL(FILLED),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        _index("task", "task_open_of_worker", "office", "worker", "due_on", "id", condition=OPEN),
        _index("task", "task_open_of_team", "office", "team", "due_on", "id", condition=OPEN),
        _index("task", "task_given", "assigned_to", "due_on", "id", condition=OPEN),
        _index("releaseorder", "release_waits_for_worker", "office", "worker", "made_on", "id", condition=WAITS),
        _index("releaseorder", "release_waits_for_team", "office", "team", "made_on", "id", condition=WAITS),
        _index("hold", "hold_in_office", "office", "ends_on", "id", condition=STANDS),
        migrations.AddIndex("case", models.Index(Collate("number", "C"), name="case_number_begin")),
    ]
