-- California's criteria and limbs on 2026-11-22, written by hand from the paragraphs, with the evidence that is missing.
--
-- A verdict is TRUE (met), FALSE (not met) or NULL (unknown). Missing evidence is a code: each fact that could settle an
-- unknown verdict weighs a power of two, in the order in which the paragraph asks for it; 0 where the verdict is known.
-- Verdicts are named v:…, codes m:…; the runner puts the files in the place of [:files:].

WITH verdicts AS (
    SELECT
        *,
        arrears_total < 500.00 OR arrears_unenforceable AS small_or_unenforceable,
        NOT current_order AND small_or_unenforceable AS "v:us.b1",
        NOT current_order AND arrears_assigned > 0.00 AND arrears_family = 0.00 AS "v:us.b2",
        NOT current_order AND youngest_child_born_on <= DATE '2008-11-22'
            AND ncp_in_long_term_care AND NOT ncp_leviable_means AS "v:us.b3",
        ncp_deceased AND NOT estate_action_possible AS "v:us.b4",
        ncp_primary_caregiver OR intact_household AS cares_or_intact,
        ncp_lives_with_child AND cares_or_intact AND services_not_appropriate AS "v:us.b5",
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
    CASE WHEN "v:us.b1" IS NULL THEN
        1 * (current_order IS NULL)::INT
        + 2 * (small_or_unenforceable IS NULL AND arrears_total IS NULL)::INT
        + 4 * (small_or_unenforceable IS NULL AND arrears_unenforceable IS NULL)::INT
    ELSE 0 END AS "m:us.b1",
    CASE WHEN "v:us.b2" IS NULL THEN
        1 * (current_order IS NULL)::INT + 2 * (arrears_assigned IS NULL)::INT + 4 * (arrears_family IS NULL)::INT
    ELSE 0 END AS "m:us.b2",
    CASE WHEN "v:us.b3" IS NULL THEN
        1 * (current_order IS NULL)::INT + 2 * (youngest_child_born_on IS NULL)::INT
        + 4 * (ncp_in_long_term_care IS NULL)::INT + 8 * (ncp_leviable_means IS NULL)::INT
    ELSE 0 END AS "m:us.b3",
    CASE WHEN "v:us.b4" IS NULL THEN
        1 * (ncp_deceased IS NULL)::INT + 2 * (estate_action_possible IS NULL)::INT
    ELSE 0 END AS "m:us.b4",
    CASE WHEN "v:us.b5" IS NULL THEN
        1 * (ncp_lives_with_child IS NULL)::INT
        + 2 * (cares_or_intact IS NULL AND ncp_primary_caregiver IS NULL)::INT
        + 4 * (cares_or_intact IS NULL AND intact_household IS NULL)::INT
        + 8 * (services_not_appropriate IS NULL)::INT
    ELSE 0 END AS "m:us.b5",
    CASE WHEN "v:us.b6.i" IS NULL THEN
        1 * (paternity_child_born_on IS NULL)::INT + 2 * (paternity_time_barred IS NULL)::INT
    ELSE 0 END AS "m:us.b6.i",
    CASE WHEN "v:us.b6.ii" IS NULL THEN
        1 * (alleged_father_excluded IS NULL)::INT + 2 * (other_father_identifiable IS NULL)::INT
    ELSE 0 END AS "m:us.b6.ii",
    CASE WHEN "v:us.b6.iii" IS NULL THEN
        1 * (paternity_against_childs_interest IS NULL)::INT
        + 2 * (why_not IS NULL AND conceived_by_incest IS NULL)::INT
        + 4 * (why_not IS NULL AND conceived_by_rape IS NULL)::INT
        + 8 * (why_not IS NULL AND adoption_pending IS NULL)::INT
    ELSE 0 END AS "m:us.b6.iii",
    CASE WHEN "v:us.b6.iv" IS NULL THEN
        1 * (father_identity_unknown IS NULL)::INT + 2 * (father_search_diligent IS NULL)::INT
        + 4 * (recipient_interviews IS NULL)::INT
    ELSE 0 END AS "m:us.b6.iv",
    CASE WHEN "v:us.b7.i" IS NULL THEN
        1 * (ncp_location_unknown IS NULL)::INT + 2 * (locate_efforts_diligent IS NULL)::INT
        + 4 * (automated_locate_possible IS NULL)::INT + 8 * (locate_efforts_since IS NULL)::INT
    ELSE 0 END AS "m:us.b7.i",
    CASE WHEN "v:us.b7.ii" IS NULL THEN
        1 * (ncp_location_unknown IS NULL)::INT + 2 * (locate_efforts_diligent IS NULL)::INT
        + 4 * (automated_locate_possible IS NULL)::INT + 8 * (locate_efforts_since IS NULL)::INT
    ELSE 0 END AS "m:us.b7.ii",
    CASE WHEN "v:us.b7.iii" IS NULL THEN
        1 * (ncp_location_unknown IS NULL)::INT + 2 * (locate_efforts_diligent IS NULL)::INT
        + 4 * (automated_locate_possible IS NULL)::INT + 8 * (ssn_cannot_be_verified IS NULL)::INT
        + 16 * (locate_efforts_since IS NULL)::INT
    ELSE 0 END AS "m:us.b7.iii",
    CASE WHEN "v:us.b8" IS NULL THEN
        1 * (cannot_pay IS NULL AND cannot_pay_through_minority IS NULL)::INT
        + 2 * (cannot_pay IS NULL AND cannot_pay_after_majority IS NULL)::INT
        + 4 * (support_potential IS NULL)::INT
        + 8 * (why_cannot_pay IS NULL AND in_psychiatric_institution IS NULL)::INT
        + 16 * (why_cannot_pay IS NULL AND incarcerated IS NULL)::INT
        + 32 * (why_cannot_pay IS NULL AND disability_verified IS NULL)::INT
        + 64 * (ncp_leviable_means IS NULL)::INT
    ELSE 0 END AS "m:us.b8",
    CASE WHEN "v:us.b9.i" IS NULL THEN
        1 * (receives_ssi IS NULL)::INT + 2 * (receives_ssdi IS NULL)::INT + 4 * (receives_ssr IS NULL)::INT
        + 8 * (other_income IS NULL)::INT
    ELSE 0 END AS "m:us.b9.i",
    CASE WHEN "v:us.b9.ii" IS NULL THEN
        1 * (receives_ssi IS NULL)::INT
        + 2 * (other_benefit IS NULL AND receives_ssdi IS NULL)::INT
        + 4 * (other_benefit IS NULL AND receives_ssr IS NULL)::INT
        + 8 * (other_income IS NULL)::INT
    ELSE 0 END AS "m:us.b9.ii",
    CASE WHEN "v:us.b10" IS NULL THEN
        1 * (ncp_foreign_citizen IS NULL)::INT + 2 * (ncp_lives_abroad IS NULL)::INT
        + 4 * (ncp_works_for_us_government IS NULL)::INT + 8 * (ncp_works_for_us_company IS NULL)::INT
        + 16 * (ncp_reachable_us_means IS NULL)::INT + 32 * (reciprocity_with_country IS NULL)::INT
    ELSE 0 END AS "m:us.b10",
    CASE WHEN "v:us.b11" IS NULL THEN
        1 * (location_only_request IS NULL)::INT + 2 * (location_service_provided IS NULL)::INT
    ELSE 0 END AS "m:us.b11",
    CASE WHEN "v:us.b12" IS NULL THEN
        1 * (receives_cash_aid IS NULL)::INT + 2 * (recipient_asked_to_close IS NULL)::INT
        + 4 * (medical_support_assigned IS NULL)::INT + 8 * (arrears_assigned IS NULL)::INT
    ELSE 0 END AS "m:us.b12",
    CASE WHEN "v:us.b13" IS NULL THEN
        1 * (limited_service IS NULL)::INT + 2 * (limited_service_complete IS NULL)::INT
    ELSE 0 END AS "m:us.b13",
    CASE WHEN "v:us.b14" IS NULL THEN
        1 * (good_cause_found IS NULL)::INT + 2 * (enforcement_risks_harm IS NULL)::INT
    ELSE 0 END AS "m:us.b14",
    CASE WHEN "v:us.b15" IS NULL THEN
        1 * (receives_cash_aid IS NULL)::INT
        + 2 * (of_own_will IS NULL AND service_basis IS NULL)::INT
        + 4 * (of_own_will IS NULL AND medicaid_only IS NULL AND cooperation_required IS NULL)::INT
        + 8 * (recipient_unreachable IS NULL)::INT + 16 * (contact_methods_tried IS NULL)::INT
    ELSE 0 END AS "m:us.b15",
    CASE WHEN "v:us.b16" IS NULL THEN
        1 * (receives_cash_aid IS NULL)::INT
        + 2 * (of_own_will IS NULL AND service_basis IS NULL)::INT
        + 4 * (of_own_will IS NULL AND medicaid_only IS NULL AND cooperation_required IS NULL)::INT
        + 8 * (noncooperation_documented IS NULL)::INT + 16 * (recipient_action_essential IS NULL)::INT
    ELSE 0 END AS "m:us.b16",
    CASE WHEN "v:us.b17" IS NULL THEN
        1 * (responding_case IS NULL)::INT + 2 * (initiating_failed_to_act IS NULL)::INT
        + 4 * (initiating_action_essential IS NULL)::INT + 8 * (initiating_failure_documented IS NULL)::INT
    ELSE 0 END AS "m:us.b17",
    CASE WHEN "v:us.b18" IS NULL THEN
        1 * (responding_case IS NULL)::INT + 2 * (initiating_closed IS NULL)::INT
    ELSE 0 END AS "m:us.b18",
    CASE WHEN "v:us.b19" IS NULL THEN
        1 * (responding_case IS NULL)::INT + 2 * (initiating_services_not_needed IS NULL)::INT
    ELSE 0 END AS "m:us.b19",
    CASE WHEN "v:us.b20" IS NULL THEN
        1 * (referred_by_program IS NULL)::INT + 2 * (referral_inappropriate IS NULL)::INT
        + 4 * (custodial_parent_applied IS NULL)::INT + 8 * (noncustodial_parent_applied IS NULL)::INT
    ELSE 0 END AS "m:us.b20",
    CASE WHEN "v:us.b21.i" IS NULL THEN
        1 * (transferred_to_tribe IS NULL)::INT
        + 2 * (transfer_wanted IS NULL AND recipient_asked_for_tribal_transfer IS NULL)::INT
        + 4 * (transfer_wanted IS NULL AND no_answer IS NULL AND tribal_notice_sent_on IS NULL)::INT
        + 8 * (transfer_wanted IS NULL AND no_answer IS NULL AND recipient_answered_tribal_notice IS NULL)::INT
        + 16 * (tribal_transfer_complete IS NULL)::INT + 32 * (recipient_told_of_tribal_transfer IS NULL)::INT
    ELSE 0 END AS "m:us.b21.i",
    CASE WHEN "v:us.b21.iv" IS NULL THEN
        1 * (transferred_to_tribe IS NULL)::INT + 2 * (tribal_agreement_approved IS NULL)::INT
        + 4 * (tribal_agreement_has_consent IS NULL)::INT
    ELSE 0 END AS "m:us.b21.iv",
    CASE WHEN "v:us.c" IS NULL THEN
        1 * (child_ihs_eligible IS NULL)::INT + 2 * (opened_for_ihs_referral IS NULL)::INT
    ELSE 0 END AS "m:us.c",
    CASE WHEN "v:us.payment_processing" IS NULL THEN
        1 * (payment_processing_case IS NULL)::INT
        + 2 * (told_to_end IS NULL AND obligation_ended IS NULL)::INT
        + 4 * (told_to_end IS NULL AND court_asked_to_close IS NULL)::INT
        + 8 * (told_to_end IS NULL AND other_agency_asked_to_close IS NULL)::INT
    ELSE 0 END AS "m:us.payment_processing",
    CASE WHEN "v:ca.b1" IS NULL THEN
        1 * (current_order IS NULL)::INT
        + 2 * (a_year_without_payment IS NULL AND arrears_payment_made IS NULL)::INT
        + 4 * (a_year_without_payment IS NULL AND last_arrears_payment_on IS NULL)::INT
        + 8 * (small_or_unenforceable IS NULL AND arrears_total IS NULL)::INT
        + 16 * (small_or_unenforceable IS NULL AND arrears_unenforceable IS NULL)::INT
    ELSE 0 END AS "m:ca.b1",
    CASE WHEN "v:ca.b4" IS NULL THEN
        1 * (ncp_deceased IS NULL)::INT + 2 * (estate_action_possible IS NULL)::INT
    ELSE 0 END AS "m:ca.b4",
    "v:us.b6" IS NULL AND "v:us.b6.i" IS NULL AS open_i,
    "v:us.b6" IS NULL AND "v:us.b6.ii" IS NULL AS open_ii,
    "v:us.b6" IS NULL AND "v:us.b6.iii" IS NULL AS open_iii,
    "v:us.b6" IS NULL AND "v:us.b6.iv" IS NULL AS open_iv,
    CASE WHEN "v:ca.b6.i" IS NULL THEN
        1 * (paternity_child_born_on IS NULL)::INT
        + 2 * (paternity_action_pending IS NULL)::INT
        + 4 * (open_i AND paternity_time_barred IS NULL)::INT
        + 8 * (open_ii AND alleged_father_excluded IS NULL)::INT
        + 16 * (open_ii AND other_father_identifiable IS NULL)::INT
        + 32 * (open_iii AND paternity_against_childs_interest IS NULL)::INT
        + 64 * (open_iii AND why_not IS NULL AND conceived_by_incest IS NULL)::INT
        + 128 * (open_iii AND why_not IS NULL AND conceived_by_rape IS NULL)::INT
        + 256 * (open_iii AND why_not IS NULL AND adoption_pending IS NULL)::INT
        + 512 * (open_iv AND father_identity_unknown IS NULL)::INT
        + 1024 * (open_iv AND father_search_diligent IS NULL)::INT
        + 2048 * (open_iv AND recipient_interviews IS NULL)::INT
    ELSE 0 END AS "m:ca.b6.i",
    CASE WHEN "v:ca.b6.ii" IS NULL THEN
        1 * (alleged_father_excluded IS NULL)::INT
        + 2 * (no_other_father_attested IS NULL)::INT
        + 4 * (open_i AND paternity_child_born_on IS NULL)::INT
        + 8 * (open_i AND paternity_time_barred IS NULL)::INT
        + 16 * (open_ii AND other_father_identifiable IS NULL)::INT
        + 32 * (open_iii AND paternity_against_childs_interest IS NULL)::INT
        + 64 * (open_iii AND why_not IS NULL AND conceived_by_incest IS NULL)::INT
        + 128 * (open_iii AND why_not IS NULL AND conceived_by_rape IS NULL)::INT
        + 256 * (open_iii AND why_not IS NULL AND adoption_pending IS NULL)::INT
        + 512 * (open_iv AND father_identity_unknown IS NULL)::INT
        + 1024 * (open_iv AND father_search_diligent IS NULL)::INT
        + 2048 * (open_iv AND recipient_interviews IS NULL)::INT
    ELSE 0 END AS "m:ca.b6.ii",
    CASE WHEN "v:ca.b6.iii" IS NULL THEN
        1 * (paternity_against_childs_interest IS NULL)::INT
        + 2 * (why_not IS NULL AND conceived_by_incest IS NULL)::INT
        + 4 * (why_not IS NULL AND conceived_by_rape IS NULL)::INT
        + 8 * (why_not IS NULL AND adoption_pending IS NULL)::INT
        + 16 * (open_i AND paternity_child_born_on IS NULL)::INT
        + 32 * (open_i AND paternity_time_barred IS NULL)::INT
        + 64 * (open_ii AND alleged_father_excluded IS NULL)::INT
        + 128 * (open_ii AND other_father_identifiable IS NULL)::INT
        + 256 * (open_iv AND father_identity_unknown IS NULL)::INT
        + 512 * (open_iv AND father_search_diligent IS NULL)::INT
        + 1024 * (open_iv AND recipient_interviews IS NULL)::INT
    ELSE 0 END AS "m:ca.b6.iii",
    CASE WHEN "v:ca.b6.iv" IS NULL THEN
        1 * (father_identity_unknown IS NULL)::INT + 2 * (father_search_diligent IS NULL)::INT
        + 4 * (recipient_interviews IS NULL)::INT
        + 8 * (open_i AND paternity_child_born_on IS NULL)::INT
        + 16 * (open_i AND paternity_time_barred IS NULL)::INT
        + 32 * (open_ii AND alleged_father_excluded IS NULL)::INT
        + 64 * (open_ii AND other_father_identifiable IS NULL)::INT
        + 128 * (open_iii AND paternity_against_childs_interest IS NULL)::INT
        + 256 * (open_iii AND why_not IS NULL AND conceived_by_incest IS NULL)::INT
        + 512 * (open_iii AND why_not IS NULL AND conceived_by_rape IS NULL)::INT
        + 1024 * (open_iii AND why_not IS NULL AND adoption_pending IS NULL)::INT
    ELSE 0 END AS "m:ca.b6.iv"
FROM verdicts
