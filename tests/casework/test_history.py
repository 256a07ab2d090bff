"""The history of a case is told in sentences that name things as people do."""

from __future__ import annotations

import re

import pytest

from caseclose.casework.selectors.books import HISTORY, VALUES, Pattern, book
from caseclose.casework.selectors.history import history_of
from caseclose.law.reading import shipped
from tests.casework.closable import DAY, a_closable_case, closed
from tests.casework.factories import a_closing, told

pytestmark = pytest.mark.usefixtures("clean_database")
PLACE = re.compile(r"\{([a-z_]+)\}")
ID = re.compile(r"\b[a-z]+_[a-z_]+\b")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_closing_is_told_without_an_id_but_that_of_the_rule(lang: str) -> None:
    a_closable_case(remedies=("driver_license",))
    closed()
    told = [sentence.words for sentence in history_of("1", lang)]
    assert len(told) == 4
    assert shipped().rule("ca.b1").text.heading[lang] in told[0]
    assert "(ca.b1)" in told[0]
    assert [ID.findall(words) for words in told] == [[], [], [], []]


def test_every_remedy_and_fact_has_a_name_in_both_languages() -> None:
    from caseclose.casework.selectors.naming import policy_name

    for lang in ("en", "es"):
        assert all(policy_name("remedy", name, lang) for name in shipped().remedies)
        assert all(policy_name("fact", name, lang) for name in shipped().facts)
    assert policy_name("criterion", "us.b99", "en") is None
    assert policy_name("reasons", ["ca.request.cash_aid", "us.b99"], "en") is not None


def test_moments_are_said_as_days_with_the_hour() -> None:
    case = a_closable_case()
    told(a_closing(case, DAY), "ReplyRecorded", DAY, channel="phone", arrived_at="2026-11-25T09:30:00+00:00", reply="1")
    assert history_of("1")[0].words == "A reply arrived by phone on November 25, 2026, 01:30 PST."


def test_of_money_only_what_is_so_is_said_and_what_is_missing_is_named() -> None:
    case = a_closable_case()
    closing = a_closing(case, DAY)
    told(closing, "PaymentHeld", DAY, amount="10.00", receipt="P1", missing=["obligation_ended", "aid"], rule="")
    told(closing, "PaymentHeld", DAY, amount="10.00", receipt="P1", missing=[], rule="us.money.payment_processing_aid")
    told(closing, "SupportCharged", DAY, amount="250.00", month="2026-11", paid_elsewhere="0")
    told(closing, "SupportCharged", DAY, amount="250.00", month="2026-11", paid_elsewhere="50.00")
    told(closing, "StatementTaken", DAY, as_of="2026-10-31", family="0.00", assigned="0.00")
    told(closing, "PaymentPlaced", DAY, receipt="P1", rule="person", cites=[], words="As the court said.", family="0",
         state="10.00", back="0", agency="0")  # fmt: skip
    told(closing, "PaymentOrderDropped", DAY, amount="1250.00", receipt="P1", reason="The number was wrong.")
    said = [sentence.words for sentence in history_of("1")]
    assert said == [
        "$10.00 of the payment P1 is held. To find out: end of the duty to pay; whether the family gets aid.",
        "$10.00 of the payment P1 is held. By the rule “Money that may belong to the state” a person says who gets it.",
        "Current support of $250.00 fell due for November 2026.",
        "Current support of $250.00 fell due for November 2026; $50.00 of it was paid elsewhere.",
        "The balance of October 31, 2026 was taken into the ledger: nothing is owed.",
        "worker 7 decided where money of the payment P1 goes: $10.00 to the state. As the court said.",
        "worker 7 let the order to pay out $1,250.00 of the payment P1 go: The number was wrong.",
    ]
    assert "noviembre de 2026: $250.00; de ella se pagaron $50.00" in history_of("1", "es")[3].words


def test_a_task_that_was_done_is_told_by_what_its_kind_is_called() -> None:
    case = a_closable_case()
    told(a_closing(case, DAY), "TaskDone", DAY, task="1", kind="payment_unknown", words="it had arrived")
    assert history_of("1")[0].words == (
        "worker 7 finished a task (an order to pay out that nobody answered): it had arrived"
    )


@pytest.mark.parametrize("name", [HISTORY, VALUES])
def test_every_sentence_is_told_in_both_languages_with_the_same_values(name: str) -> None:
    english, spanish = book(name, "en"), book(name, "es")
    assert english.keys() == spanish.keys()
    for kind, pattern in english.items():
        assert _values(pattern) == _values(spanish[kind]), kind


def _values(pattern: Pattern) -> set[str]:
    texts = [pattern] if isinstance(pattern, str) else [pattern["say"], *pattern["parts"].values()]
    return {name for text in texts for name in PLACE.findall(text)}
