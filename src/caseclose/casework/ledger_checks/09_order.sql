-- an order is for more than there is
SELECT d.case_id, p.receipt, 'order ' || d.id || ' to ' || d.payee || ' for ' || d.amount
    || ', there is ' || coalesce(sum(e.amount), 0)
FROM casework_disbursement d JOIN casework_payment p ON p.id = d.payment_id
LEFT JOIN casework_ledgerentry e ON e.payment_id = d.payment_id AND e.account = d.payee
WHERE d.state = 'made'
GROUP BY d.id, p.receipt HAVING coalesce(sum(e.amount), 0) < d.amount
