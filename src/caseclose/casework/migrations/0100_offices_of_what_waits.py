"""Tasks and releases beside the office of their case, so that what waits in one office is found without the others'.

The database fills the column by itself, and follows a case that moves to another office. And an index of closings that
were carried out, by day, for supervisors.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

FILLED = """
CREATE FUNCTION casework_task_office() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    SELECT c.office_id INTO NEW.office_id FROM public.casework_case c WHERE c.number = NEW.case_id;
    RETURN NEW;
END
$body$;
CREATE TRIGGER task_office BEFORE INSERT OR UPDATE ON casework_task
    FOR EACH ROW WHEN (NEW.office_id IS NULL AND NEW.case_id IS NOT NULL) EXECUTE FUNCTION casework_task_office();

CREATE FUNCTION casework_release_office() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    SELECT c.office_id INTO NEW.office_id
    FROM public.casework_closure k JOIN public.casework_case c ON c.number = k.case_id WHERE k.id = NEW.closure_id;
    RETURN NEW;
END
$body$;
CREATE TRIGGER release_office BEFORE INSERT OR UPDATE ON casework_releaseorder
    FOR EACH ROW WHEN (NEW.office_id IS NULL) EXECUTE FUNCTION casework_release_office();

CREATE FUNCTION casework_waiting_follows_office() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    UPDATE public.casework_task t SET office_id = NEW.office_id WHERE t.case_id = NEW.number;
    UPDATE public.casework_releaseorder o SET office_id = NEW.office_id
    FROM public.casework_closure k WHERE k.case_id = NEW.number AND o.closure_id = k.id;
    RETURN NULL;
END
$body$;
CREATE TRIGGER waiting_follows_office AFTER UPDATE OF office_id ON casework_case
    FOR EACH ROW WHEN (OLD.office_id IS DISTINCT FROM NEW.office_id)
    EXECUTE FUNCTION casework_waiting_follows_office();

UPDATE casework_task SET office_id = NULL WHERE case_id IS NOT NULL;
UPDATE casework_releaseorder SET office_id = NULL;
"""
LEFT_ALONE = """
DROP TRIGGER waiting_follows_office ON casework_case;
DROP TRIGGER release_office ON casework_releaseorder;
DROP TRIGGER task_office ON casework_task;
DROP FUNCTION casework_waiting_follows_office(), casework_release_office(), casework_task_office();
"""


def _office() -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="casework.office",
    )


class Migration(migrations.Migration):
    """Adds two columns that triggers fill, and indexes."""

    dependencies = [("casework", "0098_incoming_papers")]

    operations = [
        migrations.AddField(model_name="task", name="office", field=_office()),
        migrations.AddField(model_name="releaseorder", name="office", field=_office()),
        migrations.RunSQL(FILLED, LEFT_ALONE),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="closure",
            index=models.Index(fields=["closed_on", "id"], condition=models.Q(step="closed"), name="closure_closed"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["due_on", "id"], condition=models.Q(done_on=None), name="task_open"),
        ),
        migrations.AddIndex(
            model_name="releaseorder",
            index=models.Index(
                fields=["made_on", "id"],
                condition=models.Q(state__in=["made", "sent", "accepted", "refused", "unknown"]),
                name="release_not_confirmed",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=["office", "due_on", "id"], condition=models.Q(done_on=None), name="task_open_in_office"
            ),
        ),
        migrations.AddIndex(
            model_name="releaseorder",
            index=models.Index(
                fields=["office", "made_on", "id"],
                condition=models.Q(state__in=["made", "sent", "accepted", "refused", "unknown"]),
                name="release_waits_in_office",
            ),
        ),
    ]
