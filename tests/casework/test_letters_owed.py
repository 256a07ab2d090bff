"""Every step that owes a letter makes exactly one, and every letter that is owed can be written from the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from caseclose.casework.models import AgencyAddress, Balance, OtherAgency, OutboxMessage, Person, Task
from caseclose.casework.services import journal
from caseclose.casework.services.acting import Done, act
from caseclose.casework.services.findings import RecordFinding, record_finding
from caseclose.casework.services.outbox import addressing
from caseclose.casework.services.outbox.messages import MAIL_VENDOR
from caseclose.casework.services.reopening import reopen_case
from caseclose.closure import commands as to
from caseclose.closure.commands import Actor
from caseclose.law.reading import shipped
from caseclose.letters.words import letter_folders
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, SYSTEM, WORKER, a_closable_case, do, gone_out, moment
from tests.casework.families import ends, on_record
from tests.casework.mailing import HOME, PROGRAM, batch, letter, text_of, with_people
from tests.casework.paying import MONDAY
from tests.casework.sharing import FAILED_TO_ACT, a_responding_case, an_initiating_case
from tests.casework.test_cases_that_live_on import a_payment_case, ended

pytestmark = pytest.mark.usefixtures("clean_database")

NO_AID = dict.fromkeys(
    ("receives_cash_aid", "receives_foster_care", "medical_support_assigned", "receives_medicaid"), "false"
)
REQUEST = to.RecordRequest(DAY, "mail", signed=True, may_ask=True)
REPLY = to.RecordReply("a reply", moment(DAY + timedelta(days=5)), "mail")


def _asked(**found: str) -> None:
    with_people(a_closable_case("1", remedies=("driver_license",), **{**NO_AID, **found}))
    do(REQUEST, CLERK, key="asked")


def _returned() -> None:
    _asked()
    do(to.ReturnRequest(("signature",)), CLERK, key="returned")


def _declined() -> None:
    _asked(receives_cash_aid="true")
    do(to.DeclineRequest(), key="declined")


def _withdrawn() -> None:
    _asked()
    do(to.WithdrawRequest(), CLERK, key="withdrawn")


def _granted_and_closed() -> None:
    _asked()
    do(to.Approve(), SUPERVISOR, key="approved")
    do(to.Close(), key="closed")


def _state_debt() -> None:
    with_people(a_closable_case("1", remedies=("driver_license",), **NO_AID))
    Balance.objects.update(assigned=Decimal("900.00"))
    do(REQUEST, CLERK, key="asked")
    do(to.Approve(), SUPERVISOR, key="approved")


def _noticed() -> None:
    with_people(a_closable_case("1"))
    do(to.Propose("ca.b1"), key="proposed")
    do(to.Approve(), SUPERVISOR, key="approved")
    do(to.SendNotice(DAY), SYSTEM, key="noticed")
    gone_out("1")


def _replied_and_kept_open() -> None:
    _noticed()
    do(REPLY, CLERK, DAY + timedelta(days=6), key="replied")
    do(to.KeepOpen(("new_information",)), WORKER, DAY + timedelta(days=7), key="kept")


def _closed_and_reopened() -> None:
    _noticed()
    do(to.Close(), SYSTEM, DUE, key="closed")
    reopen_case(number="1", basis="correction", by=SUPERVISOR, on=DUE, at=moment(DUE))


def _processing_ended() -> None:
    case = with_people(a_payment_case("ar"))
    asked = RecordFinding("court_asked_to_close", "true", case.documents.get().pk)
    record_finding(number="1", finding=asked, by=WORKER, on=MONDAY, at=moment(MONDAY))
    ended("ar.payment_processing")


def _aid_ended() -> None:
    with_people(on_record("1", "cash_aid"))
    ends(told_on=DAY, ended_on=date(2026, 12, 1))


def _initiating_by_mail() -> None:
    with_people(a_responding_case(way="mail", **FAILED_TO_ACT))
    do(to.Propose("us.b17"), key="proposed")
    do(to.Approve(), SUPERVISOR, key="approved")
    do(to.SendNotice(DAY), SYSTEM, key="noticed")
    gone_out("1")
    do(to.KeepOpen(("agency_acted",)), WORKER, DAY + timedelta(days=7), key="kept")


def _responding_by_mail() -> None:
    with_people(an_initiating_case(way="mail"))
    do(to.Propose("ca.b1"), key="proposed")
    do(to.Approve(), SUPERVISOR, key="approved")
    do(to.SendNotice(DAY), SYSTEM, key="noticed")
    gone_out("1")
    do(to.Close(), SYSTEM, DUE, key="closed")


LIVES: dict[str, tuple[Callable[[], None], dict[str, int]]] = {
    "asked": (_asked, {"request_received": 1}),
    "returned": (_returned, {"request_received": 1, "request_returned": 1}),
    "declined": (_declined, {"request_received": 1, "request_declined": 1}),
    "withdrawn": (_withdrawn, {"request_received": 1, "request_withdrawn": 1}),
    "granted and closed": (
        _granted_and_closed,
        {"request_received": 1, "request_granted": 1, "case_closed": 1, "enforcement_ended": 1},
    ),
    "state debt goes on": (_state_debt, {"request_received": 1, "family_enforcement_stops": 1}),
    "noticed": (_noticed, {"notice": 1}),
    "replied and kept open": (_replied_and_kept_open, {"notice": 1, "reply_received": 1, "case_stays_open": 1}),
    "closed and reopened": (
        _closed_and_reopened,
        {"notice": 1, "case_closed": 1, "enforcement_ended": 1, "case_reopened": 1},
    ),
    "payment processing ended": (_processing_ended, {"payment_processing_ended": 1}),
    "aid ended": (_aid_ended, {"continuation_of_services": 1}),
    "initiating agency, by mail": (_initiating_by_mail, {"notice_to_initiating_agency": 2}),
    "responding agency, by mail": (
        _responding_by_mail,
        {"notice": 1, "case_closed": 1, "enforcement_ended": 1, "notice_to_responding_agency": 1},
    ),
}


FOR_THE_MAIL = frozenset({"recipient", "requester", "other_parent", "agency"})
"""To whom letters go that the process posts. The others carry orders, or stay in the agency."""


def test_the_kinds_of_letters_that_are_posted_and_the_folders_of_letters_are_one_set() -> None:
    agencies = {f"notice_to_{role}_agency" for role in OtherAgency.Role.values}
    duties = {duty.letter for duty in shipped().duties.values() if duty.letter}
    others = {addressing.GRANTED, addressing.STOPPED, addressing.ENDED, addressing.OTHER_PARENT_TOLD}
    posted = {*addressing.LETTERS.values(), *others, *agencies, *duties, "case_reopened"}
    folders = {folder.kind for folder in letter_folders().values() if folder.text.to in FOR_THE_MAIL}
    assert posted == folders
    assert {kind for _, letters in LIVES.values() for kind in letters} == posted


def owed() -> Counter[str]:
    return Counter(OutboxMessage.objects.filter(party=MAIL_VENDOR).values_list("kind", flat=True))


@pytest.mark.parametrize("name", LIVES)
def test_each_step_makes_the_letters_that_it_owes_once_and_each_can_be_written(tmp_path: Path, name: str) -> None:
    life, letters = LIVES[name]
    life()
    assert owed() == letters
    OutboxMessage.objects.filter(party=MAIL_VENDOR).update(state="waiting")
    for code in OtherAgency.objects.values_list("code", flat=True).distinct():
        AgencyAddress.objects.create(code=code, name="Example Agency", mailing_address=list(PROGRAM))
    done = batch(tmp_path, DUE)
    assert [*Task.objects.filter(kind="letter_not_written").values_list("words", flat=True)] == []
    assert done.letters == sum(letters.values())
    for kind in letters:
        assert "{" not in text_of(letter(kind).pdf)


@pytest.mark.parametrize("name", ["granted and closed", "replied and kept open"])
def test_a_step_that_is_broken_off_or_done_again_still_makes_its_letters_once(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Every step is first broken off just before it is stored, then done, and then done again under its key."""

    def thrice(command: to.Command, by: Actor = WORKER, on: date = DAY, number: str = "1", key: str = "") -> Done:
        def once() -> Done:
            return act(number=number, command=command, by=by, on=on, at=moment(on), key=key)

        before = owed()
        with monkeypatch.context() as broken:
            broken.setattr(journal, "append", _broken_off)
            with pytest.raises(InterruptedError):
                once()
        assert owed() == before
        done = once()
        after = owed()
        assert once().repeated
        assert owed() == after
        return done

    monkeypatch.setitem(globals(), "do", thrice)
    life, letters = LIVES[name]
    life()
    assert owed() == letters


def _broken_off(_lines: object) -> None:
    raise InterruptedError


def test_the_other_parent_is_told_neither_who_asked_nor_why_nor_any_address(tmp_path: Path) -> None:
    _granted_and_closed()
    Person.objects.filter(given_name="Rosa").update(family_violence=True)
    batch(tmp_path, DUE)
    said = text_of(letter("enforcement_ended").pdf)
    assert "Daniel Other" in said
    assert not [word for word in ("Rosa", "Maker", *HOME, "asked", "request", "303.11") if word in said]


def test_a_letter_printed_later_says_what_was_recorded_then(tmp_path: Path) -> None:
    """The facts are otherwise by then, and so is the criterion that would be met."""
    _noticed()
    OutboxMessage.objects.update(state="waiting")
    Balance.objects.update(family=Decimal("90000.00"))
    batch(tmp_path, DUE - timedelta(days=30))
    assert "22 CCR 118203(a)(1)" in text_of(letter().pdf)
