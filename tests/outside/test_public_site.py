"""Whether the public site answers, asked over a real connection: only its own word counts, and only in time."""

from __future__ import annotations

import pytest

from caseclose.outside import public_site
from caseclose.outside.public_site import site_answers
from tests.casework.a_site import a_site


def test_a_site_that_says_its_word_answers() -> None:
    with a_site() as site:
        assert site_answers(site.address)
        assert site_answers(f"{site.address}/")


@pytest.mark.parametrize(
    ("status", "word"),
    [(500, b"ok\n"), (502, b"bad gateway"), (503, b"no records\n"), (200, b"we are mending it\n"), (200, b""),
     (200, b"ok\nand more"), (404, b"ok\n")],
)  # fmt: skip
def test_an_error_or_another_word_is_no_answer(status: int, word: bytes) -> None:
    with a_site() as site:
        site.breaks(status, word)
        assert not site_answers(site.address)


def test_a_site_that_says_nothing_in_time_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_site, "PATIENCE", 0.2)
    with a_site() as site:
        site.status = 0
        assert not site_answers(site.address)


def test_a_site_that_is_not_there_is_silent() -> None:
    with a_site() as site:
        address = site.address
    assert not site_answers(address)
    assert not site_answers("https://nowhere.invalid")
