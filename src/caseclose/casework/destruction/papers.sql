-- Destroys the papers that belong to no case of ours and were set aside a whole span ago; returns how many.
-- The span is the policy's, by the state of the office, and a day that has yet to come counts as today.
CREATE OR REPLACE FUNCTION casework_drop_papers(day date)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    old bigint[];
BEGIN
    day := least(day, (now() AT TIME ZONE 'Pacific/Kiritimati')::date);
    SELECT coalesce(array_agg(p.id), '{}') INTO old
    FROM casework_incomingpaper p JOIN casework_office o ON o.code = p.office_id
    WHERE p.state = 'set_aside' AND p.case_id IS NULL
        AND (p.done_on + casework_policy_span('set_aside_span', o.state, day))::date <= day;
    DELETE FROM casework_webattachment a WHERE a.paper_id = ANY (old) OR a.filing_id = ANY (old);
    UPDATE casework_webfiling f SET follows_id = NULL WHERE f.follows_id = ANY (old);
    DELETE FROM casework_webfiling f WHERE f.paper_id = ANY (old);
    DELETE FROM casework_paperpage p WHERE p.paper_id = ANY (old);
    DELETE FROM casework_paperoriginal p WHERE p.paper_id = ANY (old);
    DELETE FROM casework_incomingpaper p WHERE p.id = ANY (old);
    RETURN cardinality(old);
END
$$;
