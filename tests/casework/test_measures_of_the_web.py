"""Acts on the web are slowed down when there are too many, and codes cannot be guessed. Drafts are sealed and end."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest

from caseclose.casework.models import (
    IncomingPaper,
    Office,
    WebCount,
    WebDraft,
)
from caseclose.casework.services.mail.drawn import LENGTH, SIGNS
from caseclose.casework.services.web import measure
from caseclose.casework.services.web.counting import caller_at, count, forget_counts
from caseclose.casework.services.web.day import from_the_web
from caseclose.casework.services.web.drafts import draft_of, drawn_secret, keep_draft, sweep_drafts
from caseclose.casework.services.web.names import as_compared
from caseclose.closure.refused import Refused
from caseclose.law.safeguards import web_limits
from tests.casework.closable import DAY, DUE, moment, noticed
from tests.casework.filing import ASKS, a_case, answers, sends
from tests.papers.hostile import picture


@pytest.fixture(autouse=True)
def _office(clean_database: object) -> None:  # noqa: ARG001 - it must be empty first
    Office.objects.create(code="ca", state="ca", name="An office", zone="America/Los_Angeles")


def test_too_many_acts_of_one_caller_are_refused_and_another_caller_is_not() -> None:
    for _ in range(web_limits().address_an_hour):
        count(measure.ACT, caller_at("192.0.2.7", moment(DAY)), timedelta(hours=1), moment(DAY))
    with pytest.raises(Refused) as refused:
        sends("request", ASKS)
    assert (refused.value.rule, IncomingPaper.objects.count()) == ("web_too_many", 0)
    sends("request", ASKS, caller="198.51.100.9")
    sends("request", {**ASKS, "number": "3"}, at=moment(DAY, 13))


def test_too_many_acts_about_one_case_are_refused_whoever_sends_them() -> None:
    for home in range(web_limits().case_a_day):
        sends("request", ASKS, caller=f"192.0.2.{home}")
    with pytest.raises(Refused):
        sends("request", {**ASKS, "number": " 1"}, caller="198.51.100.9")


def test_an_answer_at_a_deadline_is_kept_however_much_was_sent_before_but_without_its_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_case()
    noticed()
    few = replace_limits(address_an_hour=1)
    monkeypatch.setattr(measure, "web_limits", lambda: few)
    answers("first", at=moment(DUE, 6))
    receipt = answers("second", at=moment(DUE, 6), files=(picture(),))
    assert (receipt.whole, IncomingPaper.objects.filter(case=None).count()) == (False, 1)
    assert from_the_web(on=DUE, at=moment(DUE)) == {"taken": 2}


def replace_limits(**amounts: int) -> object:
    from msgspec.structs import replace as replaced

    return replaced(web_limits(), **amounts)


def test_even_these_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    few = replace_limits(address_an_hour=0, held_a_day=1)
    monkeypatch.setattr(measure, "web_limits", lambda: few)
    answers(code="BBBB-BBBB-BBBB")
    with pytest.raises(Refused) as refused:
        answers(code="BBBB-BBBB-BBBB")
    assert refused.value.rule == "web_full"


def test_all_codes_that_may_be_tried_in_the_life_of_one_hit_it_with_odds_of_less_than_one_in_a_thousand_million() -> (
    None
):
    limits = web_limits()
    tried_a_day = limits.wrong_a_day + limits.all_a_day
    tried = tried_a_day * (limits.code_days + 2)  # spans of a day may begin and end within the life of a code
    assert tried / len(SIGNS) ** LENGTH <= 1e-9
    assert math.log2(len(SIGNS) ** LENGTH) >= 50
    assert tried * 100 / 28**10 > 1e-9  # a code of ten signs, under a measure a hundred times as large, would not do


def test_wrong_codes_are_counted_by_caller_and_in_all() -> None:
    me, at = caller_at("192.0.2.7", moment(DAY)), moment(DAY)
    for _ in range(web_limits().wrong_an_hour):
        assert measure.may_try(me, at)
        measure.was_wrong(me, at)
    assert not measure.may_try(me, at)
    assert measure.may_try(caller_at("198.51.100.9", at), at)
    assert measure.may_try(me, moment(DAY, 13))
    WebCount.objects.filter(whose="all").update(count=web_limits().wrong_a_day)
    assert not measure.may_try(caller_at("198.51.100.9", at), at)


def test_no_address_is_kept_and_none_can_be_followed_over_days() -> None:
    sends("request", ASKS)
    assert "192.0.2.7" not in str(list(WebCount.objects.values()))
    assert caller_at("192.0.2.7", moment(DAY)) != caller_at("192.0.2.7", moment(DUE))
    assert caller_at("2001:db8::1", moment(DAY)) == caller_at("2001:db8::2", moment(DAY))
    assert forget_counts(moment(DAY + timedelta(days=3))) > 0
    assert not WebCount.objects.exists()


def test_a_draft_can_be_read_with_its_secret_alone_and_ends() -> None:
    secret = drawn_secret()
    keep_draft(secret, {"family": "Maker"}, moment(DAY))
    assert draft_of(secret.lower().replace("-", " "), moment(DAY)) == {"family": "Maker"}
    assert b"Maker" not in bytes(WebDraft.objects.get().sealed)
    assert secret not in str(list(WebDraft.objects.values()))
    ends = moment(DAY) + timedelta(hours=web_limits().draft_hours)
    assert draft_of(drawn_secret(), moment(DAY)) == draft_of(secret, ends) == {}
    assert (sweep_drafts(ends), WebDraft.objects.count()) == (1, 0)


def test_names_lose_what_people_and_records_differ_in() -> None:
    assert as_compared("  De la Peña-O'Neil ") == as_compared("DELAPENA ONEIL")
    assert as_compared("李") != as_compared("王")
