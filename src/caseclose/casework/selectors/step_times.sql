-- How many days closings that ended in a time had stood in each step: how often, the middle, nine in ten, the longest.
-- A step lasts from the entry that begins it to the next that begins another. One that came twice counts twice.
SELECT passed.step, count(*) AS times,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY passed.days) AS middle,
    percentile_disc(0.9) WITHIN GROUP (ORDER BY passed.days) AS nine_in_ten,
    max(passed.days) AS longest
FROM (
    SELECT begins.step, lead(j."on") OVER (PARTITION BY j.closure_id ORDER BY j.number) - j."on" AS days
    FROM casework_closure k
    JOIN casework_case c ON c.number = k.case_id
    JOIN casework_journalentry j ON j.case_id = k.case_id AND j.closure_id = k.id
    JOIN (VALUES ('RequestRecorded', 'requested'), ('ClosureProposed', 'proposed'), ('ClosureApproved', 'approved'),
        ('MailReturned', 'approved'), ('NoticeSent', 'noticed'), ('ReplyRecorded', 'replied'), ('CaseClosed', NULL))
        AS begins (kind, step) ON begins.kind = j.kind
    WHERE k.step = 'closed' AND k.closed_on BETWEEN %(first)s AND %(last)s
        AND (%(office)s::text IS NULL OR c.office_id = %(office)s)
        AND NOT k.case_id = ANY (%(hidden)s)
) AS passed
WHERE passed.step IS NOT NULL AND passed.days IS NOT NULL
GROUP BY passed.step
