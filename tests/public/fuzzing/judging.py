"""Sending what was drawn and judging what the public site makes of it: no error, no leak, a refusal changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from caseclose.web.charsets import content_type_in_text, without_zeros
from tests.public.fuzzing.spoiling import Spoiled
from tests.public.looks.look import Look, Spot
from tests.public.looks.site import answered
from tests.staff.fuzzing.changed import Records, not_valid
from tests.staff.fuzzing.sending import broken, shown, told

CANARY = "Zzsheltered"
"""What is in the records of a case whose codes nobody here has. No answer may hold it."""
COUNTED = {"casework_webcount"}
"""What a refusal does change: how much came from whom."""


@dataclass
class Run:
    """What came of many tries."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: Run) -> None:
        """Count another run in."""
        self.statuses += other.statuses
        self.faults += other.faults


def run(drawn: SearchStrategy[Spoiled], many: int, chance: int) -> Run:
    """Try so often what is drawn by this chance."""
    found = Run()

    @seed(chance)
    @settings(max_examples=many, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(drawn)
    def tries(spoiled: Spoiled) -> None:
        status, faults = tried(spoiled)
        found.statuses[status] += 1
        found.faults += [f"{spoiled.look.title} {spoiled.spot.title}: {spoiled.what}: {each}" for each in faults]

    tries()
    return found


def tried(spoiled: Spoiled) -> tuple[int, list[str]]:
    """Try one; return the status of the answer, and what is wrong with it. Nothing of it stays."""
    with answered(spoiled.look, spoiled.spot, asks=partial(_judged, spoiled)) as (_, judged):
        status, faults = judged
        return status, faults


def _judged(spoiled: Spoiled, client: Client, look: Look, spot: Spot) -> tuple[int, list[str]]:
    (body, kind), before = spoiled.sent(), Records()  # what is sent may need a code, which is drawn then
    kind = content_type_in_text(kind) or "application/octet-stream"  # as the server lets it through
    headers = {f"HTTP_{name.upper().replace('-', '_')}": without_zeros(said) for name, said in spoiled.headers.items()}
    path = f"{look.address(spot)}{spoiled.tail}"
    more: dict[str, Any] = {**headers}
    with told() as log:
        answer = client.generic(spoiled.method, path, body, kind, **more)
        return answer.status_code, [*broken(answer), *_leaks(answer, "\n".join(log.lines)), *_written(answer, before)]


def _leaks(answer: Any, log: str) -> Iterator[str]:  # noqa: ANN401 - of the client in tests
    page = shown(answer)
    headers = "".join(f"{name}: {said}" for name, said in answer.headers.items())
    for place, held in (("the page", page), ("a header", headers.encode()), ("the log", log.encode())):
        if CANARY.encode() in held:
            yield f"{CANARY} is in {place}"
        if b"Traceback (most recent" in held:
            yield f"a traceback is in {place}"


def _written(answer: Any, before: Records) -> Iterator[str]:  # noqa: ANN401 - of the client in tests
    if answer.status_code >= 500:
        return
    changed = [name for name in before.changed() if name not in COUNTED]
    if changed and answer.status_code >= 400:
        yield f"refused with {answer.status_code}, and yet changed {changed}"
    yield from not_valid(changed)
