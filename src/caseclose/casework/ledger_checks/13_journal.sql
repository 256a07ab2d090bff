-- the journal tells it otherwise
SELECT m.case_id, 'movement ' || m.id,
    'ledger ' || coalesce(sides.told::text, 'nothing') || ', journal ' || coalesce(j.body ->> 'sides', 'nothing')
FROM casework_movement m
LEFT JOIN casework_journalentry j ON j.case_id = m.case_id AND (j.body ->> 'movement')::bigint = m.id
LEFT JOIN LATERAL (
    SELECT jsonb_object_agg(e.account, e.amount::text) AS told FROM casework_ledgerentry e WHERE e.movement_id = m.id
) sides ON true
WHERE (j.body -> 'sides') IS DISTINCT FROM sides.told
    -- a case whose records were destroyed has a journal that tells no more
    AND NOT EXISTS (SELECT FROM casework_journalentry d WHERE d.case_id = m.case_id AND d.salt = '')
