"""Somebody with a small telephone, with scripts or without: what they tap and type on the way through the acts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.staff.browser import faults_of, quiet_page, send

SMALL = {"width": 320, "height": 640}
CODE = re.compile(r"[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}")
GO_ON = "main form .usa-button[type=submit]"


@contextmanager
def phone(chrome: Browser, site: str, lang: str, *, scripts: bool) -> Iterator[Phone]:
    """A telephone at a site. What it complains of fails the test, an error of the server before all."""
    more = {"viewport": SMALL, "java_script_enabled": scripts}
    with quiet_page(chrome, site, expected="422", **more) as page:
        yield Phone(page, lang, scripts=scripts)


@dataclass(frozen=True)
class Phone:
    """A telephone in somebody's hand, and the language that they read in."""

    page: Page
    lang: str
    scripts: bool

    def goes_to(self, path: str) -> None:
        """Open a page of California, and look at it."""
        self.page.goto(f"/{self.lang}/ca/{path}")
        self.looks_right()

    def looks_right(self) -> None:
        """Nothing on the page is wrong, as far as axe can say, and it is not wider than the screen."""
        if self.scripts:
            assert faults_of(self.page) == []

    def taps(self, what: str) -> None:
        """Tap a link or a button, and look at the page that comes."""
        send(self.page, what)
        self.looks_right()

    def goes_on(self) -> None:
        """Send what stands in the form of the page."""
        self.taps(GO_ON)

    def fills_in(self, said: Mapping[str, str]) -> None:
        """Type into fields."""
        for name, value in said.items():
            self.page.fill(f"[name={name}]", value)

    def ticks_all(self) -> None:
        """Tick every box."""
        for each in self.page.locator("label.usa-checkbox__label").all():
            each.click()

    def draws(self) -> None:
        """Draw a line for a signature, where scripts let somebody draw."""
        if not self.scripts:
            return
        canvas = self.page.locator("canvas")
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        assert box is not None
        self.page.mouse.move(box["x"] + 20, box["y"] + 30)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + 120, box["y"] + 50)
        self.page.mouse.up()
        assert self.page.input_value("[name=strokes]") != ""

    def reads(self) -> str:
        """What the page says, on one line."""
        return " ".join(self.page.inner_text("main").split())

    def reads_code(self) -> str:
        """The code or reference on the page."""
        found = CODE.search(self.page.inner_text("main"))
        assert found is not None, self.reads()
        return found[0]

    def tells_all(self, who: Mapping[str, str]) -> None:
        """Answer every question, from the page on asking to the one for the signature."""
        self.goes_to("ask/")
        self.taps("main .usa-button")
        self.page.check("input[value=no]")
        self.goes_on()
        self.fills_in(who)
        self.goes_on()
        self.page.check("input[value=all]")
        self.goes_on()
        for kind in ("cash_aid", "medicaid", "foster_care"):
            self.page.check(f"[name={kind}][value=never]")
        self.goes_on()
        self.ticks_all()
        self.goes_on()
        self.taps("main .usa-button")

    def asks_to_close(self, who: Mapping[str, str], *, signs: str) -> str:
        """Ask to close, from the page on asking to the receipt; return the reference."""
        self.tells_all(who)
        self.fills_in({"signer": signs})
        self.draws()
        self.goes_on()
        return self.reads_code()

    def follows(self, code: str, family: str) -> None:
        """Look how things stand, by the code of a letter or a reference."""
        self.goes_to("follow/")
        self.fills_in({"code": code, "family": family})
        self.goes_on()

    def takes_back(self, *, signs: str) -> None:
        """Take the request back, from the page that says how things stand."""
        self.taps("button[value=take_back]")
        self.fills_in({"signer": signs})
        self.goes_on()

    def asks_to_come_back(self, who: Mapping[str, str], *, signs: str) -> None:
        """Ask to open the case again."""
        self.goes_to("back/")
        self.fills_in({**who, "signer": signs})
        self.goes_on()
