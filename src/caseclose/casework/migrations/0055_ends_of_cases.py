"""When a case ended that lived on after its closing; and open duties keep records. The functions are made anew."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.destruction.made import made


def make(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the functions and guards anew, as the .sql files have them now."""
    for statement in made():
        editor.execute(statement, None)


class Migration(migrations.Migration):
    """Makes the functions."""

    dependencies = [("casework", "0031_facts_from_the_ledger")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
