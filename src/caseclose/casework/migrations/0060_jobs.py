"""Jobs and the days that were worked; a task may concern no one case."""

from importlib.resources import files

import django.db.models.deletion
from django.db import migrations, models

MADE = files("caseclose.casework.jobs").joinpath("procrastinate_3_10.sql").read_text(encoding="utf-8")
GONE = """
DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs, procrastinate_workers;
DO $$
DECLARE thing record;
BEGIN
    FOR thing IN SELECT oid::regprocedure AS name FROM pg_proc WHERE proname LIKE 'procrastinate\\_%' LOOP
        EXECUTE format('DROP FUNCTION %s', thing.name);
    END LOOP;
END
$$;
DROP TYPE procrastinate_job_to_defer_v1;
DROP TYPE procrastinate_job_event_type;
DROP TYPE procrastinate_job_status;
"""


class Migration(migrations.Migration):
    """Makes the tables of procrastinate, and one of ours."""

    dependencies = [("casework", "0057_candidates")]

    operations = [
        migrations.RunSQL(MADE, GONE),
        migrations.CreateModel(
            name="WorkedDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("zone", models.CharField(max_length=64)),
                ("on", models.DateField()),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddConstraint(
            model_name="workedday",
            constraint=models.UniqueConstraint(fields=("zone", "on"), name="worked_once"),
        ),
        migrations.AlterField(
            model_name="task",
            name="case",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="casework.case"
            ),
        ),
    ]
