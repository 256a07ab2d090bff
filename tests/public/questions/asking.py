"""Going through the questions as somebody does who has no scripts: by what stands in the form of each page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from django.test import Client

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
_CHOICE = re.compile(r'type="radio" name="([^"]*)" id="[^"]*" value="([^"]*)"( checked)?>')


@dataclass
class Visit:
    """Somebody on the questions of a state, in a language."""

    state: str = "ca"
    lang: str = "en"
    client: Client = field(default_factory=lambda: Client(headers={"host": "localhost"}))
    page: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._keep(self.client.get(self.address))

    @property
    def address(self) -> str:
        return f"/{self.lang}/{self.state}/questions/"

    def send(self, address: str = "", **fields: str) -> Visit:
        """Send the form of this page with what it carries, and `fields`."""
        carried = dict(_HIDDEN.findall(self.page))
        return self._keep(self.client.post(address or self.address, {**carried, **fields}))

    def _keep(self, response: object) -> Visit:
        assert response.status_code == 200  # type: ignore[attr-defined]
        self.page, self.headers = response.content.decode(), dict(response.headers)  # type: ignore[attr-defined]
        return self

    @property
    def asked(self) -> str:
        """The question on this page; empty where there is none."""
        return next((name for name, _, _ in _CHOICE.findall(self.page)), "")

    @property
    def chosen(self) -> str:
        return next((value for _, value, checked in _CHOICE.findall(self.page) if checked), "")

    @property
    def offered(self) -> list[str]:
        return [value for _, value, _ in _CHOICE.findall(self.page)]

    @property
    def carried(self) -> dict[str, str]:
        return {name: value for name, value in _HIDDEN.findall(self.page) if name != "now"}

    @property
    def text(self) -> str:
        """What can be read on the page, without its head."""
        body = re.sub(r"(?s).*<main[^>]*>|</main>.*", "", self.page)
        return re.sub(r"\s+", " ", unescape(re.sub(r"(?s)<[^>]+>", " ", body))).strip()

    def go(self, answers: dict[str, str]) -> Visit:
        """Answer until nothing is asked any more."""
        for _ in self.steps(answers):
            pass
        return self

    def steps(self, answers: dict[str, str]) -> Iterator[str]:
        """Answer question by question, and yield the id of each before it is answered; "seen" for a page to read."""
        while 'name="now"' in self.page:
            if not self.asked:
                yield "seen"
                self.send(seen="yes")
                continue
            yield self.asked
            self.send(**{self.asked: answers[self.asked]})
