-- a movement does not add up
SELECT m.case_id, 'movement ' || m.id, 'money ' || coalesce(sum(e.amount) FILTER (WHERE e.account NOT IN {debts}), 0)
    || ', debts ' || coalesce(sum(e.amount) FILTER (WHERE e.account IN {debts}), 0)
FROM casework_movement m LEFT JOIN casework_ledgerentry e ON e.movement_id = m.id
GROUP BY m.id
HAVING coalesce(sum(e.amount) FILTER (WHERE e.account NOT IN {debts}), 0) <> 0
    OR coalesce(sum(e.amount) FILTER (WHERE e.account IN {debts}), 0) <> 0 OR count(e.id) < 2
