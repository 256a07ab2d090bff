"""The journal only grows: the database itself refuses to change it."""

from django.db import migrations

GUARD = """
CREATE FUNCTION casework_journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'the journal only grows: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$body$;
CREATE TRIGGER journal_only_grows
    BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_journalentry
    FOR EACH STATEMENT EXECUTE FUNCTION casework_journal_only_grows();
"""

NO_GUARD = """
DROP TRIGGER journal_only_grows ON casework_journalentry;
DROP FUNCTION casework_journal_only_grows();
"""


class Migration(migrations.Migration):
    """Sets triggers that refuse UPDATE, DELETE and TRUNCATE to everyone, the owner too."""

    dependencies = [("casework", "0003_closing")]

    operations = [migrations.RunSQL(GUARD, NO_GUARD)]
