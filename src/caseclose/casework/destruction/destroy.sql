-- The tables whose rows go with a case: those that refer to it and those that refer to these, however far. Found in the
-- catalogue, so that no table is forgotten that is made later. The deepest come first.
CREATE OR REPLACE FUNCTION casework_rows_of_case()
RETURNS TABLE (place regclass, which text, depth int)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
WITH RECURSIVE links AS (
    SELECT k.conrelid AS child, k.confrelid AS parent, a.attname AS col, b.attname AS key
    FROM pg_constraint k
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]
    WHERE k.contype = 'f' AND k.conrelid <> k.confrelid
        AND k.conrelid NOT IN ('casework_journalentry'::regclass, 'casework_destructionreceipt'::regclass)
), found AS (
    SELECT l.child, format('%I = $1', l.col) AS which, 1 AS depth
    FROM links l WHERE l.parent = 'casework_case'::regclass AND l.child <> 'casework_case'::regclass
    UNION ALL
    SELECT l.child, format('%I IN (SELECT %I FROM %s WHERE %s)', l.col, l.key, f.child::regclass, f.which), f.depth + 1
    FROM found f JOIN links l ON l.parent = f.child
    WHERE f.depth < 8
)
SELECT f.child::regclass, f.which, f.depth FROM found f ORDER BY f.depth DESC, f.child::regclass::text, f.which
$$;

-- Of these rows of a table, those that nothing refers to any more, but for what goes with them.
CREATE OR REPLACE FUNCTION casework_unused(place regclass, keys bigint[])
RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    link record;
BEGIN
    FOR link IN
        SELECT k.conrelid::regclass AS child, a.attname AS col
        FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
        WHERE k.contype = 'f' AND k.confrelid = place AND k.confdeltype <> 'c'
    LOOP
        EXECUTE format(
            'SELECT coalesce(array_agg(u), ''{}'') FROM unnest($1) u WHERE NOT EXISTS (SELECT FROM %s c WHERE c.%I = u)',
            link.child, link.col
        ) INTO keys USING keys;
    END LOOP;
    RETURN keys;
END
$$;

-- Destroys the records of a case and returns the number of the receipt. The one way in which the journal is emptied.
--
-- It locks the case and the linked ones, as whoever sets a hold does, and then looks for itself, each time anew: the records are due, two
-- people said so lately, nothing has happened in the case since, and the day is not one that has yet to come by the
-- database's own clock. What it refuses, it says with the SQLSTATE CC303 and one word.
CREATE OR REPLACE FUNCTION casework_destroy_records(number text, day date, moment timestamptz, officer text)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    stands record;
    agreed record;
    part record;
    gone bigint;
    counts jsonb := '{}';
    people bigint[];
    remedies bigint[];
    entries record;
    receipt bigint;
    state text;
    zone text;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'read_committed_needed' USING ERRCODE = 'CC303';
    END IF;
    PERFORM FROM casework_case c
    WHERE c.number = number OR c.number IN (SELECT l.other FROM casework_linked(ARRAY[number]) l)
    ORDER BY c.number FOR UPDATE;
    SELECT r.* INTO stands FROM casework_retention(day, ARRAY[number]) r;
    IF stands IS NULL OR stands.standing <> 'due' THEN
        RAISE EXCEPTION '%', coalesce(stands.standing, 'no_such_case') USING ERRCODE = 'CC303';
    END IF;
    SELECT o.state, o.zone INTO state, zone
    FROM casework_case c JOIN casework_office o ON o.code = c.office_id WHERE c.number = number;
    IF day > (now() AT TIME ZONE zone)::date THEN
        RAISE EXCEPTION 'day_to_come' USING ERRCODE = 'CC303';
    END IF;
    SELECT p.number, p."by" AS proposed_by, a."by" AS approved_by INTO agreed
    FROM casework_journalentry p
    JOIN casework_journalentry a ON a.case_id = p.case_id AND a.kind = 'DestructionApproved' AND a.number > p.number
        AND a.body ->> 'destruction' = p.body ->> 'destruction'
    WHERE p.case_id = number AND p.kind = 'DestructionProposed' AND (p.body ->> 'ended_on')::date = stands.ended_on
        AND a."on" <= day AND (a."on" + casework_policy_span('destruction_approval_span', state, day))::date > day
        AND casework_name(p."by") <> casework_name(a."by")
        AND NOT EXISTS (
            SELECT FROM casework_journalentry j
            WHERE j.case_id = number AND j.number > p.number AND j.kind <> 'DestructionApproved'
        )
    ORDER BY a.number DESC LIMIT 1;
    IF agreed IS NULL THEN
        RAISE EXCEPTION 'not_approved' USING ERRCODE = 'CC303';
    END IF;

    people := ARRAY(
        SELECT p.person_id FROM casework_participant p WHERE p.case_id = number
        UNION
        SELECT c.opened_by_id FROM casework_case c WHERE c.number = number AND c.opened_by_id IS NOT NULL
    );
    remedies := ARRAY(SELECT r.remedy_id FROM casework_remedy_cases r WHERE r.case_id = number);
    FOR part IN SELECT * FROM casework_rows_of_case() LOOP
        EXECUTE format('DELETE FROM %s WHERE %s', part.place, part.which) USING number;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN
            counts := jsonb_set(counts, ARRAY[part.place::text],
                to_jsonb(coalesce((counts ->> part.place::text)::bigint, 0) + gone));
        END IF;
    END LOOP;
    PERFORM casework_empty_case(number);
    DELETE FROM casework_remedy r WHERE r.id = ANY (casework_unused('casework_remedy', remedies));
    GET DIAGNOSTICS gone = ROW_COUNT;
    counts := counts || CASE WHEN gone > 0 THEN jsonb_build_object('casework_remedy', gone) ELSE '{}' END;
    DELETE FROM casework_person p WHERE p.id = ANY (casework_unused('casework_person', people));
    GET DIAGNOSTICS gone = ROW_COUNT;
    counts := counts || CASE WHEN gone > 0 THEN jsonb_build_object('casework_person', gone) ELSE '{}' END;

    SELECT count(*) AS count, coalesce(max(j.number), 0) AS last,
        encode(sha256(convert_to(coalesce(string_agg(j.hash, '' ORDER BY j.number), ''), 'UTF8')), 'hex') AS seal
    INTO entries FROM casework_journalentry j WHERE j.case_id = number;
    INSERT INTO casework_destructionreceipt (case_id, fingerprint, destroyed_on, destroyed_at, proposed_by, approved_by,
        destroyed_by, rule, ended_on, reported_on, keep_until, counts, entries, through, sealed)
    VALUES (number, encode(sha256(convert_to(number, 'UTF8')), 'hex'), day, moment, agreed.proposed_by,
        agreed.approved_by, officer, casework_policy_cites('retention_span', state, day), stands.ended_on,
        stands.reported_on, stands.keep_until, counts, entries.count, entries.last, entries.seal)
    RETURNING id INTO receipt;
    UPDATE casework_journalentry j SET body = NULL, salt = '', "by" = '' WHERE j.case_id = number;
    RETURN receipt;
END
$$;

-- Leaves of a case nothing but its number, its office and the day on which it was opened.
CREATE OR REPLACE FUNCTION casework_empty_case(number text)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    emptied text;
BEGIN
    SELECT string_agg(format('%I = %s', a.attname, CASE
            WHEN NOT a.attnotnull THEN 'NULL'
            WHEN t.typcategory = 'S' THEN ''''''
            WHEN t.typcategory = 'N' THEN '0'
            WHEN t.typcategory = 'B' THEN 'false'
            ELSE format('%I', a.attname)
        END), ', ') INTO emptied
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = 'casework_case'::regclass AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attname NOT IN ('number', 'office_id', 'kind', 'opened_on');
    EXECUTE format('UPDATE casework_case SET kind = ''destroyed'', %s WHERE number = $1', emptied) USING number;
END
$$;

-- A name as it is compared: two spellings of one person's name are no second person.
CREATE OR REPLACE FUNCTION casework_name(name text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
SELECT lower(regexp_replace(trim(name), '\s+', ' ', 'g'))
$$;
