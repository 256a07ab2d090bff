"""Many cases at once: looked at first, done in steps that may stop anywhere, and never on what must not be seen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.test import Client, override_settings

from caseclose.casework.models import Batch, BatchItem, Candidate, Case, Closure, JournalEntry, Office, SpentKey
from caseclose.closure.commands import Actor, Propose
from caseclose.closure.steps import Role
from caseclose.staff.models import Account, Conflict
from caseclose.staff.screens.bulk import batch as steps
from tests.casework import factories as make
from tests.casework.closable import DAY, a_closable_case, do, moment
from tests.staff import office
from tests.staff.counting import questions
from tests.staff.office import signed_in

pytestmark = pytest.mark.usefixtures("clean_database")


def account(role: str, *, name: str = "", of: Office | None = None) -> Account:
    """An account in the office of the closable cases, unless another is named."""
    values = {"state": "ca", "name": "An office", "zone": "America/Los_Angeles"}
    return office.account(role, name=name, office=of or Office.objects.get_or_create(code="ca", defaults=values)[0])


def the_day(_zone: str) -> date:
    return DAY


def the_moment() -> datetime:
    return moment(DAY)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    here = "tests.staff.bulk.test_bulk"
    with override_settings(CLOCK_TODAY=f"{here}.the_day", CLOCK_NOW=f"{here}.the_moment"):
        yield


def chosen(client: Client, *numbers: str, key: str = "k" * 20, **more: object) -> int:
    sent = {"rule": "ca.b1", "listed": "\n".join(numbers), "key": key, **more}
    answer = client.post("/bulk/propose/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return int(answer.headers["Location"].strip("/").split("/")[-1])


def went(client: Client, batch: int) -> str:
    """The batch as it stands after as many steps as it takes, by buttons alone."""
    for _ in range(50):
        fingerprint = Batch.objects.get(pk=batch).fingerprint
        client.post(f"/bulk/{batch}/go/", {"fingerprint": fingerprint})
        if Batch.objects.get(pk=batch).state in {"previewed", "done"}:
            break
    return client.get(f"/bulk/{batch}/").content.decode()


def test_cases_are_looked_at_first_and_nothing_happens_to_them_until_it_is_confirmed() -> None:
    a_closable_case("1")
    a_closable_case("2", arrears_payment_made="true")
    client = signed_in(account("caseworker"))
    batch = chosen(client, "1", "2", "99")
    page = went(client, batch)
    assert "Propose 1 case<" in page
    assert "There is no case 99" in page or "99" in page
    assert not Closure.objects.exists()
    page = went(client, batch)
    assert "Finished: 1 case done." in page
    assert Closure.objects.get().begun_by == "caseworker.1"
    assert BatchItem.objects.filter(state="refused").count() == 2


def test_nothing_selected_is_refused() -> None:
    client = signed_in(account("caseworker"))
    answer = client.post("/bulk/propose/", {"rule": "ca.b1", "listed": " \n", "key": "k" * 20})
    assert answer.status_code == 422
    assert "cc-refusal" in answer.content.decode()
    assert not Batch.objects.exists()


def test_the_same_choice_sent_twice_is_one_batch() -> None:
    a_closable_case("1")
    client = signed_in(account("caseworker"))
    assert chosen(client, "1") == chosen(client, "1")
    again = client.post("/bulk/propose/", {"rule": "ca.b1", "listed": "2", "key": "k" * 20})
    assert again.status_code == 422
    assert Batch.objects.count() == 1


def test_the_candidates_of_the_screening_are_chosen_by_number_and_only_those_of_the_office() -> None:
    for number in ("1", "2", "3"):
        a_closable_case(number)
    away = make.a_case("away", zone="America/Denver")
    for case in (*Case.objects.filter(number__in=["1", "2", "3"]), away):
        Candidate.objects.create(case=case, closable_under=["ca.b1"], held_by=[], must_close=False, screened_on=DAY,
                                 policy="")  # fmt: skip
    client = signed_in(account("caseworker"))
    assert '<option value="ca.b1">3 · ' in client.get("/bulk/propose/").content.decode()
    batch = chosen(client, first="2")
    assert list(BatchItem.objects.filter(batch=batch).values_list("number", flat=True)) == ["1", "2"]


def test_a_case_that_must_not_be_seen_is_refused_like_one_that_is_not_there() -> None:
    who = account("caseworker")
    make.a_case("away", zone="America/Denver")
    Conflict.objects.create(account=who, case=a_closable_case("own"), said_by="admin", said_on=DAY)
    client = signed_in(who)
    batch = chosen(client, "away", "own", "none")
    went(client, batch)
    rules = {item.number: (item.refusal or {})["rule"] for item in BatchItem.objects.all()}
    assert set(rules.values()) == {"no_such_case"}
    assert not BatchItem.objects.exclude(case=None).exists()


def test_a_batch_is_carried_out_by_nobody_whose_own_case_is_in_it_and_its_page_does_not_name_the_case() -> None:
    a_closable_case("1")
    a_closable_case("own", arrears_payment_made="true")
    maker, other = account("caseworker"), account("caseworker", name="caseworker.2")
    Conflict.objects.create(account=other, case=Case.objects.get(number="own"), said_by="admin", said_on=DAY)
    batch = chosen(signed_in(maker), "1", "own")
    went(signed_in(maker), batch)
    client = signed_in(other)
    page = went(client, batch)
    assert ">own<" not in page
    assert "own" not in client.get(f"/bulk/{batch}/refused.csv").content.decode()
    assert not Closure.objects.exists()


def test_a_batch_of_another_office_is_not_there() -> None:
    a_closable_case("1")
    batch = chosen(signed_in(account("caseworker")), "1")
    away = account("supervisor", name="away", of=make.an_office(zone="America/Denver"))
    for address in (f"/bulk/{batch}/", f"/bulk/{batch}/refused.csv"):
        assert signed_in(away).get(address).status_code == 404
        assert signed_in(account("auditor", name=f"auditor {address}")).get(address).status_code == 200
    assert signed_in(away).post(f"/bulk/{batch}/go/").status_code == 404
    assert f"/bulk/{batch}/" not in signed_in(away).get("/bulk/").content.decode()


def test_a_run_that_stops_goes_on_where_it_stopped_and_does_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "AT_ONCE", 2)
    for number in range(5):
        a_closable_case(str(number))
    client = signed_in(account("caseworker"))
    batch = chosen(client, *map(str, range(5)))
    client.post(f"/bulk/{batch}/go/")
    assert "2 of 5 cases" in client.get(f"/bulk/{batch}/").content.decode()
    assert "Propose 5 cases<" in went(client, batch)
    part = client.post(f"/bulk/{batch}/go/", {"fingerprint": Batch.objects.get().fingerprint},
                       headers={"hx-request": "true"}).content.decode()  # fmt: skip
    assert "2 of 5 cases" in part
    assert "<html" not in part
    assert Closure.objects.count() == 2
    assert "Finished: 5 cases done." in went(client, batch)
    went(client, batch)
    assert Closure.objects.count() == 5
    assert SpentKey.objects.filter(key__startswith="bulk:").count() == 5
    told = JournalEntry.objects.filter(case=None).order_by("number").values_list("kind", flat=True)
    assert list(told) == ["BatchBegun", "BatchEnded"]


def test_it_is_not_done_without_the_preview_that_was_shown() -> None:
    a_closable_case("1")
    client = signed_in(account("caseworker"))
    batch = chosen(client, "1")
    went(client, batch)
    for fingerprint in ("", "another"):
        client.post(f"/bulk/{batch}/go/", {"fingerprint": fingerprint})
    assert not Closure.objects.exists()
    assert "This is not the preview" in client.get(f"/bulk/{batch}/").content.decode()


def test_only_a_supervisor_reopens_many_cases() -> None:
    case = a_closable_case("1")
    Case.objects.filter(number="1").update(kind=Case.Kind.CLOSED)
    make.a_closing(case, date(2026, 6, 1), step="closed", closed_on=date(2026, 9, 1), outcome="closed")
    supervisor, worker = signed_in(account("supervisor")), signed_in(account("caseworker"))
    sent = {"listed": "1", "basis": "correction", "reason": "a wrong list", "key": "k" * 20}
    assert worker.post("/bulk/reopen/", sent).status_code == 403
    batch = int(supervisor.post("/bulk/reopen/", sent).headers["Location"].strip("/").split("/")[-1])
    went(supervisor, batch)
    assert worker.post(f"/bulk/{batch}/go/", {"fingerprint": Batch.objects.get().fingerprint}).status_code == 403
    assert "Finished: 1 case done." in went(supervisor, batch)
    assert Case.objects.get(number="1").kind == Case.Kind.ENFORCEMENT


def test_refusals_are_told_in_the_readers_language_and_the_file_holds_no_formula() -> None:
    who: Account = account("caseworker")
    client = signed_in(who, lang="es")
    batch = chosen(client, "=1+1", "@x")
    page = went(client, batch)
    assert "No hay" in page
    text = client.get(f"/bulk/{batch}/refused.csv").content.decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(text))] == ["case", "'=1+1", "'@x"]


def test_pages_ask_few_questions() -> None:
    a_closable_case("1")
    client = signed_in(account("supervisor"))
    batch = chosen(client, "1")
    went(client, batch)
    for address in ("/bulk/", "/bulk/propose/", "/bulk/reopen/", f"/bulk/{batch}/"):
        with questions() as sent:
            assert client.get(address).status_code == 200
        assert len(sent) <= 12, address


def proposed(*numbers: str, by: str = "worker one") -> None:
    for number in numbers:
        a_closable_case(number)
        do(Propose("ca.b1"), Actor(by, Role.CASEWORKER), number=number)


def begun(client: Client, path: str, **sent: object) -> int:
    answer = client.post(path, {"key": "k" * 20, **sent})
    assert answer.status_code == 302, answer.content.decode()
    return int(answer.headers["Location"].strip("/").split("/")[-1])


def test_closings_that_were_ticked_in_the_queue_are_approved_together_by_a_second_person() -> None:
    proposed("1", "2")
    proposed("3", by="supervisor.1")
    client = signed_in(account("supervisor"))
    queue = client.get("/queue/?scope=office&list=proposals").content.decode()
    assert 'form="many" name="number" value="1"' in queue
    asked = client.post("/bulk/approve/", {"number": ["1", "2", "3"]}).content.decode()
    assert ">\n1\n2\n3</textarea>" in asked
    batch = begun(client, "/bulk/approve/", listed="1\n2\n3")
    page = went(client, batch)
    assert "2 closings will be approved, in your name." in page
    assert "The person who began the closing cannot approve it." in page
    assert "Approve 2 closings" in page
    assert set(Closure.objects.values_list("step", flat=True)) == {"proposed"}
    assert "Finished: 2 cases done." in went(client, batch)
    assert dict(Closure.objects.values_list("case", "step")) == {"1": "approved", "2": "approved", "3": "proposed"}


def test_nobody_gets_around_the_second_person_by_the_preview_of_somebody_else() -> None:
    proposed("1", by="supervisor.1")
    batch = begun(signed_in(account("supervisor", name="supervisor.2")), "/bulk/approve/", listed="1")
    went(signed_in(Account.objects.get(name="supervisor.2")), batch)
    own = signed_in(account("supervisor", name="supervisor.1"))
    fingerprint = Batch.objects.get().fingerprint
    answer = own.post(f"/bulk/{batch}/go/", {"fingerprint": fingerprint}, follow=True).content.decode()
    assert "proposed by the same person" in answer
    assert Closure.objects.get().step == "proposed"


def test_many_cases_are_kept_open_for_a_reason_that_has_a_name() -> None:
    proposed("1", "2")
    client = signed_in(account("caseworker"))
    missing = client.post("/bulk/keep-open/", {"key": "k" * 20, "listed": "1"})
    assert missing.status_code == 422
    batch = begun(client, "/bulk/keep-open/", listed="1\n2", reason="new_information", words="A call")
    page = went(client, batch)
    assert "2 cases stay open, in your name: their closings end." in page
    assert "Keep 2 cases open" in page
    assert "Finished: 2 cases done." in went(client, batch)
    assert set(Closure.objects.values_list("step", flat=True)) == {"kept_open"}


@pytest.mark.parametrize("path", ["/bulk/approve/", "/bulk/keep-open/"])
def test_a_button_pressed_with_nothing_ticked_does_nothing_and_says_so(path: str) -> None:
    client = signed_in(account("supervisor"))
    for sent in ({}, {"key": "k" * 20, "listed": " ", "reason": "new_information"}):
        answer = client.post(path, sent)
        assert answer.status_code == 422
        assert "No case is selected." in answer.content.decode()
    assert not Batch.objects.exists()


def test_who_may_not_act_is_offered_no_boxes() -> None:
    proposed("1")
    page = signed_in(account("auditor")).get("/queue/?scope=office").content.decode()
    assert "/case/1/" in page
    assert 'form="many"' not in page
