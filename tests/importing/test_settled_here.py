"""What an import leaves alone: what was decided here while the statewide system does not know it yet."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction

from caseclose.casework.importing.examine import check_records
from caseclose.casework.models import Balance, Case, Closure, OtherAgency, Payment, Person, ReleaseOrder, Remedy
from caseclose.casework.services.contact.consents import GiveConsent, WithdrawConsent, give_consent, withdraw_consent
from tests.casework.closable import CLERK, moment
from tests.importing.extracts import ON, a_case, an_extract, bring_in, small

pytestmark = pytest.mark.usefixtures("clean_database")

LATER = ON + timedelta(days=1)
HERE = date(2026, 11, 21)


def a_closing(number: str, step: str = "closed") -> Closure:
    return Closure.objects.create(
        case_id=number, step=step, way="request", begun_by="worker one", begun_on=HERE, closed_on=HERE
    )


def test_a_case_closed_here_is_not_opened_again_by_an_extract_that_does_not_know_it(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", small()))
    a_closing("c1")
    Case.objects.filter(number="c1").update(kind="closed", enforcement_closed_on=HERE)
    bring_in(an_extract(tmp_path / "two", {**small(), "cases": [a_case("c1", responding="true"), a_case("c2")]}), LATER)
    case = Case.objects.get(number="c1")
    assert (case.kind, case.enforcement_closed_on) == ("closed", HERE)
    assert case.responding is True


def test_for_whom_we_work_a_case_stays_as_it_was_put_on_record_here_until_the_agency_leaves(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", small()))
    Case.objects.filter(number="c1").update(responding=True)
    agency = OtherAgency.objects.create(
        case_id="c1", role="initiating", code="3200000", their_case="NV-1", way="mail", begun_on=HERE
    )
    says_no = {**small(), "cases": [a_case("c1", responding="false"), a_case("c2")]}
    bring_in(an_extract(tmp_path / "two", says_no), LATER)
    assert Case.objects.get(number="c1").responding is True
    OtherAgency.objects.filter(pk=agency.pk).update(ended_on=HERE)
    says_no["cases"][1] = a_case("c2", responding="false")
    bring_in(an_extract(tmp_path / "three", says_no), LATER + timedelta(days=1))
    assert Case.objects.get(number="c1").responding is False


def test_a_case_that_no_closing_was_begun_for_follows_the_extract(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", small()))
    closed = a_case("c1", kind="closed", enforcement_closed_on="2026-11-20")
    bring_in(an_extract(tmp_path / "two", {**small(), "cases": [closed, a_case("c2")]}), LATER)
    assert Case.objects.get(number="c1").kind == "closed"


def test_since_when_the_reason_for_services_holds_follows_the_extract_and_what_nobody_says_stays_unknown(
    tmp_path: Path,
) -> None:
    def since(step: str, on: date, **basis: str) -> date | None:
        bring_in(an_extract(tmp_path / step, {**small(), "cases": [a_case("c1", **basis), a_case("c2")]}), on)
        return Case.objects.get(number="c1").service_basis_since

    days = [LATER + timedelta(days=day) for day in range(6)]
    assert since("nothing", ON, service_basis="") is None
    assert since("first", days[0], service_basis="application") is None
    assert since("said", days[1], service_basis="application", service_basis_since="2020-02-03") == date(2020, 2, 3)
    assert since("not said again", days[2], service_basis="application") == date(2020, 2, 3)
    assert since("changed", days[3], service_basis="cash_aid") == days[3]
    assert since("the same", days[4], service_basis="cash_aid") == days[3]
    assert since("gone", days[5], service_basis="") is None


def test_a_reason_for_services_cannot_be_older_than_the_case(tmp_path: Path) -> None:
    case = a_case("c1", service_basis="application", opened_on="2015-03-02", service_basis_since="2015-03-01")
    folder = an_extract(tmp_path / "extract", {**small(), "cases": [case, a_case("c2")]})
    refusals = check_records(folder=folder, on=ON).refusals
    assert "service_basis_since" in set(refusals["column"])


def test_a_remedy_let_go_of_here_stays_ended(tmp_path: Path) -> None:
    tables = small()
    bring_in(an_extract(tmp_path / "one", tables))
    passport = Remedy.objects.get(kind="passport")
    ReleaseOrder.objects.create(closure=a_closing("c1"), remedy=passport, kind="passport", made_on=HERE)
    Remedy.objects.update(ended_on=HERE)
    tables["remedies"][0]["party"] = "Made Office"
    bring_in(an_extract(tmp_path / "two", tables), LATER)
    ended = dict(Remedy.objects.values_list("kind", "ended_on"))
    assert ended == {"passport": HERE, "income_withholding": None}
    assert Remedy.objects.get(kind="passport").party == "Made Office"


def test_a_payment_paid_out_here_stays_paid_out(tmp_path: Path) -> None:
    tables = small()
    tables["payments"].append({**tables["payments"][0], "receipt": "y2"})
    bring_in(an_extract(tmp_path / "one", tables))
    Payment.objects.update(disbursed_on=HERE)
    Payment.objects.filter(receipt="y1").update(taken_on=HERE)
    tables["payments"][0]["source"] = tables["payments"][1]["source"] = "other"
    tables["payments"][0]["amount"] = "999.00"
    bring_in(an_extract(tmp_path / "two", tables), LATER)
    assert dict(Payment.objects.values_list("receipt", "disbursed_on")) == {"y1": HERE, "y2": None}
    assert Payment.objects.get(receipt="y1").amount == Decimal("50.00")
    assert dict(Payment.objects.values_list("receipt", "source"))["y2"] == "other"


def test_a_family_violence_flag_and_its_substitute_address_outlive_an_extract_without_them(tmp_path: Path) -> None:
    tables = small()
    tables["persons"][0] |= {"family_violence": "true", "substitute_line_1": "PO Box 1"}
    bring_in(an_extract(tmp_path / "one", tables))
    tables["persons"][0] |= {"family_violence": "false", "substitute_line_1": "", "language": "es"}
    bring_in(an_extract(tmp_path / "two", tables), LATER)
    person = Person.objects.get(source_key="p1")
    assert (person.family_violence, person.substitute_address, person.language) == (True, ["PO Box 1"], "es")


def test_an_extract_can_raise_a_family_violence_flag(tmp_path: Path) -> None:
    tables = small()
    bring_in(an_extract(tmp_path / "one", tables))
    tables["persons"][0] |= {"family_violence": "true", "substitute_line_1": "PO Box 2"}
    bring_in(an_extract(tmp_path / "two", tables), LATER)
    assert Person.objects.get(source_key="p1").substitute_address == ["PO Box 2"]


def test_a_record_made_here_has_no_key_and_is_left_alone(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", small()))
    Person.objects.create(given_name="Made Here", language="en")
    tables = small()
    tables["persons"][1]["language"] = "es"
    bring_in(an_extract(tmp_path / "two", tables), LATER)
    assert Person.objects.filter(source_key=None, given_name="Made Here").count() == 1


def test_an_import_waits_for_whoever_has_locked_the_case_and_then_keeps_what_they_decided(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", small()))
    two = an_extract(tmp_path / "two", {**small(), "cases": [a_case("c1", responding="true"), a_case("c2")]})
    importing = Thread(target=_import_and_disconnect, args=(two,))
    with transaction.atomic():
        Case.objects.select_for_update().get(number="c1")
        importing.start()
        importing.join(1.5)
        assert importing.is_alive()
        a_closing("c1")
        Case.objects.filter(number="c1").update(kind="payment_processing")
    importing.join(30)
    assert not importing.is_alive()
    case = Case.objects.get(number="c1")
    assert (case.kind, case.responding) == ("payment_processing", True)


def test_an_import_of_a_changed_balance_waits_for_whoever_has_locked_the_case(tmp_path: Path) -> None:
    tables = small()
    bring_in(an_extract(tmp_path / "one", tables))
    tables["balances"][0]["family"] = "999.00"
    importing = Thread(target=_import_and_disconnect, args=(an_extract(tmp_path / "two", tables),))
    with transaction.atomic():
        Case.objects.select_for_update().get(number="c1")
        importing.start()
        importing.join(1.5)
        assert importing.is_alive()
        assert Balance.objects.get().family == Decimal("312.40")
    importing.join(30)
    assert Balance.objects.get().family == Decimal("999.00")


def _import_and_disconnect(folder: Path) -> None:
    try:
        bring_in(folder, LATER)
    finally:
        connection.close()


AGREED: dict[str, Any] = {
    "email": "one@mail.example",
    "electronic_channel": "email",
    "electronic_consent_on": "2026-11-01",
}


def the_person() -> Person:
    return Person.objects.get(source_key="p1")


def here(given_on: date, address: str = "here@mail.example") -> None:
    """The person agrees here to be told by e-mail."""
    give_consent(
        number="c1", consent=GiveConsent(the_person().pk, "email", given_on), address=address, by=CLERK,
        on=ON, at=moment(ON),
    )  # fmt: skip


def extract(folder: Path, on: date = ON, **person: object) -> None:
    tables = small()
    tables["persons"][0] |= person
    bring_in(an_extract(folder, tables), on)


def test_a_consent_of_the_extract_is_on_record_and_goes_when_the_extract_no_longer_has_it(tmp_path: Path) -> None:
    extract(tmp_path / "one", **AGREED)
    assert (the_person().electronic_address, the_person().electronic_contact) == ("one@mail.example", "mail")
    extract(tmp_path / "two", LATER, **{**AGREED, "email": "two@mail.example"})
    assert the_person().electronic_address == "two@mail.example"
    extract(tmp_path / "three", LATER + timedelta(days=1))
    assert (the_person().agrees, the_person().electronic_address) == (False, "")


def test_a_consent_that_was_recorded_here_stays_until_an_extract_knows_of_a_newer_one(tmp_path: Path) -> None:
    extract(tmp_path / "one", **AGREED)
    here(date(2026, 11, 20))
    for days, folder in enumerate(("two", "three"), start=1):
        extract(tmp_path / folder, LATER + timedelta(days=days), **(AGREED if folder == "two" else {}))
        assert the_person().electronic_address == "here@mail.example"
    newer = {**AGREED, "electronic_consent_on": "2026-11-21"}
    extract(tmp_path / "four", LATER + timedelta(days=3), **newer)
    assert the_person().electronic_address == "one@mail.example"
    extract(tmp_path / "five", LATER + timedelta(days=4))
    assert not the_person().agrees


def test_what_was_withdrawn_here_is_not_begun_anew_by_an_extract_that_does_not_know_of_it(tmp_path: Path) -> None:
    extract(tmp_path / "one", **AGREED)
    withdrawal = WithdrawConsent(the_person().pk, date(2026, 11, 20))
    withdraw_consent(number="c1", withdrawal=withdrawal, by=CLERK, on=ON, at=moment(ON))
    extract(tmp_path / "two", LATER, **{**AGREED, "email": "two@mail.example"})
    assert not the_person().agrees
    extract(tmp_path / "three", LATER + timedelta(days=1), **{**AGREED, "electronic_consent_on": "2026-11-21"})
    assert the_person().agrees


def test_what_the_extract_says_was_withdrawn_ends_a_consent_of_its_own_and_an_older_one_of_ours(tmp_path: Path) -> None:
    extract(tmp_path / "one", **AGREED)
    here(date(2026, 11, 10))
    extract(tmp_path / "two", LATER, **AGREED, electronic_withdrawn_on="2026-11-15")
    assert not the_person().agrees


def test_how_the_person_could_be_reached_when_they_agreed_is_kept_when_that_changes(tmp_path: Path) -> None:
    extract(tmp_path / "one", **AGREED)
    extract(tmp_path / "two", LATER, **AGREED, safe_contact="phone")
    assert (the_person().safe_contact, the_person().electronic_contact) == ("phone", "mail")
    again = {**AGREED, "electronic_consent_on": "2026-11-21"}
    extract(tmp_path / "three", LATER + timedelta(days=1), **again, safe_contact="phone")
    assert the_person().electronic_contact == "phone"


def test_who_reads_large_print_is_known_only_here(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", small()))
    Person.objects.filter(source_key="p1").update(large_print=True)
    extract(tmp_path / "two", LATER, language="es")
    assert (the_person().language, the_person().large_print) == ("es", True)
