"""A supervisor counts and hands over the work of one office; files hold no formula, and the journal tells of them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.test import Client

from caseclose.casework.models import Assignment, Closure, JournalEntry, ReleaseOrder
from caseclose.casework.services.assigning import AssignCase, assign_case
from caseclose.casework.services.audit import verify
from caseclose.closure.commands import Actor
from caseclose.closure.steps import Role
from caseclose.site.clock import now, today
from caseclose.staff.models import Conflict
from caseclose.staff.screens.supervision.exports import as_csv, as_xlsx
from caseclose.staff.screens.supervision.tables import TABLES, Filled
from tests.casework import factories as make
from tests.staff.counting import questions
from tests.staff.office import account, signed_in
from tests.staff.queue.test_queue import a_closing

pytestmark = pytest.mark.usefixtures("clean_database")


def lines(client: Client, table: str, query: str = "") -> list[list[str]]:
    page = client.get(f"/supervision/?table={table}&{query}")
    assert page.status_code == 200
    body = re.findall(r"<tbody>(.*?)</tbody>", page.content.decode(), re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", body[0], re.DOTALL) if body else []
    return [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def a_told_closing(number: str, days: tuple[int, ...], *, zone: str = "") -> Closure:
    """A closing that was proposed, approved, noticed and carried out, so many days apart, the last of them today."""
    on = today("America/Los_Angeles") - timedelta(days=sum(days))
    closure = make.a_closing(make.a_case(number, zone=zone), on, step="closed", criterion="us.b1")
    for kind, after in zip(("ClosureProposed", "ClosureApproved", "NoticeSent", "CaseClosed"), (0, *days), strict=True):
        on += timedelta(days=after)
        make.told(closure, kind, on)
    Closure.objects.filter(pk=closure.pk).update(closed_on=on, begun_by="worker one")
    return closure


def test_the_work_of_an_office_is_counted_by_worker_and_by_age() -> None:
    day = today("America/Los_Angeles")
    a_closing("1", day, worker="a")
    a_closing("2", day + timedelta(days=9), worker="a")
    a_closing("3", day, step="requested")
    a_closing("away", day, worker="a", zone="America/Denver")
    client = signed_in(account("supervisor"))
    assert lines(client, "workload") == [["a", "2", "1", "0", "0", "0", "2", "0"],
                                         ["Nobody", "1", "0", "1", "0", "0", "0", "0"]]  # fmt: skip
    ages = {row[0]: row[1] for row in lines(client, "ageing")}
    assert ages == {"0 to 3 weeks": "0", "4 to 7 weeks": "1", "8 to 12 weeks": "2", "13 to 25 weeks": "0",
                    "26 weeks or more": "0"}  # fmt: skip
    assert lines(signed_in(account("auditor")), "workload")[0][1] == "3"


def test_what_was_closed_and_how_long_each_step_took_is_counted() -> None:
    for number, days in (("1", (2, 3, 60)), ("2", (4, 3, 61)), ("3", (9, 3, 90))):
        a_told_closing(number, days)
    a_told_closing("away", (1, 1, 1), zone="America/Denver")
    client = signed_in(account("supervisor"))
    assert [row[1:] for row in lines(client, "closed")] == [["worker one", "3"]]
    assert lines(client, "times") == [
        ["Proposal to check", "3", "4", "9", "9"],
        ["Approved, notice to send", "3", "3", "3", "3"],
        ["Notice is out", "3", "61", "90", "90"],
    ]
    assert lines(client, "closed", "last=2020-01-01") == []
    assert lines(client, "closed", "first=0001-01-01&last=0001-01-01") != []
    assert lines(client, "closed", "first=nonsense&last=9999-99-99") != []


def test_releases_reversals_and_what_was_handed_over_are_counted() -> None:
    closure = a_told_closing("1", (1, 1, 1))
    day = closure.begun_on
    ReleaseOrder.objects.create(closure=closure, remedy=make.a_remedy(closure.case), kind="passport", state="unknown",
                                made_on=day)  # fmt: skip
    make.told(closure, "CaseReopened", day, basis="correction")
    by = Actor("supervisor.1", Role.SUPERVISOR)
    assign_case(number="1", to=AssignCase("b", ""), by=by, on=day, at=now())
    client = signed_in(account("supervisor"))
    assert lines(client, "releases")[0][1:3] == ["Not known", "1"]
    assert lines(client, "reversed")[0][0] == "The closing was wrong"
    assert lines(client, "handed") == [["Nobody", "b", "supervisor.1", "1"]]


def test_a_case_of_ones_own_is_in_no_figure() -> None:
    who = account("supervisor")
    a_closing("1", worker="a")
    a_told_closing("2", (1, 1, 1))
    for number in ("1", "2"):
        Conflict.objects.create(account=who, case_id=number, said_by="admin", said_on=make.DAY)
    client = signed_in(who)
    for table in TABLES:
        found = lines(client, table)
        assert all(cell == "0" for row in found for cell in row[1:]), table


def test_charts_say_what_the_table_says_and_few_questions_are_asked() -> None:
    a_closing("1", worker="a")
    client = signed_in(account("supervisor"))
    page = client.get("/supervision/").content.decode()
    assert '<rect class="cc-chart-bar" width="100%"' in page
    assert "style=" not in page
    for table in TABLES:
        with questions() as sent:
            client.get(f"/supervision/?table={table}")
        assert len(sent) <= 12, table


NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "http://a.example", "{=1}", "plain"]


def nasty() -> Filled:
    return Filled(["=head", "n", "day"], [[text, 7, date(2026, 1, 2)] for text in NASTY], [])


def test_no_cell_of_a_csv_file_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(nasty()).decode("utf-8-sig"), newline="")))
    assert [row[0] for row in rows] == ["'=head", *(text if text[0] in "hp{" else f"'{text}" for text in NASTY)]
    assert rows[1][1:] == ["7", "2026-01-02"]


def test_every_cell_of_a_workbook_has_its_type() -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(nasty(), now()))) as book:
        sheet, texts = (book.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "sharedStrings"))
        assert "hyperlink" not in "".join(book.namelist())
    assert sheet.count('t="s"') == len(NASTY) + 3
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert ">=1+1<" in texts
    assert "<v>7</v>" in sheet


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("role", ["supervisor", "auditor"])
def test_who_takes_figures_out_is_in_the_journal_and_the_name_of_the_file_says_nothing(kind: str, role: str) -> None:
    a_closing("1", worker="a")
    client = signed_in(account(role))
    answer = client.post("/supervision/export/", {"table": "workload", "format": kind})
    assert re.fullmatch(r'attachment; filename="workload-\d{4}-\d\d-\d\d\.\w+"', answer.headers["Content-Disposition"])
    entry = JournalEntry.objects.get(kind="FiguresExported")
    assert (entry.by, entry.role, entry.said["table"], entry.said["rows"]) == (f"{role}.1", role, "workload", 1)
    assert verify() == []
    assert client.post("/supervision/export/", {"table": "x", "format": "exe"}).status_code == 302


def test_closings_are_handed_over_once_those_whose_day_comes_first_ahead() -> None:
    who, other = account("supervisor"), account("caseworker", team="blue")
    day = make.DAY
    for number in range(4):
        a_closing(str(number), day + timedelta(days=number), worker="old")
    a_closing("away", day, worker="old", zone="America/Denver")
    client = signed_in(who)
    sent = {"of": "old", "to": other.name, "count": "2", "key": "k" * 20}
    for _ in range(2):
        assert client.post("/supervision/hand-over/", sent).status_code == 302
    assert sorted(Assignment.objects.filter(worker=other.name).values_list("case", "team")) == [
        ("0", "blue"),
        ("1", "blue"),
    ]
    assert JournalEntry.objects.filter(kind="CaseAssigned", by=who.name).count() == 2
    assert Closure.objects.filter(worker="old").count() == 3


def test_handing_over_to_the_same_or_from_whom_has_none_is_refused() -> None:
    a_closing("1", worker="caseworker.1")
    account("caseworker")
    away = account("caseworker", name="away", office=make.an_office(zone="America/Denver"))
    client = signed_in(account("supervisor"))
    for of, to in (("caseworker.1", "caseworker.1"), ("nobody.1", "caseworker.1"), ("caseworker.1", away.name)):
        answer = client.post("/supervision/hand-over/", {"of": of, "to": to, "count": "2", "key": "k" * 20})
        assert answer.status_code == 422
    assert not JournalEntry.objects.exists()
