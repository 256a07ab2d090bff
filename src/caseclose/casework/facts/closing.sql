-- What stands in the way of the closing day: the closing in progress, its notice and replies, documents, and flags.
--
-- notice_sent_on               The notice of the closing in progress, if one is out on the day.
-- reply_waiting                A reply that had arrived by the day and was not reviewed by then. False while a closing is
--                              in progress and no reply waits; null where no closing is in progress.
-- reply_could_lead             A reviewed reply could lead to paternity, an order or enforcement. Null while one waits.
-- recipient_asked_to_close,    A request is in progress, and who asks is known to be the one who may (or, for the second
-- requester_opened_case        fact, known not to be). The request on which a case is kept for debt to the state alone
--                              stands as long as the case is kept for that.
-- documentation_on_file        Some document received by the day is of a kind that the criterion asks for: the criterion of
--                              the closing in progress or else `proposed`. evidence -> criterion lists the kinds, and
--                              evidence -> '' those of a request. Null where no document is on file, or no criterion named.
-- bypass_*                     The do-not-close flag that was not lifted by the day and ends last; one with no end ends
--                              last of all. False where every flag was lifted, or where a closing is in progress and nobody
--                              ever set one: flags are set here and nowhere else.
CREATE FUNCTION fact_closing(day date, {cases}, evidence jsonb, proposed text)
RETURNS TABLE (
    case_number text,
    notice_sent_on date,
    reply_waiting boolean,
    reply_could_lead boolean,
    recipient_asked_to_close boolean,
    requester_opened_case boolean,
    documentation_on_file boolean,
    bypass_flag boolean,
    bypass_expires_on date,
    bypass_owner text,
    newest_document_on date,
    flag_set_on date
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH attempts AS (
    SELECT a.* FROM attempt_in_progress(day, {these}) a
), kept_on AS (
    SELECT DISTINCT ON (k.case_id) k.case_id,
        k.way = 'request' AND k.may_ask AND k.outcome = 'state_debt_only'
        AND (c.reopened_on IS NULL OR c.reopened_on > day OR c.reopened_on < k.closed_on)
        AND NOT EXISTS (
            SELECT FROM casework_journalentry j
            WHERE j.case_id = k.case_id AND j.closure_id = k.id AND j.kind = 'CaseReopened' AND j."on" <= day
        ) AS request
    FROM casework_closure k JOIN casework_case c ON c.number = k.case_id
    WHERE k.case_id {chosen} AND k.closed_on <= day
    ORDER BY k.case_id, k.closed_on DESC, k.id DESC
), replies AS (
    SELECT r.case_number, bool_or(NOT r.reviewed) AS waiting, bool_or(r.reviewed AND r.could_lead) AS could_lead
    FROM replies_in_hand(day, {these}) r
    GROUP BY r.case_number
), documents AS (
    SELECT d.case_id, array_agg(d.evidence) AS kinds, max(d.received_on) AS newest_on
    FROM casework_document d
    WHERE d.case_id {chosen} AND d.received_on <= day
    GROUP BY d.case_id
), flags AS (
    SELECT DISTINCT ON (h.case_id) h.case_id, h.begun_on, h.ends_on, h.owner,
        h.lifted_on IS NULL OR h.lifted_on > day AS is_set
    FROM casework_hold h
    WHERE h.case_id {chosen} AND h.kind = 'closing' AND h.begun_on <= day
    ORDER BY h.case_id, is_set DESC, h.ends_on DESC NULLS FIRST, h.id DESC
)
SELECT
    c.number,
    a.notice_sent_on,
    coalesce(r.waiting, CASE WHEN a.closure_id IS NOT NULL THEN false END),
    CASE WHEN r.could_lead THEN true WHEN a.closure_id IS NOT NULL AND r.waiting IS NOT TRUE THEN false END,
    CASE WHEN a.way = 'request' AND a.may_ask OR o.request THEN true END,
    CASE WHEN a.way = 'request' THEN a.may_ask WHEN o.request THEN true END,
    jsonb_exists_any(evidence -> CASE WHEN a.closure_id IS NULL THEN proposed ELSE a.criterion END, d.kinds),
    coalesce(f.is_set, CASE WHEN a.closure_id IS NOT NULL THEN false END),
    CASE WHEN f.is_set THEN f.ends_on END,
    CASE WHEN f.is_set THEN nullif(f.owner, '') END,
    d.newest_on,
    f.begun_on
FROM casework_case c
LEFT JOIN attempts a ON a.case_number = c.number
LEFT JOIN kept_on o ON o.case_id = c.number
LEFT JOIN replies r ON r.case_number = c.number
LEFT JOIN documents d ON d.case_id = c.number
LEFT JOIN flags f ON f.case_id = c.number
WHERE c.number {chosen}
$$;
