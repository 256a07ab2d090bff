"""The address on letters leads each reader to the page for the letter, in its language and of its state."""

from __future__ import annotations

import pytest

from caseclose.letters.plain import plain_text
from caseclose.letters.reply_link import FOLLOW, BadLink, behind_link, checked_link, link_for
from caseclose.letters.words import letter_folders
from tests.letters.made import facts_of, letter

LINK = "https://support.example/{lang}/{state}/{page}/#"
THEIRS = {"recipient", "requester"}
SEVERAL, ONE = ("en", "es"), ("ca",)


def test_it_is_filled_with_language_state_and_page() -> None:
    assert link_for(LINK, "es", "ar", FOLLOW) == "https://support.example/es/ar/follow/#"


@pytest.mark.parametrize(
    ("pattern", "lacks"),
    [
        ("https://x.example/en/ca/answer/#", "{lang}: en, es; {state}: ar, ca; {page}: answer, follow"),
        ("https://x.example/{lang}/ca/{page}/#", "{state}"),
        ("https://x.example/en/{state}/{page}/#", "{lang}"),
        ("https://x.example/{lang}/{state}/answer/#", "{page}"),
    ],
)
def test_one_page_for_all_is_refused_where_several_are_served(pattern: str, lacks: str) -> None:
    with pytest.raises(BadLink) as refused:
        checked_link(pattern, langs=SEVERAL, states=("ar", "ca"))
    assert lacks in str(refused.value)


@pytest.mark.parametrize("pattern", ["", LINK, "https://x.example/{lang}/ca/{page}/#"])
def test_what_serves_all_readers_is_taken_and_so_is_none(pattern: str) -> None:
    assert checked_link(pattern, langs=SEVERAL, states=ONE) == pattern


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://support.example/es/ar/answer/#K7MW-3FQD-2BCC", "K7MW-3FQD-2BCC"),
        ("https://support.example/en/ca/follow/#K7MW-3FQD-2BCC", "K7MW-3FQD-2BCC"),
        ("K7MW-3FQD-2BCC", "K7MW-3FQD-2BCC"),
        ("https://other.example/es/ar/answer/#K7MW", "https://other.example/es/ar/answer/#K7MW"),
    ],
)
def test_the_code_behind_it_is_found_on_every_page(text: str, code: str) -> None:
    assert behind_link(LINK, text) == code
    assert behind_link("", text) == text


@pytest.mark.parametrize("name", [each.name for each in letter_folders().values() if each.text.to in THEIRS])
def test_each_letter_to_somebody_who_gets_services_has_a_code_to_go_on_with(name: str) -> None:
    way = facts_of(name).reply
    assert way is not None
    assert way.code in plain_text(letter(name))
