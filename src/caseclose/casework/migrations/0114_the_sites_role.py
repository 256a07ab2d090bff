"""What the role of the public site needs of the owner: to hold a case, to go from a code to its letter, to see that.

The role itself adds to the journal and to papers; a trigger sees that what it adds is an act on the web that arrived.
"""

from __future__ import annotations

from django.db import migrations

HOLD = """
CREATE FUNCTION casework_hold_case(text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM casework_case WHERE number = $1 FOR UPDATE;
END
$$;
"""
MESSAGE = """
CREATE FUNCTION casework_message_of_code(text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT message_id FROM casework_replycode WHERE fingerprint = $1
$$;
"""
LETTER = """
CREATE FUNCTION casework_letter_of_code(text, bigint) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT stored.pdf
    FROM casework_replycode code
    JOIN casework_outboxmessage theirs ON theirs.id = code.message_id AND theirs.body ->> 'whom' = 'recipient'
    JOIN casework_outboxmessage wanted ON wanted.case_id = theirs.case_id AND wanted.body ->> 'whom' = 'recipient'
    JOIN casework_storedletter stored ON stored.message_id = wanted.id
    WHERE code.fingerprint = $1 AND wanted.id = $2
    ORDER BY stored.number DESC LIMIT 1
$$;
"""
LITTLE = """
CREATE FUNCTION casework_only_acts_that_arrived() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'casework_journalentry' THEN
        IF (NEW.kind, NEW."by", NEW.role) = ('PaperTakenIn', 'web', 'recipient') THEN RETURN NEW; END IF;
    ELSIF (NEW.channel, NEW.taken_by, NEW.state) = ('web', 'web', 'waiting') THEN
        RETURN NEW;
    END IF;
    RAISE insufficient_privilege USING MESSAGE = 'the public site adds nothing but acts that arrived';
END
$$;
"""
SEES = """
CREATE TRIGGER web_adds_acts_alone BEFORE INSERT ON {table}
    FOR EACH ROW WHEN (current_user = 'caseclose_web') EXECUTE FUNCTION casework_only_acts_that_arrived();
"""
ADDED_TO = ("casework_journalentry", "casework_incomingpaper")


class Migration(migrations.Migration):
    """Makes the functions and the triggers. Who may call the functions is granted when all tables are up to date."""

    dependencies = [("casework", "0113_the_watch")]

    operations = [
        migrations.RunSQL(HOLD, "DROP FUNCTION casework_hold_case(text);"),
        migrations.RunSQL(MESSAGE, "DROP FUNCTION casework_message_of_code(text);"),
        migrations.RunSQL(LETTER, "DROP FUNCTION casework_letter_of_code(text, bigint);"),
        migrations.RunSQL(LITTLE, "DROP FUNCTION casework_only_acts_that_arrived();"),
        *(
            migrations.RunSQL(SEES.format(table=table), f"DROP TRIGGER web_adds_acts_alone ON {table};")
            for table in ADDED_TO
        ),
    ]
