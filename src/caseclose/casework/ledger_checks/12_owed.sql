-- what is owed is not the statement and what moved since
SELECT s.case_id, 'statement of ' || s.as_of, 'owed to family and state ' || s.family || ' and ' || s.assigned
    || ', by the statement and what moved since ' || s.family_told || ' and ' || s.assigned_told
FROM (
    SELECT b.case_id, b.as_of,
        coalesce(sum(e.amount) FILTER (WHERE e.account = 'owed_family'), 0) AS family,
        coalesce(sum(e.amount) FILTER (WHERE e.account = 'owed_state'), 0) AS assigned,
        b.family + coalesce(sum(e.amount) FILTER (
            WHERE e.account = 'owed_family' AND m.kind <> 'statement' AND m.counts_on > b.as_of), 0) AS family_told,
        b.assigned + coalesce(sum(e.amount) FILTER (
            WHERE e.account = 'owed_state' AND m.kind <> 'statement' AND m.counts_on > b.as_of), 0) AS assigned_told
    FROM (
        SELECT DISTINCT ON (t.case_id) t.case_id, t.statement_id FROM casework_movement t
        WHERE t.kind = 'statement' ORDER BY t.case_id, t.counts_on DESC, t.id DESC
    ) newest
    JOIN casework_balance b ON b.id = newest.statement_id
    JOIN casework_movement m ON m.case_id = b.case_id
    JOIN casework_ledgerentry e ON e.movement_id = m.id
    GROUP BY b.id
) s
WHERE s.family <> s.family_told OR s.assigned <> s.assigned_told
