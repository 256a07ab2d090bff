"""caseclose agency, aid and duty: the whole way from the command line, refusals and keys included."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from click.testing import CliRunner

from caseclose.cli.agencies import ABOUT, PARTS, WAYS
from caseclose.cli.main import caseclose
from caseclose.cli.wiring import Wiring
from caseclose.site.setup import prepare
from tests.cli.running import Ran

NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)


def do(*words: str | Path) -> Ran:
    """Run the command with a clock that stands still."""
    wiring = Wiring(now=lambda: NOW, today=lambda _zone: date(2026, 11, 22), prepare=prepare)
    done = CliRunner(env={"COLUMNS": "200"}).invoke(
        caseclose, [str(word) for word in words], obj=wiring, catch_exceptions=False
    )
    return Ran(done.exit_code, done.stdout, done.stderr)


def told(*words: str | Path) -> Any:
    ran = do(*words, "--json")
    assert ran.code == 0, ran.out + ran.err
    return json.loads(ran.out)


@pytest.fixture
def case(clean_database: object) -> str:  # noqa: ARG001 - it empties the database
    from tests.casework.families import on_record

    on_record("CA-1", "cash_aid")
    return "CA-1"


def test_an_agency_from_its_first_message_to_the_duty_that_it_makes(case: str, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("Close, and stop.", encoding="utf-8")
    add = ("agency", "add", case, "--part", "initiating", "--code", "3200000", "--their-case", "NV-9", "--by", "clerk")
    assert told(*add, "--key", "k1")["repeated"] is False
    assert told(*add, "--key", "k1")["repeated"] is True
    arrived = told("agency", "message", case, "--code", "3200000", "--id", "m1", "--says", "close_and_stop_withholding",
                   "--arrived-at", "2026-11-22T18:00", "--file", words, "--by", "clerk")  # fmt: skip
    assert arrived["fate"] == "taken"
    (duty,) = told("duty", "list", "--case", case)
    assert (duty["kind"], duty["due_on"]) == ("stop_and_close", "2026-12-08")
    assert [row["pk"] for row in told("duty", "list", "--overdue-on", "2026-12-09")] == [duty["pk"]]
    assert "stop_and_close" in do("agency", "show", case).out
    assert "Close, and stop." not in do("agency", "show", case).out
    done = do("duty", "done", str(duty["pk"]), "--words", "agreed by telephone to wait", "--by", "worker")
    assert done.out == f"Case {case}: duty {duty['pk']} (stop_and_close) is settled.\n"
    assert told("duty", "list", "--overdue-on", "2026-12-09") == []
    told("agency", "end", case, "--part", "initiating", "--code", "3200000", "--by", "clerk")
    assert told("agency", "show", case)["agencies"][0]["ended_on"] == "2026-11-22"


def test_where_letters_to_an_agency_go_is_recorded_shown_and_refused_where_no_letter_could(case: str) -> None:
    told("agency", "add", case, "--part", "initiating", "--code", "3200000", "--their-case", "NV-9", "--by", "clerk")
    assert "no address on record" in do("agency", "addresses").out
    who = ("--code", "3200000", "--by", "intake.1", "--on", "2026-11-22")
    where = ("--name", "Example Agency", "--line", "P.O. Box 1", "--line", "Carson City, NV 89701")
    assert told("agency", "address", *who, *where) == {"code": "3200000", "new": True, "cases": 1}
    assert do("agency", "address", *who, *where).out == (
        "Name and address of agency 3200000 were recorded before. Cases that it shares: 1.\n"
    )
    assert "Example Agency, P.O. Box 1, Carson City, NV 89701" in do("agency", "addresses").out
    assert "name Example Agency, mailing_address P.O. Box 1, Carson City" in do("agency", "show", case).out
    ran = do("agency", "address", *who, "--name", " ", "--line", "P.O. Box 1")
    assert (ran.code, "agency_address_unusable" in ran.err) == (1, True)


def test_our_own_withholding_is_refused_with_rule_and_citation_until_both_agree(case: str) -> None:
    told("agency", "add", case, "--part", "responding", "--code", "4100000", "--their-case", "OR-9", "--by", "clerk")
    ran = do("agency", "withhold", case, "--by", "worker", "--json")
    assert (ran.code, json.loads(ran.out)["cites"]) == (1, ["45 CFR 303.7(c)(12)"])
    told("agency", "stop", case, "--agreed", "until March", "--by", "worker")
    assert "may go out" in do("agency", "withhold", case, "--by", "worker").out
    told("agency", "inform", case, "--about", "employer", "--received-on", "2026-11-20", "--by", "worker")


def test_aid_ends_the_family_refuses_and_comes_back(case: str) -> None:
    told("aid", "end", case, "--kind", "cash_aid", "--ended-on", "2026-12-01", "--told-on", "2026-11-22",
         "--by", "clerk")  # fmt: skip
    page = told("aid", "show", case)
    assert (page["aid"][0]["ended_on"], page["duties"][0]["kind"]) == ("2026-12-01", "continuation_of_services")
    no = ("aid", "reply", case, "--wants", "no", "--arrived-on", "2026-11-22", "--by", "clerk", "--opener", "yes")
    refused = do(*no, "--channel", "phone")
    assert (refused.code, "writing_needed" in refused.err) == (1, True)
    assert told(*no, "--channel", "mail", "--key", "k")["closure"] == 1
    assert "done before under this key" in do(*no, "--channel", "mail", "--key", "k").out
    told("aid", "start", case, "--kind", "cash_aid", "--begun-on", "2026-12-05", "--told-on", "2026-11-22",
         "--by", "clerk", "--medical-assigned", "yes")  # fmt: skip
    assert "while a closing is under way" in do("case", "show", case).out
    for lang in ("en", "es"):
        assert "{" not in do("history", case, "--lang", lang).out


def test_a_decision_about_foster_care_is_made_once(case: str) -> None:
    told("aid", "start", case, "--kind", "foster_care", "--begun-on", "2026-11-01", "--told-on", "2026-11-22",
         "--by", "clerk")  # fmt: skip
    told("aid", "end", case, "--kind", "foster_care", "--ended-on", "2026-11-22", "--told-on", "2026-11-22",
         "--by", "clerk")  # fmt: skip
    (duty,) = told("duty", "list")
    decide = ("duty", "decide", str(duty["pk"]), "--not-owed", "--words", "home again", "--by", "worker")
    assert told(*decide)["events"] == ["DutyLifted"]
    assert do(*decide).code == 1
    assert do("duty", "lift", str(duty["pk"]), "--words", "x", "--by", "worker").code == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("agency", "show", "no-such-case"), "there is no case"),
        (("aid", "show", "no-such-case"), "there is no case"),
        (("duty", "list", "--case", "no-such-case"), "there is no case"),
        (("duty", "done", "99", "--words", "x", "--by", "y"), "there is no duty 99"),
        (("agency", "message", "CA-1", "--code", "1", "--id", "m", "--says", "hello", "--by", "y",
          "--arrived-at", "2026-11-22T09:30"), "'hello' is none of: intent_to_close"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_so(case: str, words: tuple[str, ...], says: str) -> None:
    del case
    ran = do(*words)
    assert ran.code == 2
    assert says in ran.err


def test_the_duties_of_a_state_are_listed_with_their_time_and_their_law() -> None:
    rows = {row["id"]: row for row in told("policy", "duties", "--state", "ca")}
    assert rows["continuation_of_services"]["time"] == "5 working days"
    assert rows["continuation_of_services"]["in_writing"] is True
    assert rows["open_on_referral"]["cites"] == ["45 CFR 303.2(b)", "45 CFR 302.33(a)(2)", "22 CCR 112130(b)"]
    assert rows["tell_responding_agency_to_stop"]["time"] == ""
    assert "stop_and_close" not in {row["id"] for row in told("policy", "duties", "--on", "2010-01-01")}
    assert "Avisar a la familia" in do("policy", "duties", "--state", "ar", "--lang", "es").out


def test_the_choices_are_those_of_the_records() -> None:
    prepare()
    from caseclose.casework.models import AssistancePeriod, OtherAgency
    from caseclose.casework.services.duties import agencies, aid
    from caseclose.law.written_duties import Part

    assert tuple(ABOUT.choices) == agencies.ABOUT
    assert set(PARTS.choices) == set(OtherAgency.Role.values) == set(get_args(Part))
    assert set(WAYS.choices) == set(OtherAgency.Way.values)
    for name, wanted in (("kind", AssistancePeriod.Kind.values), ("why", aid.WHY)):
        for option in caseclose.commands["aid"].commands["end"].params:  # type: ignore[attr-defined]
            if option.name == name:
                assert isinstance(option.type, click.Choice)
                assert set(option.type.choices) == set(wanted)
