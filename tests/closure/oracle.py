"""A second judge of every closing: was it lawful, by its history and by what was known on the day?

Written by hand from 45 CFR 303.11 as it stands since 9 July 2020, from 22 CCR 118203(a)(1) and (2) and what California
asks beside them, and from Ark. Admin. Code 006.25.1-7. It knows neither the policy files nor the program. A history is
what happened, in order: what, on which day, by whom, and what the records showed of the case on that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.closure.oracle_criteria import FEDERAL, NARROWED, NOTHING, OF_AGE, Known, money, months_over, no, yes

SINCE = date(2020, 7, 9)
SIXTY_DAYS = timedelta(days=60)

TO_RECIPIENT = {f"b{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 15, 16)}
REPLY_KEEPS_OPEN = TO_RECIPIENT - {"b13"} | {"b17"}
STATES_THAT_SPLIT = {"ar", "ca"}


@dataclass(frozen=True)
class Happened:
    """One thing that happened in a case."""

    what: str
    on: date
    by: str
    details: Mapping[str, Any] = field(default_factory=dict)
    known: Known = field(default_factory=dict)


def faults(state: str, attempt: Sequence[Happened]) -> list[str]:
    """Say what is wrong with a closing: the history of one attempt, from its beginning on. Empty if good."""
    last = attempt[-1]
    if last.what != "CaseClosed" or last.on < SINCE:
        return ["this is not a closing under the rule of July 2020"]
    family = attempt[0].what == "RequestRecorded"
    paragraph = "b12" if family else str(last.details["criterion"]).partition(".")[2]
    found = [*_beginning(attempt), *_record(last, paragraph), *_replies(attempt, last, paragraph)]
    found += [*_notice(attempt, last, paragraph), *_outcome(state, last, family=family)]
    found += _request(state, attempt[0], last) if family else _criterion(state, last, paragraph)
    return found


def _beginning(attempt: Sequence[Happened]) -> Iterator[str]:
    """Two people: one begins, another approves, and nothing goes out before that."""
    if attempt[0].what not in ("RequestRecorded", "ClosureProposed"):
        yield "nobody asked for or proposed this closing"
    approvals = [each for each in attempt if each.what == "ClosureApproved"]
    if not approvals:
        yield "nobody approved"
    if any(each.by == attempt[0].by for each in approvals):
        yield "the person who began it approved it"
    if any(each.on > later.on for each, later in zip(attempt, attempt[1:], strict=False)):
        yield "its history runs backwards"


def _criterion(state: str, last: Happened, paragraph: str) -> Iterator[str]:
    """(b): at least one of the criteria is met; a state may ask more."""
    question = FEDERAL.get(paragraph)
    if question is None:
        yield f"303.11 has no paragraph {paragraph}"
    elif not question(last.known, last.on):
        yield f"the criterion did not hold on the day: {paragraph}"
    more = NARROWED.get((state, paragraph))
    if more is not None and not more(last.known, last.on):
        yield f"what the state asks beyond the criterion did not hold on the day: {state} {paragraph}"
    if paragraph == "b12":
        yield from _barred(state, last)
    if (
        state == "ca"
        and paragraph == "b9"
        and not (no(last.known, "current_order") or yes(last.known, "motion_to_modify_filed"))
    ):
        yield "California asks the court to change the order first"


def _record(last: Happened, paragraph: str) -> Iterator[str]:
    """(b): supporting documentation in the case record. By the house's own promise, every gate known to be open."""
    if not yes(last.known, "documentation_on_file"):
        yield "the supporting documentation was not known to be in the case record"
    if not no(last.known, "money_held", "served_action_pending"):
        yield "money held, or a served action, was not ruled out"
    if paragraph != "payment_processing" and not no(last.known, "payment_processing_case"):
        yield "it was not ruled out that the case is one for payment processing only"
    ended = last.known.get("bypass_expires_on")
    if not (no(last.known, "bypass_flag") or (ended is not None and ended <= last.on)):
        yield "a do-not-close flag was not ruled out"


def _standing_notice(attempt: Sequence[Happened]) -> tuple[int, date] | None:
    """Where in the history the last notice stands, and the day it left; what came back told nobody."""
    standing = None
    for place, each in enumerate(attempt):
        if each.what == "NoticeSent":
            standing = (place, each.on)
        elif each.what == "NoticeWentOut" and standing:
            standing = (standing[0], each.on)
        elif each.what == "MailReturned":
            standing = None
    return standing


def _notice(attempt: Sequence[Happened], last: Happened, paragraph: str) -> Iterator[str]:
    """(d)(1), (2) and (4): the right party told, in the right form, sixty calendar days before."""
    owed_to = "recipient" if paragraph in TO_RECIPIENT else "initiating_agency" if paragraph == "b17" else ""
    standing = _standing_notice(attempt)
    if standing is None:
        if owed_to:
            yield f"no notice reached the {owed_to}"
        return
    place, left_on = standing
    sent = attempt[place]
    if owed_to and sent.details["to"] != owed_to:
        yield f"the notice went to the {sent.details['to']} and not to the {owed_to}"
    if owed_to == "recipient" and sent.details["form"] != "writing":
        yield "the notice was not in writing"
    if last.on - left_on < SIXTY_DAYS:
        yield f"only {(last.on - left_on).days} of 60 calendar days had run since the last notice"
    if not any(each.what == "ClosureApproved" for each in attempt[:place]):
        yield "the notice went out before anybody approved"


def _replies(attempt: Sequence[Happened], last: Happened, paragraph: str) -> Iterator[str]:
    """(d)(3): no reply unread, none that could lead somewhere; under (b)(15) no contact at all."""
    waiting: set[str] = set()
    for each in attempt:
        if each.what == "ReplyRecorded":
            waiting.add(each.details["reply"])
        elif each.what == "ReplyReviewed":
            waiting.discard(each.details["reply"])
            if each.details["could_lead"] and paragraph in REPLY_KEEPS_OPEN:
                yield "a reply was judged to lead to paternity, an order or enforcement"
            if not each.details["words"].strip():
                yield "a reply was not weighed in words"
    if waiting:
        yield "a reply was not reviewed"
    contact = any(each.what == "ReplyRecorded" for each in attempt) or not no(last.known, "contact_reestablished")
    if paragraph == "b15" and contact:
        yield "contact with the recipient was not ruled out"


def _request(state: str, asked: Happened, last: Happened) -> Iterator[str]:
    """(b)(12), and what the states keep going: debt assigned to the state never closes on the family's request."""
    may_ask = asked.details["may_ask"]
    if may_ask is False or (may_ask is None and not yes(last.known, "requester_opened_case")):
        yield "the person who asked was not known to be the one who may ask"
    yield from _barred(state, last)
    if last.details["outcome"] == "state_debt_only":
        if state not in STATES_THAT_SPLIT:
            yield "this state does not split a case"
        if not money(last.known, "arrears_assigned", lambda owed: owed > NOTHING):
            yield "no debt to the state was known"
    elif not money(last.known, "arrears_assigned", lambda owed: owed == NOTHING):
        yield "debt assigned to the state was closed on the family's request"


def _barred(state: str, last: Happened) -> Iterator[str]:
    if not no(last.known, "receives_cash_aid", "receives_foster_care", "medical_support_assigned"):
        yield "aid, or an assignment of medical support, was not ruled out"
    if state == "ca" and not no(last.known, "receives_medicaid"):
        yield "Medi-Cal was not ruled out"


def _outcome(state: str, last: Happened, *, family: bool) -> Iterator[str]:
    """A case is over for good only when nothing is left; only the family's request splits off the state's debt."""
    outcome, known = last.details["outcome"], last.known
    nothing_left = no(known, "current_order") and money(known, "arrears_total", lambda owed: owed == NOTHING)
    if outcome not in ("closed", "payment_processing", "state_debt_only"):
        yield f"there is no outcome {outcome}"
    if outcome == "closed" and not (nothing_left or yes(known, "payment_processing_case")):
        yield "the case was closed for good although something was left of it"
    if outcome == "state_debt_only" and not family:
        yield "the family's enforcement stopped although the family did not ask"
    paid = money(known, "arrears_total", lambda owed: owed <= NOTHING)
    grown = months_over(known, "youngest_child_born_on", OF_AGE, last.on)
    if state == "ca" and paid and grown and not yes(known, "satisfaction_of_judgment_filed"):
        yield "California files a satisfaction of judgment first"
