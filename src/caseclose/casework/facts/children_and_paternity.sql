-- The children on the case who are born by the day, paternity, and the death of the other parent.
--
-- youngest_child_born_on    Null where one child's birth date is missing: that child may be the youngest.
-- paternity_child_born_on   The youngest child whose paternity is not established; null where that is not known of each
--                           child, or where a birth date among those without a father is missing.
-- father_identity_unknown   False where paternity of every child is established. That nobody knows who the father is, is
--                           a finding.
-- ncp_deceased              True where the noncustodial parent, and every alleged father, had died by the day. "Alive" is
--                           never read off a missing date of death.
CREATE FUNCTION fact_children_and_paternity(day date, {cases})
RETURNS TABLE (
    case_number text,
    youngest_child_born_on date,
    paternity_child_born_on date,
    father_identity_unknown boolean,
    ncp_deceased boolean,
    ncp_died_on date
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH people AS (
    SELECT part.case_id, part.role = 'child' AS child, person.born_on, part.paternity_established AS established,
        CASE WHEN person.died_on <= day THEN person.died_on END AS died_on
    FROM casework_participant part
    -- Each person is looked up by itself (OFFSET 0): the cases may be few among many, and going through all people is
    -- dearer for any part of them.
    CROSS JOIN LATERAL (
        SELECT all_people.born_on, all_people.died_on
        FROM casework_person all_people
        WHERE all_people.id = part.person_id
        OFFSET 0
    ) AS person
    WHERE part.case_id {chosen}
        AND (
            part.role IN ('noncustodial_parent', 'alleged_father')
            OR part.role = 'child' AND (person.born_on IS NULL OR person.born_on <= day)
        )
)
SELECT
    p.case_id,
    CASE WHEN bool_and(p.born_on IS NOT NULL) FILTER (WHERE p.child) THEN max(p.born_on) FILTER (WHERE p.child) END,
    CASE
        WHEN bool_and(p.established IS NOT NULL AND (p.established OR p.born_on IS NOT NULL)) FILTER (WHERE p.child)
        THEN max(p.born_on) FILTER (WHERE p.child AND NOT p.established)
    END,
    CASE WHEN bool_and(p.established IS TRUE) FILTER (WHERE p.child) THEN false END,
    CASE WHEN bool_and(p.died_on IS NOT NULL) FILTER (WHERE NOT p.child) THEN true END,
    max(p.died_on) FILTER (WHERE NOT p.child)
FROM people p
GROUP BY p.case_id
$$;
