"""Looks at pages of errors, which any address may answer with."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.test import Client, override_settings

from tests.public.looks.look import Look, Spot


def _broken() -> AbstractContextManager[object]:
    return override_settings(CLOCK_TODAY="nowhere.at_all")


def denies(_zone: str) -> NoReturn:
    """Refuse, as a page does that is for somebody else."""
    raise PermissionDenied


def _refused() -> AbstractContextManager[object]:
    return override_settings(CLOCK_TODAY=f"{__name__}.denies")


def _token_needed(client: Client, _spot: Spot) -> None:
    client.handler.enforce_csrf_checks = True


LOOKS = [
    Look("", "error", "not there", path="nothing/", status=404),
    Look("", "error", "a question that is not there", path="guide/q/999/", status=404),
    Look("", "error", "by a wrong method", path="guide/", send={}, status=405),
    Look("", "error", "not understood", path="ask/1/", send={f"f{n}": "x" for n in range(1001)}, status=400),
    Look("", "error", "open too long", path="answer/", send={}, first=_token_needed, status=403),
    Look("", "error", "not for this person", path="guide/", meanwhile=_refused, status=403),
    Look("", "error", "broken", path="guide/", meanwhile=_broken, status=500),
]
