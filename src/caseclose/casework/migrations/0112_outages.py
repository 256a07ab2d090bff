"""Times in which people could not reach the public site."""

from __future__ import annotations

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.rights import grant_rights


def grant(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Give the application's role its rights on the table."""
    with editor.connection.cursor() as cursor:
        grant_rights(cursor)


class Migration(migrations.Migration):
    """Makes the table."""

    dependencies = [("casework", "0111_acts_on_the_web")]

    operations = [
        migrations.CreateModel(
            "WebOutage",
            [
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=100)),
                ("recorded_on", models.DateField()),
            ],
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
