"""The guide says what the policy says, in the reader's state; questions are found; nothing typed is in an address."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import pytest
from django.test import Client

from caseclose.law.reading import shipped
from caseclose.public.pages.guide.fates import WAYS
from caseclose.public.pages.guide.finding import roots
from tests.public.text import sentences


def shown(path: str) -> str:
    answer = Client(headers={"host": "localhost"}).get(path)
    assert answer.status_code == 200, path
    return " ".join(html.unescape(each) for each in sentences(answer.content.decode()))


def looked_for(words: str, lang: str = "en") -> list[int]:
    page = Client(headers={"host": "localhost"}).post(f"/{lang}/ca/guide/find/", {"wanted": words}).content.decode()
    return [int(number) for number in re.findall(r"/guide/q/(\d+)/", page)]


@dataclass(frozen=True)
class Real:
    """A question as people ask it, the number of the answer that they must find, and something that it says."""

    asked: str
    number: int
    says: str


REAL = (
    Real("do arrears vanish when the case closes", 1, "The order stays"),
    Real("close my case while I get TANF", 2, "must"),
    Real("website says initiating closure", 3, "The letter says why"),
    Real("will he be told that I asked", 4, "do not tell the other parent who asked or why"),
    Real("open it again what does it cost", 5, "new application"),
    Real("why are my wages still garnished, license suspended", 6, "The closing does not stop it"),
    Real("stop employer withholding who sends the letter", 7, "Only an official notice"),
    Real("cancel application before an order", 8, "no order yet"),
    Real("I am afraid of abuse", 9, "1-800-799-7233"),
    Real("payment card after closing", 10, "are sent to you"),
    Real("60 day letter keep open", 11, "Answer before the day in the letter"),
    Real("we live together now", 12, "The court order does not end by itself"),
)
"""The twelve questions that people really ask, in their words."""


@pytest.mark.parametrize("real", REAL, ids=lambda real: real.asked)
def test_a_real_question_is_among_the_first_that_are_found_and_is_answered(real: Real) -> None:
    assert real.number in looked_for(real.asked)[:3]
    for state in shipped().states:
        assert real.says in shown(f"/en/{state}/guide/q/{real.number}/")


@pytest.mark.parametrize("words", ["embargo del salario", "¿Cuánto cuesta abrirlo otra vez?", "miedo violencia"])
def test_questions_are_found_in_spanish_with_or_without_accents(words: str) -> None:
    assert looked_for(words, "es")
    assert looked_for(words.replace("á", "a"), "es") == looked_for(words, "es")


def test_a_word_that_is_written_wrong_finds_what_is_written_most_like_it() -> None:
    assert 6 in looked_for("garnishd")
    assert looked_for("zzqx") == looked_for("") == []


def test_words_that_say_nothing_are_not_looked_for() -> None:
    assert roots("What is the Cierre, mamá?") == ["cier", "mama"]


def test_what_is_looked_for_stands_in_no_address_and_sets_no_cookie() -> None:
    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    page = client.post("/en/ca/guide/find/", {"wanted": "afraid"})
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert dict(client.cookies) == {}
    assert b'method="post"' in page.content


def test_what_was_looked_for_is_shown_as_words_and_never_as_a_part_of_the_page() -> None:
    page = Client(headers={"host": "localhost"}).post("/en/ca/guide/find/", {"wanted": '"><script>x'}).content.decode()
    assert "<script>x" not in page


@pytest.mark.parametrize("state", shipped().states)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_service_and_remedy_that_can_end_or_go_on_is_told(state: str, lang: str) -> None:
    for way in WAYS:
        page = shown(f"/{lang}/{state}/guide/1/{way.letter}/")
        for remedy in shipped().remedies.values():
            if any(way.becomes in effect.text.on for effect in remedy.effects):
                assert remedy.text.heading[lang] in page


def test_what_a_state_says_takes_the_place_of_what_the_federal_rule_says() -> None:
    assert "driver's license office. This may take time" in shown("/en/ca/guide/1/a/")
    assert "It costs nothing to apply" in shown("/en/ca/guide/q/5/")
    assert "up to $25.00" in shown("/en/ar/guide/q/5/")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_rule_on_requests_of_the_state_is_told(lang: str) -> None:
    page = shown(f"/{lang}/ar/guide/2/")
    for rule in shipped().layer("ar").requests.values():
        assert rule.text.heading[lang] in page


def test_no_blank_is_left_unfilled() -> None:
    for state in shipped().states:
        for question in shipped().guide(state):
            assert "{" not in shown(f"/es/{state}/guide/q/{question.number}/")
            assert "60 days" in shown(f"/en/{state}/guide/q/11/")


def test_what_differs_between_cases_says_in_which_it_is_so() -> None:
    page = shown("/en/ar/guide/q/6/")
    owed, nothing = "Something is owed to the state:", "There is no order, and nothing is owed:"
    assert page.index(owed) < page.index("A federal tax refund goes to that debt") < page.index(nothing)


def test_what_was_not_seen_in_an_official_text_says_so() -> None:
    assert "was not checked against an official text" in shown("/en/ca/guide/q/9/")
    assert "not checked" not in shown("/en/ca/guide/q/11/")
    assert "not checked against an official page" in shown("/en/ar/offices/")


def test_a_page_that_there_is_not_is_not_there() -> None:
    for path in ("guide/q/999/", "guide/z/", "guide/1/z/"):
        assert Client(headers={"host": "localhost"}).get(f"/en/ca/{path}").status_code == 404


def test_each_question_is_for_somebody_and_each_kind_of_reader_has_some() -> None:
    questions = shipped().guide("us")
    assert all(question.whom for question in questions)
    for letter in "abcd":
        page = Client(headers={"host": "localhost"}).get(f"/en/ca/guide/{letter}/").content
        assert page.count(b"/guide/q/") > 1
