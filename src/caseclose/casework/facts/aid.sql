-- Aid that the family gets on a day, and what it assigns to the state.
--
-- receives_*                A period of that kind is open: begun on or before the day, and not ended by it. "No" takes some
--                           period of aid on record, of any kind: with none, nobody has looked, and the answer is null.
-- medical_support_assigned  An assignment stands on the day. "No" takes an assignment on record that has ended: that the
--                           family gets no Medicaid does not show that nothing is assigned.
CREATE FUNCTION fact_aid(day date, {cases})
RETURNS TABLE (
    case_number text,
    receives_cash_aid boolean,
    receives_medicaid boolean,
    receives_foster_care boolean,
    medical_support_assigned boolean,
    aid_changed_on date,
    assignment_changed_on date
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH periods AS (
    SELECT a.case_id, a.kind, a.begun_on,
        a.ended_on IS NULL OR a.ended_on > day AS open,
        CASE WHEN a.ended_on <= day THEN a.ended_on END AS ended_on
    FROM casework_assistanceperiod a
    WHERE a.case_id {chosen} AND a.begun_on <= day
), aid AS (
    SELECT p.case_id,
        bool_or(p.open AND p.kind = 'cash_aid') AS cash_aid,
        bool_or(p.open AND p.kind = 'medicaid') AS medicaid,
        bool_or(p.open AND p.kind = 'foster_care') AS foster_care,
        greatest(max(p.begun_on), max(p.ended_on)) AS changed_on
    FROM periods p
    GROUP BY p.case_id
), assignments AS (
    SELECT m.case_id,
        bool_or(m.ended_on IS NULL OR m.ended_on > day) AS stands,
        greatest(max(m.begun_on), max(CASE WHEN m.ended_on <= day THEN m.ended_on END)) AS changed_on
    FROM casework_medicalassignment m
    WHERE m.case_id {chosen} AND m.begun_on <= day
    GROUP BY m.case_id
)
SELECT c.number, a.cash_aid, a.medicaid, a.foster_care, m.stands, a.changed_on, m.changed_on
FROM casework_case c
LEFT JOIN aid a ON a.case_id = c.number
LEFT JOIN assignments m ON m.case_id = c.number
WHERE c.number {chosen}
$$;
