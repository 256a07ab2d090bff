-- money moved that was never taken in hand
SELECT DISTINCT p.case_id, p.receipt, 'it has movements and no day on which it was taken in hand'
FROM casework_payment p JOIN casework_movement m ON m.payment_id = p.id
WHERE p.taken_on IS NULL
