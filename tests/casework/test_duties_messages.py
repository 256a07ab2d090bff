"""What other agencies write: each message is stored and acted on once, whatever the network does with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from caseclose.casework.models import AgencyMessage, Case, Document, Finding, ReleaseOrder, Task
from caseclose.casework.selectors.facts import facts_of_case
from caseclose.casework.services.duties.agencies import RecordAgency
from caseclose.casework.services.duties.incoming import Arrived, Received, record_agency_message
from caseclose.closure.commands import Actor, Approve, Close
from caseclose.closure.refused import Refused
from caseclose.law.reading import shipped
from caseclose.outside.agency_network import Incoming
from caseclose.outside.weather import Weather
from tests.casework.closable import CLERK, DAY, SUPERVISOR, SYSTEM, a_closable_case, do, moment
from tests.casework.sharing import (
    NEVADA,
    OREGON,
    World,
    a_responding_case,
    an_initiating_case,
    ask,
    duties,
    open_tasks,
    told,
)

pytestmark = pytest.mark.usefixtures("clean_database")


def receive(kind: str, name: str = "m1", code: str = NEVADA, by: Actor = CLERK, **more: Any) -> Received:
    said = {"arrived_at": moment(DAY), "words": "", **more}
    return record_agency_message(number="1", message=Arrived(name, code, kind, **said), by=by, on=DAY, at=moment(DAY))


def both_parts() -> None:
    """A case with an agency in each part."""
    a_responding_case()
    ask(RecordAgency("responding", OREGON, "OR-1", "network"))


COMES = [(message.id, each.sender) for message in shipped().messages.values() for each in message.arriving]


@pytest.mark.parametrize(("kind", "part"), COMES)
def test_every_kind_of_message_is_taken_and_a_person_is_asked(kind: str, part: str) -> None:
    both_parts()
    code = NEVADA if part == "initiating" else OREGON
    assert receive(kind, code=code).fate == "taken"
    assert open_tasks() in (["agency_message"], ["duty_do"])
    effect = shipped().messages[kind].comes_from(part)
    assert effect is not None
    known = facts_of_case("1", DAY).facts
    assert all(known[fact] is True for fact in effect.finds)
    for finding in Finding.objects.filter(found_by=f"agency {code}"):
        assert finding.document == Document.objects.get(evidence="agency_message")


@pytest.mark.parametrize("kind", ["weather_report", "close_and_stop_withholding"])
def test_a_message_that_does_not_fit_its_sender_does_nothing_and_reaches_a_person(kind: str) -> None:
    both_parts()
    assert receive(kind, code=OREGON).fate == "odd"
    assert (open_tasks(), Document.objects.count(), duties()) == (["agency_message"], 0, [])


def test_the_same_message_again_changes_nothing() -> None:
    a_responding_case()
    first, again = receive("close_and_stop_withholding"), receive("close_and_stop_withholding")
    assert (first.repeated, again.repeated, again.message) == (False, True, first.message)
    assert (len(duties()), AgencyMessage.objects.count()) == (1, 1)
    assert told().count("AgencyMessageArrived") == 1


@pytest.mark.parametrize("name", ["x" * 500, "ümlaut", "a\tb", "a\0b", "\ud800"])
def test_an_agency_may_call_its_message_anything(name: str) -> None:
    a_responding_case()
    assert receive("new_information", name, words="nul \0 and surrogate \ud800").fate == "taken"
    assert receive("new_information", name).repeated
    assert AgencyMessage.objects.get().words == "nul   and surrogate ?"


def test_the_words_of_a_message_are_in_no_journal_task_or_message_of_ours() -> None:
    a_responding_case()
    receive("close_and_stop_withholding", words="She lives at 1 Secret Street.")
    from caseclose.casework.models import JournalEntry, OutboxMessage

    for model in (JournalEntry, OutboxMessage, Task, Document, Finding):
        assert "Secret" not in str(list(model.objects.values()))


def test_what_nobody_can_have_sent_is_refused_and_changes_nothing() -> None:
    a_closable_case()
    with pytest.raises(Refused) as nobody:
        receive("reply")
    ask(RecordAgency("initiating", NEVADA, "NV-1", "network"))
    with pytest.raises(Refused) as ahead:
        receive("reply", arrived_at=moment(DAY + timedelta(days=1)))
    assert (nobody.value.rule, ahead.value.rule) == ("no_agency_on_record", "day_ahead")
    assert AgencyMessage.objects.count() == 0


def test_a_reply_where_no_notice_is_out_reaches_a_person_with_the_reason() -> None:
    a_responding_case()
    receive("reply")
    assert open_tasks() == ["agency_message"]


def test_in_bad_weather_each_message_is_acted_on_once(tmp_path: Path) -> None:
    a_responding_case()
    world = World(tmp_path, Weather(seed=7, delay=0.5, double=0.5))
    for n in range(20):
        world.write("new_information", f"m{n}")
    fates = sum((world.take(DAY + timedelta(days=day)).fates for day in range(60)), start=world.take(DAY).fates)
    assert fates["taken"] == AgencyMessage.objects.count() == 20
    assert fates["repeated"] > 0
    assert world.network.arrived(on=DAY + timedelta(days=999)) == []


def test_a_stray_message_waits_until_its_agency_is_on_record_and_a_person_is_asked_once(tmp_path: Path) -> None:
    a_closable_case()
    world = World(tmp_path)
    world.write("new_information")
    world.write("new_information", "m2", case="no such case", theirs="unknown")
    for n in range(3):
        heard = world.take(DAY + timedelta(days=n))
        assert (heard.fates["stray"], len(heard.strays)) == (2, 2)
    assert open_tasks() == ["agency_message"]
    ask(RecordAgency("initiating", NEVADA, "NV-1", "network"))
    assert world.take(DAY).fates == {"taken": 1, "stray": 1}


def test_a_message_that_knows_only_its_own_number_finds_the_case(tmp_path: Path) -> None:
    an_initiating_case()
    world = World(tmp_path)
    world.network.write(Incoming("m1", OREGON, "new_information", moment(DAY), theirs="OR-1"), on=DAY)
    assert world.take(DAY).fates == {"taken": 1}


def test_a_message_that_breaks_stays_with_the_network_and_the_others_are_taken_in(tmp_path: Path) -> None:
    a_responding_case()
    world = World(tmp_path)
    world.network.arrived = lambda *, on: [  # type: ignore[method-assign]
        Incoming(each, NEVADA, "new_information", moment(on) if each == "m2" else None, "1")  # type: ignore[arg-type]
        for each in ("m1", "m2")
    ]
    for n in range(2):
        heard = world.take(DAY + timedelta(days=n))
        assert heard.fates["broken"] == 1
        assert "3200000:m1: AttributeError" in heard.troubles[0]
    assert (AgencyMessage.objects.count(), len(open_tasks())) == (1, 2)


def test_a_database_that_restarts_ends_the_taking_in_and_nobody_is_asked_about_the_message(tmp_path: Path) -> None:
    a_responding_case()
    world = World(tmp_path)
    world.write("new_information")
    for which in count():
        try:
            with restarting_before(which):
                world.take(DAY)
        except OperationalError:
            assert (AgencyMessage.objects.count(), open_tasks()) in [(0, []), (1, ["agency_message"])], which
        else:
            break
    assert which > 5
    assert open_tasks() == ["agency_message"]


@contextmanager
def restarting_before(which: int) -> Iterator[None]:
    """Let the database be gone at statement number `which`, and be there again at the next."""
    ran = count()

    def wrap(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        if next(ran) == which:
            raise OperationalError("the database is gone")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrap):
        yield


def test_a_message_about_a_case_whose_records_cannot_be_read_is_kept_and_reaches_a_person() -> None:
    case = a_responding_case()
    Finding.objects.create(case=case, fact="incarcerated", value="perhaps", found_on=DAY, found_by="worker one")
    assert receive("close_and_stop_withholding").fate == "taken"
    assert open_tasks() == ["duty_do"]
    assert "time in jail or prison" in Task.objects.get().words


def test_told_to_stop_in_a_case_that_only_passes_payments_on_the_duty_is_owed_and_the_fact_is_known() -> None:
    a_responding_case()
    Case.objects.update(kind="payment_processing")
    receive("close_and_stop_withholding")
    assert [duty.kind for duty in duties()] == ["stop_and_close"]
    assert facts_of_case("1", DAY).facts["other_agency_asked_to_close"] is True


@pytest.mark.parametrize("kind", ["asks_to_close", "close_and_stop_withholding"])
def test_a_case_that_only_passes_payments_on_ends_when_the_other_agency_asks(kind: str) -> None:
    a_responding_case(remedies=("income_withholding",))
    Case.objects.update(kind="payment_processing", enforcement_closed_on=DAY, service_basis="other_agency")
    receive(kind)
    assert told()[-1] == "ClosureProposed"
    do(Approve(), SUPERVISOR)
    do(Close(), SYSTEM)
    assert Case.objects.get(number="1").kind == "closed"
    order = ReleaseOrder.objects.get()
    assert (order.state == "made") is (kind == "close_and_stop_withholding")
    if kind == "close_and_stop_withholding":
        assert [duty.kind for duty in duties()] == ["stop_and_close", "tell_initiating_agency_closed"]


def test_a_network_that_breaks_is_named_and_stops_nothing(tmp_path: Path) -> None:
    class Broken(World):
        def take(self, on: Any) -> Any:
            self.network.arrived = None  # type: ignore[method-assign, assignment]
            return super().take(on)

    heard = Broken(tmp_path).take(DAY)
    assert heard.troubles
    assert heard.troubles[0].startswith("other_agency: TypeError")


def test_a_reply_late_at_night_belongs_to_the_day_it_has_in_the_offices_zone() -> None:
    """Half past midnight in London is the afternoon before in California."""
    a_responding_case()
    receive("close_and_stop_withholding", arrived_at=datetime(2026, 11, 22, 0, 30, tzinfo=UTC))
    assert str(duties()[0].arisen_on) == "2026-11-21"
