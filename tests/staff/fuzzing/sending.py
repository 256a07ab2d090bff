"""Sending something and judging the answer: no error, no leak, nothing changed by what is refused."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from traceback import extract_tb
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError

from caseclose.site.logs import Discreet
from caseclose.web.charsets import content_type_in_text, without_zeros
from tests.staff.fuzzing.changed import Records, not_valid, taken_back
from tests.staff.fuzzing.finding import name_of
from tests.staff.fuzzing.scene import SAFE, Visitor

READS_PROTECTED = {"case_protected"}
"""Where protected facts are read by whoever says why; the journal tells it."""
_LOGGERS = ("django", "caseclose", "axes", "allauth")


@dataclass
class Sent:
    """What is sent. `refused` says that it must change nothing, whatever the answer is."""

    what: str
    path: str
    method: str = "GET"
    body: bytes = b""
    type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    refused: bool = False


@dataclass
class Judged:
    """The answer, what it changed, and what is wrong with it."""

    status: int
    answer: Any
    changed: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class _Told(logging.Handler):
    """What the log says, as it is written; what has no page of ours around it too."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(Discreet())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def told() -> Iterator[_Told]:
    """What is logged meanwhile, instead of being written."""
    listener, loggers = _Told(), [logging.getLogger(name) for name in _LOGGERS]
    before = [(each, each.handlers, each.propagate) for each in loggers]
    for each in loggers:
        each.handlers, each.propagate = [listener], False
    try:
        yield listener
    finally:
        for each, handlers, propagate in before:
            each.handlers, each.propagate = handlers, propagate


def send(visitor: Visitor, sent: Sent, records: Records) -> Judged:
    """Send it, judge the answer, and take back what it did."""
    kept = SimpleCookie(visitor.client.cookies)
    kind = content_type_in_text(sent.type) or "application/octet-stream"  # as the server lets it through
    cache.clear()
    try:
        with told() as log, taken_back():
            answer = visitor.client.generic(sent.method, sent.path, sent.body, kind, **_environ(sent))
            return _judged(visitor, sent, answer, "\n".join(log.lines), records)
    finally:
        visitor.client.cookies = kept


def _environ(sent: Sent) -> dict[str, Any]:
    return {f"HTTP_{name.upper().replace('-', '_')}": without_zeros(value) for name, value in sent.headers.items()}


def _judged(visitor: Visitor, sent: Sent, answer: Any, log: str, records: Records) -> Judged:
    judged = Judged(answer.status_code, answer)
    judged.faults += broken(answer)
    if answer.status_code < 500:
        try:
            judged.changed = records.changed()
            judged.faults += _written(sent, judged)
        except DatabaseError as error:
            judged.faults.append(f"the database was left in a failed transaction: {error}")
    judged.faults += _leaks(visitor, sent, judged, log)
    judged.faults = [
        f"{sent.what}: {sent.method} {sent.path[:120]} as {visitor.name}: {each}" for each in judged.faults
    ]
    return judged


def broken(answer: Any) -> Iterator[str]:
    """Tell of a server error: what it was, and where."""
    if answer.status_code < 500:
        return
    kind, error, trace = getattr(answer, "exc_info", None) or (None, None, None)
    last = extract_tb(trace)[-1] if trace else None
    yield f"{answer.status_code}, {kind.__name__ if kind else ''} {str(error)[:90]} at {last}"


def _written(sent: Sent, judged: Judged) -> Iterator[str]:
    if judged.changed and judged.status >= 400:
        yield f"refused with {judged.status}, and yet changed {judged.changed}"
    elif judged.changed and sent.refused:
        yield f"answered {judged.status} and changed {judged.changed}, where nothing was to be changed"
    if judged.changed:
        yield from not_valid(judged.changed)


def _leaks(visitor: Visitor, sent: Sent, judged: Judged, log: str) -> Iterator[str]:
    page = shown(judged.answer)
    read = name_of(sent.path) in READS_PROTECTED and "casework_journalentry" in judged.changed
    for canary in visitor.canaries:
        word = canary.encode()
        if word in page and not (read and canary == SAFE):
            yield f"shows {canary}"
        if any(canary in f"{name}: {value}" for name, value in judged.answer.headers.items()):
            yield f"has {canary} in a header"
        if canary in log:
            yield f"has {canary} in the log"
    if b"Traceback (most recent" in page or "Traceback (most recent" in log:
        yield "shows a traceback"


def shown(answer: Any) -> bytes:
    """All that an answer holds."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)
