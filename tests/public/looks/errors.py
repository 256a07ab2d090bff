"""Looks at pages of errors, which any address may answer with."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.test import Client, override_settings

from tests.public.looks.look import Look, Spot


def _broken() -> AbstractContextManager[object]:
    return override_settings(CLOCK_TODAY="nowhere.at_all")


def _token_needed(client: Client, _spot: Spot) -> None:
    client.handler.enforce_csrf_checks = True


LOOKS = [
    Look("", "error", "not there", path="nothing/", status=404),
    Look("", "error", "a question that is not there", path="guide/q/999/", status=404),
    Look("", "error", "by a wrong method", path="guide/", send={}, status=405),
    Look("", "error", "not understood", path="ask/1/", send={f"f{n}": "x" for n in range(1001)}, status=400),
    Look("", "error", "open too long", path="answer/", send={}, first=_token_needed, status=403),
    Look("", "error", "broken", path="guide/", meanwhile=_broken, status=500),
]
