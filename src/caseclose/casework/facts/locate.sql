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
-- The two limits stand in the policy: limits -> state, or limits -> 'us' for a state with no policy. On a day for which
-- the policy has none, only a parent who was found is known.
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
    FROM casework_office o, LATERAL (SELECT coalesce(limits -> lower(o.state), limits -> 'us')) AS state (worth)
), searches AS (
    SELECT e.case_id, e.source, e."on", n.repeat_days, n.sources_needed,
        lag(e."on") OVER log AS before,
        max(e."on") FILTER (WHERE e.found) OVER log AS found_on
    FROM casework_locateeffort e
    JOIN casework_case c ON c.number = e.case_id
    JOIN numbers n ON n.code = c.office_id
    WHERE e.case_id {chosen} AND e."on" <= day
    WINDOW log AS (PARTITION BY e.case_id ORDER BY e."on")
), runs AS (
    SELECT s.*,
        max(s."on") FILTER (
            WHERE s.before IS NULL OR s.before <= s.found_on OR s."on" - s.before > s.repeat_days
        ) OVER (PARTITION BY s.case_id ORDER BY s."on") AS begun_on
    FROM searches s
), stretches AS (
    SELECT r.case_id, r.repeat_days, r.begun_on, r.found_on,
        max(r."on") AS newest_on,
        (r."on" - r.begun_on) / r.repeat_days AS stretch,
        count(DISTINCT r.source) >= r.sources_needed AS enough
    FROM runs r
    GROUP BY r.case_id, r.repeat_days, r.begun_on, r.found_on, r.sources_needed, stretch
), judged AS (
    SELECT s.*,
        s.newest_on > coalesce(s.found_on, '-infinity') AND day - s.newest_on <= s.repeat_days AS goes_on,
        greatest((day - s.begun_on) / s.repeat_days, 1) = count(*) FILTER (
            WHERE s.enough AND s.stretch < greatest((day - s.begun_on) / s.repeat_days, 1)
        ) OVER (PARTITION BY s.case_id, s.begun_on, s.found_on) AS diligent
    FROM stretches s
)
SELECT DISTINCT ON (j.case_id)
    j.case_id,
    CASE WHEN j.found_on = j.newest_on THEN false WHEN j.goes_on THEN true END,
    CASE WHEN j.repeat_days IS NOT NULL THEN j.goes_on AND j.diligent END,
    CASE WHEN j.goes_on THEN j.begun_on END,
    j.newest_on
FROM judged j
ORDER BY j.case_id, j.newest_on DESC
$$;
