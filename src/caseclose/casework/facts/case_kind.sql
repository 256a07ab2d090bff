-- What kind of case it is on a day, and how services came about.
--
-- payment_processing_case      What the last closing by the day made of the case, unless it was reopened since. Of a case
--                              with no closing on record the case's own kind speaks; that it is an enforcement case takes
--                              a basis of services on record too, for that kind alone may be one that nobody has looked at.
-- referred_by_program          Services came about by aid (yes), by an application or another agency (no); of aid that
--                              ended the records do not say who sent the case.
-- service_basis                The reason for services that is on record, from the day on which it became that. What it was
--                              before is not kept, and so not known.
-- *_parent_applied             The person who opened the case on an application has that part in it. That the other one
--                              did not apply as well is a finding.
CREATE FUNCTION fact_case_kind(day date, {cases})
RETURNS TABLE (
    case_number text,
    payment_processing_case boolean,
    service_basis text,
    referred_by_program boolean,
    custodial_parent_applied boolean,
    noncustodial_parent_applied boolean,
    responding_case boolean,
    opened_on date
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH closings AS (
    SELECT DISTINCT ON (k.case_id) k.case_id, k.id, k.outcome, k.closed_on
    FROM casework_closure k
    WHERE k.case_id {chosen} AND k.closed_on <= day
    ORDER BY k.case_id, k.closed_on DESC, k.id DESC
), kinds AS MATERIALIZED (
    SELECT c.number, c.opened_on, c.opened_by_id, c.responding, c.service_basis <> '' AS looked_at,
        CASE WHEN c.service_basis_since IS NULL OR c.service_basis_since <= day THEN nullif(c.service_basis, '') END AS basis,
        CASE
            WHEN c.reopened_on <= day AND c.reopened_on >= k.closed_on THEN 'enforcement'
            WHEN k.id IS NOT NULL AND EXISTS (
                SELECT FROM casework_journalentry j
                WHERE j.case_id = c.number AND j.closure_id = k.id AND j.kind = 'CaseReopened' AND j."on" <= day
            ) THEN 'enforcement'
            WHEN k.id IS NOT NULL THEN k.outcome
            WHEN c.enforcement_closed_on > day THEN 'enforcement'
            WHEN EXISTS (SELECT FROM casework_closure l WHERE l.case_id = c.number AND l.closed_on > day)
            THEN 'enforcement'
            WHEN c.reopened_on > day THEN NULL
            ELSE c.kind
        END AS kind
    FROM casework_case c LEFT JOIN closings k ON k.case_id = c.number
    WHERE c.number {chosen} AND c.opened_on <= day
), applied AS (
    SELECT part.case_id,
        bool_or(part.role = 'custodial_party') AS custodial,
        bool_or(part.role IN ('noncustodial_parent', 'alleged_father')) AS noncustodial
    FROM casework_participant part
    JOIN casework_case c ON c.number = part.case_id AND c.opened_by_id = part.person_id
    WHERE part.case_id {chosen} AND c.number {chosen}
    GROUP BY part.case_id
)
SELECT
    k.number,
    CASE
        WHEN k.kind = 'payment_processing' THEN true
        WHEN k.kind = 'state_debt_only' THEN false
        WHEN k.kind = 'enforcement' AND k.looked_at THEN false
    END,
    k.basis,
    CASE
        WHEN k.basis IN ('cash_aid', 'foster_care', 'medicaid') THEN true
        WHEN k.basis IN ('application', 'other_agency') THEN false
    END,
    CASE WHEN k.basis = 'application' AND p.custodial THEN true END,
    CASE WHEN k.basis = 'application' AND p.noncustodial THEN true END,
    k.responding,
    k.opened_on
FROM kinds k
LEFT JOIN applied p ON p.case_id = k.number
$$;
