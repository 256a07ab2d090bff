-- The order and the money, as recorded on or before a day. A fact is null (unknown) where its source is missing.
--
-- current_order             An order runs from begun_on until the day before ended_on. False only where there is an order
--                           and every one has ended: a case with no order on record may still have one elsewhere.
-- arrears_*                 The newest balance as of the day or before it, and what the ledger has moved since: payments
--                           that were placed on it, and support that fell due and was left. Aid that began after it was
--                           drawn up assigns what has built up since: then it no longer says what is owed to whom. Movements
--                           take a balance to nothing and not below; one that was drawn up below nothing is an error.
-- arrears_payment_made      A federal offset, or a payment received when no order ran any more, went to past-due support.
--                           What was paid while an order ran may have gone to either, so the records cannot say, but for
--                           a payment that the ledger placed. A payment given back in full is none. A balance does not
--                           show that payments are kept, and neither does an empty list: so "no" takes payments on
--                           record, all of them given back or placed on current support. In every other case "no payment
--                           was ever made" is a finding.
-- last_arrears_payment_on   The newest such payment; null where a later payment may have gone to past-due support too.
-- obligation_ended          Every order has ended and the newest balance, drawn up since, is nothing. What is still owed,
--                           or an order that runs, keeps the obligation alive.
-- money_held                A payment received and not yet disbursed. "No" takes payments on record, all disbursed.
CREATE FUNCTION fact_order_and_money(day date, {cases})
RETURNS TABLE (
    case_number text,
    current_order boolean,
    arrears_total numeric,
    arrears_family numeric,
    arrears_assigned numeric,
    arrears_payment_made boolean,
    last_arrears_payment_on date,
    obligation_ended boolean,
    money_held boolean,
    balance_on date,
    newest_payment_on date
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH orders AS (
    SELECT o.case_id, max(coalesce(o.ended_on, 'infinity'::date)) AS over_on
    FROM casework_supportorder o
    WHERE o.case_id {chosen} AND o.begun_on <= day
    GROUP BY o.case_id
), balances AS (
    SELECT DISTINCT ON (b.case_id) b.case_id, b.as_of, b.family, b.assigned
    FROM casework_balance b
    WHERE b.case_id {chosen} AND b.as_of <= day
    ORDER BY b.case_id, b.as_of DESC
), assigning AS (
    SELECT a.case_id, max(a.begun_on) AS begun_on
    FROM casework_assistanceperiod a
    WHERE a.case_id {chosen} AND a.begun_on <= day AND a.kind IN ('cash_aid', 'foster_care')
    GROUP BY a.case_id
), moved AS (
    SELECT b.case_id,
        sum(l.amount) FILTER (WHERE l.account = 'owed_family') AS family,
        sum(l.amount) FILTER (WHERE l.account = 'owed_state') AS assigned
    FROM balances b
    JOIN casework_movement m ON m.case_id = b.case_id
    JOIN casework_ledgerentry l ON l.movement_id = m.id AND l.account IN ('owed_family', 'owed_state')
    WHERE m.case_id {chosen} AND m.kind <> 'statement' AND m.counts_on > b.as_of AND m."on" <= day
    GROUP BY b.case_id
), placed AS (
    SELECT l.payment_id,
        sum(l.amount) FILTER (WHERE l.account IN ('back', 'paid_back')) AS given_back,
        -sum(l.amount) FILTER (WHERE l.account IN ('owed_family', 'owed_state')) AS on_arrears,
        -sum(l.amount) FILTER (WHERE l.account = 'owed_current') AS on_current
    FROM casework_ledgerentry l
    WHERE l.case_id {chosen} AND l.payment_id IS NOT NULL AND l."on" <= day
    GROUP BY l.payment_id
), received AS (
    SELECT p.case_id, p.received_on, p.disbursed_on,
        CASE
            WHEN l.on_arrears > 0 THEN true
            WHEN p.amount = coalesce(l.on_current, 0) + coalesce(l.given_back, 0) THEN false
            ELSE p.source = 'federal_offset' OR coalesce(o.over_on <= p.received_on, false)
        END AS on_arrears,
        p.amount > coalesce(l.on_current, 0) + coalesce(l.given_back, 0) AS kept
    FROM casework_payment p
    LEFT JOIN orders o ON o.case_id = p.case_id
    LEFT JOIN placed l ON l.payment_id = p.id
    WHERE p.case_id {chosen} AND p.received_on <= day
), totals AS (
    SELECT b.case_id, b.as_of,
        greatest(b.family + coalesce(m.family, 0), least(b.family, 0)) AS family,
        greatest(b.assigned + coalesce(m.assigned, 0), least(b.assigned, 0)) AS assigned
    FROM balances b LEFT JOIN moved m ON m.case_id = b.case_id
), payments AS (
    SELECT r.case_id,
        max(r.received_on) AS newest_on,
        max(r.received_on) FILTER (WHERE r.kept AND r.on_arrears) AS on_arrears_on,
        max(r.received_on) FILTER (WHERE r.kept AND NOT r.on_arrears) AS unsure_on,
        bool_or(r.disbursed_on IS NULL OR r.disbursed_on > day) AS held
    FROM received r
    GROUP BY r.case_id
)
SELECT
    c.number,
    o.over_on > day,
    b.family + b.assigned,
    CASE WHEN a.begun_on > b.as_of THEN NULL ELSE b.family END,
    CASE WHEN a.begun_on > b.as_of THEN NULL ELSE b.assigned END,
    CASE
        WHEN p.on_arrears_on IS NOT NULL THEN true
        WHEN p.newest_on IS NOT NULL AND p.unsure_on IS NULL THEN false
    END,
    CASE WHEN p.unsure_on IS NULL OR p.unsure_on <= p.on_arrears_on THEN p.on_arrears_on END,
    CASE
        WHEN o.over_on > day OR b.family + b.assigned > 0 THEN false
        WHEN o.over_on <= b.as_of AND b.family + b.assigned = 0 THEN true
    END,
    p.held,
    b.as_of,
    p.newest_on
FROM casework_case c
LEFT JOIN orders o ON o.case_id = c.number
LEFT JOIN totals b ON b.case_id = c.number
LEFT JOIN assigning a ON a.case_id = c.number
LEFT JOIN payments p ON p.case_id = c.number
WHERE c.number {chosen}
$$;
