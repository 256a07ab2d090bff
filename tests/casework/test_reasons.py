"""What is missing and why a case stays open are told by name, in the reader's language; what was written before in
words of one's own is still told, to people of the agency only."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from caseclose.casework.models import Balance, Closure
from caseclose.casework.selectors.history import history_of
from caseclose.casework.services.daily.closings import NO_LONGER_HOLDS, close_due
from caseclose.closure import commands as to
from caseclose.closure.reasons import reasons
from caseclose.closure.refused import Refused
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, SYSTEM, WORKER, a_closable_case, do, gone_out, moment
from tests.casework.factories import told
from tests.casework.mailing import batch, letter, text_of, with_people
from tests.casework.test_letters_owed import NO_AID, REQUEST

pytestmark = pytest.mark.usefixtures("clean_database")

WRITTEN_BEFORE = "An employer was named by phone"
"""What a worker wrote when a reason was free text."""


def asked() -> None:
    with_people(a_closable_case("1", remedies=(), **NO_AID), language="es")
    do(REQUEST, CLERK)


def noticed() -> None:
    with_people(a_closable_case("1", arrears_unenforceable="false"), language="es")
    do(to.Propose("ca.b1"))
    do(to.Approve(), SUPERVISOR)
    do(to.SendNotice(DAY), SYSTEM)
    gone_out("1")


def last_words(kind: str, lang: str) -> str:
    return next(each.words for each in reversed(history_of("1", lang)) if each.kind == kind)


def test_what_is_missing_is_told_in_words_in_the_story_and_in_the_letter(tmp_path: Path) -> None:
    asked()
    do(to.ReturnRequest(("signature", "aid_now_or_before", "signature")), CLERK)
    assert last_words("RequestReturned", "en").endswith(
        "Missing: the signature; whether the family gets aid, or got it before."
    )
    assert last_words("RequestReturned", "es").endswith(
        "Falta: la firma; si la familia recibe ayuda, o la recibió antes."
    )
    batch(tmp_path, DAY)
    said = text_of(letter("request_returned").pdf)
    assert reasons().missing["aid_now_or_before"].mend.es in said
    assert said.count(reasons().missing["signature"].mend.es) == 1


def test_a_name_that_nobody_knows_changes_nothing_and_the_refusal_lists_those_that_may_be_given() -> None:
    asked()
    with pytest.raises(Refused, match=r"the signature \(signature\)"):
        do(to.ReturnRequest(("a signature",)), CLERK)
    with pytest.raises(Refused, match=r"\(begun_by_mistake\)"):
        do(to.KeepOpen((WRITTEN_BEFORE,)))
    assert Closure.objects.get().step == "requested"


def test_what_was_missing_in_words_of_ones_own_is_told_in_the_story_and_not_in_a_letter(tmp_path: Path) -> None:
    asked()
    do(to.ReturnRequest(("signature",)), CLERK)
    told(Closure.objects.get(), "RequestReturned", DAY, missing=["signature", "Proof of who asks"])
    assert last_words("RequestReturned", "es").endswith("Falta: la firma; Proof of who asks.")
    batch(tmp_path, DAY)
    said = text_of(letter("request_returned").pdf)
    assert "Proof" not in said
    assert reasons().unnamed.mend.es in said
    assert reasons().missing["signature"].mend.es in said


def test_why_a_case_stays_open_is_told_in_words_and_more_words_stay_in_the_record(tmp_path: Path) -> None:
    noticed()
    do(to.KeepOpen(("new_information", "other"), f"{WRITTEN_BEFORE}."), WORKER, DAY + timedelta(days=3))
    assert last_words("CaseKeptOpen", "en").endswith(
        "Reasons: there is new information about the case; another reason, in words. An employer was named by phone."
    )
    assert "hay información nueva sobre el caso; otra razón, en palabras. " in last_words("CaseKeptOpen", "es")
    batch(tmp_path, DAY + timedelta(days=3))
    said = text_of(letter("case_stays_open").pdf)
    assert reasons().why_open["new_information"].es in said
    assert "employer" not in said


def test_a_reason_in_words_of_ones_own_is_told_in_the_story_and_not_in_a_letter(tmp_path: Path) -> None:
    noticed()
    do(to.KeepOpen(("new_information",)))
    told(Closure.objects.get(), "CaseKeptOpen", DAY, reasons=[WRITTEN_BEFORE], on=DAY.isoformat())
    assert last_words("CaseKeptOpen", "en").endswith(f"Reasons: {WRITTEN_BEFORE}.")
    assert WRITTEN_BEFORE in last_words("CaseKeptOpen", "es")
    batch(tmp_path, DAY)
    said = text_of(letter("case_stays_open").pdf)
    assert "employer" not in said
    assert reasons().why_open["other"].es in said


def test_what_ends_a_closing_on_its_day_is_a_reason_with_a_name(tmp_path: Path) -> None:
    assert set(reasons().why_open) >= NO_LONGER_HOLDS
    noticed()
    Balance.objects.update(family=Decimal("90000.00"))
    assert close_due(on=DUE, at=moment(DUE))["kept_open"] == 1
    assert last_words("CaseKeptOpen", "es").endswith("Razones: lo que permitía el cierre ya no se cumple.")
    batch(tmp_path, DUE)
    assert reasons().why_open["criterion_not_met"].es in text_of(letter("case_stays_open").pdf)


def test_a_declined_request_gives_the_policys_own_answer_and_the_way_on(tmp_path: Path) -> None:
    with_people(a_closable_case("1", remedies=(), **NO_AID), language="es")
    do(to.RecordRequest(DAY, "mail", signed=True, may_ask=False), CLERK)
    do(to.DeclineRequest())
    batch(tmp_path, DAY)
    said = text_of(letter("request_declined").pdf)
    assert "abrió el caso" in said
