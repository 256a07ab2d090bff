-- Other open cases of the same people, and the remedies that they share with this one.
--
-- other_case_needs_remedy   True where a remedy in place on the day also serves another case that is open on it. False
--                           where remedies or other cases are on record and none of those is open. Null where another case
--                           is open and shares no remedy: whether it needs one is for a person to say.
--
-- A case is open while enforcement goes on, be it for the family or for debt to the state alone.
--
-- Remedies and other cases are looked up one by one (OFFSET 0): going through all of them is dearer for any part of them.
CREATE FUNCTION fact_related(day date, {cases})
RETURNS TABLE (
    case_number text,
    other_case_needs_remedy boolean
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH links AS (
    SELECT mine.case_id, other.case_id AS other_id, other.case_id IS NOT NULL AS shares
    FROM casework_remedy_cases mine
    CROSS JOIN LATERAL (
        SELECT FROM casework_remedy remedy
        WHERE remedy.id = mine.remedy_id AND remedy.placed_on <= day
            AND (remedy.ended_on IS NULL OR remedy.ended_on > day)
        OFFSET 0
    ) AS in_place
    LEFT JOIN LATERAL (
        SELECT serves.case_id FROM casework_remedy_cases serves
        WHERE serves.remedy_id = mine.remedy_id AND serves.case_id <> mine.case_id
        OFFSET 0
    ) AS other ON true
    WHERE mine.case_id {chosen}
    UNION ALL
    SELECT r.case_id, r.other_id, false FROM casework_relatedcase r WHERE r.case_id {chosen}
    UNION ALL
    SELECT r.other_id, r.case_id, false FROM casework_relatedcase r WHERE r.other_id {chosen}
), judged AS (
    SELECT l.case_id, l.shares, coalesce(o.is_open, false) AS other_is_open
    FROM links l
    LEFT JOIN LATERAL (
        SELECT c.opened_on <= day
            AND (c.kind IN ('enforcement', 'state_debt_only') OR c.enforcement_closed_on > day) AS is_open
        FROM casework_case c
        WHERE c.number = l.other_id
        OFFSET 0
    ) AS o ON true
)
SELECT
    j.case_id,
    CASE WHEN bool_or(j.shares AND j.other_is_open) THEN true WHEN NOT bool_or(j.other_is_open) THEN false END
FROM judged j
GROUP BY j.case_id
$$;
