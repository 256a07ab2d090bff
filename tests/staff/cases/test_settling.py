"""Orders to let go that a person settles, and duties by law, on the pages of a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from caseclose.casework.models import Case, Duty, JournalEntry, ReleaseOrder, Remedy, Task
from caseclose.casework.selectors.releases import unaccounted_releases
from caseclose.casework.services.releases.moves import move
from tests.casework import factories as make
from tests.casework.closable import DAY
from tests.staff.cases.desk import KEY, a_case, browser, on, words_of

pytestmark = pytest.mark.usefixtures("clean_database")
State = ReleaseOrder.State


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with on(DAY):
        yield


def an_order(state: State = State.UNKNOWN) -> ReleaseOrder:
    case = a_case()
    closure = make.a_closing(case, DAY - timedelta(days=61), step="closed")
    order = ReleaseOrder.objects.create(
        closure=closure, remedy=make.a_remedy(case, kind="passport"), kind="passport", made_on=DAY
    )
    with transaction.atomic():
        move([order], State.SENT, on=DAY, at=make.at_noon(DAY))
        move([order], state, on=DAY, at=make.at_noon(DAY))
    return order


def says(client: Client, order: ReleaseOrder, to: str, words: str = "The agency told me by phone today.") -> int:
    said = {"key": KEY, "release": order.pk, "to": to, "words": words}
    return int(client.post("/case/1/release/", said).status_code)


def test_the_queue_and_the_case_lead_to_the_order_and_what_was_found_out_ends_remedy_and_task() -> None:
    order = an_order()
    worker, address = browser(), f"/case/1/release/?release={order.pk}"
    assert address in worker.get("/queue/?scope=office&list=releases").content.decode()
    assert "/case/1/release/" in worker.get("/queue/?scope=office&list=tasks").content.decode()
    assert "/case/1/release/" in worker.get("/case/1/").content.decode()
    assert address in worker.get("/case/1/money/").content.decode()
    assert f'value="{order.pk}" ' in worker.get(address).content.decode()
    assert says(worker, order, "confirmed") == 302
    order.refresh_from_db()
    assert order.state == State.CONFIRMED
    assert Remedy.objects.get().ended_on == DAY
    assert not Task.objects.filter(done_on=None).exists()
    told = JournalEntry.objects.filter(kind="ReleaseConfirmed").latest("pk")
    assert (told.body or {})["reason"] == "The agency told me by phone today."
    assert unaccounted_releases(DAY) == []


def test_a_refusal_is_written_down_once_and_the_task_stays() -> None:
    order, worker = an_order(), browser()
    assert says(worker, order, "refused") == 302
    assert says(worker, order, "refused") == 422
    assert Task.objects.filter(done_on=None).count() == 1
    assert says(worker, order, "kept", "A court order of another state holds it.") == 302
    assert not Task.objects.filter(done_on=None).exists()
    assert Remedy.objects.get().ended_on is None


@pytest.mark.parametrize(("to", "words"), [("confirmed", " "), ("sent", "x"), ("", "x")])
def test_without_words_or_a_known_end_nothing_changes(to: str, words: str) -> None:
    order = an_order()
    assert says(browser(), order, to, words) == 422
    order.refresh_from_db()
    assert order.state == State.UNKNOWN


def test_an_order_of_another_case_or_on_its_way_is_not_settled_here() -> None:
    order, worker = an_order(), browser()
    other = make.a_case("2")
    foreign = ReleaseOrder.objects.create(
        closure=make.a_closing(other, DAY, step="closed"), remedy=make.a_remedy(other), kind="passport", made_on=DAY,
        state=State.UNKNOWN,
    )  # fmt: skip
    assert says(worker, foreign, "confirmed") == 422
    ReleaseOrder.objects.filter(pk=order.pk).update(state=State.ACCEPTED)
    assert says(worker, order, "confirmed") == 422
    assert "waits for you" in words_of(worker.get("/case/1/release/"))
    assert ReleaseOrder.objects.filter(state=State.CONFIRMED).count() == 0


def test_an_order_that_somebody_settled_meanwhile_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    order = an_order()
    seen = [{"release": order.pk, "kind": "passport", "state": "unknown", "sent_on": DAY, "made_on": DAY}]
    monkeypatch.setattr("caseclose.staff.screens.cases.settling.release_rows", lambda **_: seen)
    ReleaseOrder.objects.filter(pk=order.pk).update(state=State.CONFIRMED)
    said = {"key": KEY, "release": order.pk, "to": "confirmed", "words": "They told me."}
    answer = browser().post("/case/1/release/", said)
    assert answer.status_code == 422
    assert "does not wait for a person any more" in words_of(answer)


def test_an_auditor_reads_and_settles_nothing() -> None:
    order = an_order()
    auditor = browser("auditor")
    assert auditor.get("/case/1/release/").status_code == 403
    assert "/release/" not in auditor.get("/case/1/money/").content.decode()
    assert says(auditor, order, "confirmed") == 403


# ---- duties by law -----------------------------------------------------------------------------------------------


def a_duty(*, to_decide: bool) -> Duty:
    case = a_case() if not Case.objects.exists() else Case.objects.get()
    kind = "continuation_of_services"
    number = Duty.objects.count()
    return Duty.objects.create(case=case, kind=kind, key=f"d:{number}", trigger=f"aid:{number}", arisen_on=DAY,
                               due_on=DAY, to_decide=to_decide)  # fmt: skip


def settles(client: Client, duty: Duty, how: str, **said: object) -> int:
    body = {"key": f"{how} {duty.pk} {KEY}", "duty": duty.pk, "how": how, "words": "By phone.", **said}
    return int(client.post("/case/1/duty/", body).status_code)


def test_a_duty_is_done_on_its_day_and_leaves_the_list() -> None:
    duty, worker = a_duty(to_decide=False), browser()
    assert f"/case/1/duty/?duty={duty.pk}" in worker.get("/case/1/").content.decode()
    assert settles(worker, duty, "done", done_on=DAY.isoformat()) == 302
    duty.refresh_from_db()
    assert (duty.done_on, duty.words) == (DAY, "By phone.")
    assert "owed by law" in words_of(worker.get("/case/1/duty/"))


def test_a_duty_to_decide_is_decided_first_and_any_other_is_not() -> None:
    waits, owed, worker = a_duty(to_decide=True), a_duty(to_decide=False), browser()
    assert [settles(worker, waits, how) for how in ("done", "lift")] == [422, 422]
    assert [settles(worker, owed, how) for how in ("go_on", "not_owed")] == [422, 422]
    assert settles(worker, waits, "not_owed") == 302
    assert settles(worker, owed, "lift") == 302
    assert list(Duty.objects.filter(lifted_on=None)) == []


def test_a_day_stands_only_with_what_was_done_and_not_in_the_future() -> None:
    duty, worker = a_duty(to_decide=False), browser()
    assert settles(worker, duty, "lift", done_on=DAY.isoformat()) == 422
    assert settles(worker, duty, "done", done_on=(DAY + timedelta(days=1)).isoformat()) == 422
    assert settles(worker, duty, "done", words=" ") == 422
    duty.refresh_from_db()
    assert duty.done_on is duty.lifted_on is None
