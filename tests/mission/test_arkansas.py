"""The sentences of the Arkansas page, each a story that ends as the page says. The ids are those of docs/mission.md."""

from __future__ import annotations

import pytest

from caseclose.closure.commands import Approve, Propose
from caseclose.forms.sheet import sheet
from caseclose.law.reading import shipped
from tests.casework.closable import SUPERVISOR
from tests.mission.stories import NO_DEBT, Story, answer, fate, kind, plan, releases, the_case

pytestmark = pytest.mark.usefixtures("clean_database")
TAX = ("federal_tax_offset", "state_tax_offset")
LICENSES = ("driver_license", "professional_license")


def test_ar_01_a_custodial_party_asks_and_the_enforcement_case_closes() -> None:
    the_case("ar")
    story = Story()
    story.asks()
    assert story.is_granted().step == "closed"
    assert kind() != "enforcement"


def test_ar_02_the_court_order_does_not_go_away() -> None:
    assert fate("ar", "court_order") == "goes_on"


def test_ar_03_the_case_goes_on_as_a_payment_processing_case() -> None:
    the_case("ar")
    story = Story()
    story.asks()
    story.is_granted()
    assert kind() == "payment_processing"
    assert fate("ar", "payment_disbursement") == "goes_on"


def test_ar_04_the_request_is_a_letter_typed_or_by_hand_to_the_local_office() -> None:
    the_case("ar")
    assert Story().asks().step == "requested"
    local = shipped().layer("ar").offices["ar.office.local"]
    assert "by hand" in local.how_to_ask.en
    assert "local child support office" in local.how_to_ask.en
    central = sheet(shipped(), "ar", "central", "en")
    assert central.where.address == ()
    assert "the child support office that handles your case" in central.words.send.no_address


def test_ar_05_what_closing_means_is_known_before_anybody_signs() -> None:
    the_case("ar")
    story = Story()
    story.asks(signed=False)
    told = answer()
    assert told.outcome == "closes_to_payment_processing"
    assert told.plan is not None
    assert {item.then for item in told.plan.items} >= {"ends", "released", "goes_on"}
    assert kind() == "enforcement"


def test_ar_06_the_other_parent_still_has_to_pay_while_there_is_an_order() -> None:
    assert "must keep paying" in shipped().answers["closes_to_payment_processing"].plain.en
    assert fate("ar", "court_order") == "goes_on"


def test_ar_07_stopping_services_changes_nothing_in_the_order() -> None:
    from caseclose.casework.models import SupportOrder
    from tests.casework.factories import an_order

    order = an_order(the_case("ar"))
    story = Story()
    story.asks()
    story.is_granted()
    assert SupportOrder.objects.get(pk=order.pk).ended_on is None


def test_ar_08_only_the_court_can_change_the_order() -> None:
    assert "only a court can change the order" in shipped().answers["closes_to_payment_processing"].plain.en


def test_ar_09_what_an_employer_withholds_is_still_recorded_and_sent_on() -> None:
    the_case("ar", remedies=["income_withholding"])
    story = Story()
    story.asks()
    story.is_granted()
    assert releases() == {"income_withholding": "kept"}
    assert [fate("ar", name) for name in ("income_withholding", "payment_disbursement")] == ["goes_on", "goes_on"]


@pytest.mark.parametrize("aid", ["receives_cash_aid", "medical_support_assigned"])
def test_ar_10_with_cash_assistance_or_medicaid_it_may_not_be_possible_to_close(aid: str) -> None:
    the_case("ar", {aid: True})
    story = Story()
    story.asks()
    assert story.refusal(Approve(), SUPERVISOR).rule == "not_granted"
    assert "request" in story.is_declined()
    assert kind() == "enforcement"


def test_ar_11_a_parent_on_medicaid_is_told_to_call_the_local_office() -> None:
    the_case("ar", {"receives_medicaid": True})
    Story().asks()
    told = answer()
    assert told.outcome == "closes_to_payment_processing"
    assert any("office" in advice.way_on.en for advice in told.advice)


def test_ar_12_the_services_that_end_are_named() -> None:
    ends = {item.remedy.text.id for item in plan("ar").having("ends")}
    assert {"new_enforcement", "arrears_ledger", "new_hire_tracking", "health_coverage_checks"} <= ends


def test_ar_13_the_record_of_past_due_support_ends() -> None:
    assert fate("ar", "arrears_ledger") == "ends"


def test_ar_14_following_the_other_parents_employer_ends() -> None:
    assert fate("ar", "new_hire_tracking") == "ends"


def test_ar_15_checking_health_coverage_ends_and_the_employer_is_told() -> None:
    the_case("ar", remedies=["medical_support_notice"])
    story = Story()
    story.asks()
    story.is_granted()
    assert fate("ar", "health_coverage_checks") == "ends"
    assert releases() == {"medical_support_notice": "made"}


def test_ar_16_no_action_to_enforce_is_taken_any_more() -> None:
    assert fate("ar", "new_enforcement") == "ends"


def test_ar_17_tax_refunds_are_no_longer_taken() -> None:
    the_case("ar", remedies=TAX)
    story = Story()
    story.asks()
    story.is_granted()
    assert releases() == dict.fromkeys(TAX, "made")


def test_ar_18_bank_accounts_are_no_longer_seized() -> None:
    the_case("ar", remedies=["bank_levy"])
    story = Story()
    story.asks()
    story.is_granted()
    assert releases() == {"bank_levy": "made"}


def test_ar_19_licenses_are_no_longer_suspended() -> None:
    the_case("ar", remedies=LICENSES)
    story = Story()
    story.asks()
    story.is_granted()
    assert releases() == dict.fromkeys(LICENSES, "made")


def test_ar_20_passports_are_no_longer_flagged() -> None:
    the_case("ar", remedies=["passport"])
    story = Story()
    story.asks()
    story.is_granted()
    assert releases() == {"passport": "made"}


def test_ar_21_for_debt_to_the_state_the_federal_refund_is_still_taken() -> None:
    the_case("ar", arrears=("900.00", "400.00"), remedies=[*TAX, *LICENSES])
    story = Story()
    story.asks()
    assert answer().outcome == "family_enforcement_stops"
    story.is_granted()
    assert kind() == "state_debt_only"
    found = releases()
    assert found.pop("federal_tax_offset") == "kept"
    assert set(found.values()) == {"made"}


def test_ar_22_all_efforts_to_collect_for_the_family_stop() -> None:
    the_case("ar", arrears=("900.00", "400.00"))
    story = Story()
    story.asks()
    story.is_granted()
    assert fate("ar", "new_enforcement", "state_debt_only") in {"ends", "state_debt_only"}
    assert story.refusal(Propose("us.b12")).rule == "criterion_not_met"


def test_ar_23_licenses_passports_and_liens_on_bank_accounts_are_released() -> None:
    held = (*LICENSES, "passport", "bank_levy")
    the_case("ar", remedies=held)
    story = Story()
    story.asks()
    story.is_granted()
    assert releases() == dict.fromkeys(held, "made")


def test_ar_24_a_parent_who_fears_harm_is_asked_to_call_and_hear_of_other_choices() -> None:
    the_case("ar", {"risk_of_harm_reported": True})
    Story().asks()
    told = answer()
    assert any("risk_of_harm" in each.standing.id and each.way_on.en for each in (*told.advice, *told.reasons))


def test_ar_25_a_payment_processing_case_is_not_closed_because_a_parent_wishes_it() -> None:
    facts = {"payment_processing_case": True, "current_order": False, "obligation_ended": False}
    nobody = {"court_asked_to_close": False, "other_agency_asked_to_close": False}
    the_case("ar", {**facts, **nobody}, arrears=NO_DEBT)
    refused = Story().refusal(Propose("ar.payment_processing"))
    assert refused.rule == "criterion_not_met"


def test_ar_26_only_the_person_who_opened_the_case_can_ask() -> None:
    the_case("ar")
    story = Story()
    story.asks(opener=False)
    assert story.refusal(Approve(), SUPERVISOR).rule == "not_granted"
    assert story.is_declined() == "ar.request.who_may_ask"
    assert kind() == "enforcement"


def test_ar_27_a_noncustodial_parent_is_pointed_to_a_private_attorney() -> None:
    the_case("ar")
    Story().asks(opener=False)
    told = answer()
    assert told.outcome == "not_the_person_who_may_ask"
    assert any("attorney" in reason.way_on.en for reason in told.reasons)
