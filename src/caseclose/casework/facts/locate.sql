-- The search for the noncustodial parent: searches made on or before the day.
--
-- A run is a series of failed searches. It is broken by a search that found the parent, by more than locate_repeat_days
-- between one search and the next, and by more than that between the last search and the day: searches that stopped
-- long ago are not "made since". Only the run that reaches the day counts.
--
-- ncp_location_unknown      False where the newest searches found the parent, true while a run goes on, else null.
-- locate_efforts_since      The first day of the run; null where there is none.
-- locate_efforts_diligent   The run is cut into stretches of locate_repeat_days from its first day. Each stretch that is
--                           over, and in any case the first, has searches with locate_sources_needed different sources.
--                           False where searches are on record and this does not hold; null where none are.
--
-- The two limits stand in the policy, by state: limits -> state, or limits -> 'us' for a state with no policy.
CREATE FUNCTION fact_locate(day date, {cases}, limits jsonb)
RETURNS TABLE (
    case_number text,
    ncp_location_unknown boolean,
    locate_efforts_diligent boolean,
    locate_efforts_since date,
    newest_search_on date
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH numbers AS (
    SELECT o.code, (worth ->> 'locate_repeat_days')::integer AS repeat_days,
        (worth ->> 'locate_sources_needed')::integer AS sources_needed
    FROM casework_office o, LATERAL (SELECT coalesce(limits -> o.state, limits -> 'us')) AS state (worth)
), searches AS (
    SELECT e.case_id, e.source, e."on", e.found,
        max(e."on") FILTER (WHERE e.found) OVER (PARTITION BY e.case_id) AS found_on,
        max(e."on") OVER (PARTITION BY e.case_id) AS newest_on,
        lag(e."on") OVER (PARTITION BY e.case_id ORDER BY e."on", e.found DESC) AS before,
        n.repeat_days, n.sources_needed
    FROM casework_locateeffort e
    JOIN casework_case c ON c.number = e.case_id
    JOIN numbers n ON n.code = c.office_id
    WHERE e.case_id {chosen} AND e."on" <= day
), runs AS (
    SELECT s.*,
        max(s."on") FILTER (
            WHERE s."on" > coalesce(s.found_on, '-infinity')
            AND (s.before IS NULL OR s.before <= s.found_on OR s."on" - s.before > s.repeat_days)
        ) OVER (PARTITION BY s.case_id) AS since
    FROM searches s
), stretches AS (
    SELECT r.case_id, r.newest_on, r.found_on, r.repeat_days, r.since, r.sources_needed,
        CASE WHEN r."on" >= r.since THEN (r."on" - r.since) / r.repeat_days END AS stretch,
        count(DISTINCT r.source) AS sources
    FROM runs r
    GROUP BY r.case_id, r.newest_on, r.found_on, r.repeat_days, r.since, r.sources_needed, stretch
), whole AS (
    SELECT s.case_id, s.newest_on, s.found_on,
        CASE WHEN day - s.newest_on <= s.repeat_days THEN s.since END AS since,
        greatest((day - s.since) / s.repeat_days, 1) AS wanted,
        count(*) FILTER (
            WHERE s.stretch < greatest((day - s.since) / s.repeat_days, 1) AND s.sources >= s.sources_needed
        ) AS searched
    FROM stretches s
    GROUP BY s.case_id, s.newest_on, s.found_on, s.repeat_days, s.since
)
SELECT
    w.case_id,
    CASE WHEN w.found_on = w.newest_on THEN false WHEN w.since IS NOT NULL THEN true END,
    w.since IS NOT NULL AND w.searched = w.wanted,
    w.since,
    w.newest_on
FROM whole w
$$;
