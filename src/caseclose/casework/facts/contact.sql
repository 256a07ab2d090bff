-- Contact with the recipient of services: attempts made on or before the day.
--
-- Failed attempts count from the last time that the recipient was reached. An attempt that reached the recipient on the
-- same day as others ends that day's failures. A "first_class_letter" and a "letter" are one way of contact.
--
-- recipient_unreachable     There are failed attempts since then. False where the newest attempt reached the recipient.
-- contact_methods_tried     The different ways of those attempts.
-- contact_attempts_since    The first of those attempts; null where there is none.
-- first_class_letter_sent   One of them is a first_class_letter. Null where one is a "letter" whose class nobody wrote down.
-- contact_reestablished     The recipient was reached after failed attempts, or answered the notice of the closing in
--                           progress. False while attempts fail.
CREATE FUNCTION fact_contact(day date, {cases})
RETURNS TABLE (
    case_number text,
    recipient_unreachable boolean,
    contact_methods_tried integer,
    contact_attempts_since date,
    first_class_letter_sent boolean,
    contact_reestablished boolean,
    newest_contact_on date
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH attempts AS (
    SELECT t.case_id, t.method, t."on", t.reached,
        max(t."on") FILTER (WHERE t.reached) OVER (PARTITION BY t.case_id) AS reached_on
    FROM casework_contactattempt t
    WHERE t.case_id {chosen} AND t."on" <= day
), marked AS (
    SELECT a.*, NOT a.reached AND (a.reached_on IS NULL OR a."on" > a.reached_on) AS failed
    FROM attempts a
), contact AS (
    SELECT m.case_id,
        max(m."on") AS newest_on,
        bool_or(m.failed) AS unreachable,
        count(DISTINCT replace(m.method, 'first_class_letter', 'letter')) FILTER (WHERE m.failed) AS ways,
        min(m."on") FILTER (WHERE m.failed) AS since,
        bool_or(m.failed AND m.method = 'first_class_letter') AS first_class,
        bool_or(m.failed AND m.method = 'letter') AS some_letter,
        bool_or(NOT m.reached) AS ever_failed
    FROM marked m
    GROUP BY m.case_id
), answers AS (
    SELECT r.case_number, max(r.arrived_on) AS arrived_on
    FROM replies_in_hand(day, {these}) r
    GROUP BY r.case_number
)
SELECT
    coalesce(c.case_id, a.case_number),
    c.unreachable,
    c.ways::integer,
    c.since,
    CASE WHEN c.first_class THEN true WHEN NOT c.some_letter THEN false END,
    CASE
        WHEN a.arrived_on IS NOT NULL THEN true
        WHEN c.unreachable THEN false
        WHEN c.ever_failed THEN true
    END,
    greatest(c.newest_on, a.arrived_on)
FROM contact c FULL JOIN answers a ON a.case_number = c.case_id
$$;
