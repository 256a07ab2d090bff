"""Acts on a case: what follows is shown before, nothing is done until it was seen, and what is refused says why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db.models import Model

from caseclose.casework.models import Case, Closure, JournalEntry, OutboxMessage, Reply, Task
from caseclose.casework.selectors.history import history_of
from caseclose.casework.services.audit import verify
from caseclose.closure.steps import STAFF, TABLE
from caseclose.law.reading import shipped
from caseclose.staff.access.table import access_table
from caseclose.staff.roles import ACTS_AS
from caseclose.staff.screens.cases.acts import ACTS
from tests.casework.closable import DAY, DUE, gone_out
from tests.casework.mailing import recipient
from tests.staff.cases.desk import a_case, browser, done, on, seen_in, shown, words_of

pytestmark = pytest.mark.usefixtures("clean_database")
TABLES: tuple[type[Model], ...] = (JournalEntry, OutboxMessage, Closure, Task, Reply)
REQUEST = {"arrived_on": "2026-11-20", "channel": "mail", "signed": "yes", "may_ask": "yes"}


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with on(DAY):
        yield


def rows() -> list[int]:
    return [table._default_manager.count() for table in TABLES]


def step() -> str:
    return Closure.objects.order_by("-pk").values_list("step", flat=True)[0]


# ---- from beginning to end ---------------------------------------------------------------------------------------


def test_a_proposal_goes_from_page_to_page_to_its_closing_and_the_case_is_opened_again() -> None:
    a_case()
    worker, supervisor = browser(), browser("supervisor")
    assert done(worker, "propose", criterion="ca.b1").status_code == 302
    assert done(supervisor, "approve").status_code == 302
    assert done(worker, "send-notice").status_code == 302
    gone_out()
    assert step() == "noticed"
    with on(DUE):
        answer = shown(worker, "close")
        words = words_of(answer)
        for each in ("The case was closed under", "What becomes of each service and remedy", "Ends", "Goes on",
                     "to the recipient", "Rosa Maker 1", "to the other parent"):  # fmt: skip
            assert each.lower() in words.lower()
        assert done(worker, "close").status_code == 302
        assert Case.objects.get().kind == "payment_processing"
        assert done(worker, "reopen", basis="correction", application_on="", fee="").status_code == 302
        assert Case.objects.get().kind == "enforcement"
    assert verify() == []


def test_a_request_is_recorded_answered_and_closed_by_two_people() -> None:
    a_case()
    clerk, supervisor = browser("intake"), browser("supervisor")
    assert done(clerk, "record-request", **REQUEST).status_code == 302
    assert step() == "requested"
    answer = supervisor.get("/case/1/approve/")
    assert answer.status_code == 200
    told = words_of(answer)
    assert "What you approve" in told or "This was refused" in told
    assert done(supervisor, "return-request", missing=["signature", "date"]).status_code == 302
    assert step() == "returned"
    assert "Missing: the signature; the date" in " ".join(each.words for each in history_of("1"))


def test_a_reply_that_could_lead_somewhere_keeps_the_case_open() -> None:
    a_case()
    worker, supervisor = browser(), browser("supervisor")
    done(worker, "propose", criterion="ca.b1")
    done(supervisor, "approve")
    done(worker, "send-notice")
    gone_out()
    assert done(worker, "record-reply", arrived_at="2026-11-22T09:30", channel="phone", reply="").status_code == 302
    reply = Reply.objects.get()
    assert reply.arrived_at.isoformat() == "2026-11-22T17:30:00+00:00"
    said = {"reply": reply.key, "could_lead": "yes", "words": "She knows where he works."}
    assert "the case stays open" in words_of(shown(worker, "review-reply", **said)).lower()
    assert done(worker, "review-reply", **said).status_code == 302
    assert (step(), Reply.objects.get().review) == ("kept_open", "She knows where he works.")


# ---- nothing is done before it was seen --------------------------------------------------------------------------


def test_what_is_shown_is_what_the_record_then_says_and_showing_it_leaves_nothing() -> None:
    a_case()
    worker = browser()
    before = rows()
    answer = shown(worker, "propose", criterion="ca.b1")
    assert rows() == before
    done(worker, "propose", criterion="ca.b1")
    for sentence in history_of("1"):
        assert sentence.words in words_of(answer)


def test_what_was_changed_after_it_was_shown_is_shown_anew_and_not_done() -> None:
    a_case()
    worker = browser()
    done(worker, "propose", criterion="ca.b1")
    seen = seen_in(shown(worker, "keep-open", reasons=["new_information"], words=""))
    before = rows()
    answer = shown(worker, "keep-open", reasons=["begun_by_mistake"], words="", seen=seen)
    assert (answer.status_code, rows()) == (200, before)
    assert "We began to close your case by mistake" in words_of(answer)


def test_what_was_seen_on_another_day_is_shown_anew() -> None:
    a_case()
    worker = browser()
    seen = seen_in(shown(worker, "propose", criterion="ca.b1"))
    with on(date(2026, 11, 23)):
        shown(worker, "propose", criterion="ca.b1", seen=seen)
    assert not Closure.objects.exists()


def test_what_is_sent_twice_is_done_once() -> None:
    a_case()
    worker = browser()
    done(worker, "propose", criterion="ca.b1")
    seen = seen_in(shown(worker, "keep-open", reasons=["other"], words="As agreed."))
    for _ in range(2):
        said = {"key": "k" * 20, "reasons": ["other"], "words": "As agreed.", "seen": seen}
        assert worker.post("/case/1/keep-open/", said).status_code == 302
    assert [each.kind for each in history_of("1")].count("CaseKeptOpen") == 1


# ---- who may, and what is refused --------------------------------------------------------------------------------


def test_the_access_table_lets_in_whom_the_table_of_steps_has() -> None:
    wrong = []
    for name in ACTS:
        by = TABLE[name].by if name in TABLE else STAFF
        roles = frozenset(role for role, acts in ACTS_AS.items() if acts in by)
        row = access_table()[f"case_{name}"]
        wrong += [name] if (row.get, row.post) != (roles, roles) else []
    assert (wrong, set(TABLE) - set(ACTS)) == ([], set())


def test_whoever_began_a_closing_is_not_offered_its_approval_and_is_refused() -> None:
    a_case()
    both = browser("supervisor")
    done(both, "propose", criterion="ca.b1")
    page = both.get("/case/1/")
    assert "You began this closing. A second person must look at it." in words_of(page)
    assert "/case/1/approve/" not in page.content.decode()
    answer = both.get("/case/1/approve/")
    assert "The person who began the closing cannot approve it." in words_of(answer)
    assert not seen_in(answer)
    assert both.post("/case/1/approve/", {"key": "k" * 20, "seen": "0" * 64}).status_code == 422
    assert step() == "proposed"
    assert "/case/1/approve/" in browser("supervisor", name="another").get("/case/1/").content.decode()


def test_a_refusal_names_its_rule_and_what_was_typed_is_still_there() -> None:
    a_case()
    worker = browser()
    done(worker, "propose", criterion="ca.b1")
    answer = shown(worker, "keep-open", reasons=["other"], words="")
    assert answer.status_code == 422
    assert "What would satisfy the rule" in words_of(answer)
    assert 'value="other" id="id_reasons_9" checked' in answer.content.decode()
    answer = shown(worker, "record-reply", arrived_at="2026-11-22T09:30", channel="phone", reply="R 7")
    assert answer.status_code == 422
    assert 'value="R 7"' in answer.content.decode()


@pytest.mark.parametrize("arrived", ["9999-12-31T23:59", "0001-01-01T00:00"])
def test_an_arrival_at_an_end_of_the_calendar_is_no_moment(arrived: str) -> None:
    a_case()
    worker, supervisor = browser(), browser("supervisor")
    done(worker, "propose", criterion="ca.b1")
    done(supervisor, "approve")
    done(worker, "send-notice")
    gone_out()
    answer = shown(worker, "record-reply", arrived_at=arrived, channel="phone", reply="")
    assert answer.status_code == 422
    assert not Reply.objects.exists()


def test_a_closing_too_early_is_refused_with_its_day_and_citation() -> None:
    a_case()
    worker, supervisor = browser(), browser("supervisor")
    done(worker, "propose", criterion="ca.b1")
    done(supervisor, "approve")
    done(worker, "send-notice")
    gone_out()
    assert "/case/1/close/" not in worker.get("/case/1/").content.decode()
    words = words_of(worker.get("/case/1/close/"))
    assert "cannot close before January 21, 2027" in words
    assert "45 CFR 303.11(d)(1)" in words


def test_only_criteria_that_are_met_can_be_proposed() -> None:
    a_case()
    page = browser().get("/case/1/propose/").content.decode()
    assert 'value="ca.b1"' in page
    assert page.count('type="radio"') == 1
    assert shown(browser(name="w2"), "propose", criterion="us.b4").status_code == 422


# ---- letters -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("en", "Your child support case stays open"), ("es", "sigue abierto")])
def test_a_letter_is_shown_as_it_will_be_written_in_the_language_of_who_gets_it(language: str, words: str) -> None:
    a_case(language=language)
    worker = browser()
    done(worker, "propose", criterion="ca.b1")
    answer = shown(worker, "keep-open", reasons=["new_information"], words="Zzsecret")
    letter = answer.content.decode().split("<article")[1].split("</article>")[0]
    assert words in letter
    assert f'lang="{language}"' in letter
    assert "Rosa Maker 1" in letter
    assert "Zzsecret" not in letter


def test_on_a_letter_that_is_shown_no_name_or_address_of_a_protected_person_stands() -> None:
    a_case()
    person = recipient()
    person.family_violence, person.substitute_address = True, ["P.O. Box 846", "Sacramento, CA 95812"]
    person.save()
    worker = browser()
    done(worker, "propose", criterion="ca.b1")
    words = words_of(shown(worker, "keep-open", reasons=["new_information"], words=""))
    assert "Name and address are protected" in words
    for hidden in ("Rosa", "Rose Lane", "Box 846"):
        assert hidden not in words


def test_pages_of_acts_speak_spanish() -> None:
    a_case()
    worker = browser(lang="es")
    page = words_of(shown(worker, "propose", criterion="ca.b1"))
    for words in ("Proponer el cierre", "Qué pasa después", "A quién se le avisa", "propuso cerrar según"):
        assert words in page


def test_a_refusal_tells_days_gates_and_who_opens_them_in_the_readers_language() -> None:
    a_case()
    worker, reader = browser(), browser("supervisor", lang="es")
    done(worker, "propose", criterion="ca.b1")
    said = {"key": "k" * 20, "kind": "closing", "owner": "w", "reason": "Wait.", "ends_on": "2026-12-24"}
    assert worker.post("/case/1/hold/", said).status_code == 302
    words = words_of(reader.get("/case/1/approve/"))
    gate = shipped().rule("gate.bypass_flag").text
    assert gate.heading.es in words
    assert gate.owner.es in words
    assert gate.heading.en not in words


def test_moments_of_the_history_are_told_by_the_clock_of_the_office() -> None:
    a_case()
    worker, supervisor = browser(), browser("supervisor")
    done(worker, "propose", criterion="ca.b1")
    done(supervisor, "approve")
    done(worker, "send-notice")
    gone_out()
    done(worker, "record-reply", arrived_at="2026-11-22T09:30", channel="phone", reply="")
    assert "November 22, 2026, 09:30 PST" in words_of(worker.get("/case/1/"))
    assert "Nov. 22, 2026, 9:30 a.m. PST" in words_of(worker.get("/case/1/review-reply/"))
    assert "UTC" not in words_of(worker.get("/case/1/"))
