"""Looks at intake: papers that wait, keying in, receipts, calls."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from caseclose.casework.models import Person
from caseclose.staff.screens.intake.forms import FORMS
from tests.staff.intake.desk import ARRIVED
from tests.staff.looks.look import Look, NoPage
from tests.staff.looks.scene import key, paper, receipt

CLERK = "intake"


def _paper(state: str, *, placed: bool = True) -> dict[str, Callable[[], int]]:
    return {"pk": lambda: paper(state, placed=placed)}


def _archive() -> SimpleUploadedFile:
    return SimpleUploadedFile("scan.pdf", b"PK\x03\x04")


ARCHIVE = {"key": key, **ARRIVED, "file": _archive}


def _protected() -> None:
    """Everybody is flagged, so that every paper of a case is shut; and what was told was told without a paper."""
    Person.objects.update(family_violence=True)


TOLD = {"pk": lambda: receipt("request")}
WAITS, NOBODYS, CALL = _paper("waiting"), _paper("waiting", placed=False), {"number": "noticed"}
LOOKS = [
    Look("intake", "empty", "", CLERK),
    Look("intake", "empty", "set aside", CLERK, ask="list=aside"),
    Look("intake", "filled", "", CLERK),
    Look("intake", "filled", "set aside", CLERK, ask="list=aside"),
    Look("intake", "error", "nothing chosen", CLERK, send={"key": key}, status=422),
    Look("intake", "error", "a file that is refused", CLERK, send=ARCHIVE, status=422),
    Look("intake_call", "filled", "", CLERK),
    Look("intake_call", "filled", "no such case", CLERK, send={"number": "nowhere"}),
    Look("intake_call", "error", "nothing said", CLERK, send={"number": ""}),
    *(Look("intake_paper", "filled", f"as {kind}", CLERK, WAITS, f"as={kind}") for kind in FORMS),
    *(Look("intake_paper", "error", f"as {kind}", CLERK, WAITS, f"as={kind}", {"key": key}, 422) for kind in FORMS),
    Look("intake_paper", "error", "refused", CLERK, WAITS, "as=reply", status=422,
         send={"key": key, **ARRIVED, "signer": "x", "signed": "yes", "words": "I disagree"}),
    Look("intake_paper", "filled", "whose is it?", CLERK, NOBODYS),
    Look("intake_aside", "filled", "", CLERK, WAITS),
    Look("intake_aside", "error", "nothing said", CLERK, WAITS, send={"key": key}, status=422),
    Look("intake_back", "filled", "", CLERK, _paper("set_aside", placed=False)),
    Look("intake_back", "error", "it waits", CLERK, WAITS, send={"key": key}, status=422),
    Look("intake_read", "filled", "waits", CLERK, WAITS),
    Look("intake_read", "filled", "keyed in", "caseworker", _paper("keyed")),
    Look("intake_read", "filled", "set aside", CLERK, _paper("set_aside", placed=False)),
    *(Look("intake_receipt", "filled", kind, CLERK, {"pk": lambda kind=kind: receipt(kind)})
      for kind in ("request", "document")),
    Look("intake_open", "filled", "to read", "caseworker", WAITS, before=_protected),
    Look("intake_open", "filled", "to key in", CLERK, WAITS, "then=key", before=_protected),
    Look("intake_open", "error", "no reason", CLERK, WAITS, send={"key": key}, status=422, before=_protected),
    Look("intake_open_told", "filled", "", CLERK, TOLD, before=_protected),
    Look("intake_open_told", "error", "no reason", CLERK, TOLD, send={"key": key}, status=422, before=_protected),
    *(Look("intake_case", "filled", kind, CLERK, CALL, f"as={kind}") for kind in FORMS if kind != "document"),
    Look("intake_case", "error", "nothing said", CLERK, CALL, send={"key": key}, status=422),
]  # fmt: skip
NO_PAGES = [
    NoPage("intake_place", "POST", "back to the paper", WAITS, CLERK),
    NoPage("intake_page", "GET", "a picture", {**WAITS, "sheet": 1}, CLERK),
    NoPage("intake_original", "GET", "a file", WAITS, "caseworker"),
]
