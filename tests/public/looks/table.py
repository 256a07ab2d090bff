"""The table of looks at the public site: those of every area, and what is no page."""

from __future__ import annotations

from tests.public.looks import answering, asking, errors, following, interview, reading
from tests.public.looks.look import Look, NoPage

LOOKS: list[Look] = [
    *reading.LOOKS,
    *interview.LOOKS,
    *asking.LOOKS,
    *answering.LOOKS,
    *following.LOOKS,
    *errors.LOOKS,
]
NO_PAGES: list[NoPage] = [*reading.NO_PAGES, *asking.NO_PAGES]
