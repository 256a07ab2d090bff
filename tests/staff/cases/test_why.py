"""Why a case can or cannot be closed: the tree beside the law, what is missing with its form, and the earliest day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from caseclose.casework.facts.reading import views
from caseclose.casework.models import Finding, SupportOrder
from caseclose.casework.selectors.sources import source_in_words
from tests.casework import factories as make
from tests.casework.closable import DAY, a_closable_case
from tests.staff.cases.desk import a_case, browser, done, on, words_of
from tests.staff.counting import questions
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
MOST_QUESTIONS = 12


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with on(DAY):
        yield


def test_each_atom_is_told_with_its_verdict_its_value_its_source_and_its_day() -> None:
    a_closable_case()
    words = words_of(browser().get("/case/1/why/"))
    assert "It can be proposed Today" in words
    assert "Under No current order, no payment for a year" in words
    assert "Not before Jan. 21, 2027 after a notice of 60 days" in words
    for each in ("met Past-due support, all of it, $312.40, is less than $500.00 (balance of November 1, 2026)",
                 "met No order for current support is in force", "(finding of November 1, 2026 by worker one)",
                 "does not bar it", "What closing would do", "Payment processing only"):  # fmt: skip
        assert each in words


def test_the_earliest_day_is_when_a_year_without_payments_is_over() -> None:
    case = a_closable_case(arrears_payment_made="true")
    make.findings(case, last_arrears_payment_on="2026-03-04")
    words = words_of(browser().get("/case/1/why/"))
    assert "It can be proposed From March 4, 2027" in words


def test_where_nothing_is_known_no_day_is_promised_and_what_is_missing_is_listed_with_its_form() -> None:
    make.a_case()
    page = signed_in(account("caseworker")).get("/case/1/why/")
    assert "Not before Nov. 22, 2031, with what is known today. It may be sooner" in words_of(page)
    assert "/case/1/finding/?fact=" in page.content.decode()
    assert "What proves it:" in words_of(page)


def test_what_is_protected_is_neither_told_nor_weighed_in_sight() -> None:
    case = a_closable_case()
    make.findings(case, conceived_by_rape=True, paternity_against_childs_interest=True)
    words = words_of(browser().get("/case/1/why/"))
    assert "What is known of this is not shown here." in words
    assert "The record shows rape" not in words


def test_a_protected_reason_not_to_grant_a_request_is_marked_only() -> None:
    case = a_case()
    worker = browser()
    done(worker, "record-request", arrived_on="2026-11-20", channel="mail", signed="yes", may_ask="yes")
    make.findings(case, DAY, risk_of_harm_reported=True)
    words = words_of(worker.get("/case/1/why/"))
    assert "The answer to the request" in words
    assert "risk of harm" not in words.split("The answer to the request")[1].split("Criteria that are met")[0].lower()


def test_a_finding_is_recorded_from_what_is_missing_and_counts_at_once() -> None:
    paper = make.a_document(make.a_case(), "support_order")
    worker = signed_in(account("caseworker"))
    form = words_of(worker.get("/case/1/finding/?fact=current_order"))
    assert "No order for current support is in force" in form
    said = {"key": "k" * 20, "fact": "current_order", "value": "false", "document": paper.pk}
    answer = worker.post("/case/1/finding/", said)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/case/1/why/"
    assert Finding.objects.filter(fact="current_order", value="false", document=paper).count() == 1


def test_a_finding_that_contradicts_the_record_is_refused_and_what_was_typed_stays() -> None:
    a_closable_case()
    worker = browser()
    answer = worker.post("/case/1/finding/", {"key": "k" * 20, "fact": "arrears_total", "value": "-3", "document": ""})
    assert answer.status_code == 422
    assert 'value="-3"' in answer.content.decode()


def test_why_says_how_a_closing_in_progress_stands_to_its_day() -> None:
    a_case()
    worker = browser()
    done(worker, "propose", criterion="ca.b1")
    words = words_of(worker.get("/case/1/why/"))
    assert "Could this closing be carried out?" in words
    assert "Not before Jan. 21, 2027 if the notice goes out today" in words


def test_records_that_cannot_be_read_are_told_as_a_refusal() -> None:
    case = a_closable_case()
    Finding.objects.create(case=case, fact="contact_methods_tried", value="many", found_on=DAY, found_by="worker 7")
    answer = browser().get("/case/1/why/")
    assert answer.status_code == 200
    assert "This was refused" in words_of(answer)


def test_every_source_has_words_in_both_languages() -> None:
    lacking = []
    for facts in views().values():
        for source in facts.values():
            filled = source.replace("{", "").replace("}", "") if "{" not in source else _filled(source)
            if source_in_words(filled, "es") == filled:
                lacking.append(source)
    assert lacking == []
    assert (
        source_in_words("finding of 2026-11-01 by worker one", "es")
        == "constatación del 1 de noviembre de 2026 por worker one"
    )


def _filled(source: str) -> str:
    before, _, rest = source.partition("{")
    return f"{before}2026-11-01{rest.partition('}')[2]}"


@pytest.mark.parametrize("path", ["", "why/", "money/", "papers/", "notes/"])
def test_each_page_of_a_case_asks_few_questions(path: str) -> None:
    case = a_case()
    for month in range(1, 9):
        SupportOrder.objects.create(
            case=case, monthly=1, begun_on=DAY.replace(month=month), ended_on=DAY.replace(month=month)
        )
        make.a_remedy(case)
        make.a_document(case, "support_order")
    worker = browser()
    done(worker, "propose", criterion="ca.b1")
    worker.post("/case/1/notes/", {"key": "k" * 20, "words": "A note."})
    worker.get("/case/1/")
    with questions() as sent:
        assert worker.get(f"/case/1/{path}").status_code == 200
    assert len(sent) <= MOST_QUESTIONS, sent
