"""What the watch over the public site last saw."""

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

    dependencies = [("casework", "0112_outages")]

    operations = [
        migrations.CreateModel(
            "SiteWatch",
            [
                ("site", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("looked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("silent_since", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
