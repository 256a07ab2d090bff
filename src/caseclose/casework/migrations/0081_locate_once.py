"""The view of the search for the parent goes through the searches of a case once."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.facts.views import made


def make(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make every view anew, as the .sql files have it now."""
    for statement in made():
        editor.execute(statement, None)


class Migration(migrations.Migration):
    """Makes the views."""

    dependencies = [("casework", "0091_letters_as_mailed")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
