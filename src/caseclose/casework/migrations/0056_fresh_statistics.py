"""The application may have the database look at its tables anew, so that its plans are made for what is in them."""

from django.db import migrations

LOOK = """
CREATE FUNCTION casework_look_anew() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $body$
DECLARE it regclass;
BEGIN
    FOR it IN SELECT oid FROM pg_class
              WHERE relname LIKE 'casework\\_%' AND relkind = 'r' AND relnamespace = 'public'::regnamespace
    LOOP
        EXECUTE format('ANALYZE %s', it);
    END LOOP;
END
$body$;
"""


class Migration(migrations.Migration):
    """Makes a function of the owner's that analyzes the tables. It can do nothing else."""

    dependencies = [("casework", "0055_ends_of_cases")]

    operations = [migrations.RunSQL(LOOK, "DROP FUNCTION casework_look_anew()")]
