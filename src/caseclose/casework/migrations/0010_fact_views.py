"""Facts are derived from the records by views: SQL functions of the day of decision."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.facts.views import forgotten, made


def make(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make every view anew, as the .sql files have it now."""
    for statement in made():
        editor.execute(statement, None)


def forget(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop every view."""
    editor.execute(forgotten(), None)


class Migration(migrations.Migration):
    """Makes the views. When a .sql file changes, a later migration does the same once more."""

    dependencies = [("casework", "0005_roles")]

    operations = [migrations.RunPython(make, forget)]
