"""A rehearsal tells what an act would lead to, and leaves nothing of it."""

from __future__ import annotations

import pytest
from django.db import connection

from caseclose.casework.models import Case
from caseclose.casework.selectors.foreseen import foreseen
from caseclose.casework.selectors.history import history_of
from caseclose.casework.services.acting import act
from caseclose.casework.services.audit import verify
from caseclose.casework.services.rehearsing import Rehearsed, rehearse
from caseclose.closure import commands as to
from caseclose.closure.commands import Actor, Command
from caseclose.closure.refused import Refused
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, SYSTEM, WORKER, a_closable_case, do, gone_out, moment
from tests.casework.mailing import a_case_with_people, recipient, with_people

pytestmark = pytest.mark.usefixtures("clean_database")
STEPS: tuple[tuple[Command, Actor], ...] = (
    (to.Propose("ca.b1"), WORKER),
    (to.Approve(), SUPERVISOR),
    (to.SendNotice(DAY), SYSTEM),
    (to.RecordReply("reply 1", moment(DAY), "mail"), CLERK),
    (to.ReviewReply("reply 1", could_lead=False, words="It says thank you."), WORKER),
    (to.Close(), SYSTEM),
)


def rehearsed(command: Command, by: Actor) -> Rehearsed:
    on = DUE if isinstance(command, to.Close) else DAY
    return rehearse("1", lambda: act(number="1", command=command, by=by, on=on, at=moment(on)), on)


def everything() -> dict[str, int]:
    """How many rows each table of the records has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relname LIKE 'casework_%' AND relkind = 'r'")
        names = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in names:
            cursor.execute(f"SELECT count(*), coalesce(max(md5(t::text)), '') FROM {name} t")  # noqa: S608
            found[name] = cursor.fetchone()
    return found


def test_each_step_is_foreseen_as_it_then_happens_and_the_rehearsal_leaves_no_row() -> None:
    a_case_with_people()
    for command, by in STEPS:
        before, told = everything(), history_of("1")
        ahead = foreseen(Case.objects.get(number="1"), rehearsed(command, by), "en")
        assert everything() == before
        do(command, by, DUE if isinstance(command, to.Close) else DAY)
        assert [each.words for each in ahead.told] == [each.words for each in history_of("1")[len(told) :]]
        if isinstance(command, to.SendNotice):
            gone_out()
    assert (verify(), ahead.becomes) == ([], "payment_processing")
    assert sorted(each.to for each in ahead.letters) == ["other_parent", "recipient"]


def test_orders_to_let_go_are_told_once_and_are_no_messages_to_an_agency() -> None:
    with_people(a_closable_case(remedies=("passport", "driver_license")))
    for command, by in STEPS[:3]:
        do(command, by)
    gone_out()
    ahead = foreseen(Case.objects.get(number="1"), rehearsed(to.Close(), SYSTEM), "en")
    assert sorted((each.name, each.state) for each in ahead.releases) == [
        ("Driver's license", "made"),
        ("Passport", "made"),
    ]
    assert ahead.messages == []


def test_what_is_refused_is_refused_in_the_rehearsal_too_and_leaves_no_row() -> None:
    a_case_with_people()
    before = everything()
    with pytest.raises(Refused, match="closing in progress"):
        rehearsed(to.Approve(), SUPERVISOR)
    assert everything() == before


def test_a_letter_that_cannot_be_written_says_what_it_lacks() -> None:
    a_case_with_people()
    person = recipient()
    person.mailing_address = []
    person.save()
    do(to.Propose("ca.b1"))
    do(to.Approve(), SUPERVISOR)
    for lang, words in (("en", "address"), ("es", "dirección")):
        (letter,) = foreseen(Case.objects.get(number="1"), rehearsed(to.SendNotice(DAY), SYSTEM), lang).letters
        assert letter.composed is None
        assert words in " ".join(letter.lacks)
