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
), newest AS (
    SELECT e.case_id, max(e."on") AS newest_on, max(e."on") FILTER (WHERE e.found) AS found_on
    FROM casework_locateeffort e
    WHERE e.case_id {chosen} AND e."on" <= day
    GROUP BY e.case_id
), standing AS (
    SELECT w.case_id, w.newest_on, w.found_on, n.repeat_days, n.sources_needed,
        w.newest_on > coalesce(w.found_on, '-infinity') AND day - w.newest_on <= n.repeat_days AS goes_on
    FROM newest w
    JOIN casework_case c ON c.number = w.case_id
    JOIN numbers n ON n.code = c.office_id
), searches AS (
    SELECT e.case_id, e.source, e."on", s.repeat_days, s.sources_needed,
        e."on" - lag(e."on") OVER (PARTITION BY e.case_id ORDER BY e."on") AS gap
    FROM casework_locateeffort e
    JOIN standing s ON s.case_id = e.case_id
    WHERE e.case_id {chosen} AND e."on" <= day AND s.goes_on AND e."on" > coalesce(s.found_on, '-infinity')
), runs AS (
    SELECT s.case_id, max(s."on") FILTER (WHERE s.gap IS NULL OR s.gap > s.repeat_days) AS begun_on
    FROM searches s
    GROUP BY s.case_id
), stretches AS (
    SELECT s.case_id, r.begun_on, s.repeat_days,
        (s."on" - r.begun_on) / s.repeat_days AS stretch,
        count(DISTINCT s.source) >= s.sources_needed AS enough
    FROM searches s
    JOIN runs r ON r.case_id = s.case_id
    WHERE s."on" >= r.begun_on
    GROUP BY s.case_id, r.begun_on, s.repeat_days, s.sources_needed, stretch
), judged AS (
    SELECT s.case_id, s.begun_on,
        greatest((day - s.begun_on) / s.repeat_days, 1) = count(*) FILTER (
            WHERE s.enough AND s.stretch < greatest((day - s.begun_on) / s.repeat_days, 1)
        ) AS diligent
    FROM stretches s
    GROUP BY s.case_id, s.begun_on, s.repeat_days
)
SELECT
    s.case_id,
    CASE WHEN s.found_on = s.newest_on THEN false WHEN s.goes_on THEN true END,
    CASE WHEN s.repeat_days IS NOT NULL THEN s.goes_on AND j.diligent END,
    j.begun_on,
    s.newest_on
FROM standing s LEFT JOIN judged j ON j.case_id = s.case_id
$$;
