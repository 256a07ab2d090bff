"""Where letters to other agencies go: once for each agency, and no longer in each case that it shares."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.rights import grant_rights

GATHER = """
INSERT INTO casework_agencyaddress (code, name, mailing_address)
SELECT DISTINCT ON (code) code, name, mailing_address FROM casework_otheragency
WHERE name <> '' AND mailing_address <> '[]' ORDER BY code, id DESC
"""
SPREAD = """
UPDATE casework_otheragency o SET name = a.name, mailing_address = a.mailing_address
FROM casework_agencyaddress a WHERE a.code = o.code
"""


def grant(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Give the application's role its rights on the new table."""
    with editor.connection.cursor() as cursor:
        grant_rights(cursor)


class Migration(migrations.Migration):
    """Makes the table, and moves there what stood in the cases. Of two of one code the later one counts."""

    dependencies = [("casework", "0092_assignments")]

    operations = [
        migrations.CreateModel(
            "AgencyAddress",
            [
                ("code", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("mailing_address", models.JSONField()),
            ],
        ),
        migrations.RunSQL(GATHER, SPREAD),
        migrations.RemoveField("otheragency", "name"),
        migrations.RemoveField("otheragency", "mailing_address"),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
