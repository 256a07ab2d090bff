"""A clerk's desk in tests: a browser that sends papers, and short ways to what came of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, override_settings

from caseclose.casework.models import IncomingPaper
from caseclose.web.clock import today
from tests.papers.hostile import picture
from tests.staff.office import account, signed_in

KEY = secrets.token_bytes(32)
ZONE = "America/Los_Angeles"
ARRIVED = {"arrived_on": "2026-11-20", "arrived_time": "", "channel": "mail"}
SAID = {"signer": "The person", "signed": "yes", "may_ask": "yes", "stop": ["support", "medical"], "safety": "no",
        "cash_aid": "never", "medicaid": "past", "foster_care": ""}  # fmt: skip


def clerk(*, lang: str = "en", role: str = "intake") -> Client:
    return signed_in(account(role), lang=lang)


def key() -> str:
    return secrets.token_urlsafe(24)


@contextmanager
def with_form_key(folder: Path) -> Iterator[bytes]:
    """The agency's key of form codes, in a file."""
    path = folder / "key"
    path.write_bytes(KEY.hex().encode())
    with override_settings(FORM_KEY_FILE=str(path)):
        yield KEY.hex().encode()


def sent(client: Client, data: bytes = b"", *, name: str = "scan.png", **more: Any) -> HttpResponse:
    file = SimpleUploadedFile(name, data or picture(), "text/html")
    return client.post("/intake/", {"key": key(), **ARRIVED, **more, "file": file})  # type: ignore[return-value]


def waiting(client: Client, data: bytes = b"", *, number: str = "1") -> int:
    """A paper that lies with this case and waits."""
    paper = int(sent(client, data).headers["Location"].split("/")[3])
    if number:
        client.post(f"/intake/paper/{paper}/place/", {"number": number})
        assert IncomingPaper.objects.get(pk=paper).case_id == number
    return paper


def day() -> Any:
    return today(ZONE)
