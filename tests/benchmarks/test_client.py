"""The crowd's client, against a small server over sockets: it comes when it comes, and takes nothing for an answer."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import islice, repeat
from typing import Any

import pytest
from benchmarks.public import asking, client
from benchmarks.public.asking import Ask, answered, ask
from benchmarks.public.crowd import SHARES, Ready, Visitor, requests
from benchmarks.public.latencies import Taken, summed
from benchmarks.public.pages import form_of

Answers = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]
PAGE = b"HTTP/1.1 200 OK\r\nSet-Cookie: t=abc; HttpOnly\r\nset-cookie: d=x=y; Path=/\r\nContent-Length: 4\r\n\r\nword"


@asynccontextmanager
async def a_site(answers: Answers) -> AsyncIterator[int]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await answers(await reader.readuntil(b"\r\n\r\n"), writer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def _says_a_page(_asked: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(PAGE)


def test_an_answer_is_read_with_its_cookies() -> None:
    async def run() -> asking.Answer:
        async with a_site(_says_a_page) as port:
            return await answered(port, ask("a page", "/"))

    assert asyncio.run(run()) == asking.Answer(200, {"t": "abc", "d": "x=y"}, b"word")


def test_what_is_sent_is_a_form_of_a_known_caller() -> None:
    sent = ask("a form", "/x/", fields=[("a", "é"), ("b", "1 2")], cookies={"t": "1", "d": "2"}, caller="10.0.0.1").sent
    head, _, body = sent.partition(b"\r\n\r\n")
    assert body == b"a=%C3%A9&b=1+2"
    assert {b"Cookie: t=1; d=2", b"X-Forwarded-For: 10.0.0.1", b"Content-Length: 14"} <= set(head.split(b"\r\n"))
    assert head.startswith(b"POST /x/ HTTP/1.1\r\n")


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nword", b"HTTP/1.1 500 X\r\n\r\n"])
def test_half_an_answer_and_a_wrong_one_have_failed(said: bytes) -> None:
    async def says(_asked: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(said)

    assert {each.failed for each in offered(says, rate=50, seconds=0.2)} == {True}


def test_no_answer_in_time_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "SLOWEST", 0.05)

    async def sleeps(_asked: bytes, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)

    assert summed(offered(sleeps, rate=50, seconds=0.2), 50).errors > 0


def offered(answers: Answers, *, rate: float, seconds: float, crowd: Iterator[Ask] | None = None) -> list[Taken]:
    async def run() -> list[Taken]:
        async with a_site(answers) as port:
            return await client._offered(port, crowd or repeat(ask("a page", "/")), rate, seconds, random.Random(1))

    return asyncio.run(run())


def test_they_come_while_the_site_stands_still_and_wait_from_when_they_came() -> None:
    """A site that answers one after another and can do twenty a second, where a hundred come."""
    turn = asyncio.Lock()

    async def one_by_one(_asked: bytes, writer: asyncio.StreamWriter) -> None:
        async with turn:
            await asyncio.sleep(0.05)
            writer.write(PAGE)

    found = summed(offered(one_by_one, rate=100, seconds=0.5), 100)
    assert found.errors == 0
    assert found.longest > 500
    assert not found.holds(250)


def test_a_client_that_is_late_itself_makes_nobody_wait_less() -> None:
    def slowly() -> Iterator[Ask]:
        while True:
            time.sleep(0.05)
            yield ask("a page", "/")

    assert summed(offered(_says_a_page, rate=100, seconds=0.5, crowd=slowly()), 100).longest > 500


def test_a_form_is_read_without_those_that_lead_elsewhere() -> None:
    page = b"""<form action="/find/"><input name="wanted"></form>
        <form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="T">
        <input type="hidden" name="a" value="1">
        <input type="radio" name="q" value="x"><input type="radio" name="q" value="y"><input type="checkbox" name="c">
        <button type="submit" name="seen" value="yes"></button><button type="submit">Go</button></form>"""
    form = form_of(page)
    assert (form.token, dict(form.hidden)["a"], form.offered, form.buttons) == (
        "T", "1", {"q": ["x", "y"], "c": ["on"]}, {"seen"},
    )  # fmt: skip


def test_the_crowd_asks_in_the_shares_that_are_told() -> None:
    ready = Ready(random.Random(1), [("CODE", "Name")], [ask("step", "/")], [Visitor({"t": "1"}, "T")])
    assert sum(SHARES.values()) == 1000
    found: Counter[Any] = Counter(each.what for each in islice(requests(ready), 20_000))
    assert 0.32 < found["guide, a page"] / 20_000 < 0.38
    assert 5 < found["answer, signed and filed"] < 60
