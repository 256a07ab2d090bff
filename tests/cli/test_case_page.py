"""`caseclose case show`: all that a worker needs of a case, and nothing that must not leave the records."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from caseclose.casework.models import (
    AssistancePeriod,
    Case,
    Disbursement,
    Hold,
    OtherAgency,
    Participant,
    Payment,
    Person,
    ReleaseOrder,
    Task,
)
from caseclose.casework.services.holds.holding import EVENTS
from caseclose.cli import case_words, console
from caseclose.cli.carrying_out import CHANNELS
from caseclose.cli.main import caseclose
from caseclose.cli.wiring import Wiring
from caseclose.closure.steps import Step
from caseclose.site.setup import prepare
from tests.casework.factories import (
    a_case,
    a_child,
    a_closing,
    a_contact,
    a_document,
    a_flag,
    a_payment,
    a_remedy,
    a_search,
    findings,
    on_aid,
    opened_by,
)
from tests.cli.running import PLAIN, Ran

pytestmark = pytest.mark.usefixtures("clean_database")
DAY = date(2026, 11, 22)
PLACE = re.compile(r"\{(\w+)\}")
WIRING = Wiring(now=lambda: datetime(2026, 11, 22, 20, tzinfo=UTC), today=lambda _zone: DAY, prepare=prepare)
SECRETS = (
    "Quentina",
    "Zweig",
    "12 Hidden Lane",
    "9 Shelter Road",
    "Acme Payroll",
    "asked to wait",
    "conceived",
    "rape",
)


def run(*args: str) -> Ran:
    result = CliRunner(env=PLAIN).invoke(caseclose, ["case", "show", *args], obj=WIRING, catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def page(number: str = "CA-1") -> dict[str, Any]:
    ran = run(number, "--json")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.fixture
def full() -> str:
    """A case with something of every kind on record."""
    case = a_case("CA-1", basis="application", arrears=("312.40", "20.00"), order_ended_on=date(2025, 6, 1))
    other = a_case("CA-2")
    recipient = opened_by(case)
    Person.objects.filter(pk=recipient.pk).update(
        given_name="Quentina",
        family_name="Zweig",
        family_violence=True,
        mailing_address=["12 Hidden Lane"],
        substitute_address=["9 Shelter Road"],
        language="es",
        safe_contact="phone",
    )
    Participant.objects.create(case=other, person=recipient, role="custodial_party")
    a_child(case, date(2007, 4, 5), paternity_established=True)
    on_aid(case, "medicaid", ended_on=date(2020, 1, 1))
    findings(case, served_action_pending=False, conceived_by_rape=True)
    a_document(case, "court_record")
    a_document(case, "protected_statement")
    a_search(case, date(2026, 2, 1))
    a_contact(case, date(2026, 2, 2))
    a_flag(case, date(2026, 11, 1), ends_on=date(2026, 12, 24))
    a_payment(case, date(2026, 3, 4), "57.69", disbursed_on=date(2026, 3, 5))
    remedy, gone = a_remedy(case, other, kind="driver_license"), a_remedy(case, kind="credit_bureau")
    type(gone).objects.filter(pk=gone.pk).update(party="Acme Payroll", ended_on=date(2026, 5, 5))
    closing = a_closing(case, date(2026, 9, 1), step="closed", closed_on=date(2026, 11, 3), outcome="closed")
    ReleaseOrder.objects.create(
        closure=closing, remedy=remedy, kind=remedy.kind, state="sent", made_on=closing.begun_on
    )
    Task.objects.create(case=case, key="t", kind="look", words="Look at the bank's answer.", due_on=date(2026, 11, 30))
    return case.number


def test_a_page_holds_every_kind_of_record(full: str) -> None:
    found = page(full)
    assert [(each["role"], each["protected"], each["safe_contact"]) for each in found["participants"]] == [
        ("custodial_party", True, "phone")
    ]
    assert [each["born_on"] for each in found["children"]] == ["2007-04-05"]
    assert found["orders"][0]["monthly"] == "250.00"
    assert (found["owed"]["family"], found["owed"]["state"]) == ("312.40", "20.00")
    assert [each["kind"] for each in found["assistance"]] == ["medicaid"]
    told = {
        each["kind"]: (each["ended_on"], each["release"] and each["release"]["state"]) for each in found["remedies"]
    }
    assert told == {"driver_license": (None, "sent"), "credit_bureau": ("2026-05-05", None)}
    assert found["remedies"][0]["serves_too"] == ["CA-2"]
    assert [each["case"] for each in found["related_cases"]] == ["CA-2"]
    assert [each["amount"] for each in found["payments"]] == ["57.69"]
    assert [each["owner"] for each in found["holds"]] == ["worker 7"]
    assert [each["words"] for each in found["tasks"]] == ["Look at the bank's answer."]
    assert [each["step"] for each in found["closings"]] == ["closed"]
    assert {each["source"] for each in found["locate_efforts"]} == {"dmv"}
    assert {each["method"] for each in found["contact_attempts"]} == {"phone"}


def test_no_name_address_party_or_reason_is_on_it_and_what_is_protected_is_only_marked(full: str) -> None:
    printed = run(full, "--all").out + run(full, "--json").out
    assert [secret for secret in SECRETS if secret in printed] == []
    found = page(full)
    assert sorted((each["fact"], each["value"], each["found_by"]) for each in found["findings"]) == [
        ("protected", "protected", None),
        ("served_action_pending", "false", "worker 7"),
    ]
    assert sorted(each["evidence"] for each in found["documents"]) == ["court_record", "protected"]
    assert "violence" not in printed


def test_it_fits_a_terminal_of_80_columns(full: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "PIPED_WIDTH", 80)
    lines = run(full).out.splitlines()
    assert [line for line in lines if len(line) > 80 or line != line.rstrip()] == []
    assert "Case CA-1: enforcement" in lines
    assert f"  by 2026-11-30  task {Task.objects.get().pk}: Look at the bank's answer" in lines
    assert "  custodial party  PROTECTED, by phone only, Spanish, opened the case" in lines


def test_a_long_list_is_cut_short_unless_all_of_it_is_wanted() -> None:
    case = a_case("CA-1")
    for day in range(1, 10):
        a_search(case, date(2026, 1, day))
    assert "… and 3 more: --all shows them" in run("CA-1").out
    assert run("CA-1", "--all").out.count("dmv, not found") == 9


def test_a_case_with_nothing_on_record_says_what_is_not_there() -> None:
    a_case("CA-1")
    assert "Not on record: closing, replies, to do" in run("CA-1").out


def test_a_case_that_is_not_there_is_named() -> None:
    assert "there is no case CA-9" in run("CA-9").err


def test_it_is_told_in_spanish_too(full: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "PIPED_WIDTH", 80)
    told = run(full, "--lang", "es").out
    lines = told.splitlines()
    assert [line for line in lines if len(line) > 80 or line != line.rstrip()] == []
    assert "Caso CA-1: cobro" in lines
    assert "quien tiene la custodia  PROTEGIDO, solo por teléfono, español, abrió el caso" in " ".join(
        told.split("\n  ")
    )
    for words in ("liberación 1: enviada", "Por hacer", "Medicaid, hasta 2020-01-01", "paternidad establecida"):
        assert words in told
    assert not {"closed", "until", "protected", "found", "opened", "born"} & set(re.findall(r"[a-z]+", told))


def test_the_words_of_the_page_are_there_in_both_languages_for_everything_that_records_hold() -> None:
    book = tomllib.loads((Path(str(case_words.__file__)).parent / "case_words.toml").read_text(encoding="utf-8"))
    assert book["en"].keys() == book["es"].keys()
    assert book["en"]["title"].keys() == book["es"]["title"].keys() == case_words._SECTIONS.keys()
    for name, text in book["en"].items():
        assert isinstance(text, dict) or set(PLACE.findall(text)) == set(PLACE.findall(book["es"][name])), name
    words = {*Case.Kind.values, *Participant.Role.values, *AssistancePeriod.Kind.values, *Payment.Source.values,
             *Disbursement.State.values, *Disbursement.Payee.values, *ReleaseOrder.State.values, *Hold.Kind.values,
             *OtherAgency.Role.values, *(step.value for step in Step), *CHANNELS.choices, *EVENTS,
             *(f"contact_{way}" for way in Person.Contact.values)}  # fmt: skip
    assert words - book["es"]["word"].keys() == set()
