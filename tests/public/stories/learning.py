"""Before asking: from the first page to the guide, what stops and what goes on, and the questions to their end."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.interview.test_questions import PLAIN, YES
from tests.public.phone import Phone
from tests.public.questions.choosing import choose

ANSWERS = {**YES, **PLAIN}
STATE = "California"
YES_SAID = {"en": "Yes, you can ask, and enforcement can stop", "es": "Sí, puede pedirlo"}


def learns(mine: Phone) -> None:
    """Read what closing would do, then answer what is asked, and hear what it would mean."""
    mine.page.goto(f"/{mine.lang}/")
    mine.taps(f"main a:text-is('{STATE}')")
    reads_the_guide(mine)
    answers_the_questions(mine)


def reads_the_guide(mine: Phone) -> None:
    """Read which things stop and which go on, and open one of each."""
    mine.taps(f"main .cp-cards a[href='/{mine.lang}/ca/guide/']")
    mine.taps(f"main a[href='/{mine.lang}/ca/guide/1/a/']")
    for part in ("stops", "goes_on"):
        line = mine.page.locator(f".cp-fates--{part} details").first
        line.locator("summary").click()
        expect(line.locator("summary ~ *").first).to_be_visible()
    mine.looks_right()


def answers_the_questions(mine: Phone) -> None:
    """Go on to the questions, and answer until nothing is asked any more."""
    mine.taps(f"main a[href='/{mine.lang}/ca/questions/']")
    while mine.page.locator("input[name=now]").count():
        choose(mine.page, ANSWERS)
    mine.looks_right()
    assert YES_SAID[mine.lang] in mine.reads(), mine.reads()
