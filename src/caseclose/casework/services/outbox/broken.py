"""What broke, said so that whoever runs the system finds it, and nobody reads in it what a case says."""

from __future__ import annotations

from pathlib import Path


def broken(error: BaseException) -> str:
    """Return the kind of error, and where it was raised. What it says may hold anything, so that is left out."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f" at {Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame is not None else ""
    return f"{type(error).__name__}{where}"
