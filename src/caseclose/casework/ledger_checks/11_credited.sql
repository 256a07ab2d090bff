-- a debt was paid with more than was placed
SELECT m.case_id, 'movement ' || m.id, 'credited ' || sum(e.amount) FILTER (WHERE e.account = 'credited')
    || ', moved ' || coalesce(sum(e.amount) FILTER (WHERE e.account IN ('family', 'state')), 0)
FROM casework_movement m JOIN casework_ledgerentry e ON e.movement_id = m.id
WHERE m.kind = 'placed'
GROUP BY m.id
HAVING abs(sum(e.amount) FILTER (WHERE e.account = 'credited'))
    > abs(coalesce(sum(e.amount) FILTER (WHERE e.account IN ('family', 'state')), 0))
