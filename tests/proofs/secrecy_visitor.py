"""Somebody who looks at the public site from outside: what comes back, how long it took, and what of it is random."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from time import perf_counter
from urllib.parse import urlencode, urlsplit

from tests.public.phone import CODE

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_TOKEN, _KEY = (rf'name="{name}" value="([^"]+)"' for name in ("csrfmiddlewaretoken", "key"))
_RANDOM = re.compile(rf"{_TOKEN}|{_KEY}|({CODE.pattern})|(\d\d:\d\d:\d\d)")
"""What differs between any two answers: tokens, keys, references, the second. Their signs are hidden one by one."""
_COOKIE = re.compile("(?<==)[^;]*")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and the seconds from the first byte that was sent to the last one that came."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str
    seconds: float

    def shape(self, typed: tuple[str, ...]) -> tuple[object, ...]:
        """Return all of it but what is random and what was typed. That is hidden sign by sign: lengths are told."""
        text = _RANDOM.sub(_hidden, self.text)
        for each in typed:
            text = text.replace(each, "*" * len(each))
        told = [
            (name, _COOKIE.sub(_hidden, value, count=1) if name == "set-cookie" else value)
            for name, value in self.headers
        ]
        return self.status, tuple(sorted(each for each in told if each[0] != "date")), text

    def key(self) -> str:
        """Return the key of the form on the page. Raises LookupError."""
        return _found(_KEY, self.text)

    def code(self) -> str:
        """Return the reference on the page. Raises LookupError."""
        return _found(f"({CODE.pattern})", self.text)


def _hidden(found: re.Match[str]) -> str:
    return "*" * len(found[0])


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        raise LookupError(pattern)
    return found[1]


@dataclass
class Visitor:
    """A browser without scripts, whose connection stays open where the server lets it. It may send more headers."""

    address: str
    more: Mapping[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def __post_init__(self) -> None:
        self.line = HTTPConnection(urlsplit(self.address).netloc, timeout=120)

    def looks(self, path: str) -> Answer:
        """Look at a page, and remember the token of its form."""
        answer = self._asked("GET", path, b"")
        self.token = _found(_TOKEN, answer.text) if re.search(_TOKEN, answer.text) else self.token
        return answer

    def sends(self, path: str, said: Mapping[str, str | list[str]]) -> Answer:
        """Send a form."""
        return self._asked("POST", path, urlencode({**said, "csrfmiddlewaretoken": self.token}, doseq=True).encode())

    def _asked(self, method: str, path: str, body: bytes) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        more = {**self.more, "Cookie": cookies, "Connection": "keep-alive", **(_FORM if body else {})}
        begun = perf_counter()
        self.line.request(method, path, body or None, more)
        response = self.line.getresponse()
        text = response.read().decode()
        seconds = perf_counter() - begun
        headers = tuple((name.lower(), value) for name, value in response.getheaders())
        for name, value in headers:
            if name == "set-cookie":
                cookie, _, rest = value.partition(";")[0].partition("=")
                self.cookies[cookie] = rest
        return Answer(response.status, headers, text, seconds)
