"""Asking a site over sockets, one connection a request, as it closes them itself. Light: it shares the processors."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.public.serving import HOST

SLOWEST = 10.0
"""Seconds after which an answer is none."""
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as it goes over the wire: what it is, its bytes, and the status that it is to be answered with."""

    what: str
    sent: bytes
    expects: int = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its status, the cookies that it sets, and what it says."""

    status: int
    cookies: dict[str, str]
    said: bytes


def ask(
    what: str, path: str, *, fields: Iterable[tuple[str, str]] | None = None, expects: int = 200,
    cookies: Mapping[str, str] | None = None, caller: str = "",
) -> Ask:  # fmt: skip
    """Return a request to look at a path, or to send fields to it. `caller` is what a proxy says of who calls."""
    body = b"" if fields is None else urlencode(list(fields)).encode()
    lines = [f"{'GET' if fields is None else 'POST'} {path} HTTP/1.1", f"Host: {HOST}", "Accept-Language: en"]
    lines += [f"Content-Type: {_FORM}", f"Content-Length: {len(body)}"] if fields is not None else []
    lines += [f"Cookie: {'; '.join(f'{name}={value}' for name, value in cookies.items())}"] if cookies else []
    lines += [f"X-Forwarded-For: {caller}"] if caller else []
    return Ask(what, "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body, expects)


async def answered(port: int, asked: Ask) -> Answer:
    """Ask, and return the whole answer. Raises OSError where there is none."""
    async with asyncio.timeout(SLOWEST):
        reader, writer = await asyncio.open_connection(HOST, port)
        try:
            writer.write(asked.sent)
            return _read(await reader.read(-1))
        finally:
            writer.close()


def _read(raw: bytes) -> Answer:
    head, found, said = raw.partition(b"\r\n\r\n")
    if not found:
        raise ConnectionError("the connection was closed before the answer was whole")
    first, *headers = head.decode("latin-1").split("\r\n")
    pairs = [line.partition(": ") for line in headers]
    length = next((int(value) for name, _, value in pairs if name.lower() == "content-length"), len(said))
    if len(said) < length:
        raise ConnectionError("the connection was closed before the answer was whole")
    set_cookies = [value.partition(";")[0] for name, _, value in pairs if name.lower() == "set-cookie"]
    return Answer(int(first.split()[1]), dict(each.split("=", 1) for each in set_cookies), said)
