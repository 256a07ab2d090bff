"""The table of steps: who may do what to a closure, from where to where. Screens and commands draw on this table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """Where a closure stands."""

    REQUESTED = "requested"
    RETURNED = "returned"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    PROPOSED = "proposed"
    APPROVED = "approved"
    NOTICED = "noticed"
    REPLIED = "replied"
    KEPT_OPEN = "kept_open"
    CLOSED = "closed"


class Role(StrEnum):
    """Who acts."""

    RECIPIENT = "recipient"
    INTAKE = "intake"
    CASEWORKER = "caseworker"
    SUPERVISOR = "supervisor"
    RECORDS_OFFICER = "records_officer"
    SYSTEM = "system"
    OTHER_AGENCY = "other_agency"


ENDED = frozenset({Step.RETURNED, Step.DECLINED, Step.WITHDRAWN, Step.KEPT_OPEN, Step.CLOSED})
"""A closure that stands here is over; another attempt is another closure."""

STAFF = frozenset({Role.CASEWORKER, Role.SUPERVISOR})
DESK = STAFF | {Role.INTAKE}
BEFORE_CLOSING = frozenset({Step.REQUESTED, Step.PROPOSED, Step.APPROVED, Step.NOTICED, Step.REPLIED})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table. `start` is empty where the command begins a closure."""

    command: str
    by: frozenset[Role]
    start: frozenset[Step]
    end: Step


TABLE: dict[str, Row] = {
    row.command: row
    for row in (
        Row("record_request", DESK | {Role.RECIPIENT}, frozenset(), Step.REQUESTED),
        Row("return_request", DESK, frozenset({Step.REQUESTED}), Step.RETURNED),
        Row("decline_request", STAFF, frozenset({Step.REQUESTED}), Step.DECLINED),
        Row(
            "withdraw_request",
            DESK | {Role.RECIPIENT},
            BEFORE_CLOSING,
            Step.WITHDRAWN,
        ),
        Row("propose", STAFF | {Role.SYSTEM}, frozenset(), Step.PROPOSED),
        Row("approve", STAFF, frozenset({Step.REQUESTED, Step.PROPOSED}), Step.APPROVED),
        Row("send_notice", STAFF | {Role.SYSTEM}, frozenset({Step.APPROVED}), Step.NOTICED),
        Row("record_returned_mail", DESK | {Role.SYSTEM}, frozenset({Step.NOTICED}), Step.APPROVED),
        Row(
            "record_reply",
            DESK | {Role.RECIPIENT, Role.OTHER_AGENCY, Role.SYSTEM},
            frozenset({Step.NOTICED, Step.REPLIED}),
            Step.REPLIED,
        ),
        Row("review_reply", STAFF, frozenset({Step.REPLIED}), Step.NOTICED),
        Row("close", STAFF | {Role.SYSTEM}, frozenset({Step.APPROVED, Step.NOTICED}), Step.CLOSED),
        Row("keep_open", STAFF | {Role.SYSTEM}, BEFORE_CLOSING, Step.KEPT_OPEN),
    )
}
