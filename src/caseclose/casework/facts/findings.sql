-- The newest finding of each fact of a case that was made on or before the day; of two on one day the later entry.
--
-- While a hold on the closing stands, no finding says that there is none: only the hold itself speaks of the flag.
CREATE FUNCTION newest_findings(day date, {cases})
RETURNS TABLE (
    case_number text,
    fact text,
    value text,
    found_on date,
    found_by text
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT DISTINCT ON (f.case_id, f.fact) f.case_id, f.fact, f.value, f.found_on, f.found_by
FROM casework_finding f
WHERE f.case_id {chosen} AND f.found_on <= day
    AND NOT (
        f.fact IN ('bypass_flag', 'bypass_expires_on', 'bypass_owner')
        AND EXISTS (
            SELECT FROM casework_hold h
            WHERE h.case_id = f.case_id AND h.kind = 'closing' AND h.begun_on <= day
                AND (h.lifted_on IS NULL OR h.lifted_on > day) AND (h.ends_on IS NULL OR h.ends_on > day)
        )
    )
ORDER BY f.case_id, f.fact, f.found_on DESC, f.id DESC
$$;
