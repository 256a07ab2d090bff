"""A parent asks to close; two people of the office answer; the letter tells how to follow; and back again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.public.phone import Phone, phone
from tests.public.stories.deciding import closes, is_answered, reopens
from tests.public.stories.demonstration import Demonstration, Parent
from tests.public.stories.desks import desk
from tests.public.stories.learning import learns
from tests.public.stories.mailed import code_on, letter, reads_newest_letter

SAYS = {
    "arrived": {"en": "Your form arrived", "es": "Su formulario llegó"},
    "letter": {"en": ": the request is granted (PDF)", "es": ": se concedió la solicitud (PDF)"},
    "agreed": {"en": "We agreed to your request", "es": "Aceptamos su solicitud"},
    "next": {"en": "The case closes soon", "es": "El caso se cierra pronto"},
    "closed": {"en": "Your enforcement case is closed", "es": "Su caso de cobro está cerrado"},
    "open": {"en": "Your case is open again", "es": "Su caso está abierto de nuevo"},
    "taken_back": {"en": "You took your request back", "es": "Retiró su solicitud"},
}


def told(mine: Phone, what: str) -> None:
    expect(mine.page.locator("main")).to_contain_text(SAYS[what][mine.lang])


@pytest.mark.parametrize(("lang", "scripts"), [("en", True), ("es", False)])
def test_a_parent_asks_is_answered_follows_comes_back_and_changes_their_mind(
    chrome: Browser, demo: Demonstration, lang: str, *, scripts: bool
) -> None:
    parent = demo.somebody()
    with (
        phone(chrome, demo.public, lang, scripts=scripts) as mine,
        desk(chrome, demo, "worker one") as worker,
        desk(chrome, demo, "supervisor one") as other,
    ):
        learns(mine)
        asks(mine, parent)
        is_answered(worker, other, parent.number)
        code = follows_by_letter(mine, other, parent)
        closes(other, parent.number)
        comes_back(mine, worker, parent, code)
        asks_again_and_takes_it_back(mine, parent)


def asks(mine: Phone, parent: Parent) -> str:
    """Ask to close; the receipt has a reference, and with it the parent sees that the form arrived, and no more."""
    reference = mine.asks_to_close(parent.says, signs=parent.given)
    mine.follows(reference, parent.family)
    told(mine, "arrived")
    return reference


def follows_by_letter(mine: Phone, staff: Page, parent: Parent) -> str:
    """Take the code from the letter, and see that it was agreed, what comes next, and the letter as it was mailed."""
    mailed = letter(staff, parent.number, "granted")
    code = code_on(mailed)
    mine.follows(code, parent.family)
    told(mine, "agreed")
    told(mine, "next")
    told(mine, "letter")
    assert reads_newest_letter(mine) == mailed
    return code


def comes_back(mine: Phone, staff: Page, parent: Parent, code: str) -> None:
    """See that the case closed, ask to come back, and see that it is open once staff have opened it again."""
    mine.follows(code, parent.family)
    told(mine, "closed")
    mine.taps(f"main a[href='/{mine.lang}/ca/back/']")
    mine.fills_in({**parent.says, "signer": parent.given})
    mine.goes_on()
    mine.reads_code()
    reopens(staff, parent.number)
    mine.follows(code, parent.family)
    told(mine, "open")


def asks_again_and_takes_it_back(mine: Phone, parent: Parent) -> None:
    """Ask a second time, and take it back before anybody has answered."""
    reference = asks(mine, parent)
    mine.takes_back(signs=parent.given)
    mine.follows(reference, parent.family)
    told(mine, "taken_back")
