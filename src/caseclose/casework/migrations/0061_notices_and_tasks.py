"""A notice counts from the day on which it went out: the views are made anew. Tasks that wait too long are raised."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.facts.views import made


def make(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make every view anew, as the .sql files have it now."""
    for statement in made():
        editor.execute(statement, None)


class Migration(migrations.Migration):
    """Makes the views and a column."""

    dependencies = [("casework", "0060_jobs")]

    operations = [
        migrations.RunPython(make, migrations.RunPython.noop),
        migrations.AddField(model_name="task", name="raised_on", field=models.DateField(null=True)),
    ]
