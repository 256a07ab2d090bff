"""The commands about what people agreed to: the address is asked for, and never shown."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from caseclose.casework.models import Person
from caseclose.cli.main import caseclose
from tests.casework.closable import DAY
from tests.casework.mailing import a_case_with_people, recipient
from tests.cli.running import PLAIN, Ran
from tests.cli.test_closing_commands import WIRING, run

pytestmark = pytest.mark.usefixtures("clean_database")
ADDRESS = "reader@mail.example"
WHO = ("--by", "clerk three", "--on", DAY)


def told(address: str, *args: object) -> Ran:
    """Run a command that asks for an address."""
    runner = CliRunner(env={**PLAIN, "COLUMNS": "200"})
    words = [str(arg) for arg in args]
    result = runner.invoke(caseclose, words, obj=WIRING, input=f"{address}\n", catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def consent(address: str = ADDRESS, *more: object, channel: str = "email") -> Ran:
    given = ("--person", recipient().pk, "--channel", channel, "--given-on", DAY)
    return told(address, "contact", "consent", "1", *given, *WHO, *more)


def test_a_consent_is_recorded_shown_and_withdrawn() -> None:
    a_case_with_people()
    assert "agreed to no messages" in run("contact", "show", "1").out
    done = consent()
    assert (done.code, done.out.splitlines()) == (
        0,
        [
            f"Case 1: person {recipient().pk} agreed to be told by email.",
            "Messages are sent: The person gets mail, and agreed to a message beside it.",
        ],
    )
    shown = run("contact", "show", "1").out
    assert "custodial party: agreed to email on 2026-11-22; messages are sent." in shown
    assert ADDRESS not in done.out + shown
    gone = run("contact", "withdraw", "1", "--person", recipient().pk, "--withdrawn-on", DAY, *WHO)
    assert (gone.code, gone.out) == (0, f"Case 1: person {recipient().pk} gets no more messages.\n")
    assert "ended on 2026-11-22" in run("contact", "show", "1").out


def test_where_no_message_will_go_it_is_said_why() -> None:
    a_case_with_people()
    Person.objects.filter(pk=recipient().pk).update(family_violence=True)
    page = json.loads(consent(ADDRESS, "--json").out)
    assert (page["sends"], page["way"]) == (False, "flagged")
    (first, _) = json.loads(run("contact", "show", "1", "--json").out)["people"]
    assert (first["agreed_on"], first["sends"], "flagged" in first["why"]) == ("2026-11-22", False, True)


def test_an_address_that_is_none_is_refused_and_not_repeated() -> None:
    a_case_with_people()
    done = consent("no address of anybody")
    assert done.code == 1
    assert "address_not_usable" in done.err
    assert "no address of anybody" not in done.err.partition("refused")[2] + done.out
