"""Who is outside: practice parties with the embedded database, and nobody until it is said with a named one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caseclose.casework.ports import MailVendor, Message, Party, Ports
from caseclose.outside.practice import forget_practice
from caseclose.outside.registry import PARTY_OF
from caseclose.outside.weather import BadWeather, Weather, read_weather
from caseclose.site.parties import connect

DSN = "postgresql://app:secret@db.internal:5432/caseclose"
DAY = date(2026, 11, 22)
RELEASE = Message("release:1", "release", "driver_license", "A1", 1, 1, 1, "a board", DAY)


def board(ports: Ports) -> Party:
    found = ports["driver_license"]
    assert isinstance(found, Party)
    return found


def test_the_embedded_database_has_practice_parties_for_every_remedy(tmp_path: Path) -> None:
    connected = connect("", {"CASECLOSE_HOME": str(tmp_path)})
    assert connected.practice
    assert set(connected.ports) == set(PARTY_OF)
    assert isinstance(connected.ports["mail_vendor"], MailVendor)


def test_practice_parties_remember_from_one_process_to_the_next_until_the_database_is_gone(tmp_path: Path) -> None:
    home = {"CASECLOSE_HOME": str(tmp_path)}
    board(connect("", home).ports).send([RELEASE], on=DAY)
    assert [each.says for each in connect("", home).ports["driver_license"].answers(on=DAY)] == ["accepted"]
    forget_practice(tmp_path)
    assert not connect("", home).ports["driver_license"].answers(on=DAY)


def test_with_a_named_database_somebody_must_say_who_is_outside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = {"CASECLOSE_HOME": str(tmp_path), "CASECLOSE_DSN": DSN}
    with pytest.raises(SystemExit):
        connect("", named)
    said = capsys.readouterr().err
    assert "CASECLOSE_PARTIES" in said
    assert "secret" not in said
    assert connect("", {**named, "CASECLOSE_PARTIES": "practice"}).practice


def test_each_named_database_has_practice_parties_of_its_own(tmp_path: Path) -> None:
    named = {"CASECLOSE_HOME": str(tmp_path), "CASECLOSE_PARTIES": "practice"}
    board(connect("", {**named, "CASECLOSE_DSN": DSN}).ports).send([RELEASE], on=DAY)
    other = connect("", {**named, "CASECLOSE_DSN": DSN.replace("caseclose", "training")})
    assert not other.ports["driver_license"].answers(on=DAY)


def test_a_module_of_the_agencys_own_is_what_production_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "our_parties.py").write_text("def ports():\n    return {}\n")
    monkeypatch.syspath_prepend(tmp_path)
    connected = connect("", {"CASECLOSE_DSN": DSN, "CASECLOSE_PARTIES": "our_parties"})
    assert (connected.ports, connected.practice) == ({}, False)
    with pytest.raises(SystemExit):
        connect("", {"CASECLOSE_PARTIES": "no_such_module"})
    assert "no_such_module" in capsys.readouterr().err


def test_weather_is_read_as_people_write_it() -> None:
    assert read_weather("lose=0.05, seed=7 delay=1") == Weather(seed=7, lose=0.05, delay=1.0)
    assert read_weather("") == Weather()


@pytest.mark.parametrize("text", ["rain=1", "lose=often", "lose", "lose=2", "seed=0.5"])
def test_weather_that_nobody_can_read_is_refused(text: str) -> None:
    with pytest.raises(BadWeather):
        read_weather(text)
