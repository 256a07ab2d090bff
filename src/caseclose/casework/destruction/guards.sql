-- The journal only grows. One change is let through, and only of an entry that a receipt of destruction covers: who acted,
-- what was said and the salt are emptied. Whoever makes it, the owner too, can make no other.
CREATE OR REPLACE FUNCTION casework_journal_only_empties() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.body IS NULL AND NEW.salt = '' AND NEW."by" = ''
        AND to_jsonb(NEW) - ARRAY['body', 'salt', 'by'] = to_jsonb(OLD) - ARRAY['body', 'salt', 'by']
        AND EXISTS (
            SELECT FROM casework_destructionreceipt r WHERE r.case_id = OLD.case_id AND OLD.number <= r.through
        )
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the journal only grows: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
DROP TRIGGER IF EXISTS journal_only_grows ON casework_journalentry;
CREATE TRIGGER journal_only_grows
    BEFORE DELETE OR TRUNCATE OR
        UPDATE OF number, case_id, closure_id, kind, "on", at, role, seal, previous, hash ON casework_journalentry
    FOR EACH STATEMENT EXECUTE FUNCTION casework_journal_only_grows();
DROP TRIGGER IF EXISTS journal_only_empties ON casework_journalentry;
CREATE TRIGGER journal_only_empties
    BEFORE UPDATE ON casework_journalentry
    FOR EACH ROW EXECUTE FUNCTION casework_journal_only_empties();

-- A receipt stays as it was written, and no destruction is over before the journal tells of it.
CREATE OR REPLACE FUNCTION casework_receipt_is_told() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM casework_journalentry j
        WHERE j.case_id = NEW.case_id AND j.kind = 'RecordsDestroyed' AND j.number > NEW.through
            AND j.body ->> 'receipt' = NEW.id::text AND j.body ->> 'sealed' = NEW.sealed
    ) THEN
        RAISE EXCEPTION 'the journal does not tell of the destruction' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS receipt_is_told ON casework_destructionreceipt;
CREATE CONSTRAINT TRIGGER receipt_is_told
    AFTER INSERT ON casework_destructionreceipt DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION casework_receipt_is_told();
DROP TRIGGER IF EXISTS receipt_stays ON casework_destructionreceipt;
CREATE TRIGGER receipt_stays
    BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_destructionreceipt
    FOR EACH STATEMENT EXECUTE FUNCTION casework_journal_only_grows();

-- What is left of a destroyed case stays so. An import that still knows the case passes it over.
CREATE OR REPLACE FUNCTION casework_destroyed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS destroyed_stays ON casework_case;
CREATE TRIGGER destroyed_stays
    BEFORE UPDATE ON casework_case
    FOR EACH ROW WHEN (OLD.kind = 'destroyed') EXECUTE FUNCTION casework_destroyed_stays();

-- Nothing is told any more of a case whose records were destroyed. Whatever acts on a case tells the journal in the same
-- transaction, so nothing can happen in it either, and nothing comes back into it by mistake.
CREATE OR REPLACE FUNCTION casework_destroyed_is_over() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM casework_destructionreceipt r WHERE r.case_id = NEW.case_id
            AND NOT (NEW.kind = 'RecordsDestroyed' AND NEW.body ->> 'receipt' = r.id::text)
    ) THEN
        RAISE EXCEPTION 'the records of this case were destroyed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS destroyed_is_over ON casework_journalentry;
CREATE TRIGGER destroyed_is_over
    BEFORE INSERT ON casework_journalentry
    FOR EACH ROW WHEN (NEW.case_id IS NOT NULL) EXECUTE FUNCTION casework_destroyed_is_over();
