-- the journal tells of a movement that is not there
SELECT j.case_id, 'journal entry ' || j.number, 'movement ' || (j.body ->> 'movement')
FROM casework_journalentry j
WHERE j.body ? 'movement'
    AND NOT EXISTS (SELECT FROM casework_movement m WHERE m.id = (j.body ->> 'movement')::bigint)
