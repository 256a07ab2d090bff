"""Explanations: each kind of atom in words, met and not met, in English and in Spanish."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given

from caseclose.law.explain import because, not_known, shown, shown_span
from caseclose.law.fold import folded
from caseclose.law.language import read_condition
from caseclose.law.reading import shipped
from caseclose.law.spans import Span
from caseclose.law.tree import Node, facts_read
from caseclose.law.verdict import Facts, Value, Verdict, decisive, weighed
from tests.law.trees import SOME, all_facts, trees

ON = date(2024, 3, 1)
BOOK = shipped().facts
OVER, NOT_OVER = "have passed", "have not passed; they will on"
LIMITS = {**shipped().limits("us"), **shipped().limits("ca")}

YES_NO = [
    ("current_order", True, "An order for current support is in force"),
    ("current_order", False, "No order for current support is in force"),
]
YES_NO_ES = [
    ("current_order", True, "Hay una orden de manutención actual vigente"),
    ("current_order", False, "No hay una orden de manutención actual vigente"),
]
DEBT, DEBT_ES = "Past-due support, all of it", "Manutención atrasada total"
MONEY = [
    ("arrears_total < low_arrears", "312.40", f"{DEBT}, $312.40, is less than $500.00"),
    ("arrears_total < low_arrears", "500.00", f"{DEBT}, $500.00, is not less than $500.00"),
    ("arrears_total <= low_arrears", "500.00", f"{DEBT}, $500.00, is not more than $500.00"),
    ("arrears_total <= low_arrears", "500.01", f"{DEBT}, $500.01, is more than $500.00"),
    ("arrears_total > 0.00", "1234567.89", f"{DEBT}, $1,234,567.89, is more than $0.00"),
    ("arrears_total > 0.00", "0.00", f"{DEBT}, $0.00, is not more than $0.00"),
    ("arrears_total >= 25.00", "25.00", f"{DEBT}, $25.00, is at least $25.00"),
    ("arrears_total >= 25.00", "24.99", f"{DEBT}, $24.99, is less than $25.00"),
    ("arrears_total = 0.00", "0.00", f"{DEBT}: $0.00"),
    ("arrears_total = 0.00", "0.01", f"{DEBT}, $0.01, is not $0.00"),
]
MONEY_ES = [
    ("arrears_total < low_arrears", "312.40", f"{DEBT_ES}, $312.40, es menos de $500.00"),
    ("arrears_total < low_arrears", "500.00", f"{DEBT_ES}, $500.00, no es menos de $500.00"),
    ("arrears_total <= low_arrears", "500.00", f"{DEBT_ES}, $500.00, no es más de $500.00"),
    ("arrears_total <= low_arrears", "500.01", f"{DEBT_ES}, $500.01, es más de $500.00"),
    ("arrears_total > 0.00", "1234567.89", f"{DEBT_ES}, $1,234,567.89, es más de $0.00"),
    ("arrears_total > 0.00", "0.00", f"{DEBT_ES}, $0.00, no es más de $0.00"),
    ("arrears_total >= 25.00", "25.00", f"{DEBT_ES}, $25.00, es al menos $25.00"),
    ("arrears_total >= 25.00", "24.99", f"{DEBT_ES}, $24.99, es menos de $25.00"),
    ("arrears_total = 0.00", "0.00", f"{DEBT_ES}: $0.00"),
    ("arrears_total = 0.00", "0.01", f"{DEBT_ES}, $0.01, no es $0.00"),
]
COUNTS = [
    ("contact_methods_tried >= contact_methods_needed", 2, "Different ways of contact tried, 2, is at least 2"),
    ("contact_methods_tried >= contact_methods_needed", 0, "Different ways of contact tried, 0, is less than 2"),
]
COUNTS_ES = [
    (
        "contact_methods_tried >= contact_methods_needed",
        2,
        "Formas diferentes de contacto intentadas, 2, es al menos 2",
    ),
    (
        "contact_methods_tried >= contact_methods_needed",
        0,
        "Formas diferentes de contacto intentadas, 0, es menos de 2",
    ),
]
CHOICES = [
    ("service_basis = 'medicaid'", "medicaid", "Why the case is open: Medicaid"),
    ("service_basis in ('application', 'former_assistance')", "cash_aid", "Why the case is open: cash aid"),
]
CHOICES_ES = [
    ("service_basis = 'medicaid'", "medicaid", "Por qué está abierto el caso: Medicaid"),
    (
        "service_basis in ('application', 'former_assistance')",
        "cash_aid",
        "Por qué está abierto el caso: ayuda en efectivo",
    ),
]
NOTICE, NOTICE_ES = "Date the closing notice was sent", "Fecha de envío del aviso de cierre"
SEARCH, SEARCH_ES = "Start of the failed locate efforts", "Comienzo de los esfuerzos de localización sin éxito"
FLAG, FLAG_ES = "End of the do-not-close flag", "Fin de la marca de no cerrar"
DATES = [
    ("notice_sent_on + notice_span <= as_of", "2024-01-01", f"{NOTICE}, January 1, 2024: 60 days have passed"),
    (
        "notice_sent_on + notice_span <= as_of",
        "2024-01-02",
        f"{NOTICE}, January 2, 2024: 60 days have not passed; they will on March 2, 2024",
    ),
    ("notice_sent_on + 1 day <= as_of", "2024-02-29", f"{NOTICE}, February 29, 2024: 1 day has passed"),
    (
        "notice_sent_on + 1 day <= as_of",
        "2024-03-01",
        f"{NOTICE}, March 1, 2024: 1 day has not passed; it will on March 2, 2024",
    ),
    ("locate_efforts_since + 6 months <= as_of", "2023-09-01", f"{SEARCH}, September 1, 2023: 6 months have passed"),
    (
        "locate_efforts_since + locate_span_enough_data <= as_of",
        "2022-03-02",
        f"{SEARCH}, March 2, 2022: 2 years have not passed; they will on March 2, 2024",
    ),
    (
        "locate_efforts_since + locate_span_ssn <= as_of",
        "2023-03-02",
        f"{SEARCH}, March 2, 2023: 1 year has not passed; it will on March 2, 2024",
    ),
    ("bypass_expires_on <= as_of", "2024-03-01", f"{FLAG}, March 1, 2024, has come"),
    ("bypass_expires_on <= as_of", "2024-03-02", f"{FLAG}, March 2, 2024, is still to come"),
]
DATES_ES = [
    ("notice_sent_on + notice_span <= as_of", "2024-01-01", f"{NOTICE_ES}, 1 de enero de 2024: ya pasaron 60 días"),
    (
        "notice_sent_on + notice_span <= as_of",
        "2024-01-02",
        f"{NOTICE_ES}, 2 de enero de 2024: todavía no pasan 60 días; se cumplen el 2 de marzo de 2024",
    ),
    ("notice_sent_on + 1 day <= as_of", "2024-02-29", f"{NOTICE_ES}, 29 de febrero de 2024: ya pasó 1 día"),
    (
        "notice_sent_on + 1 day <= as_of",
        "2024-03-01",
        f"{NOTICE_ES}, 1 de marzo de 2024: todavía no pasa 1 día; se cumple el 2 de marzo de 2024",
    ),
    (
        "locate_efforts_since + 6 months <= as_of",
        "2023-09-01",
        f"{SEARCH_ES}, 1 de septiembre de 2023: ya pasaron 6 meses",
    ),
    (
        "locate_efforts_since + locate_span_enough_data <= as_of",
        "2022-03-02",
        f"{SEARCH_ES}, 2 de marzo de 2022: todavía no pasan 2 años; se cumplen el 2 de marzo de 2024",
    ),
    (
        "locate_efforts_since + locate_span_ssn <= as_of",
        "2023-03-02",
        f"{SEARCH_ES}, 2 de marzo de 2023: todavía no pasa 1 año; se cumple el 2 de marzo de 2024",
    ),
    ("bypass_expires_on <= as_of", "2024-03-01", f"{FLAG_ES}, 1 de marzo de 2024: ya llegó"),
    ("bypass_expires_on <= as_of", "2024-03-02", f"{FLAG_ES}, 2 de marzo de 2024: todavía no llega"),
]


def _said(condition: str, value: Value, lang: str) -> tuple[str, bool]:
    tree = folded(read_condition(condition), LIMITS, ON)
    facts = {facts_read(tree)[0]: value}
    told = because(weighed(tree, facts), facts, BOOK, lang)
    return told.words, told.holds


@pytest.mark.parametrize(("condition", "value", "words"), [*YES_NO, *COUNTS, *CHOICES])
def test_a_plain_value_is_told_in_english(condition: str, value: Value, words: str) -> None:
    assert _said(condition, value, "en")[0] == words


@pytest.mark.parametrize(("condition", "value", "words"), [*YES_NO_ES, *COUNTS_ES, *CHOICES_ES])
def test_a_plain_value_is_told_in_spanish(condition: str, value: Value, words: str) -> None:
    assert _said(condition, value, "es")[0] == words


@pytest.mark.parametrize(("condition", "amount", "words"), MONEY)
def test_an_amount_is_told_in_english(condition: str, amount: str, words: str) -> None:
    assert _said(condition, Decimal(amount), "en")[0] == words


@pytest.mark.parametrize(("condition", "amount", "words"), MONEY_ES)
def test_an_amount_is_told_in_spanish(condition: str, amount: str, words: str) -> None:
    assert _said(condition, Decimal(amount), "es")[0] == words


@pytest.mark.parametrize(("condition", "day", "words"), DATES)
def test_a_date_is_told_in_english(condition: str, day: str, words: str) -> None:
    assert _said(condition, date.fromisoformat(day), "en")[0] == words


@pytest.mark.parametrize(("condition", "day", "words"), DATES_ES)
def test_a_date_is_told_in_spanish(condition: str, day: str, words: str) -> None:
    assert _said(condition, date.fromisoformat(day), "es")[0] == words


@pytest.mark.parametrize(
    ("condition", "met", "not_met"),
    [
        ("current_order", True, False),
        ("arrears_total < low_arrears", Decimal("499.99"), Decimal("500.00")),
        ("recipient_interviews >= interviews_needed", 1, 0),
        ("service_basis = 'medicaid'", "medicaid", "cash_aid"),
        ("notice_sent_on + notice_span <= as_of", date(2024, 1, 1), date(2024, 1, 2)),
    ],
)
def test_an_explanation_says_whether_its_atom_holds(condition: str, met: Value, not_met: Value) -> None:
    assert _said(condition, met, "en")[1] is True
    assert _said(condition, not_met, "en")[1] is False


@pytest.mark.parametrize("order", list(permutations([0, Decimal("0.00"), False])))
def test_a_count_an_amount_and_a_no_are_never_told_alike_although_they_are_equal(order: tuple[Value, ...]) -> None:
    shown.cache_clear()
    assert {shown(value, "en") for value in order} == {"0", "$0.00", "False"}


def test_a_missing_fact_is_told_by_its_name() -> None:
    assert not_known(BOOK["arrears_total"], "en") == "Not known: past-due support, all of it"
    assert not_known(BOOK["arrears_total"], "es") == "No se sabe: manutención atrasada total"


@pytest.mark.parametrize(
    ("span", "en", "es"),
    [
        (Span(1, "day"), "1 day", "1 día"),
        (Span(60, "day"), "60 days", "60 días"),
        (Span(1, "month"), "1 month", "1 mes"),
        (Span(12, "month"), "12 months", "12 meses"),
        (Span(1, "year"), "1 year", "1 año"),
        (Span(18, "year"), "18 years", "18 años"),
    ],
)
def test_one_and_many_are_told_apart(span: Span, en: str, es: str) -> None:
    assert (shown_span(span, "en"), shown_span(span, "es")) == (en, es)


def test_every_month_has_its_name() -> None:
    english = [shown(date(2024, month, 1), "en").split()[0] for month in range(1, 13)]
    spanish = [shown(date(2024, month, 1), "es").split()[2] for month in range(1, 13)]
    assert english[:2] == ["January", "February"]
    assert english[-1] == "December"
    assert spanish[:2] == ["enero", "febrero"]
    assert spanish[-1] == "diciembre"
    assert len({*english, *spanish}) == 24


@SOME
@given(trees(), all_facts())
def test_everything_that_carries_a_verdict_can_be_told_in_both_languages(tree: Node, facts: Facts) -> None:
    for atom in decisive(weighed(tree, facts)):
        english, spanish = (because(atom, facts, BOOK, lang) for lang in ("en", "es"))
        assert english.holds is spanish.holds is (atom.verdict is Verdict.MET)
        for told in (english, spanish):
            assert told.words[0].isupper()
            assert not set("{}_") & set(told.words)
            assert not told.words.endswith(".")
