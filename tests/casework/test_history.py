"""The history of a case is told in sentences that name things as people do."""

from __future__ import annotations

import re

import pytest

from caseclose.casework.selectors.history import history_of
from caseclose.law.reading import shipped
from tests.casework.closable import DAY, a_closable_case, closed
from tests.casework.factories import a_closing, told

pytestmark = pytest.mark.usefixtures("clean_database")
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
    assert history_of("1")[0].words == "A reply arrived by phone on November 25, 2026, 09:30 UTC."
