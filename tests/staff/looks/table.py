"""The table of looks: those of every area, and what is no page."""

from __future__ import annotations

from tests.staff.looks import acts, cases, desks, intake, offices, sealing, signing_in
from tests.staff.looks.look import Look, NoPage

LOOKS: list[Look] = [
    *signing_in.LOOKS,
    *cases.LOOKS,
    *acts.LOOKS,
    *desks.LOOKS,
    *intake.LOOKS,
    *offices.LOOKS,
    *sealing.LOOKS,
]
NO_PAGES: list[NoPage] = [*signing_in.NO_PAGES, *desks.NO_PAGES, *intake.NO_PAGES]
