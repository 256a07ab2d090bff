-- a payment is not what came in
SELECT p.case_id, p.receipt, 'on record ' || p.amount || ', came in ' || coalesce(-sum(e.amount), 0)
FROM casework_payment p
LEFT JOIN casework_ledgerentry e ON e.payment_id = p.id AND e.account = 'received'
WHERE p.taken_on IS NOT NULL
GROUP BY p.id
HAVING coalesce(-sum(e.amount), 0) <> p.amount OR count(e.id) <> 1
