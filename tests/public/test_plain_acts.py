"""What is only reached on the way through the acts is in plain words too: each step, what is told, and each receipt."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from caseclose.plain.reading_level import level_of
from tests.public.acting import ANSWERS, a_noticed_case, client, key_in, step
from tests.public.text import sentences

BY_HAND = 20
AIDED = {"cash_aid": "now", "medicaid": "now", "foster_care": "never"}


def way(browser: Client, lang: str, code: str) -> Iterator[tuple[str, str]]:
    """Yield every page on the way, with what it is called."""
    here = f"/{lang}/ca/"
    for name, said in ANSWERS.items():
        yield name, browser.get(f"{here}ask/{step(name)}/").content.decode()
        browser.post(f"{here}ask/{step(name)}/", said)
    yield "foreseen", browser.get(f"{here}ask/6/").content.decode()
    browser.post(f"{here}ask/{step('aid')}/", AIDED)
    yield "not foreseen", browser.get(f"{here}ask/6/").content.decode()
    yield "talk", browser.get(f"{here}ask/talk/").content.decode()
    yield "later", browser.get(f"{here}ask/later/").content.decode()
    page = browser.get(f"{here}ask/7/")
    yield "sign", page.content.decode()
    signed = {"signer": "Rosa", "key": key_in(page)}  # type: ignore[arg-type]
    yield "request received", browser.post(f"{here}ask/7/", signed).content.decode()
    known = {"code": code, "family": "Maker 1"}
    page = browser.post(f"{here}answer/", known)
    yield "answer", page.content.decode()
    said = {**known, "words": "News", "signer": "Rosa", "key": key_in(page)}  # type: ignore[arg-type]
    yield "answer received", browser.post(f"{here}answer/", said).content.decode()
    yield "follow", browser.post(f"{here}follow/", known).content.decode()
    yield "wrong code", browser.post(f"{here}follow/", {**known, "family": "Other"}).content.decode()


@pytest.mark.usefixtures("clean_database")
@pytest.mark.parametrize("lang", ["en", "es"])
def test_each_page_on_the_way_is_in_plain_words(lang: str) -> None:
    hard = []
    for name, text in way(client(), lang, a_noticed_case()):
        level = level_of(sentences(text), lang)
        if level.words >= BY_HAND and not level.plain:
            hard.append(f"{name}: {level.value}")
    assert hard == []
