-- what is on the way is not what was sent
SELECT p.case_id, p.receipt, 'on the way ' || l.way || ', in orders ' || coalesce(d.way, 0)
FROM (
    SELECT payment_id, sum(amount) AS way FROM casework_ledgerentry WHERE account = 'on_the_way' GROUP BY 1
) l
FULL JOIN (
    SELECT payment_id, sum(amount) AS way FROM casework_disbursement WHERE state IN ('sent', 'accepted', 'unknown') GROUP BY 1
) d ON d.payment_id = l.payment_id
JOIN casework_payment p ON p.id = coalesce(l.payment_id, d.payment_id)
WHERE coalesce(l.way, 0) <> coalesce(d.way, 0)
