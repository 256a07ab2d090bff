-- a payment is said to be gone and is here, or the other way round
SELECT p.case_id, p.receipt, 'here ' || coalesce(sum(e.amount), 0) || ', gone on ' || coalesce(p.disbursed_on::text, '-')
FROM casework_payment p
LEFT JOIN casework_ledgerentry e ON e.payment_id = p.id AND e.account IN {here}
WHERE p.taken_on IS NOT NULL
GROUP BY p.id
HAVING (coalesce(sum(e.amount), 0) = 0) <> (p.disbursed_on IS NOT NULL)
