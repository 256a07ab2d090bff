"""Form codes: what is misread is noticed, and a code finds its case and tells nobody else anything."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclose.forms.codes import SIGNS, BadCode, BadKey, case_of_code, form_code, read_code

KEY = b"a secret of the agency, long enough"
cases = st.text(min_size=1, max_size=30)
places = st.integers(0, 15)


def misread(code: str, at: int, by: int) -> str:
    signs = list(code.replace("-", ""))
    signs[at] = SIGNS[(SIGNS.index(signs[at]) + by) % len(SIGNS)]
    return "".join(signs)


@settings(max_examples=40, deadline=None)
@given(cases)
def test_a_code_is_read_back_however_it_is_typed(case: str) -> None:
    code = form_code(case, KEY)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_code(typed) == code
    assert len(code) == 19


@settings(max_examples=40, deadline=None)
@given(cases, st.permutations(range(16)), st.integers(1, 31), st.integers(0, 31))
def test_one_or_two_wrong_signs_are_noticed(case: str, order: list[int], one: int, two: int) -> None:
    with pytest.raises(BadCode, match="is wrong"):
        read_code(misread(misread(form_code(case, KEY), order[0], one), order[1], two))


@settings(max_examples=40, deadline=None)
@given(cases, places, places)
def test_two_signs_that_changed_places_are_noticed(case: str, one: int, two: int) -> None:
    code = form_code(case, KEY)
    signs = list(code.replace("-", ""))
    signs[one], signs[two] = signs[two], signs[one]
    if "".join(signs) == code.replace("-", ""):
        assert read_code("".join(signs)) == code
    else:
        with pytest.raises(BadCode):
            read_code("".join(signs))


def test_every_two_wrong_signs_in_one_code_are_noticed() -> None:
    code = form_code("CA-1", KEY)
    for one, two in combinations(range(16), 2):
        for by in (1, 5, 17, 31):
            with pytest.raises(BadCode):
                read_code(misread(misread(code, one, by), two, 32 - by))


def test_a_code_finds_its_case_and_no_other() -> None:
    numbers = [f"00{number}" for number in range(300)]
    assert case_of_code(form_code("0042", KEY), numbers, KEY) == "0042"
    assert case_of_code(form_code("0042", KEY), numbers, b"the secret of another agency") is None
    assert case_of_code(form_code("elsewhere", KEY), numbers, KEY) is None


def test_spaces_around_a_case_number_make_no_other_code() -> None:
    assert form_code(" 0042\n", KEY) == form_code("0042", KEY)


def test_a_code_does_not_hold_the_case_number() -> None:
    assert "0042" not in form_code("0042", KEY).replace("-", "")
    assert form_code("0042", KEY) != form_code("0043", KEY)


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "this has 0"), ("ABCD", "this has 4"), ("U000-0000-0000-0000", "has no U"), ("0" * 400, "this has 400")],
)
def test_what_is_no_code_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(BadCode, match=said):
        read_code(text)


def test_a_short_key_is_refused() -> None:
    with pytest.raises(BadKey, match="has 5 bytes and needs 16"):
        form_code("CA-1", b"short")
