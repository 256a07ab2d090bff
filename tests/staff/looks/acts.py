"""Looks at the acts on a closing: what is asked, what would follow with its letters, what is wrong, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from caseclose.casework.models import Reply
from tests.casework.closable import DUE
from tests.staff.looks.look import Look
from tests.staff.looks.scene import LONG_NUMBER, key

WORKER, BOSS = "caseworker", "supervisor"
REQUEST: dict[str, Any] = {"key": key, "arrived_on": "2026-11-20", "channel": "mail", "signed": "yes", "may_ask": "yes"}
REPLY: dict[str, Any] = {"key": key, "arrived_at": "2026-11-22T09:30", "channel": "phone", "reply": "R 7"}
EVERY_REASON = ["new_information", "begun_by_mistake", "other"]


def _reply() -> str:
    return str(Reply.objects.filter(closure__case="replied").latest("pk").key)


REVIEW: dict[str, Any] = {"key": key, "reply": _reply, "words": "She knows where he works."}
REOPEN: dict[str, Any] = {"key": key, "basis": "correction", "application_on": "", "fee": ""}


def _of(name: str, number: str, who: str = WORKER, **said: Any) -> Iterator[Look]:
    """An act's form, its form with nothing said, and what would follow from what was said."""
    at = {"number": number}
    yield Look(f"case_{name}", "filled", f"on {number[:9]}", who, at)
    if said:
        yield Look(f"case_{name}", "error", "nothing said", who, at, send={"key": key}, status=422)
        yield Look(f"case_{name}", "filled", "what follows", who, at, send=said)


LOOKS = [
    *_of("record_request", "open", "intake", **REQUEST),
    *_of("return_request", "requested", BOSS, key=key, missing=["signature", "date"]),
    *_of("decline_request", "requested", BOSS),
    *_of("withdraw_request", "requested", "intake"),
    *_of("propose", "open", key=key, criterion="ca.b1"),
    Look("case_propose", "filled", "nothing is met", WORKER, {"number": "bare"}),
    *_of("approve", "proposed", BOSS),
    *_of("approve", LONG_NUMBER, BOSS),
    *_of("approve", "requested", BOSS),
    *_of("send_notice", "approved"),
    *_of("record_returned_mail", "noticed", "intake"),
    *_of("record_reply", "noticed", "intake", **REPLY),
    *_of("review_reply", "replied", **{**REVIEW, "could_lead": "yes"}),
    Look("case_review_reply", "filled", "it leads nowhere", WORKER, {"number": "replied"},
         send={**REVIEW, "could_lead": "no"}),
    Look("case_close", "filled", "what follows, on its day", WORKER, {"number": "noticed"}, day=DUE),
    *_of("keep_open", "proposed", key=key, reasons=EVERY_REASON, words="Words " * 60),
    Look("case_keep_open", "error", "refused", WORKER, {"number": "proposed"}, send={"key": key, "reasons": ["other"]},
         status=422),
    *_of("reopen", "closed", BOSS, **REOPEN),
    *(Look(f"case_{name}", "error", "refused", BOSS, {"number": "bare"}, send={"key": key}, status=422)
      for name in ("decline_request", "withdraw_request", "approve", "send_notice", "record_returned_mail", "close")),
    Look("case_close", "error", "too early", WORKER, {"number": "noticed"}, send={"key": key}, status=422),
]  # fmt: skip
