-- The newest finding of each fact of a case that was made on or before the day; of two on one day the later entry.
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
ORDER BY f.case_id, f.fact, f.found_on DESC, f.id DESC
$$;
