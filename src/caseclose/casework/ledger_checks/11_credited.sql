-- a debt was paid with more than was placed
SELECT e.case_id, p.receipt, 'credited ' || sum(e.amount) FILTER (WHERE e.account = 'credited')
    || ', for family and state ' || coalesce(sum(e.amount) FILTER (WHERE e.account <> 'credited'), 0)
FROM casework_ledgerentry e JOIN casework_payment p ON p.id = e.payment_id
WHERE e.account IN ('credited', 'family', 'paid_family', 'on_the_way', 'state')
GROUP BY e.case_id, p.receipt, e.payment_id
HAVING sum(e.amount) FILTER (WHERE e.account = 'credited')
    > coalesce(sum(e.amount) FILTER (WHERE e.account <> 'credited'), 0)
    OR sum(e.amount) FILTER (WHERE e.account = 'credited') < 0
