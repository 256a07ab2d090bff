-- money waits and nobody is asked
SELECT p.case_id, p.receipt, 'since ' || p.received_on || ', still here ' || sum(e.amount)
FROM casework_payment p
JOIN casework_ledgerentry e ON e.payment_id = p.id AND e.account IN {here} AND e.account <> 'on_the_way'
WHERE p.taken_on IS NOT NULL AND p.disbursed_on IS NULL AND p.received_on < %s
    AND NOT EXISTS (
        SELECT FROM casework_task t
        WHERE t.case_id = p.case_id AND t.done_on IS NULL AND t.key LIKE 'payment:' || p.id || ':%%'
    )
GROUP BY p.id HAVING sum(e.amount) > 0
