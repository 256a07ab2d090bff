-- what was paid out is not what orders say
SELECT p.case_id, p.receipt,
    'to ' || coalesce(l.payee, d.payee) || ': paid ' || coalesce(l.paid, 0) || ', in orders ' || coalesce(d.paid, 0)
FROM (
    SELECT payment_id, substr(account, 6) AS payee, sum(amount) AS paid FROM casework_ledgerentry
    WHERE account IN ('paid_family', 'paid_back', 'paid_agency') GROUP BY 1, 2
) l
FULL JOIN (
    SELECT payment_id, payee, sum(amount) AS paid FROM casework_disbursement WHERE state = 'confirmed' GROUP BY 1, 2
) d ON d.payment_id = l.payment_id AND d.payee = l.payee
JOIN casework_payment p ON p.id = coalesce(l.payment_id, d.payment_id)
WHERE coalesce(l.paid, 0) <> coalesce(d.paid, 0)
