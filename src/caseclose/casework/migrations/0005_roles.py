"""The application's role gets the rights that it needs, and no others."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.rights import grant_rights


def grant(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Give the rights, where the role exists."""
    with editor.connection.cursor() as cursor:
        grant_rights(cursor)


class Migration(migrations.Migration):
    """Grants rights on the tables made so far. `caseclose db start` grants them on later ones."""

    dependencies = [("casework", "0004_journal_guard")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
