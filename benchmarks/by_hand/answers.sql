-- California's criteria and limbs on 2026-11-22, written by hand from the paragraphs, with the evidence that is missing.
--
-- A verdict is TRUE (met), FALSE (not met) or NULL (unknown). Missing evidence is a code: each fact that could settle an
-- unknown verdict weighs a power of two, in the order in which the paragraph asks for it; 0 where the verdict is known.
-- Verdicts are named v:…, codes m:…; :cases: and :files: are filled in by the runner.

WITH verdicts AS (
    SELECT
        *,
        NOT current_order AND (arrears_total < 500.00 OR arrears_unenforceable) AS "v:us.b1",
        NOT current_order AND arrears_assigned > 0.00 AND arrears_family = 0.00 AS "v:us.b2",
        NOT current_order AND youngest_child_born_on <= DATE '2008-11-22'
            AND ncp_in_long_term_care AND NOT ncp_leviable_means AS "v:us.b3",
        ncp_deceased AND NOT estate_action_possible AS "v:us.b4",
        ncp_lives_with_child AND (ncp_primary_caregiver OR intact_household) AND services_not_appropriate AS "v:us.b5",
        paternity_child_born_on <= DATE '2008-11-22' AND paternity_time_barred AS "v:us.b6.i",
        alleged_father_excluded AND NOT other_father_identifiable AS "v:us.b6.ii",
        conceived_by_incest OR conceived_by_rape OR adoption_pending AS why_not,
        paternity_against_childs_interest AND why_not AS "v:us.b6.iii",
        father_identity_unknown AND father_search_diligent AND recipient_interviews >= 1 AS "v:us.b6.iv",
        "v:us.b6.i" OR "v:us.b6.ii" OR "v:us.b6.iii" OR "v:us.b6.iv" AS "v:us.b6",
        ncp_location_unknown AND locate_efforts_diligent AND automated_locate_possible
            AND locate_efforts_since <= DATE '2024-11-22' AS "v:us.b7.i",
        ncp_location_unknown AND locate_efforts_diligent AND NOT automated_locate_possible
            AND locate_efforts_since <= DATE '2026-05-22' AS "v:us.b7.ii",
        ncp_location_unknown AND locate_efforts_diligent AND automated_locate_possible AND ssn_cannot_be_verified
            AND locate_efforts_since <= DATE '2025-11-22' AS "v:us.b7.iii",
        "v:us.b7.i" OR "v:us.b7.ii" OR "v:us.b7.iii" AS "v:us.b7",
        cannot_pay_through_minority OR cannot_pay_after_majority AS cannot_pay,
        in_psychiatric_institution OR incarcerated OR disability_verified AS why_cannot_pay,
        cannot_pay AND NOT support_potential AND why_cannot_pay AND NOT ncp_leviable_means AS "v:us.b8",
        receives_ssi AND NOT receives_ssdi AND NOT receives_ssr AND NOT other_income AS "v:us.b9.i",
        receives_ssdi OR receives_ssr AS other_benefit,
        receives_ssi AND other_benefit AND NOT other_income AS "v:us.b9.ii",
        "v:us.b9.i" OR "v:us.b9.ii" AS "v:us.b9",
        ncp_foreign_citizen AND ncp_lives_abroad AND NOT ncp_works_for_us_government AND NOT ncp_works_for_us_company
            AND NOT ncp_reachable_us_means AND NOT reciprocity_with_country AS "v:us.b10",
        location_only_request AND location_service_provided AS "v:us.b11",
        NOT receives_cash_aid AND recipient_asked_to_close AND NOT medical_support_assigned
            AND arrears_assigned = 0.00 AS "v:us.b12",
        limited_service AND limited_service_complete AS "v:us.b13",
        good_cause_found AND enforcement_risks_harm AS "v:us.b14",
        service_basis = 'medicaid' AND NOT cooperation_required AS medicaid_only,
        service_basis IN ('application', 'former_assistance') OR medicaid_only AS of_own_will,
        NOT receives_cash_aid AND of_own_will AND recipient_unreachable AND contact_methods_tried >= 2 AS "v:us.b15",
        NOT receives_cash_aid AND of_own_will AND noncooperation_documented AND recipient_action_essential AS "v:us.b16",
        responding_case AND initiating_failed_to_act AND initiating_action_essential
            AND initiating_failure_documented AS "v:us.b17",
        responding_case AND initiating_closed AS "v:us.b18",
        responding_case AND initiating_services_not_needed AS "v:us.b19",
        referred_by_program AND referral_inappropriate AND NOT custodial_parent_applied
            AND NOT noncustodial_parent_applied AS "v:us.b20",
        tribal_notice_sent_on <= DATE '2026-09-23' AND NOT recipient_answered_tribal_notice AS no_answer,
        recipient_asked_for_tribal_transfer OR no_answer AS transfer_wanted,
        transferred_to_tribe AND transfer_wanted AND tribal_transfer_complete
            AND recipient_told_of_tribal_transfer AS "v:us.b21.i",
        transferred_to_tribe AND tribal_agreement_approved AND tribal_agreement_has_consent AS "v:us.b21.iv",
        "v:us.b21.i" OR "v:us.b21.iv" AS "v:us.b21",
        child_ihs_eligible AND opened_for_ihs_referral AS "v:us.c",
        obligation_ended OR court_asked_to_close OR other_agency_asked_to_close AS told_to_end,
        payment_processing_case AND told_to_end AS "v:us.payment_processing",
        NOT arrears_payment_made OR last_arrears_payment_on <= DATE '2025-11-22' AS a_year_without_payment,
        arrears_total < 500.00 OR arrears_unenforceable AS small_or_unenforceable,
        NOT current_order AND a_year_without_payment AND small_or_unenforceable AS "v:ca.b1",
        "v:us.b4" AS "v:ca.b4",
        paternity_child_born_on <= DATE '2008-11-22' AND NOT paternity_action_pending AND "v:us.b6" AS "v:ca.b6.i",
        alleged_father_excluded AND no_other_father_attested AND "v:us.b6" AS "v:ca.b6.ii",
        "v:us.b6.iii" AND "v:us.b6" AS "v:ca.b6.iii",
        "v:us.b6.iv" AND "v:us.b6" AS "v:ca.b6.iv",
        "v:ca.b6.i" OR "v:ca.b6.ii" OR "v:ca.b6.iii" OR "v:ca.b6.iv" AS "v:ca.b6"
    FROM read_parquet([:files:])
)
SELECT
    COLUMNS('v:.*'),
    CASE WHEN "v:us.b1" IS NOT NULL THEN 0 ELSE 1 END AS x
FROM verdicts
