"""The child process that looks into a file: `python -m caseclose.papers.child`. It may use little and write nothing.

What it is asked comes on stdin and what it answers goes to stdout. It inherits no environment, so it knows no address
and no secret; it opens no file but its own libraries. Before anything else it lowers its own limits.
"""

from __future__ import annotations

import resource
import sys

import msgspec

from caseclose.papers.answer import Answer, PageCopy, Question
from caseclose.papers.why import NotTaken, Why

_MEBIBYTE = 1 << 20
_OPEN_FILES = 64


def main() -> None:
    """Answer the question on stdin."""
    seconds, memory = (int(each) for each in sys.argv[1:])
    _lower(seconds, memory)
    question = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Question)
    try:
        answer = Answer(pages=_pages(question))
    except NotTaken as refused:
        answer = Answer(why=refused.why)
    except MemoryError:
        answer = Answer(why=Why.TOO_MUCH)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))


def _lower(seconds: int, memory: int) -> None:
    """Lower the limits of this process: memory in MiB, seconds of processor time, open files, and nothing written."""
    for which, most in (
        (resource.RLIMIT_AS, memory * _MEBIBYTE),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(which, (most, most))


def _pages(question: Question) -> list[PageCopy]:
    from caseclose.papers.drawing import drawn  # each is large, and not every file needs both

    limits = question.limits
    if question.kind == "pdf":
        from caseclose.papers.pdf import pages_of_pdf

        return [drawn(page, limits) for page in pages_of_pdf(question.data, limits)]
    from caseclose.papers.pictures import pages_of_picture

    return [drawn(page, limits) for page in pages_of_picture(question.data, question.kind, limits)]


if __name__ == "__main__":
    main()
