-- The cases that are linked with each of these: named as related, or sharing a person or a remedy.
CREATE OR REPLACE FUNCTION casework_linked(cases text[])
RETURNS TABLE (case_number text, other text)
LANGUAGE sql STABLE AS $$
WITH people AS (
    SELECT p.case_id, p.person_id FROM casework_participant p WHERE p.case_id = ANY (cases)
    UNION
    SELECT c.number, c.opened_by_id FROM casework_case c WHERE c.number = ANY (cases) AND c.opened_by_id IS NOT NULL
), links AS (
    SELECT r.case_id AS case_number, r.other_id AS other FROM casework_relatedcase r WHERE r.case_id = ANY (cases)
    UNION
    SELECT r.other_id, r.case_id FROM casework_relatedcase r WHERE r.other_id = ANY (cases)
    UNION
    SELECT p.case_id, o.case_id FROM people p JOIN casework_participant o ON o.person_id = p.person_id
    UNION
    SELECT p.case_id, o.number FROM people p JOIN casework_case o ON o.opened_by_id = p.person_id
    UNION
    SELECT m.case_id, o.case_id
    FROM casework_remedy_cases m JOIN casework_remedy_cases o ON o.remedy_id = m.remedy_id
    WHERE m.case_id = ANY (cases)
)
SELECT l.case_number, l.other FROM links l WHERE l.other <> l.case_number
$$;
