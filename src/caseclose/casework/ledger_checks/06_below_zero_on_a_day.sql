-- an account stood below zero on a day
SELECT DISTINCT s.case_id, s.receipt, s.account || ' stood at ' || s.so_far || ' on ' || s."on"
FROM (
    SELECT e.case_id, p.receipt, e.account, e."on",
        sum(e.amount) OVER (PARTITION BY e.payment_id, e.account ORDER BY e."on") AS so_far
    FROM casework_ledgerentry e JOIN casework_payment p ON p.id = e.payment_id
    WHERE e.account IN {here} OR e.account IN {out}
) s
WHERE s.so_far < 0
