"""What the log says of an error: where in the program it happened, and of what kind it was. Nobody's data is in it.

Addresses name cases, and what the database says of an error repeats values. So neither is written: a request is told by
the name of its page, an error by its kind and its places.
"""

from __future__ import annotations

import logging
from traceback import extract_tb
from types import TracebackType

KIND = type[BaseException]
Raised = tuple[KIND, BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """One line for each record, and one for each place of an error."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """Say the message; of a request only its page. Signs that would begin another line are escaped."""
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            record.message = f"status {getattr(record, 'status_code', '?')}, page {match.view_name if match else '-'}"
        record.message = record.message.encode("unicode_escape").decode("ascii")
        return super().formatMessage(record)

    def formatException(self, ei: Raised) -> str:  # noqa: N802
        """Say of which kind an error is, what it came from, and through which places it went."""
        lines, error = [], ei[1]
        while error is not None:
            lines.append(f"  {type(error).__module__}.{type(error).__qualname__}")
            lines += [f"    {frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)
