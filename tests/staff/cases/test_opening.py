"""Papers and findings that are protected: a reason comes first, it opens what was asked for, and only for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client, override_settings

from caseclose.casework.models import Case, IncomingPaper, JournalEntry, KeyedIn, Person
from caseclose.casework.selectors.history import history_of
from caseclose.casework.selectors.paper_codes import CodeRead
from caseclose.casework.services.papers.taking_in import TakeIn, looked_into, put_with
from caseclose.law.reading import shipped
from caseclose.law.safeguards import protected_limits
from caseclose.outside.scanner import known_by_signature
from tests.casework import factories as make
from tests.casework.closable import CLERK, DAY
from tests.casework.mailing import recipient
from tests.papers.hostile import picture
from tests.staff.cases import desk
from tests.staff.cases.desk import KEY, a_case, browser, on, words_of
from tests.staff.counting import questions
from tests.staff.intake.desk import SAID

pytestmark = pytest.mark.usefixtures("clean_database")
WHY = {"key": KEY, "because": "She asked what we have."}
MOST_QUESTIONS = 12


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with on(DAY):
        yield


_later = [timedelta()]


def now() -> datetime:
    return desk.now() + _later[0]


@contextmanager
def after(span: timedelta) -> Iterator[None]:
    """Let it be so much later."""
    _later[0] = span
    try:
        with override_settings(CLOCK_NOW=f"{__name__}.now"):
            yield
    finally:
        _later[0] = timedelta()


def protect() -> None:
    Person.objects.filter(pk=recipient().pk).update(family_violence=True)


def a_paper() -> int:
    """A paper that lies with the case and waits to be keyed in."""
    arrived, case = TakeIn("mail", desk.now()), Case.objects.select_related("office").get(number="1")
    looked = looked_into(picture(), arrived, case.office, scan=known_by_signature, by=CLERK, on=DAY, at=desk.now())
    with transaction.atomic():
        return put_with(case, looked, arrived, CodeRead(), by=CLERK, on=DAY, at=desk.now()).pk


def shut(client: Client, path: str) -> bool:
    """Whether this address only leads to the page that asks why."""
    return "/open/" in client.get(path).headers.get("Location", "")


def reasons() -> list[tuple[str, str, str]]:
    rows = JournalEntry.objects.filter(kind="ProtectedRead").order_by("number")
    return [(row.by, row.role, row.said["reason"]) for row in rows]


def test_a_paper_of_a_protected_person_is_shut_until_somebody_says_why_and_then_for_that_person_alone() -> None:
    a_case()
    protect()
    paper = a_paper()
    worker, other = browser(), browser("supervisor")
    for path in ("read/", "original/", ""):
        assert shut(worker, f"/intake/paper/{paper}/{path}"), path
    assert worker.get(f"/intake/paper/{paper}/page/1/").status_code == 404
    asks = words_of(worker.get(f"/intake/paper/{paper}/open/"))
    assert "It opens this paper alone" in asks
    assert "It stays open for 15 minutes, to you alone." in asks
    assert worker.post(f"/intake/paper/{paper}/open/", {**WHY, "because": " "}).status_code == 422
    assert (reasons(), shut(worker, f"/intake/paper/{paper}/read/")) == ([], True)
    assert worker.post(f"/intake/paper/{paper}/open/", WHY).headers["Location"] == f"/intake/paper/{paper}/read/"
    assert worker.get(f"/intake/paper/{paper}/page/1/").headers["Content-Type"] == "image/png"
    assert worker.get(f"/intake/paper/{paper}/original/").content == picture()
    assert shut(other, f"/intake/paper/{paper}/read/")
    assert reasons() == [("caseworker.1", "caseworker", "She asked what we have.")]


def test_one_reason_opens_one_paper_and_the_span_of_the_policy_shuts_it_again() -> None:
    a_case()
    protect()
    first, second = a_paper(), a_paper()
    worker = browser()
    worker.post(f"/intake/paper/{first}/open/", WHY)
    assert (shut(worker, f"/intake/paper/{first}/read/"), shut(worker, f"/intake/paper/{second}/read/")) == (
        False,
        True,
    )
    with after(protected_limits().open_span - timedelta(seconds=1)):
        assert not shut(worker, f"/intake/paper/{first}/read/")
    with after(protected_limits().open_span):
        assert shut(worker, f"/intake/paper/{first}/read/")


def test_the_journal_tells_who_opened_a_paper_and_the_history_does_not_say_why() -> None:
    a_case()
    protect()
    paper = a_paper()
    browser("auditor").post(f"/intake/paper/{paper}/open/", WHY)
    assert history_of("1")[-1].words == "auditor.1 opened a paper of this case that is protected, and said why."
    assert "abrió un papel protegido" in history_of("1", "es")[-1].words
    assert reasons() == [("auditor.1", "auditor", "She asked what we have.")]


def test_a_clerk_who_keys_a_protected_paper_in_finds_the_reason_at_hand_and_sees_the_receipt() -> None:
    a_case()
    protect()
    paper = a_paper()
    clerk = browser("intake")
    place = clerk.get(f"/intake/paper/{paper}/").headers["Location"]
    assert "To key it in." in clerk.get(place).content.decode()
    assert clerk.post(place, {**WHY, "because": "To key it in."}).headers["Location"] == f"/intake/paper/{paper}/"
    said = {"key": KEY, "arrived_on": "2026-11-20", "channel": "mail", **SAID}
    answer = clerk.post(f"/intake/paper/{paper}/?as=request", said, follow=True)
    assert "The person" in words_of(answer)
    keyed = KeyedIn.objects.get()
    assert shut(browser(), f"/intake/receipt/{keyed.pk}/")


def test_a_paper_that_speaks_of_danger_is_shut_though_nobody_is_flagged_yet() -> None:
    a_case()
    paper, clerk = a_paper(), browser("intake")
    assert not shut(clerk, f"/intake/paper/{paper}/read/")
    said = {"key": KEY, "arrived_on": "2026-11-20", "channel": "mail", **SAID, "safety": "talk"}
    clerk.post(f"/intake/paper/{paper}/?as=request", said)
    worker = browser()
    assert shut(worker, f"/intake/paper/{paper}/read/")
    receipt = KeyedIn.objects.get().pk
    place = worker.get(f"/intake/receipt/{receipt}/").headers["Location"]
    assert worker.post(place, WHY).headers["Location"] == f"/intake/receipt/{receipt}/"
    assert "The person" in words_of(worker.get(f"/intake/receipt/{receipt}/"))


def test_what_was_told_without_a_paper_is_shut_too() -> None:
    a_case()
    protect()
    clerk, worker = browser("intake"), browser()
    said = {"key": KEY, "arrived_on": "2026-11-20", "channel": "phone", **SAID}
    answer = clerk.post("/case/1/intake/?as=request", said)
    receipt = answer.headers["Location"]
    assert "The person" in words_of(clerk.get(receipt))
    place = worker.get(receipt).headers["Location"]
    assert worker.post(place, WHY).headers["Location"] == receipt
    assert "The person" in words_of(worker.get(receipt))
    assert history_of("1")[-1].words.startswith("caseworker.1 opened what was told in this case")


def test_a_paper_where_nobody_has_anything_to_protect_opens_at_once() -> None:
    a_case()
    paper = a_paper()
    worker = browser()
    assert not shut(worker, f"/intake/paper/{paper}/read/")
    assert worker.get(f"/intake/paper/{paper}/open/").headers["Location"] == f"/intake/paper/{paper}/read/"
    worker.get("/case/1/")
    with questions() as sent:
        worker.get(f"/intake/paper/{paper}/read/")
    assert len(sent) <= MOST_QUESTIONS
    assert IncomingPaper.objects.count() == 1


def test_protected_findings_are_told_in_words_once_somebody_says_why_and_only_on_their_page() -> None:
    case = a_case()
    make.findings(case, DAY, conceived_by_rape=True)
    make.a_document(case, "protected_statement")
    worker, other = browser(), browser("supervisor")
    shown = worker.get("/case/1/papers/")
    assert "rape" not in words_of(shown).lower()
    assert "/case/1/protected/findings/" in shown.content.decode()
    assert worker.post("/case/1/protected/findings/", {**WHY, "because": ""}).status_code == 422
    assert worker.post("/case/1/protected/findings/", WHY).headers["Location"] == "/case/1/papers/"
    words = words_of(worker.get("/case/1/papers/"))
    assert "rape" in words.lower()
    assert shipped().evidence["protected_statement"].name["en"] in words
    assert "is open to you until 12:15 p.m. PST, and no longer" in words
    assert "rape" not in words_of(other.get("/case/1/papers/")).lower()
    assert "The record shows rape" not in words_of(worker.get("/case/1/why/"))
    with after(protected_limits().open_span):
        assert "rape" not in words_of(worker.get("/case/1/papers/")).lower()
    assert history_of("1")[-1].words == "caseworker.1 opened the protected findings of this case, and said why."


def test_whoever_may_not_open_findings_is_not_offered_it() -> None:
    make.findings(a_case(), DAY, conceived_by_rape=True)
    page = browser("auditor").get("/case/1/papers/").content.decode()
    assert "/protected/findings/" not in page
    assert browser("auditor", name="auditor.2").post("/case/1/protected/findings/", WHY).status_code == 403
