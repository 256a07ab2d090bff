"""Work in bulk: a preview changes nothing, what was previewed is done once, and nothing is left out in silence."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import pytest

from caseclose.casework.models import Batch, BatchItem, Case, Closure, JournalEntry, ReleaseOrder, SpentKey, Task
from caseclose.casework.selectors.batches import batch_page, cases_of_batch
from caseclose.casework.services.audit import verify
from caseclose.casework.services.bulk.acts import BulkAct
from caseclose.casework.services.bulk.previewing import preview
from caseclose.casework.services.bulk.running import run_batch
from caseclose.casework.services.reopening import reopen_case
from caseclose.closure.commands import Actor, Approve, Close, Propose
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role
from tests.casework import factories as make
from tests.casework.closable import (
    CLERK,
    DAY,
    DUE,
    SUPERVISOR,
    SYSTEM,
    WORKER,
    a_closable_case,
    closed,
    do,
    moment,
    send_notice,
)
from tests.casework.crashing import Broken, breaking_at
from tests.casework.ending import rows_everywhere

pytestmark = pytest.mark.usefixtures("clean_database")
PROPOSE = BulkAct("propose", rule="ca.b1")
OWN_TABLES = {"casework_batch", "casework_batchitem"}


def looked(asked: BulkAct, *numbers: str, on: date = DAY) -> Batch:
    return preview(asked, dict.fromkeys(numbers), on=on, at=moment(on))


def ran(batch: Batch, by: Actor = WORKER, on: date = DAY, fingerprint: str = "") -> dict[str, object]:
    run_batch(batch=batch.pk, by=by, on=on, at=moment(on), fingerprint=fingerprint)
    return page(batch)


def page(batch: Batch) -> dict[str, object]:
    found = batch_page(batch.pk)
    assert found is not None
    return found


def rules(found: dict[str, object]) -> dict[str, str]:
    return {row["case"]: row["rule"] for row in found["refused"]}  # type: ignore[attr-defined]


def kinds(number: str) -> list[str]:
    return list(JournalEntry.objects.filter(case=number).order_by("number").values_list("kind", flat=True))


def three_cases() -> None:
    """The first may be closed; of the second the documents are missing; the third has paid lately."""
    a_closable_case("1")
    a_closable_case("2", documentation_on_file="false")
    a_closable_case("3", arrears_payment_made="true")


def refused(rule: str, batch: Batch, by: Actor = WORKER, on: date = DAY, fingerprint: str = "") -> None:
    before = rows_everywhere()
    with pytest.raises(Refused) as caught:
        run_batch(batch=batch.pk, by=by, on=on, at=moment(on), fingerprint=fingerprint)
    assert caught.value.rule == rule
    assert rows_everywhere() == before


def test_a_preview_says_what_would_be_done_and_which_rule_refuses_the_rest_and_changes_nothing() -> None:
    three_cases()
    before = {name: rows for name, rows in rows_everywhere().items() if name not in OWN_TABLES}
    found = page(looked(PROPOSE, "3", "1", "2", "99"))
    assert found["waiting"] == ["1"]
    assert rules(found) == {"3": "criterion_not_met", "2": "evidence_not_on_file", "99": "no_such_case"}
    assert all(row["todo"] and row["words"] for row in found["refused"])  # type: ignore[attr-defined]
    assert {name: rows for name, rows in rows_everywhere().items() if name not in OWN_TABLES} == before


def test_what_was_previewed_is_done_case_by_case_and_journalled() -> None:
    three_cases()
    batch = looked(PROPOSE, "1", "2", "3")
    found = ran(batch, fingerprint=batch.fingerprint)
    assert (found["done"], found["waiting"], len(rules(found))) == (["1"], [], 2)
    assert kinds("1") == ["ClosureProposed"]
    told = list(JournalEntry.objects.filter(case=None).order_by("number"))
    assert [entry.kind for entry in told] == ["BatchBegun", "BatchEnded"]
    assert told[0].said["fingerprint"] == batch.fingerprint
    assert (told[1].said["done"], told[1].said["refused"]) == (1, 2)
    assert SpentKey.objects.get().key == f"bulk:{batch.pk}:1"
    assert verify() == []


def test_a_batch_that_is_done_is_not_done_again() -> None:
    a_closable_case("1")
    batch = looked(PROPOSE, "1")
    first = ran(batch)
    before = rows_everywhere()
    assert ran(batch) == first
    assert rows_everywhere() == before


def test_a_run_that_breaks_at_any_statement_goes_on_where_it_stopped_and_does_nothing_twice() -> None:
    numbers = ["1", "2"]
    for number in numbers:
        a_closable_case(number)
    batch = looked(PROPOSE, *numbers)
    breaks = 0
    for which in count():
        try:
            with breaking_at(which):
                ran(batch)
        except Broken:
            breaks += 1
            assert {number: kinds(number) for number in numbers} == {
                item.number: ["ClosureProposed"] if item.state == "done" else [] for item in BatchItem.objects.all()
            }
        else:
            break
    assert breaks > 20
    assert [kinds(number) for number in numbers] == [["ClosureProposed"]] * 2
    assert [entry.kind for entry in JournalEntry.objects.filter(case=None).order_by("number")] == [
        "BatchBegun", "BatchEnded"]  # fmt: skip
    assert page(batch)["done"] == numbers


def test_a_case_whose_facts_changed_since_the_preview_is_refused_and_named() -> None:
    for number in ("1", "2", "3"):
        a_closable_case(number)
    batch = looked(PROPOSE, "1", "2", "3")
    make.a_balance(Case.objects.get(number="1"), DAY, "312.41")
    do(Propose("ca.b1"), number="2")
    found = ran(batch)
    assert rules(found) == {"1": "bulk_facts_changed", "2": "bulk_facts_changed"}
    assert (found["done"], kinds("1"), kinds("2")) == (["3"], [], ["ClosureProposed"])


def test_nothing_selected_and_more_than_agreed_are_refused() -> None:
    a_closable_case("1", documentation_on_file="false")
    for rule, numbers in (("bulk_nothing_selected", 0), ("bulk_too_many", 5001)):
        with pytest.raises(Refused) as caught:
            looked(PROPOSE, *map(str, range(numbers)))
        assert caught.value.rule == rule
    assert Batch.objects.count() == 0
    refused("bulk_nothing_selected", looked(PROPOSE, "1"))


def test_a_preview_that_was_tampered_with_or_is_too_old_is_not_done() -> None:
    a_closable_case("1")
    a_closable_case("2")
    batch = looked(PROPOSE, "1")
    refused("bulk_preview_changed", batch, fingerprint="another")
    refused("bulk_preview_old", batch, on=DAY + timedelta(days=8))
    refused("bulk_preview_old", batch, on=DAY - timedelta(days=1))
    refused("wrong_role", batch, by=CLERK)
    BatchItem.objects.update(number="2", case="2")
    refused("bulk_preview_changed", batch)
    other = looked(PROPOSE, "1")
    Batch.objects.filter(pk=other.pk).update(policy="another law")
    refused("bulk_preview_changed", other)


def test_only_who_began_a_batch_goes_on_with_it() -> None:
    a_closable_case("1")
    batch = looked(PROPOSE, "1")
    with pytest.raises(Broken), breaking_at(14):
        ran(batch)
    assert page(batch)["state"] == "running"
    refused("bulk_begun_by_other", batch, by=SUPERVISOR)
    assert ran(batch)["done"] == ["1"]


def test_a_second_person_who_proposed_none_of_them_approves_each_by_itself() -> None:
    for number, by in (("1", WORKER), ("2", WORKER), ("3", SUPERVISOR)):
        a_closable_case(number)
        do(Propose("ca.b1"), by, number=number)
    batch = looked(BulkAct("approve"), "1", "2", "3")
    for by in (SUPERVISOR, Actor("  Worker ONE ", Role.SUPERVISOR)):
        refused("bulk_own_proposals", batch, by)
    third = Actor("supervisor nine", Role.SUPERVISOR)
    assert ran(batch, third)["done"] == ["1", "2", "3"]
    assert [kinds(number)[-1] for number in ("1", "2", "3")] == ["ClosureApproved"] * 3
    assert SpentKey.objects.count() == 3


def a_wrong_batch() -> Batch:
    """Three cases proposed in a batch: the first two closed with remedies to let go of, the third still noticed."""
    for number in ("1", "2", "3"):
        a_closable_case(number, remedies=("passport", "bank_levy"))
    batch = looked(PROPOSE, "1", "2", "3")
    ran(batch)
    for number in ("1", "2", "3"):
        do(Approve(), SUPERVISOR, number=number)
        send_notice(number)
    for number in ("1", "2"):
        do(Close(), SYSTEM, DUE, number)
    return batch


def test_a_wrong_batch_is_opened_again_and_what_has_gone_is_listed_for_a_person() -> None:
    wrong = a_wrong_batch()
    ReleaseOrder.objects.filter(closure__case="1", kind="passport").update(state="sent")
    asked = BulkAct("reopen", basis="correction", reason="the wrong list")
    batch = preview(asked, cases_of_batch(wrong.pk), on=DUE, at=moment(DUE))
    before = page(batch)
    assert (before["waiting"], rules(before)) == (["1", "2"], {"3": "not_closed"})
    assert before["remedies"] == {
        "1": {"taken_back": ["bank_levy"], "gone": ["passport"]},
        "2": {"taken_back": ["bank_levy", "passport"], "gone": []},
    }
    found = ran(batch, SUPERVISOR, DUE)
    assert (found["done"], found["remedies"]) == (["1", "2"], before["remedies"])
    assert [Case.objects.get(number=number).open for number in ("1", "2")] == [True, True]
    assert set(ReleaseOrder.objects.filter(closure__case="2").values_list("state", flat=True)) == {"kept"}
    assert Task.objects.get(kind="remedies_after_reopening").case_id == "1"
    rest = looked(BulkAct("keep_open", reason="begun_by_mistake", words="The wrong list."), "3", on=DUE)
    assert ran(rest, SUPERVISOR, DUE)["done"] == ["3"]
    assert Closure.objects.get(case="3").step == "kept_open"


def test_a_case_that_was_closed_anew_since_or_whose_release_went_out_meanwhile_is_not_opened_with_the_batch() -> None:
    wrong = a_wrong_batch()
    reopen_case(number="1", basis="correction", by=SUPERVISOR, on=DUE, at=moment(DUE))
    make.a_closing(Case.objects.get(number="1"), DUE, step="closed", closed_on=DUE, outcome="closed")
    Case.objects.filter(number="1").update(kind="closed")
    asked = BulkAct("reopen", basis="correction", reason="the wrong list")
    batch = preview(asked, cases_of_batch(wrong.pk), on=DUE, at=moment(DUE))
    assert rules(page(batch)) == {"1": "bulk_other_closing", "3": "not_closed"}
    ReleaseOrder.objects.filter(closure__case="2", kind="passport").update(state="sent")
    assert rules(ran(batch, SUPERVISOR, DUE))["2"] == "bulk_facts_changed"
    assert not Case.objects.get(number="2").open


def test_a_case_whose_records_cannot_be_read_is_refused_with_the_fact_and_not_its_value() -> None:
    a_closable_case("1", receives_cash_aid="a secret")
    row = page(looked(PROPOSE, "1"))["refused"][0]  # type: ignore[index]
    assert row["rule"] == "records_unreadable"
    assert "cash aid now" in row["words"]
    assert "secret" not in str(row)


def test_a_closed_case_is_refused_in_a_bulk_proposal() -> None:
    a_closable_case("1")
    closed("1")
    assert rules(page(looked(PROPOSE, "1", on=DUE))) == {"1": "gate_shut"}
    Case.objects.update(kind="closed")
    assert rules(page(looked(PROPOSE, "1", on=DUE))) == {"1": "case_not_open"}
