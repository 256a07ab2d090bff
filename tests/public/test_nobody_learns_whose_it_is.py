"""Whether there is such a case shows nowhere: not in the answer, its length or its headers, and not in its time."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable
from time import process_time

import pytest

from caseclose.casework.models import Office
from caseclose.public import acts
from tests.casework.filing import a_case
from tests.public.acting import ANSWERS, asks, client

pytestmark = pytest.mark.usefixtures("_a_case")
ROUNDS, RESAMPLED = 9, 2000
THERE, NOT_THERE = ANSWERS["you"], {**ANSWERS["you"], "number": "7"}


@pytest.fixture
def _a_case(clean_database: object, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - it must be empty first
    Office.objects.get_or_create(
        code="ca", defaults={"state": "ca", "name": "An office", "zone": "America/Los_Angeles"}
    )
    a_case()
    monkeypatch.setattr("caseclose.casework.services.web.filing.within_measure", lambda *_, **__: True)


def shape_of(you: dict[str, str]) -> tuple[object, ...]:
    page = asks(client(), you=you)
    return page.status_code, len(page.content), sorted(page.headers.items())


def test_status_length_and_headers_are_the_same() -> None:
    assert shape_of(THERE) == shape_of(NOT_THERE)


def differences(measured: Callable[[dict[str, str]], float]) -> list[float]:
    """Return by how much longer each pair took about a case that is there; which comes first is drawn."""
    drawn = random.Random(11)
    measured(THERE)
    found = []
    for _ in range(ROUNDS):
        first = drawn.random() < 0.5
        pair = [measured(THERE if first else NOT_THERE), measured(NOT_THERE if first else THERE)]
        found.append(pair[0] - pair[1] if first else pair[1] - pair[0])
    return found


def interval(found: list[float]) -> tuple[float, float]:
    """Return the bootstrap interval of 95 % of the median."""
    drawn = random.Random(12)
    medians = sorted(statistics.median(drawn.choices(found, k=len(found))) for _ in range(RESAMPLED))
    return medians[int(RESAMPLED * 0.025)], medians[int(RESAMPLED * 0.975) - 1]


def processor_time(you: dict[str, str]) -> float:
    begun = process_time()
    asks(client(), you=you)
    return process_time() - begun


def tells(measured: Callable[[dict[str, str]], float]) -> bool:
    """Say whether the time tells: the interval leaves 0 out, to the same side, each of three times.

    An interval of 95 % leaves 0 out by chance once in twenty times; three in a row, hardly ever.
    """
    sides = set()
    for _ in range(3):
        low, high = interval(differences(measured))
        if low <= 0 <= high:
            return False
        sides.add(low > 0)
    return len(sides) == 1


def test_no_difference_in_time_can_be_told() -> None:
    assert not tells(processor_time)


def test_a_planted_early_return_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = acts.send

    def returns_early(request: object, kind: str, said: dict[str, str], *rest: object, **more: object) -> object:
        from caseclose.casework.models import Case

        if not Case.objects.filter(number=said["number"]).exists():
            from caseclose.casework.services.web.filing import Receipt
            from caseclose.web.clock import now

            return Receipt("BBBB-BBBB-BBBB", now())
        return whole(request, kind, said, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("caseclose.public.pages.asking.views.send", returns_early)
    assert tells(processor_time)
