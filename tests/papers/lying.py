"""A child process that a file has taken over: it says what it likes, by what it was asked."""

from __future__ import annotations

import sys
import time
from typing import Any

import msgspec

PICTURE = b"\x89PNG\r\n\x1a\n"
PAGE: dict[str, Any] = {"media": "png", "width": 1, "height": 1, "picture": PICTURE, "marks": []}


def answer(asked: str) -> bytes:
    if asked == "nonsense":
        return b"\xc1\xc1"
    if asked == "hangs":
        time.sleep(60)
    if asked == "endless":
        while True:
            sys.stdout.buffer.write(bytes(1 << 20))
    changes: dict[str, dict[str, Any]] = {
        "page": {"picture": b"<html><script>alert(1)</script>"},
        "media": {"media": "svg+xml"},
        "size": {"width": 1 << 40},
        "mark": {"marks": ["x" * 500]},
    }
    pages = [] if asked == "no page" else [PAGE | changes.get(asked, {})] * (900 if asked == "pages" else 1)
    return bytes(msgspec.msgpack.encode({"pages": pages, "why": "because" if asked == "why" else ""}))


if __name__ == "__main__":
    said = msgspec.msgpack.decode(sys.stdin.buffer.read())
    sys.stdout.buffer.write(answer(said["data"].decode()))
