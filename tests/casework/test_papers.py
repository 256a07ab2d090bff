"""Papers that came in: taken in for their office, put with their case, keyed in by when they arrived, or set aside."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connections, transaction
from django.test import override_settings

from caseclose.casework.models import (
    Case,
    Closure,
    Document,
    IncomingPaper,
    JournalEntry,
    KeyedIn,
    PaperOriginal,
    PaperPage,
    Reply,
    Task,
)
from caseclose.casework.selectors.paper_codes import LETTER, code_in
from caseclose.casework.selectors.papers import papers_of_case
from caseclose.casework.services.daily.closings import close_due
from caseclose.casework.services.mail.codes import code_of, ways_to_reply
from caseclose.casework.services.papers.dropping import drop_papers
from caseclose.casework.services.papers.keying import KeyIn, key_in
from caseclose.casework.services.papers.placing import PlacePaper, SetAside, place_paper, set_paper_aside
from caseclose.casework.services.papers.taking_in import TakeIn, TakenIn, take_in
from caseclose.casework.services.retention.due import holds_and_retention_due
from caseclose.closure.commands import Close
from caseclose.closure.refused import Refused
from caseclose.forms.codes import form_code
from caseclose.forms.filling import Prefilled, request_form
from caseclose.outside.scanner import known_by_signature
from tests.casework import factories as make
from tests.casework.closable import CLERK, DAY, DUE, SYSTEM, a_closable_case, closed, do, moment, noticed
from tests.forms.made import ENGLISH
from tests.papers.hostile import EICAR, picture

pytestmark = pytest.mark.usefixtures("clean_database")
KEY = secrets.token_bytes(32)
LATER = DUE + timedelta(days=2)


def taken(data: bytes = b"", *, key: str = "", on: datetime | None = None, office: str = "ca") -> TakenIn:
    at = on or moment(DAY)
    arrived = TakeIn("mail", at - timedelta(hours=1))
    return take_in(data or picture(), arrived, office=office, scan=known_by_signature, form_key=KEY, by=CLERK,
                   on=at.date(), at=at, key=key)  # fmt: skip


def placed(number: str = "1") -> int:
    paper = taken().paper
    place_paper(number=number, placed=PlacePaper(paper), by=CLERK, on=DAY, at=moment(DAY))
    return paper


def keyed(said: KeyIn, number: str = "1", *, at: datetime | None = None, key: str = "") -> object:
    at = at or moment(DAY)
    return key_in(number=number, keyed=said, by=CLERK, on=at.date(), at=at, key=key)


def kinds() -> list[str]:
    return list(JournalEntry.objects.order_by("number").values_list("kind", flat=True))


def test_a_form_that_comes_back_finds_its_case_by_its_code() -> None:
    a_closable_case("1")
    a_closable_case("2")
    form = request_form(ENGLISH, Prefilled(case_number="2", code=form_code("2", KEY)))
    found = taken(form)
    assert found.case == "2"
    paper = IncomingPaper.objects.get()
    assert (paper.case_id, paper.kind, paper.pages, paper.state) == ("2", "pdf", 2, "waiting")
    assert bytes(PaperOriginal.objects.get().data) == form
    assert PaperPage.objects.count() == 2
    assert kinds() == ["PaperTakenIn"]


def test_a_code_of_another_offices_case_leads_nowhere() -> None:
    a_closable_case("1")
    make.a_case("2", zone="America/Denver")
    form = request_form(ENGLISH, Prefilled(case_number="2", code=form_code("2", KEY)))
    assert taken(form).case == ""
    assert IncomingPaper.objects.get().code == form_code("2", KEY)


def test_the_same_file_is_pointed_out_and_the_same_key_takes_it_in_once() -> None:
    a_closable_case()
    first = taken(key="k")
    assert taken(key="k") == replace(first, repeated=True)
    assert taken().same == [first.paper]
    assert IncomingPaper.objects.count() == 2


def test_a_harmful_file_is_refused_and_the_refusal_is_told() -> None:
    a_closable_case()
    with pytest.raises(Refused) as refused:
        taken(EICAR)
    assert refused.value.rule == "paper_infected"
    assert not IncomingPaper.objects.exists()
    assert JournalEntry.objects.get().said["why"] == "infected"


def test_an_office_and_a_case_take_only_so_many_a_day() -> None:
    case = a_closable_case()
    row = {"office": case.office, "channel": "mail", "arrived_at": moment(DAY), "arrived_on": DAY, "taken_on": DAY,
           "taken_at": moment(DAY), "taken_by": "x", "kind": "png", "size": 1, "pages": 1, "sha256": "x"}  # fmt: skip
    IncomingPaper.objects.bulk_create(IncomingPaper(case=case, **row) for _ in range(40))
    with pytest.raises(Refused) as refused:
        placed()
    assert refused.value.rule == "paper_case_full"
    IncomingPaper.objects.bulk_create(IncomingPaper(**row) for _ in range(1960))
    with pytest.raises(Refused) as refused:
        taken()
    assert refused.value.rule == "paper_office_full"


def test_a_request_is_keyed_in_under_a_receipt_and_its_scan_is_filed() -> None:
    a_closable_case()
    said = KeyIn("request", "mail", moment(DAY - timedelta(days=3)), placed(), (("stop", ["support"]),), signed=True)
    first = keyed(said, key="k")
    assert keyed(said, key="k") == replace(first, repeated=True)  # type: ignore[type-var]
    row = KeyedIn.objects.get()
    assert (row.arrived_on, row.keyed_on, row.said) == (DAY - timedelta(days=3), DAY, {"stop": ["support"]})
    assert Closure.objects.get().step == "requested"
    assert Document.objects.values_list("evidence", "sha256").get() == ("signed_request", row.paper.sha256)  # type: ignore[union-attr]
    assert IncomingPaper.objects.get().state == "keyed"
    assert [(each["receipt"], each["waits"]) for each in papers_of_case("1")] == [(row.receipt, False)]


def test_a_reply_that_arrived_in_time_and_is_keyed_after_the_closing_reaches_a_person() -> None:
    a_closable_case()
    closed()
    done = keyed(KeyIn("reply", "fax", moment(DUE, 7)), at=moment(LATER))
    assert done.late  # type: ignore[attr-defined]
    assert Reply.objects.get().key == KeyedIn.objects.get().receipt
    assert "reply_keyed_late" in Task.objects.values_list("kind", flat=True)


def test_no_case_closes_while_a_paper_of_it_waits_to_be_keyed_in() -> None:
    a_closable_case()
    noticed()
    paper = placed()
    with pytest.raises(Refused) as refused:
        do(Close(), SYSTEM, DUE)
    assert refused.value.rule == "paper_waits"
    assert dict(close_due(on=DUE, at=moment(DUE))) == {"held": 1}
    assert Task.objects.get(kind="paper_waits").done_on is None
    set_paper_aside(office="ca", aside=SetAside(paper, "twice", "A second copy."), by=CLERK, on=DUE, at=moment(DUE))
    assert close_due(on=DUE, at=moment(DUE))["closed"] == 1


def test_a_closed_case_still_takes_mail() -> None:
    a_closable_case()
    closed()
    assert placed() == IncomingPaper.objects.get(case="1").pk


def test_what_is_refused_leaves_nothing() -> None:
    a_closable_case()
    paper = placed()
    with pytest.raises(Refused):
        keyed(KeyIn("reply", "mail", moment(DAY), paper))
    assert not KeyedIn.objects.exists()
    assert IncomingPaper.objects.get().state == "waiting"
    with pytest.raises(Refused) as refused:
        keyed(KeyIn("request", "phone", moment(DAY) + timedelta(minutes=1)))
    assert refused.value.rule == "not_arrived_yet"


def test_a_letter_that_came_back_is_found_by_its_code() -> None:
    a_closable_case()
    noticed()
    message = Case.objects.get().messages.filter(party="mail_vendor").latest("pk")
    ways_to_reply([message], "")
    keyed(KeyIn("returned_mail", "mail", moment(DAY), code=code_of(message.key)))
    assert Closure.objects.get().step == "approved"
    with pytest.raises(Refused) as refused:
        keyed(KeyIn("returned_mail", "mail", moment(DAY), code="nothing"))
    assert refused.value.rule == "no_letter_of_code"


@pytest.mark.parametrize("page", ["es/ar", "en/ca"])
def test_the_mark_on_a_letter_leads_to_its_case_in_whichever_language_it_was_written(page: str) -> None:
    case = a_closable_case()
    noticed()
    message = case.messages.filter(party="mail_vendor").latest("pk")
    ways_to_reply([message], "")
    with override_settings(REPLY_LINK="https://support.example/{lang}/{state}/#"):
        read = code_in(f"https://support.example/{page}/#{code_of(message.key)}", case.office, b"")
    assert (read.case, read.of) == (case.number, LETTER)


@pytest.mark.parametrize(("answer", "asked"), [("yes", 1), ("talk", 1), ("no", 0), ("", 0)])
def test_whoever_may_be_at_risk_is_read_first_and_the_answer_stands_nowhere_else(answer: str, asked: int) -> None:
    a_closable_case()
    keyed(KeyIn("request", "phone", moment(DAY), said=(("safety", answer),), signed=True))
    tasks = Task.objects.filter(kind="read_what_was_keyed")
    assert tasks.count() == asked
    assert all("risk" not in task.words and "safe" not in task.words for task in tasks)
    assert '"safety"' not in " ".join(str(entry.said) for entry in JournalEntry.objects.all())


def test_a_paper_goes_from_a_wrong_case_to_the_right_one_and_both_tell_it() -> None:
    a_closable_case("1")
    a_closable_case("2")
    paper = placed("1")
    assert place_paper(number="2", placed=PlacePaper(paper), by=CLERK, on=DAY, at=moment(DAY), key="k")
    assert not place_paper(number="2", placed=PlacePaper(paper), by=CLERK, on=DAY, at=moment(DAY), key="k")
    told = JournalEntry.objects.order_by("number").values_list("case", "kind")
    assert list(told)[1:] == [("1", "PaperPlaced"), ("1", "PaperTakenAway"), ("2", "PaperPlaced")]
    with pytest.raises(Refused):
        keyed(KeyIn("document", "mail", moment(DAY), paper, evidence="birth_record", title="x"), "1")


def test_a_paper_is_set_aside_with_a_reason_and_is_destroyed_when_its_time_is_over() -> None:
    a_closable_case()
    paper = placed()
    with pytest.raises(Refused):
        set_paper_aside(office="ca", aside=SetAside(paper, "not_ours", " "), by=CLERK, on=DAY, at=moment(DAY))
    long_ago = DAY - timedelta(days=300)
    set_paper_aside(office="ca", aside=SetAside(paper, "not_ours", "A bill."), by=CLERK, on=long_ago, at=moment(DAY))
    assert IncomingPaper.objects.filter(state="set_aside", because="not_ours", case=None).count() == 1
    assert kinds()[-1] == "PaperSetAside"
    with pytest.raises(Refused):
        place_paper(number="1", placed=PlacePaper(paper), by=CLERK, on=DAY, at=moment(DAY))
    assert drop_papers(long_ago + timedelta(days=89)) == 0
    assert holds_and_retention_due(on=long_ago + timedelta(days=90), at=moment(DAY))["papers_destroyed"] == 1
    assert not IncomingPaper.objects.exists()
    assert not PaperOriginal.objects.exists()


@pytest.mark.parametrize("alias", ["default", "owner"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE casework_paperoriginal SET data = ''",
        "UPDATE casework_paperpage SET picture = ''",
        "UPDATE casework_incomingpaper SET arrived_on = arrived_on",
        "UPDATE casework_incomingpaper SET sha256 = ''",
        "DELETE FROM casework_paperpage",
        "DELETE FROM casework_paperoriginal",
        "DELETE FROM casework_paperpage; DELETE FROM casework_paperoriginal; DELETE FROM casework_incomingpaper",
    ],
)
def test_nobody_changes_a_paper_neither_the_application_nor_the_owner(statement: str, alias: str) -> None:
    a_closable_case()
    taken()
    with pytest.raises(DatabaseError), transaction.atomic(alias), connections[alias].cursor() as cursor:
        cursor.execute(statement)
    assert IncomingPaper.objects.count() == PaperOriginal.objects.count() == PaperPage.objects.count() == 1


def test_a_role_without_a_desk_takes_nothing_in() -> None:
    a_closable_case()
    with pytest.raises(Refused) as refused:
        take_in(picture(), TakeIn("mail", moment(DAY)), office="ca", scan=known_by_signature, form_key=KEY, by=SYSTEM,
                on=DAY, at=moment(DAY))  # fmt: skip
    assert refused.value.rule == "wrong_role"
