"""The facts about money read the ledger."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.facts.views import made


def make(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make every view anew, as the .sql files have it now."""
    for statement in made():
        editor.execute(statement, None)


class Migration(migrations.Migration):
    """Makes the views anew. Going back leaves them: they read tables that are there still."""

    dependencies = [("casework", "0030_ledger")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
