-- Everything that the views say of one case, and its newest findings, in one answer: JSON as text. Null where there is no
-- such case.
--
-- In PL/pgSQL, because it keeps the plan of its query for the whole session. Planning takes ten times as long as the
-- answer, and a closing day asks for one case after another.
CREATE FUNCTION facts_of_one_case(day date, number text, limits jsonb, evidence jsonb, proposed text)
RETURNS text
LANGUAGE plpgsql STABLE SET plan_cache_mode = 'force_generic_plan' AS $$
#variable_conflict use_variable
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'order_and_money', (SELECT to_jsonb(f) FROM fact_order_and_money(day, ARRAY[number]) f),
            'aid', (SELECT to_jsonb(f) FROM fact_aid(day, ARRAY[number]) f),
            'children_and_paternity', (SELECT to_jsonb(f) FROM fact_children_and_paternity(day, ARRAY[number]) f),
            'locate', (SELECT to_jsonb(f) FROM fact_locate(day, ARRAY[number], limits) f),
            'contact', (SELECT to_jsonb(f) FROM fact_contact(day, ARRAY[number]) f),
            'case_kind', (SELECT to_jsonb(f) FROM fact_case_kind(day, ARRAY[number]) f),
            'closing', (SELECT to_jsonb(f) FROM fact_closing(day, ARRAY[number], evidence, proposed) f),
            'related', (SELECT to_jsonb(f) FROM fact_related(day, ARRAY[number]) f),
            'findings', ARRAY(SELECT to_jsonb(f) FROM newest_findings(day, ARRAY[number]) f)
        )::text
        FROM casework_case c
        WHERE c.number = facts_of_one_case.number
    );
END
$$;
