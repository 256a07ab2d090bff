"""The law browser: every rule in words, by date and by state; what differs; made cases, of which nothing is kept."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from caseclose.casework.models import JournalEntry, SpentKey
from caseclose.law.conditions import ATOM, Condition, condition
from caseclose.law.in_force import law_in_force
from caseclose.law.reading import shipped
from caseclose.law.tree import atoms
from caseclose.staff.roles import StaffRole
from tests.staff.counting import questions
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
DAY = "2026-11-22"
HERE = f"state=ca&on={DAY}"
MOST_QUESTIONS = 12


@pytest.fixture
def analyst() -> Client:
    return signed_in(account("policy_analyst"))


def page(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def atoms_of(shown: Condition) -> list[Condition]:
    return [shown] if shown.kind == ATOM else [atom for part in shown.parts for atom in atoms_of(part)]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_condition_of_every_rule_reads_in_words_with_each_of_its_facts(lang: str) -> None:
    book = shipped()
    for code in ["us", *book.states]:
        law = law_in_force(book, code, date(2026, 11, 22))
        for each in (*law.criteria, *law.gates, *law.requests, *law.outcomes):
            said = atoms_of(condition(each.tree, book.facts, lang))
            assert [atom.fact for atom in said] == [atom.fact for atom in atoms(each.tree)]
            assert all(atom.words and "{" not in atom.words for atom in said)


def test_a_not_before_an_atom_is_said_in_its_words() -> None:
    law = law_in_force(shipped(), "us", date(2026, 11, 22))
    rule = next(each for each in law.criteria if each.id == "us.b1")
    said = [atom.words for atom in atoms_of(condition(rule.tree, shipped().facts, "en"))]
    assert said[0] == "No order for current support is in force"
    assert "is less than $500.00" in said[1]


def test_everyone_may_read_the_law() -> None:
    for role in StaffRole:
        page(signed_in(account(role.value)), "/law/")


def test_each_shelf_shows_what_is_on_it_and_every_link_leads_to_a_page_in_both_languages() -> None:
    browsers = [signed_in(account("policy_analyst", name=lang), lang=lang) for lang in ("en", "es")]
    seen = set()
    for shelf in ("criterion", "gate", "request", "outcome", "notice", "remedy", "limit"):
        shown = page(browsers[0], f"/law/?{HERE}&shelf={shelf}")
        assert len(re.findall("<tr>", shown)) > 1, shelf
        seen |= set(re.findall(r'href="(/law/(?:rule|remedy|notice)/[^"?]+)', shown))
    assert len(seen) > 60
    for path in sorted(seen):
        for browser in browsers:
            page(browser, f"{path}?{HERE}")


def test_a_rule_shows_its_words_its_citation_its_condition_and_whether_it_was_seen(analyst: Client) -> None:
    shown = page(analyst, f"/law/rule/us.b1/?{HERE}")
    for words in ("No current order, and the debt is small", "45 CFR 303.11(b)(1)", "At least one of these:",
                  "is less than $500.00", "not current_order and (arrears_total < low_arrears",
                  "Seen in the text", "ECFR45", "Does not count here"):  # fmt: skip
        assert words in shown
    assert "Not verified" in page(analyst, f"/law/rule/ca.b1/?{HERE}")


def test_the_states_stand_side_by_side(analyst: Client) -> None:
    shown = page(analyst, f"/law/rule/us.b1/?{HERE}")
    assert "Taken over and made narrower" in shown
    assert shown.index("States side by side") < shown.index("/law/rule/ar.b1/") < shown.index("/law/rule/ca.b1/")


def test_a_rule_is_shown_as_it_stood_on_the_day(analyst: Client) -> None:
    assert "3 years have passed" in page(analyst, "/law/rule/us.b7/?state=us&on=2016-05-01")
    assert "2 years have passed" in page(analyst, "/law/rule/us.b7/?state=us&on=2018-05-01")
    assert "No text of this rule is in force on that day" in page(analyst, "/law/rule/us.b7/?state=us&on=1980-05-01")


def test_a_rule_that_is_not_there_is_not_found_and_a_day_that_is_none_is_told(analyst: Client) -> None:
    assert analyst.get("/law/rule/us.b99/").status_code == 404
    assert analyst.get("/law/remedy/none/").status_code == 404
    assert analyst.get("/law/notice/nothing/").status_code == 404
    for wrong in ("on=yesterday", "on=0001-01-01", "on=9999-12-31", "state=zz"):
        assert "usa-error-message" in page(analyst, f"/law/?{wrong}"), wrong


def test_two_days_are_compared(analyst: Client) -> None:
    shown = page(analyst, "/law/compare/?first_state=us&first_on=2016-05-01&second_state=us&second_on=2018-05-01")
    assert "not the same" in shown
    assert "only in the second" in shown
    assert "3 years have passed" in shown
    assert "2 years have passed" in shown
    assert "The law says the same." in page(
        analyst, f"/law/compare/?first_state=us&first_on={DAY}&second_state=us&second_on={DAY}"
    )


def test_two_states_are_compared(analyst: Client) -> None:
    shown = page(analyst, f"/law/compare/?first_state=ca&first_on={DAY}&second_state=ar&second_on={DAY}")
    assert "/law/rule/ca.b1/" in shown
    assert "/law/rule/ar.b1/" in shown


SMALL_DEBT = {"state": "us", "on": DAY, "fact_current_order": "false", "fact_arrears_total": "120.00"}


def test_a_made_case_is_told_what_the_law_says_and_why(analyst: Client) -> None:
    shown = unescape(analyst.post("/law/try/", SMALL_DEBT).content.decode())
    assert "The agency may propose to close this case." in shown
    assert "No order for current support is in force" in shown
    assert "Past-due support, all of it, $120.00, is less than $500.00" in shown
    assert "Notice of 60 days is owed" in shown


def test_what_is_left_out_is_unknown_and_is_not_no(analyst: Client) -> None:
    shown = unescape(analyst.post("/law/try/", {"state": "us", "on": DAY}).content.decode())
    assert "may not close this case by what is known" in shown
    assert "0 criteria are not met" in shown


def test_a_made_case_is_kept_nowhere_and_is_in_no_address(analyst: Client) -> None:
    with questions() as sent:
        answer = analyst.post("/law/try/", SMALL_DEBT)
    assert not [each for each in sent if not each.startswith(("SELECT", 'UPDATE "django_session"'))]
    assert answer.status_code == 200  # shown as the answer itself: nothing to go to
    assert not JournalEntry.objects.exists()
    assert not SpentKey.objects.exists()


def test_what_was_typed_survives_an_error(analyst: Client) -> None:
    wrong = {**SMALL_DEBT, "fact_arrears_total": "much", "fact_youngest_child_born_on": "2030-01-01"}
    answer = analyst.post("/law/try/", wrong)
    shown = unescape(answer.content.decode())
    assert answer.status_code == 422
    for words in ('value="much"', 'value="2030-01-01"', "is not an amount of money", "<title>Error:"):
        assert words in shown
    assert "What the law says:" not in shown


def test_facts_that_cannot_all_be_true_are_refused(analyst: Client) -> None:
    wrong = {**SMALL_DEBT, "fact_arrears_family": "500.00", "fact_arrears_assigned": "500.00"}
    answer = analyst.post("/law/try/", wrong)
    assert answer.status_code == 422
    assert "is not the sum of" in answer.content.decode()


def test_every_example_of_a_rule_gives_its_verdict_when_it_is_tried(analyst: Client) -> None:
    shown = page(analyst, "/law/rule/us.b1/?state=us&on=2020-03-02")
    forms = re.findall(r'<form method="post" action="/law/try/">(.*?)</form>', shown)
    wanted = re.findall(r'data-label="Verdict"><span class="cc-badge cc-badge--(\w+)"', shown)
    assert len(forms) == len(wanted) > 5
    for form, verdict in list(zip(forms, wanted, strict=True))[:10]:
        said = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
        found = analyst.post("/law/try/", said).content.decode()
        assert f'cc-law-box"><p><span class="cc-badge cc-badge--{verdict}"' in found, said


def test_one_rule_asks_for_its_facts_alone(analyst: Client) -> None:
    shown = page(analyst, f"/law/try/?{HERE}&rule=us.b1")
    assert set(re.findall(r'name="fact_(\w+)"', shown)) == {
        "current_order",
        "arrears_total",
        "arrears_unenforceable",
    }
    assert len(re.findall(r'name="fact_(\w+)"', page(analyst, f"/law/try/?{HERE}"))) > 90


def test_pages_of_the_law_ask_few_questions(analyst: Client) -> None:
    for path in (f"/law/?{HERE}", f"/law/rule/us.b1/?{HERE}", f"/law/try/?{HERE}"):
        with questions() as sent:
            page(analyst, path)
        assert len(sent) <= MOST_QUESTIONS
