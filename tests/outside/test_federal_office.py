"""Files to the federal office: numbered, reconciled item by item, and nothing concluded from silence or noise."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclose.outside.fake_federal import FakeFederalFolder
from caseclose.outside.federal_answers import UNREADABLE, reconciled
from caseclose.outside.federal_files import as_lines, file_text, items_for, our_sequence, read_items, read_lines
from caseclose.outside.federal_office import FederalOffice
from caseclose.outside.weather import Weather
from tests.outside.messages import DAY, release

ITEMS = items_for([release(1), release(2)])
NAME = "federal-000007.ack.jsonl"


def line(item: int, says: str = "accepted", **other: Any) -> dict[str, Any]:
    its = ITEMS[item - 1]
    named = {"record": "item", "item": item, "key": its.key, "case_type": its.case_type, "process": its.process}
    return {**named, "says": says, **other}


def ack(*lines: dict[str, Any], sequence: int = 7) -> str:
    return as_lines([{"record": "ack", "sequence": sequence}, *lines])


def said(text: str, kind: str = "ack") -> dict[str, str]:
    return {answer.key: answer.says for answer in reconciled(NAME, kind, 7, ITEMS, text)}


WHOLE = [line(n) for n in (1, 2, 3, 4)]


def test_a_release_is_an_item_for_each_case_type_in_named_fields() -> None:
    records, lost = read_lines(file_text("ar", 7, DAY, ITEMS))
    assert lost == 0
    assert records[0] == {"record": "header", "agency": "ar", "sequence": 7, "made_on": "2026-06-01", "items": 4}
    assert records[1] == {
        "record": "item",
        "item": 1,
        "key": "release:1",
        "case": "A1",
        "case_type": "tanf",
        "process": "passport",
        "action": "stop",
    }
    assert [record["case_type"] for record in records[1:]] == ["tanf", "non_tanf"] * 2
    assert read_items(file_text("ar", 7, DAY, ITEMS)) == ITEMS


def test_a_remedy_that_the_office_does_not_run_makes_no_file() -> None:
    with pytest.raises(LookupError):
        items_for([release(1, "bank_levy")])


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        (WHOLE, "accepted"),
        ([line(1, "refused", why="no match"), *WHOLE[1:]], "refused"),
        ([WHOLE[0], line(2, "refused"), *WHOLE[2:]], "refused"),
        (WHOLE[1:], "unnamed"),
        (WHOLE[2:], "unnamed"),
        ([line(1), line(1, "refused"), line(1), *WHOLE[1:]], "refused"),
        ([line(1), line(1), *WHOLE[1:]], "accepted"),
        ([line(1, key="release:2"), *WHOLE[1:]], "unnamed"),
        ([line(1, case_type="non_tanf"), *WHOLE[1:]], "unnamed"),
        ([line(1, process="tax_refund"), *WHOLE[1:]], "unnamed"),
        ([line(1, "stopped"), *WHOLE[1:]], "unnamed"),
        ([{**line(1), "item": 99}, *WHOLE[1:]], "unnamed"),
        ([{**line(1), "item": "1"}, *WHOLE[1:]], "unnamed"),
    ],
)
def test_a_message_is_accepted_only_where_every_item_is_accepted_word_for_word(
    lines: list[dict[str, Any]], first: str
) -> None:
    answers = said(ack(*lines))
    assert answers["release:1"] == first
    assert answers["release:2"] == "accepted"


def test_lines_that_cannot_be_read_are_told_and_name_nothing() -> None:
    text = ack(*WHOLE[:3]) + '{"record": "item", "item": 4, "key"\n[1]\n{}\n' + "[" * 100_000 + "\n"
    assert said(text) == {"release:1": "accepted", "release:2": "unnamed", "": UNREADABLE}
    assert "4 lines" in reconciled(NAME, "ack", 7, ITEMS, text)[-1].why


@pytest.mark.parametrize("text", ["", "\x00\ufffd\n", "{}", ack(), ack(*WHOLE, sequence=8)])
def test_a_file_that_is_empty_noise_or_about_another_one_counts_as_not_having_come(text: str) -> None:
    assert said(text) == {"": UNREADABLE}


def test_a_status_report_confirms_what_is_stopped_and_refuses_what_is_still_held() -> None:
    report = as_lines([{"record": "status", "sequence": 7}, line(1, "stopped"), line(2, "stopped"), line(3, "held")])
    assert said(report, "status") == {"release:1": "confirmed", "release:2": "refused"}


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WHOLE), max_size=8), st.data())
def test_no_noise_in_an_acknowledgement_makes_a_message_accepted(
    lines: list[dict[str, Any]], data: st.DataObject
) -> None:
    text = ack(*lines)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    noisy = text[:start] + data.draw(st.text(max_size=20)) + text[end:]
    named = {each["item"] for each in lines}
    accepted = {key for key, says in said(noisy).items() if says == "accepted"}
    assert accepted <= {key for key, both in (("release:1", {1, 2}), ("release:2", {3, 4})) if both <= named}


def test_an_office_that_is_asked_twice_puts_a_message_into_one_file(tmp_path: Path) -> None:
    folder = FakeFederalFolder(tmp_path)
    FederalOffice("ar", folder).send([release(1), release(2)], on=DAY)
    FederalOffice("ar", folder).send([release(2), release(3)], on=DAY)
    FederalOffice("ar", folder).send([release(1)], on=DAY)
    keys = [sorted({item.key for item in read_items(folder.read(name))}) for name in folder.sent()]
    assert keys == [["release:1", "release:2"], ["release:3"]]


class StoodStill(FakeFederalFolder):
    """A folder whose sender stands still just before its file is put in place, while others do their work."""

    def __init__(self, home: Path, meanwhile: Callable[[], None]) -> None:
        super().__init__(home)
        self.meanwhile = meanwhile

    def put(self, name: str, text: str) -> None:
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        super().put(name, text)


def in_files(folder: FakeFederalFolder) -> Counter[str]:
    """In how many files each key is, whether they are settled or not."""
    names = [name for name in {*folder.sent(), *folder.settled()} if our_sequence(name)]
    return Counter(key for name in names for key in {item.key for item in read_items(folder.read(name))})


def test_a_sender_that_stood_still_while_another_filed_the_same_files_nothing_twice(tmp_path: Path) -> None:
    folder = FakeFederalFolder(tmp_path)

    def meanwhile() -> None:
        FederalOffice("ar", folder).send([release(1), release(2)], on=DAY)

    FederalOffice("ar", StoodStill(tmp_path, meanwhile)).send([release(1), release(3)], on=DAY)
    assert in_files(folder) == {"release:1": 1, "release:2": 1, "release:3": 1}


def test_a_sender_that_stood_still_until_all_was_settled_files_nothing_twice(tmp_path: Path) -> None:
    folder = FakeFederalFolder(tmp_path)

    def meanwhile() -> None:
        other = FederalOffice("ar", folder)
        other.send([release(1)], on=DAY)
        take_all(other, 9)

    FederalOffice("ar", StoodStill(tmp_path, meanwhile)).send([release(1)], on=DAY)
    assert folder.sent() == []
    assert in_files(folder) == {"release:1": 1}


def take_all(office: FederalOffice, days: int) -> Counter[str]:
    """Take all answers of so many days, each once it is given."""
    words: Counter[str] = Counter()
    for n in range(days):
        for answer in office.answers(on=DAY + timedelta(days=n)):
            words[answer.says] += 1
            office.taken(answer.id)
    return words


def test_a_file_is_acknowledged_the_next_day_reported_on_a_week_later_and_then_settled(tmp_path: Path) -> None:
    folder = FakeFederalFolder(tmp_path)
    folder.certify("A1", ["passport", "tax_refund"])
    office = FederalOffice("ar", folder)
    office.send([release(1)], on=DAY)
    assert take_all(office, 1) == {}
    assert take_all(office, 2) == {"accepted": 1}
    assert folder.sent() == ["federal-000001.jsonl"]
    assert take_all(office, 8) == {"confirmed": 1}
    assert folder.sent() == []
    assert {held[2] for held in folder.held()} == {"tax_refund"}
    office.send([release(2)], on=DAY)
    assert folder.sent() == ["federal-000002.jsonl"]


def test_a_settling_that_was_killed_half_way_is_done_again(tmp_path: Path) -> None:
    class Killed(FakeFederalFolder):
        def settle(self, name: str) -> None:
            super().settle(name)
            if our_sequence(name):
                raise KeyboardInterrupt

    FederalOffice("ar", FakeFederalFolder(tmp_path)).send([release(1)], on=DAY)
    with pytest.raises(KeyboardInterrupt):
        take_all(FederalOffice("ar", Killed(tmp_path)), 9)
    folder = FakeFederalFolder(tmp_path)
    assert take_all(FederalOffice("ar", folder), 9) == {"confirmed": 1}
    assert (folder.sent(), list((tmp_path / "in").iterdir())) == ([], [])


def test_an_answer_that_was_not_taken_is_given_again_also_by_another_process(tmp_path: Path) -> None:
    office = FederalOffice("ar", FakeFederalFolder(tmp_path))
    office.send([release(1), release(2)], on=DAY)
    on = DAY + timedelta(days=1)
    office.answers(on=DAY)
    first = office.answers(on=on)
    office.taken(first[0].id)
    again = FederalOffice("ar", FakeFederalFolder(tmp_path)).answers(on=on)
    assert [answer.key for answer in again] == ["release:1", "release:2"]


def test_the_office_takes_a_file_once_though_it_lies_there_for_days(tmp_path: Path) -> None:
    folder = FakeFederalFolder(tmp_path)
    folder.certify("A1", ["passport"])
    office = FederalOffice("ar", folder)
    office.send([release(1)], on=DAY)
    for n in range(5):
        folder.arrived(on=DAY + timedelta(days=n))
        folder.certify("A1", ["passport"])
    assert set(folder.stops().values()) == {1}


@pytest.mark.parametrize("name", ["../../etc/passwd", "federal-000009.ack.jsonl", "report.pdf"])
def test_a_file_that_answers_nothing_of_ours_is_told_and_put_away(tmp_path: Path, name: str) -> None:
    folder = FakeFederalFolder(tmp_path)
    (tmp_path / "in" / Path(name).name).write_text(json.dumps({"record": "ack"}))
    office = FederalOffice("ar", folder)
    assert take_all(office, 1) == {UNREADABLE: 1}
    assert take_all(office, 1) == {}
    assert Path(name).name in folder.settled()


def test_in_rough_weather_the_office_stops_nothing_twice_and_confirms_nothing_that_it_holds(tmp_path: Path) -> None:
    folder = FakeFederalFolder(tmp_path, Weather(5, lose=0.1, delay=0.1, double=0.2, refuse=0.1, garble=0.05))
    office = FederalOffice("ar", folder)
    confirmed = set()
    for n in range(60):
        on = DAY + timedelta(days=n)
        if n < 30:
            folder.certify(f"A{n}", ["passport"])
            office.send([release(n)], on=on)
        for answer in office.answers(on=on):
            confirmed |= {answer.case} if answer.says == "confirmed" else set()
            office.taken(answer.id)
    assert set(folder.stops().values()) == {1}
    assert len(confirmed) > 10
    assert {case for case, _, _ in folder.held()} & confirmed == set()
