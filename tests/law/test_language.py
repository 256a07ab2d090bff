"""The law language: what it can say, and what it refuses, word and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclose.law.language import DEEPEST, LONGEST, LanguageError, read_condition
from caseclose.law.tree import Node
from tests.law.trees import SOME, unfolded

CONDITIONS = Path(__file__).with_name("conditions.txt")


def _spelled_out(text: str) -> str:
    for escape in ("\\n", "\\t", "\\x00", "\\xa0", "\\u200b", "\\ufeff"):
        text = text.replace(escape, escape.encode().decode("unicode_escape"))
    return text


def _lines(mark: str) -> list[tuple[str, str]]:
    lines = CONDITIONS.read_text(encoding="utf-8").splitlines()
    pairs = [line.split(f" {mark} ") for line in lines if f" {mark} " in line and not line.startswith("# ")]
    return [(_spelled_out(condition.rstrip()), _spelled_out(wanted.strip())) for condition, wanted in pairs]


def _refused(condition: str) -> LanguageError:
    with pytest.raises(LanguageError) as caught:
        read_condition(condition)
    return caught.value


@pytest.mark.parametrize(("condition", "tree"), _lines("=>"))
def test_a_condition_of_the_language_is_read_into_its_tree(condition: str, tree: str) -> None:
    assert str(read_condition(condition)) == tree


@pytest.mark.parametrize(("condition", "wanted"), _lines("!!"))
def test_what_is_not_of_the_language_is_refused_with_its_word_and_column(condition: str, wanted: str) -> None:
    word, _, column = wanted.rpartition(" ")
    error = _refused(condition)
    assert (error.word or "(end)", error.column) == (word, int(column))
    assert str(error)


def test_the_list_of_conditions_holds_every_kind_of_thing_that_is_forbidden() -> None:
    refused = [condition for condition, _ in _lines("!!")]
    for sign in ("is null", "coalesce", "case", "max(", "select", "- b", "--", "/*", ";", "or c", "+ b", "ñ", "(a"):
        assert any(sign in condition for condition in refused), sign
    assert len(refused) > 90


@pytest.mark.parametrize("condition", ["", " ", "\n", "\t \n"])
def test_an_empty_condition_is_refused(condition: str) -> None:
    error = _refused(condition)
    assert (error.word, error.column) == ("", len(condition) + 1)
    assert "stops in the middle" in str(error)


def test_mixing_and_with_or_is_refused_with_a_hint_about_parentheses() -> None:
    assert "parentheses" in str(_refused("a and b or c"))
    assert "parentheses" not in str(_refused("a or or b"))


@pytest.mark.parametrize(
    ("condition", "hint"),
    [
        ("a is null", "unknown"),
        ("coalesce(a, b)", "functions"),
        ("max(a) > 5.00", "functions"),
        ("case when a then b end", "and, or, not"),
        ("(select a from b)", "sub-queries"),
        ("a between 1 and 2", "two comparisons"),
        ("a = false", "put 'not' before"),
        ("a < as_of", "<= as_of"),
    ],
)
def test_a_refusal_says_why_or_what_to_write_instead(condition: str, hint: str) -> None:
    assert hint in str(_refused(condition))


@pytest.mark.parametrize(
    "condition",
    [
        "(" * 10_000 + "a" + ")" * 10_000,
        "(" * 10_000,
        "not " * 10_000 + "a",
        "a and (b or (" * 5_000 + "a" + "))" * 5_000,
        "a > " + "9" * 10_000,
        "a" * 10_000,
    ],
    ids=["parentheses", "open parentheses", "nots", "and or", "digits", "a long name"],
)
def test_a_monstrous_condition_is_refused_and_does_not_crash(condition: str) -> None:
    assert _refused(condition).column == LONGEST + 1


def test_a_condition_nests_no_deeper_than_its_readers_can_follow() -> None:
    assert str(read_condition("not " * (DEEPEST - 1) + "a")).count("not") == DEEPEST - 1
    assert "deep" in str(_refused("not " * DEEPEST + "a"))
    assert "deep" in str(_refused("a and (b or (" * 50 + "a" + "))" * 50))


@SOME
@given(unfolded())
def test_a_tree_written_out_reads_back_as_the_same_tree(tree: Node) -> None:
    assert read_condition(str(tree)) == tree


@SOME
@given(st.text(alphabet="ab_ ()<>=+'0.5,-;#*/nordsñ\n\x00", max_size=40))
def test_any_text_at_all_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        tree = read_condition(text)
    except LanguageError as error:
        column, word = error.column, error.word
    else:
        assert read_condition(str(tree)) == tree
        return
    assert 1 <= column <= len(text) + 1
    assert text[column - 1 :].startswith(word)


def test_reading_is_not_swayed_by_what_was_read_before() -> None:
    with pytest.raises(LanguageError):
        read_condition("a and (b")
    assert str(read_condition("born_on + 2 years <= as_of")) == "born_on + 2 years <= as_of"
