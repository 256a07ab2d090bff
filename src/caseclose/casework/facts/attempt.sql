-- The closing that is in progress on a day. Not facts: other views read it.
--
-- The tables hold how a closing stands now; the journal holds when that came about. A closing that has ended since is
-- still in progress on an earlier day, and a notice that came back later had not come back then. Where the journal says
-- nothing of a closing (one brought over from another system), the tables are taken as they are.
CREATE FUNCTION attempt_in_progress(day date, {cases})
RETURNS TABLE (
    case_number text,
    closure_id bigint,
    way text,
    criterion text,
    may_ask boolean,
    notice_sent_on date
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT a.case_id, a.id, a.way, a.criterion, a.may_ask, CASE WHEN a.sent_on <= day THEN a.sent_on END
FROM (
    SELECT k.*,
        CASE
            WHEN EXISTS (
                SELECT FROM casework_journalentry j
                WHERE j.case_id = k.case_id AND j.closure_id = k.id AND j.kind = 'NoticeSent'
            )
            THEN (
                SELECT CASE WHEN j.kind <> 'MailReturned' THEN (j.body ->> 'sent_on')::date END
                FROM casework_journalentry j
                WHERE j.case_id = k.case_id AND j.closure_id = k.id AND j.kind IN ('NoticeSent', 'NoticeWentOut', 'MailReturned')
                    AND j."on" <= day
                ORDER BY j.number DESC
                LIMIT 1
            )
            ELSE k.noticed_on
        END AS sent_on
    FROM casework_closure k
    WHERE k.case_id {chosen} AND k.begun_on <= day
        AND (
            k.step IN ('requested', 'proposed', 'approved', 'noticed', 'replied')
            OR coalesce(k.closed_on, (
                SELECT max(j."on")
                FROM casework_journalentry j
                WHERE j.case_id = k.case_id AND j.closure_id = k.id
                    AND j.kind IN ('RequestReturned', 'RequestDeclined', 'RequestWithdrawn', 'CaseKeptOpen')
            )) > day
        )
) AS a
$$;

-- The replies to the notice of the closing in progress that had arrived by the day, in the zone of the case's office.
-- A reply is reviewed unless the journal says that it was reviewed only after the day.
CREATE FUNCTION replies_in_hand(day date, {cases})
RETURNS TABLE (
    case_number text,
    reply_id bigint,
    arrived_on date,
    reviewed boolean,
    could_lead boolean
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT a.case_number, r.id, (r.arrived_at AT TIME ZONE o.zone)::date,
    r.reviewed_by <> '' AND NOT EXISTS (
        SELECT FROM casework_journalentry j
        WHERE j.case_id = a.case_number AND j.closure_id = a.closure_id AND j.kind = 'ReplyReviewed'
            AND j.body ->> 'reply' = r.key AND j."on" > day
    ),
    r.could_lead
FROM attempt_in_progress(day, {these}) a
JOIN casework_reply r ON r.closure_id = a.closure_id
JOIN casework_case c ON c.number = a.case_number
JOIN casework_office o ON o.code = c.office_id
WHERE (r.arrived_at AT TIME ZONE o.zone)::date <= day
$$;
