-- How the records of each of these cases stand on a day: whether they may be destroyed, and if not, why.
--
-- standing      destroyed · open (services go on, or payments, or debt to the state) · held · end_unknown ·
--               report_unknown · no_rule · too_early · unsettled · due. The first that is true.
-- ended_on      The day on which the case ended, or on which money last came in or went out, whichever is later. A case
--               that was reopened and closed again ended with its last closing. One that lived on after its closing,
--               for payments or for debt to the state, ended with the last thing that the journal tells of it. Null
--               where no such day is on record.
-- reported_on   The day of the financial report of the time in which the case ended. Null where none is on record.
-- keep_until    The first day on which the whole span has passed since both. The span of a case that ended on a day
--               which the last year does not have, 29 February, is over on the day after: nothing ends early.
-- holds         Holds of any kind, on this case or on a linked one, that are not over. One that begins later counts too.
-- unsettled     What is still open: a closing, a release, a message, money, a duty, a paper not yet keyed in, a person's task.
--
-- In PL/pgSQL, because it keeps the plan of its query for the whole session: planning takes longer than the answer.
CREATE OR REPLACE FUNCTION casework_retention(day date, cases text[])
RETURNS TABLE (
    case_number text,
    standing text,
    ended_on date,
    reported_on date,
    keep_until date,
    holds bigint,
    unsettled text[]
)
LANGUAGE plpgsql STABLE SET plan_cache_mode = 'force_generic_plan' AS $$
#variable_conflict use_column
BEGIN
RETURN QUERY
WITH ends AS (
    SELECT c.number, c.kind, o.state, casework_policy_span('retention_span', o.state, day) AS span,
        CASE
            WHEN coalesce(c.enforcement_closed_on, k.closed_on) IS NULL THEN NULL
            WHEN k.outcome NOT IN ('closed', '') AND k.outcome IS NOT NULL AND j.told_on IS NULL THEN NULL
            ELSE greatest(c.enforcement_closed_on, k.closed_on, c.reopened_on, p.moved_on, j.told_on)
        END AS ended_on
    FROM casework_case c
    JOIN casework_office o ON o.code = c.office_id
    LEFT JOIN LATERAL (
        SELECT k.closed_on, k.outcome FROM casework_closure k
        WHERE k.case_id = c.number AND k.closed_on IS NOT NULL ORDER BY k.closed_on DESC, k.id DESC LIMIT 1
    ) k ON true
    LEFT JOIN LATERAL (
        SELECT max(j."on") AS told_on FROM casework_journalentry j
        WHERE k.outcome NOT IN ('closed', '') AND j.case_id = c.number AND j."on" > k.closed_on
            AND j.kind !~ '^(Hold|Release|Destruction)'
    ) j ON true
    LEFT JOIN LATERAL (
        SELECT max(greatest(p.received_on, p.disbursed_on)) AS moved_on
        FROM casework_payment p WHERE p.case_id = c.number
    ) p ON true
    WHERE c.number = ANY (cases)
), reported AS (
    SELECT e.*, (
        SELECT max(r.reported_on) FROM casework_financialreport r
        WHERE r.state = e.state AND r.begins_on <= e.ended_on AND r.ends_on >= e.ended_on
    ) AS reported_on
    FROM ends e
), counted AS (
    SELECT r.*, greatest(r.ended_on, r.reported_on) AS since, (
        SELECT count(*)
        FROM (
            SELECT r.number AS number UNION SELECT l.other FROM casework_linked(ARRAY[r.number::text]) l
        ) concerned
        JOIN casework_hold h ON h.case_id = concerned.number
        WHERE (h.lifted_on IS NULL OR h.lifted_on > day) AND (h.ends_on IS NULL OR h.ends_on > day)
    ) AS holds,
    array_remove(ARRAY[
        CASE WHEN EXISTS (
            SELECT FROM casework_closure k WHERE k.case_id = r.number
                AND k.step IN ('requested', 'proposed', 'approved', 'noticed', 'replied')
        ) THEN 'closing' END,
        CASE WHEN EXISTS (
            SELECT FROM casework_releaseorder o JOIN casework_closure k ON k.id = o.closure_id
            WHERE k.case_id = r.number AND o.state NOT IN ('confirmed', 'kept')
        ) THEN 'release' END,
        CASE WHEN EXISTS (
            SELECT FROM casework_outboxmessage m WHERE m.case_id = r.number AND m.state IN ('waiting', 'batched')
        ) THEN 'message' END,
        CASE WHEN EXISTS (
            SELECT FROM casework_payment p WHERE p.case_id = r.number AND p.disbursed_on IS NULL
        ) THEN 'money' END,
        CASE WHEN EXISTS (
            SELECT FROM casework_duty u
            WHERE u.case_id = r.number AND u.due_on IS NOT NULL AND u.done_on IS NULL AND u.lifted_on IS NULL
        ) THEN 'duty' END,
        CASE WHEN EXISTS (
            SELECT FROM casework_incomingpaper i WHERE i.case_id = r.number AND i.state = 'waiting'
        ) THEN 'paper' END,
        CASE WHEN EXISTS (
            SELECT FROM casework_task t
            WHERE t.case_id = r.number AND t.done_on IS NULL AND t.kind NOT LIKE 'hold\_%' AND t.kind NOT IN ('records_due', 'criminal_history_due')
        ) THEN 'task' END
    ], NULL) AS unsettled
    FROM reported r
), dated AS (
    SELECT c.*, CASE
        WHEN c.ended_on IS NULL OR c.reported_on IS NULL OR c.span IS NULL THEN NULL
        WHEN (c.since + c.span)::date - c.span < c.since THEN (c.since + c.span)::date + 1
        ELSE (c.since + c.span)::date
    END AS keep_until
    FROM counted c
)
SELECT d.number::text,
    CASE
        WHEN d.kind = 'destroyed' THEN 'destroyed'
        WHEN d.kind <> 'closed' THEN 'open'
        WHEN d.holds > 0 THEN 'held'
        WHEN d.ended_on IS NULL THEN 'end_unknown'
        WHEN d.reported_on IS NULL THEN 'report_unknown'
        WHEN d.span IS NULL THEN 'no_rule'
        WHEN day < d.keep_until THEN 'too_early'
        WHEN d.unsettled <> '{}' THEN 'unsettled'
        ELSE 'due'
    END,
    d.ended_on, d.reported_on, d.keep_until, d.holds, d.unsettled
FROM dated d;
END
$$;
