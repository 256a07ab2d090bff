-- The noncustodial parent, and each alleged father.
--
-- ncp_deceased   True where every one of them had died by the day. "Alive" is never read off a missing date of death.
CREATE FUNCTION fact_noncustodial_parent(day date, {cases})
RETURNS TABLE (
    case_number text,
    ncp_deceased boolean,
    ncp_died_on date
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT
    part.case_id,
    CASE WHEN bool_and(coalesce(person.died_on <= day, false)) THEN true END,
    max(person.died_on) FILTER (WHERE person.died_on <= day)
FROM casework_participant part JOIN casework_person person ON person.id = part.person_id
WHERE part.case_id {chosen} AND part.role IN ('noncustodial_parent', 'alleged_father')
GROUP BY part.case_id
$$;
