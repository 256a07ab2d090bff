"""Sending what was drawn to the public site, as a person whom nobody knows: what is judged is what is of both sites."""

from __future__ import annotations

from functools import partial

from django.test import Client
from hypothesis.strategies import SearchStrategy

from tests.public.fuzzing.spoiling import Spoiled
from tests.public.looks.look import Look, Spot
from tests.public.looks.site import answered
from tests.staff.fuzzing import repeating
from tests.staff.fuzzing.changed import Records
from tests.staff.fuzzing.scene import Visitor
from tests.staff.fuzzing.sending import Judged, send

CANARY = "Zzsheltered"
"""What is in the records of a case whose codes nobody here has. No answer may hold it."""
COUNTED = frozenset({"casework_webcount"})
"""What a refusal does change: how much came from whom."""


def run(drawn: SearchStrategy[Spoiled], many: int, chance: int) -> repeating.Run:
    """Try so often what is drawn by this chance. Nothing of it stays."""
    return repeating.run(drawn, _tried, many, chance)


def _tried(spoiled: Spoiled) -> Judged:
    with answered(spoiled.look, spoiled.spot, asks=partial(_judged, spoiled)) as (_, judged):
        found: Judged = judged
        return found


def _judged(spoiled: Spoiled, client: Client, _look: Look, _spot: Spot) -> Judged:
    sent = spoiled.sent()  # first: it may need a code, which is drawn then
    return send(Visitor("nobody", client, (CANARY,)), sent, Records(besides=COUNTED))
