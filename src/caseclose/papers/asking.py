"""Asking the child process. Whatever it met may have taken it over, so its answer is trusted no more than the file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Thread, Timer
from typing import IO

import msgspec

import caseclose
from caseclose.law.safeguards import PaperLimits
from caseclose.papers.answer import Answer, PageCopy, Question
from caseclose.papers.why import NotTaken, Why

CHILD = "caseclose.papers.child"
_SOURCES = Path(caseclose.__file__).resolve().parents[1]
_BEGINS = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
_TIMES_A_COPY = 4
"""A page that is kept as a photo may be larger than a sharp copy, but not by more than this."""


def ask(question: Question, limits: PaperLimits, child: str = CHILD) -> Answer:
    """Return the pages that a child process found. Raises NotTaken, and also where it dies, hangs or says too much."""
    said = _said(msgspec.msgpack.encode(question), limits, child)
    try:
        answer = msgspec.msgpack.decode(said, type=Answer)
        why = Why(answer.why) if answer.why else None
    except (msgspec.DecodeError, ValueError):
        raise NotTaken(Why.TOO_MUCH) from None
    if why is not None:
        raise NotTaken(why)
    if not answer.pages or len(answer.pages) > limits.pages or not all(map(_is_what_it_says, answer.pages)):
        raise NotTaken(Why.DAMAGED)
    return answer


def _is_what_it_says(page: PageCopy) -> bool:
    return page.picture.startswith(_BEGINS[page.media])


def _said(message: bytes, limits: PaperLimits, child: str) -> bytes:
    """Run the child and return what it says, up to a measure."""
    most = limits.pages * limits.copy_bytes * _TIMES_A_COPY
    command = [sys.executable, "-s", "-B", "-m", child, str(limits.seconds), str(limits.memory_mib)]
    with subprocess.Popen(  # noqa: S603 - this very Python, and two numbers of the policy
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, close_fds=True, cwd="/",
        env={"PYTHONPATH": str(_SOURCES), "LC_ALL": "C.UTF-8"},
    ) as running:  # fmt: skip
        ends, gives = Timer(limits.longest_seconds, running.kill), Thread(target=_give, args=(running.stdin, message))
        ends.start()
        gives.start()
        try:
            said = running.stdout.read(most + 1) if running.stdout else b""
        finally:
            running.kill()
            gives.join()
            ends.cancel()
    if len(said) > most or not said:
        raise NotTaken(Why.TOO_MUCH)
    return said


def _give(into: IO[bytes] | None, message: bytes) -> None:
    """Give the child its question; one that has died already takes no more."""
    try:
        if into is not None:
            into.write(message)
            into.close()
    except OSError:
        return
