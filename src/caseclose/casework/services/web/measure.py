"""How much may be done on the web: by one caller, about one case, and in all. The amounts are the policy's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseclose.casework.services.fingerprints import fingerprint
from caseclose.casework.services.web.counting import ALL, DAY, HOUR, count, counted
from caseclose.casework.services.web.names import as_compared
from caseclose.closure.refused import Refused
from caseclose.law.safeguards import web_limits

ACT, UPLOAD, HELD, WRONG, FORM = "act", "upload", "held", "wrong", "form"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends something, by the mark of where they call from, and the case number or code that they name."""

    caller: str
    claimed: str


def within_measure(sender: Sender, *, files: int, at: datetime) -> bool:
    """Count an act, and say whether it is within every measure. All are asked, whichever is full."""
    limits = web_limits()
    claimed = fingerprint("claimed", as_compared(sender.claimed))
    full = [
        count(ACT, sender.caller, HOUR, at) > limits.address_an_hour,
        count(ACT, claimed, DAY, at) > limits.case_a_day,
        count(ACT, ALL, DAY, at) > limits.all_a_day,
        files > 0 and count(UPLOAD, sender.caller, HOUR, at) > limits.address_uploads_an_hour,
    ]
    return not any(full)


def hold_one_more(at: datetime) -> None:
    """Count an answer that is kept beyond the measure. Raises Refused where even of these there are too many."""
    if count(HELD, ALL, DAY, at) > web_limits().held_a_day:
        raise Refused("web_full")


def may_have_form(caller: str, at: datetime) -> bool:
    """Count a form that is filled in to be printed, and say whether it is within measure."""
    return count(FORM, caller, HOUR, at) <= web_limits().address_forms_an_hour


def may_try(caller: str, at: datetime) -> bool:
    """Say whether the caller may try a code: neither they nor all together have had too many wrong ones."""
    limits = web_limits()
    mine, everybodys = counted(WRONG, caller, HOUR, at), counted(WRONG, ALL, DAY, at)
    return mine < limits.wrong_an_hour and everybodys < limits.wrong_a_day


def was_wrong(caller: str, at: datetime) -> None:
    """Count a code that led nowhere."""
    count(WRONG, caller, HOUR, at)
    count(WRONG, ALL, DAY, at)
