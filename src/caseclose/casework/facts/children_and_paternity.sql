-- The children on the case who are born by the day, and paternity.
--
-- youngest_child_born_on    Null where one child's birth date is missing: that child may be the youngest.
-- paternity_child_born_on   The youngest child whose paternity is not established; null where that is not known of each
--                           child, or where a birth date among those without a father is missing.
-- father_identity_unknown   False where paternity of every child is established. That nobody knows who the father is, is
--                           a finding.
CREATE FUNCTION fact_children_and_paternity(day date, {cases})
RETURNS TABLE (
    case_number text,
    youngest_child_born_on date,
    paternity_child_born_on date,
    father_identity_unknown boolean
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH children AS (
    SELECT part.case_id, person.born_on, part.paternity_established AS established
    FROM casework_participant part JOIN casework_person person ON person.id = part.person_id
    WHERE part.case_id {chosen} AND part.role = 'child' AND (person.born_on IS NULL OR person.born_on <= day)
)
SELECT
    c.case_id,
    CASE WHEN bool_and(c.born_on IS NOT NULL) THEN max(c.born_on) END,
    CASE
        WHEN bool_and(c.established IS NOT NULL AND (c.established OR c.born_on IS NOT NULL))
        THEN max(c.born_on) FILTER (WHERE NOT c.established)
    END,
    CASE WHEN bool_and(c.established IS TRUE) THEN false END
FROM children c
GROUP BY c.case_id
$$;
