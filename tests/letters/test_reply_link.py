"""The address on letters leads each reader to a page in the letter's language and of its state."""

from __future__ import annotations

import pytest

from caseclose.letters.reply_link import BadLink, behind_link, checked_link, link_for

LINK = "https://support.example/{lang}/{state}/answer/#"
SEVERAL, ONE = ("en", "es"), ("ca",)


def test_it_is_filled_with_language_and_state() -> None:
    assert link_for(LINK, "es", "ar") == "https://support.example/es/ar/answer/#"


@pytest.mark.parametrize(
    ("pattern", "lacks"),
    [
        ("https://x.example/en/ca/answer/#", "{lang}: en, es; {state}: ar, ca"),
        ("https://x.example/{lang}/ca/answer/#", "{state}"),
        ("https://x.example/en/{state}/answer/#", "{lang}"),
    ],
)
def test_one_page_for_all_is_refused_where_several_are_served(pattern: str, lacks: str) -> None:
    with pytest.raises(BadLink) as refused:
        checked_link(pattern, langs=SEVERAL, states=("ar", "ca"))
    assert lacks in str(refused.value)


@pytest.mark.parametrize("pattern", ["", LINK, "https://x.example/{lang}/ca/answer/#"])
def test_what_serves_all_readers_is_taken_and_so_is_none(pattern: str) -> None:
    assert checked_link(pattern, langs=SEVERAL, states=ONE) == pattern


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://support.example/es/ar/answer/#K7MW-3FQD-2BCC", "K7MW-3FQD-2BCC"),
        ("K7MW-3FQD-2BCC", "K7MW-3FQD-2BCC"),
        ("https://other.example/es/ar/answer/#K7MW", "https://other.example/es/ar/answer/#K7MW"),
    ],
)
def test_the_code_behind_it_is_found_in_every_language_and_state(text: str, code: str) -> None:
    assert behind_link(LINK, text) == code
    assert behind_link("", text) == text
