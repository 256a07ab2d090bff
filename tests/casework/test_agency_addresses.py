"""Where letters to other agencies go: recorded once for a code, journalled, and used in every case that it shares."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseclose.casework.models import AgencyAddress, JournalEntry, Task
from caseclose.casework.selectors.duties import agencies_of, agency_addresses
from caseclose.casework.selectors.sentences import say
from caseclose.casework.services.duties.agency_addresses import AddressRecorded, record_agency_address
from caseclose.closure import commands as to
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from tests.casework.closable import CLERK, DAY, SUPERVISOR, SYSTEM, a_closable_case, do, moment
from tests.casework.mailing import PROGRAM, batch, letter, text_of, with_people
from tests.casework.sharing import FAILED_TO_ACT, NEVADA, OREGON, a_responding_case, an_initiating_case

pytestmark = pytest.mark.usefixtures("clean_database")


def record(name: str = "Example Agency", lines: tuple[str, ...] = PROGRAM, code: str = NEVADA,
           by: Actor = CLERK) -> AddressRecorded:  # fmt: skip
    return record_agency_address(code=code, name=name, lines=lines, by=by, on=DAY, at=moment(DAY))


def test_a_letter_to_an_agency_waits_until_it_is_known_where_it_goes(tmp_path: Path) -> None:
    with_people(a_responding_case(way="mail", **FAILED_TO_ACT))
    do(to.Propose("us.b17"))
    do(to.Approve(), SUPERVISOR)
    do(to.SendNotice(DAY), SYSTEM)
    assert (batch(tmp_path).letters, batch(tmp_path).unwritten) == (0, 1)
    assert "no name and mailing address" in Task.objects.get(kind="letter_not_written", done_on=None).words
    assert record() == AddressRecorded(NEVADA, new=True, cases=1)
    assert batch(tmp_path).letters == 1
    assert all(line in text_of(letter("notice_to_initiating_agency").pdf) for line in ("Example Agency", *PROGRAM))
    assert not Task.objects.filter(kind="letter_not_written", done_on=None).exists()


def test_it_is_recorded_once_for_all_cases_and_the_journal_tells_each_change() -> None:
    a_responding_case("1")
    a_responding_case("2")
    assert record().cases == 2
    assert not record().new
    assert record("Another Name").new
    assert [row["name"] for number in ("1", "2") for row in agencies_of(number)] == ["Another Name"] * 2
    told = [entry.said for entry in JournalEntry.objects.filter(kind="AgencyAddressRecorded").order_by("number")]
    assert [body["agency_name"] for body in told] == ["Example Agency", "Another Name"]
    pattern = "{by}: {code}, {agency_name}, {lines}"
    assert say(pattern, told[0], "en", by="a") == f"a: {NEVADA}, Example Agency, {', '.join(PROGRAM)}"


def test_agencies_are_listed_with_those_whose_address_is_not_known() -> None:
    an_initiating_case()
    record()
    assert [(row["code"], row["cases"], row["name"]) for row in agency_addresses()] == [
        (NEVADA, 0, "Example Agency"),
        (OREGON, 1, ""),
    ]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (" ", PROGRAM),
        ("Agency", ()),
        ("Agency", ("", "Salem")),
        ("Agency", ("1", "2", "3", "4", "5")),
        ("Agency", ("x" * 201,)),
        ("A\x07gency", PROGRAM),
        ("Agency", ("P.O. Box 1\nSalem",)),
    ],
)
def test_what_a_letter_could_not_go_to_is_refused_and_nothing_is_kept(name: str, lines: tuple[str, ...]) -> None:
    with pytest.raises(Refused) as refused:
        record(name, lines)
    assert refused.value.rule == "agency_address_unusable"
    assert not AgencyAddress.objects.exists()
    assert not JournalEntry.objects.exists()


def test_only_the_desk_may_record_it() -> None:
    a_closable_case()
    with pytest.raises(Refused, match="not for"):
        record(by=SYSTEM)
