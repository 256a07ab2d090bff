"""A request on which a case is kept for debt to the state stands while it is: the views are made anew."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.facts.views import made


def make(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make every view anew, as the .sql files have it now."""
    for statement in made():
        editor.execute(statement, None)


class Migration(migrations.Migration):
    """Makes the views."""

    dependencies = [("casework", "0056_fresh_statistics")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
