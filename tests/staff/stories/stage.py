"""Where a story is played: people at desks of their own, each in a browser of theirs, and days that pass."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page

from caseclose.casework.models import Office
from caseclose.casework.services.daily import work_day
from caseclose.casework.services.mail.batches import hand_over_letters
from caseclose.outside.fakes import fake_parties
from caseclose.outside.registry import ports_for
from tests.casework.closable import DAY
from tests.casework.mailing import LINK, vendor_of
from tests.staff.browser import quiet_page, send, server
from tests.staff.cases.desk import now, on
from tests.staff.intake.desk import with_form_key
from tests.staff.office import account

REFUSED = "422"
"""The status of an answer that says why nothing was done: a browser writes it on its console."""


@contextmanager
def a_stage(chrome: Browser, folder: Path) -> Iterator[Stage]:
    """An office on DAY, with a server that runs. What any of its pages says on its console fails the test."""
    with on(DAY), with_form_key(folder) as key, server() as address, ExitStack() as opened:
        yield Stage(chrome, address, folder, key, opened)


class Stage:
    """An office with its desks."""

    def __init__(self, chrome: Browser, address: str, folder: Path, form_key: bytes, opened: ExitStack) -> None:
        self.form_key = form_key
        self._chrome, self._address, self._opened = chrome, address, opened
        self._parties = fake_parties(folder / "outside", agency="ca")

    def desk(self, role: str, *more: str) -> Page:
        """A browser in which somebody with these roles has signed in, in the office of the cases."""
        name = f"demo.{role}"
        account(role, *more, office=Office.objects.get(code="ca"), name=name)
        page = self.window()
        page.goto("/demo/")
        send(page, f"button[value='{name}']")
        return page

    def window(self) -> Page:
        """A browser in which nobody has signed in."""
        return self._opened.enter_context(quiet_page(self._chrome, self._address, expected=REFUSED))

    def begin(self, day: date) -> None:
        """Let it be this day from now on, before the system has done anything on it."""
        self._opened.enter_context(on(day))

    def day(self, day: date) -> None:
        """Let it be this day from now on; the system does the day's work as it does by itself, and the mail goes."""
        self.begin(day)
        work = work_day(on=day, at=now(), ports=ports_for(self._parties))
        assert (work.broken, work.troubles) == ([], [])
        vendor = vendor_of(self._parties)
        hand_over_letters(on=day, at=now(), home=vendor.tray, link=LINK)
        vendor.empty_tray(on=day)

    def released(self, party: str) -> frozenset[str]:
        """The keys of what a party outside has let go of."""
        return frozenset(getattr(self._parties, party).done())
