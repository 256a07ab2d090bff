"""Since when the reason for services is what it is: the views that read it are made anew."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.facts.views import made


def make(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make every view anew, as the .sql files have it now."""
    for statement in made():
        editor.execute(statement, None)


class Migration(migrations.Migration):
    """Makes a column and the views."""

    dependencies = [("casework", "0081_locate_once")]

    operations = [
        migrations.AddField(model_name="case", name="service_basis_since", field=models.DateField(null=True)),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
