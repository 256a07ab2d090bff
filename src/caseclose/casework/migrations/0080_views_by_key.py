"""Views look people, remedies and other cases up by their keys: a part of the cases costs a part of the time."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.facts.views import made


def make(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make every view anew, as the .sql files have it now."""
    for statement in made():
        editor.execute(statement, None)


class Migration(migrations.Migration):
    """Makes the views."""

    dependencies = [("casework", "0085_tasks_in_words")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
