-- a side belongs elsewhere than its movement
SELECT m.case_id, 'movement ' || m.id, 'its side ' || e.id || ' names another case, payment or day'
FROM casework_ledgerentry e JOIN casework_movement m ON m.id = e.movement_id
LEFT JOIN casework_payment p ON p.id = m.payment_id
WHERE e.case_id <> m.case_id OR e.payment_id IS DISTINCT FROM m.payment_id OR e."on" <> m."on"
    OR p.case_id <> m.case_id
