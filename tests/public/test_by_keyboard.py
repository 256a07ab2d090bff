"""Every main task of the public site on a small phone by Tab, arrows, Space and Enter alone, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django import forms
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Page, expect

from caseclose.casework.models import Closure
from caseclose.public.pages.asking.steps import FORMS
from caseclose.public.place import Place
from caseclose.web.clock import today
from tests.casework.filing import BORN, a_case
from tests.public.acting import ANSWERS, a_noticed_case, weighs
from tests.public.looks.acts import offices
from tests.staff.browser import HEIGHT, WIDTHS, quiet_page, server
from tests.staff.stories.keyboard import Keyboard

pytestmark = [pytest.mark.usefixtures("clean_database"), pytest.mark.parametrize("lang", ["en", "es"])]
SIGNER = "Rosa Maker"
MOST_QUESTIONS = 12


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    """A page as wide as a small phone."""
    offices()
    with server() as address, quiet_page(chrome, address, expected="422") as opened:
        opened.route("https://www.weather.gov/**", lambda route: route.fulfill(body="<title>Weather</title>sun"))
        opened.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        yield opened


class Reader:
    """Somebody without a mouse who reads the site in a language; words are given in English."""

    def __init__(self, page: Page, lang: str) -> None:
        self.page = page
        self.keys = Keyboard(page)
        self.lang = lang

    def say(self, words: str) -> str:
        """Return words of the site in the reader's language."""
        with override(self.lang):
            return gettext(words)

    def opens(self, path: str) -> None:
        """Type an address."""
        self.page.goto(f"/{self.lang}/ca/{path}")

    def come_to(self, words: str) -> None:
        """Press a link or button that has these words, and pass over the head of the page that comes."""
        self.keys.come_to(self.say(words))

    def types(self, **said: str) -> None:
        """Type into fields, by the English words of their labels, underlined."""
        for label, text in said.items():
            self.keys.type(self.say(label.replace("_", " ")), text, more=True)

    def fills_in(self, form: forms.Form, said: dict[str, Any]) -> None:
        """Answer every question of a page of asking, in its order."""
        with override(self.lang):
            asked = [(name, str(field.label), field) for name, field in form.fields.items()]
        for name, label, field in asked:
            self._answers(label, field, said.get(name, ""))

    def _answers(self, label: str, field: forms.Field, said: Any) -> None:  # noqa: ANN401 - any answer
        if isinstance(field, forms.MultipleChoiceField):
            for each in said:
                self.keys.tick(label, str(dict(field.choices)[each]))  # type: ignore[arg-type]
        elif isinstance(field, forms.ChoiceField):
            self.keys.choose(label, str(dict(field.choices)[said]))  # type: ignore[arg-type]
        elif isinstance(field, forms.BooleanField):
            self.keys.tab_to(label)
            self.keys.press("Space")
        elif isinstance(field, forms.DateField):
            self.keys.type(label, date.fromisoformat(said).strftime("%m%d%Y"), more=True)
        else:
            self.keys.type(label, said, more=True)


@pytest.fixture
def reader(page: Page, lang: str) -> Reader:
    return Reader(page, lang)


def test_from_the_first_page_by_the_guide_to_an_answer(reader: Reader, lang: str) -> None:
    reader.page.goto(f"/{lang}/")
    reader.keys.come_to("California")
    reader.keys.tab_to({"en": "Learn first", "es": "Infórmese primero"}[lang], more=True)
    goes_by_enter(reader)
    reader.types(Look_for_a_question={"en": "pay", "es": "sueldo"}[lang])
    goes_by_enter(reader)
    first = reader.page.locator("main a[href*='/guide/q/']").first.inner_text()
    reader.keys.come_to(first)
    expect(reader.page.locator("h1")).to_have_text(first)


def goes_by_enter(reader: Reader) -> None:
    """Press Enter on what has the focus, and pass over the head of the page that comes."""
    with reader.page.expect_navigation():
        reader.keys.press("Enter")
    reader.keys.skip_to_main()


def test_a_line_of_the_guide_opens_and_shuts(reader: Reader, lang: str) -> None:  # noqa: ARG001 - of the reader
    reader.opens("guide/1/a/")
    reader.keys.skip_to_main()
    heading = reader.page.locator("summary").first
    reader.keys.tab_to(heading.inner_text())
    for key, count in (("Enter", 1), ("Space", 0)):
        reader.keys.press(key)
        expect(reader.page.locator("details[open]")).to_have_count(count)


def test_the_questions_to_their_end_and_one_answer_changed(reader: Reader, lang: str) -> None:  # noqa: ARG001
    reader.opens("questions/")
    reader.keys.skip_to_main()
    for _ in range(MOST_QUESTIONS):
        if reader.page.locator(".cp-verdict").count():
            break
        no = reader.page.locator("main label[for]:has-text('No')").last.inner_text()
        ask = reader.page.locator("legend").inner_text()
        reader.keys.choose(ask, no)
        reader.come_to("Go on")
    expect(reader.page.locator(".cp-verdict")).to_be_visible()
    reader.keys.tab_to(reader.say("See or change your answers"))
    reader.keys.press("Enter")
    reader.keys.tab_to(reader.say("Change"), more=True)
    goes_by_enter(reader)
    expect(reader.page.locator("main input[type=radio]:checked")).to_have_count(1)


def test_asking_to_close_to_the_receipt_and_taking_it_back(reader: Reader, lang: str) -> None:
    a_case()
    reader.opens("ask/")
    reader.keys.skip_to_main()
    reader.come_to("Start")
    place = Place(lang, "ca", "", (), today("America/Los_Angeles"))
    with override(lang):
        steps = {name: form(place=place) for name, form in FORMS.items()}
    for name, form in steps.items():
        reader.fills_in(form, ANSWERS[name])
        reader.come_to("Go on")
    reader.come_to("Go on")
    reader.types(Sign_by_typing_your_full_name=SIGNER)
    reader.come_to("Sign and send")
    reference = reader.page.locator(".cp-code").inner_text()
    assert weighs() == {"taken": 1}
    reader.come_to("See how things stand, or take it back")
    reader.types(**{"Code on a letter, or your reference": reference, "Your last name": "Maker 1"})
    reader.come_to("Go on")
    reader.come_to("Take my request back")
    reader.types(Sign_by_typing_your_full_name=SIGNER)
    reader.come_to("Sign and send")
    weighs()
    assert Closure.objects.get().step == "withdrawn"


def test_answering_a_letter_after_what_was_wrong_is_told_where_the_focus_is(reader: Reader, lang: str) -> None:  # noqa: ARG001
    code = a_noticed_case()
    reader.opens("answer/")
    reader.keys.skip_to_main()
    reader.types(**{"Code on the letter": code})
    reader.keys.follow(reader.say("Go on"))
    expect(reader.page.locator(".cc-errors")).to_be_focused()
    reader.keys.tab_to(reader.say("Your last name, as it is on the letter"), more=True)
    reader.keys.press("Enter")
    expect(reader.page.locator("[name=family]")).to_be_focused()
    reader.page.keyboard.type("Maker 1")
    reader.come_to("Go on")
    reader.types(**{"What should we know?": "He works at the mill", "Sign by typing your full name": SIGNER})
    reader.come_to("Sign and send")
    weighs()
    assert Closure.objects.get().step == "replied"


def test_coming_back(reader: Reader, lang: str) -> None:  # noqa: ARG001 - of the reader
    a_case()
    reader.opens("back/")
    reader.keys.skip_to_main()
    reader.types(**{"Your first name": "Rosa", "Your last name": "Maker 1"})
    reader.types(**{"Your birth date": BORN.strftime("%m%d%Y"), "Case number": "1"})
    reader.types(**{"Sign by typing your full name": SIGNER})
    reader.come_to("Sign and send")
    expect(reader.page.locator(".cp-receipt")).to_be_visible()


@pytest.mark.parametrize("leaves", [lambda keys: three_times_escape(keys), lambda keys: by_the_first_button(keys)])
def test_another_language_the_way_past_the_head_and_the_way_out(
    reader: Reader, lang: str, leaves: Callable[[Keyboard], None]
) -> None:
    other = {"en": "Español", "es": "English"}[lang]
    reader.opens("safe/")
    reader.keys.follow(other)
    expect(reader.page.locator("html")).to_have_attribute("lang", {"en": "es", "es": "en"}[lang])
    reader.keys.skip_to_main()
    assert "tel:" in reader.page.evaluate("document.activeElement.id === 'main' ? 'tel:' : ''")
    leaves(reader.keys)
    reader.page.wait_for_url("https://www.weather.gov/")


def three_times_escape(keys: Keyboard) -> None:
    """Press the key that needs no place to go to."""
    for _ in range(3):
        keys.press("Escape")


def by_the_first_button(keys: Keyboard) -> None:
    """Go back to the way out, which stands ahead of everything."""
    while not keys.tab(back=True).looks["html"].startswith('<a class="usa-button"'):
        pass
    keys.press("Enter")
