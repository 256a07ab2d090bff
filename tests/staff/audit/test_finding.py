"""Finding closings to examine, and drawing a sample that anybody can draw again."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from caseclose.casework.models import Case
from caseclose.casework.selectors.closings_found import Sought, closings_sought, drawn
from caseclose.staff.models import Conflict
from tests.casework import factories as make
from tests.staff.counting import questions
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
MOST_QUESTIONS = 12
FIRST = date(2026, 1, 1)


def numbers(page: str) -> list[str]:
    return re.findall(r"/audit/case/([^/]+)/\?closing=", page)


def page(browser: Client, query: str = "") -> str:
    answer = browser.get(f"/audit/?{query}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.fixture
def auditor() -> Client:
    return signed_in(account("auditor"))


def forty_closings() -> None:
    for n in range(40):
        case = make.a_case(f"C{n:02}", state="ar" if n % 4 == 0 else "ca")
        ended = n % 2 == 0
        make.a_closing(case, FIRST + timedelta(days=n), step="closed" if ended else "declined",
                       criterion="us.b7" if n % 8 == 0 else "us.b1" if ended else "",
                       closed_on=FIRST + timedelta(days=n + 90) if ended else None,
                       outcome="closed" if ended else "")  # fmt: skip


def test_closings_are_found_by_office_period_criterion_and_outcome(auditor: Client) -> None:
    forty_closings()
    assert "40 closings" in page(auditor)
    assert len(numbers(page(auditor, "office=ar-local"))) == 10
    assert numbers(page(auditor, "criterion=us.b7")) == ["C00", "C08", "C16", "C24", "C32"]
    assert len(numbers(page(auditor, "step=declined"))) == 20
    assert numbers(page(auditor, "since=2026-04-01&until=2026-04-03")) == ["C00", "C02"]
    assert len(numbers(page(auditor, "outcome=closed"))) == 20
    assert "No closing fits" in page(auditor, "outcome=state_debt_only")


def test_pages_follow_one_another_without_gap_or_overlap(auditor: Client) -> None:
    forty_closings()
    first = page(auditor)
    (following,) = re.findall(r'href="\?([^"]+)" rel="next"', first)
    both = numbers(first) + numbers(page(auditor, following))
    assert len(both) == len(set(both)) == 40


def test_the_same_seed_draws_the_same_sample_and_another_seed_another(auditor: Client) -> None:
    forty_closings()
    once, again = (numbers(page(auditor, "sample=10&seed=march")) for _ in range(2))
    other = numbers(page(auditor, "sample=10&seed=april"))
    assert once == again
    assert len(once) == len(set(once)) == 10
    assert once != other
    assert "10 closings drawn of 40" in page(auditor, "sample=10&seed=march")


def test_a_sample_without_a_seed_draws_one_and_names_it(auditor: Client) -> None:
    forty_closings()
    shown = page(auditor, "sample=30")
    (seed,) = re.findall(r"<code>(\w+)</code>", shown)
    (following,) = re.findall(r'href="\?([^"]+)" rel="next"', shown)
    assert f"seed={seed}" in following
    assert len({*numbers(shown), *numbers(page(auditor, following))}) == 30


def test_every_closing_has_the_same_chance_to_be_drawn() -> None:
    forty_closings()
    counts = dict.fromkeys(Case.objects.values_list("number", flat=True), 0)
    rounds, size = 200, 10
    for seed in range(rounds):
        for closing in drawn(closings_sought(Sought()), str(seed), size):
            counts[closing.case_id] += 1
    expected = rounds * size / len(counts)
    spread = sum((count - expected) ** 2 / expected for count in counts.values())
    assert spread < 80  # chi squared with 39 degrees of freedom: more than that in one of 10,000 draws


def test_what_an_auditor_must_not_see_is_in_no_list_and_no_sample() -> None:
    forty_closings()
    who = account("auditor")
    Conflict.objects.create(account=who, case=Case.objects.get(number="C00"), said_by="admin", said_on=FIRST)
    browser = signed_in(who)
    assert "C00" not in numbers(page(browser))
    assert "39" in page(browser, "sample=400&seed=x")
    assert browser.get("/audit/case/C00/").status_code == 404


def test_what_cannot_be_read_is_told_and_kept(auditor: Client) -> None:
    shown = page(auditor, "sample=100000&since=yesterday")
    assert "usa-error-message" in shown
    assert 'value="100000"' in shown
    assert auditor.get("/audit/?after=x").status_code == 404


def test_a_list_and_a_sample_ask_few_questions(auditor: Client) -> None:
    forty_closings()
    for query in ("", "sample=30&seed=x"):
        page(auditor, query)
        with questions() as sent:
            page(auditor, query)
        assert len(sent) <= MOST_QUESTIONS
