"""Where a case and its closing stand, in a few questions to the database: the head of the page of a case.

Of a person with something to protect it says only that there is. A child's address is not in it: it may be a parent's.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from caseclose.casework.models import Case, Participant, Reply
from caseclose.casework.selectors.case_page import is_protected
from caseclose.casework.selectors.duties import OWED
from caseclose.casework.selectors.holds import hold_list
from caseclose.casework.selectors.naming import policy_name
from caseclose.casework.selectors.tasks import tasks_waiting
from caseclose.closure.steps import ENDED

_CLOSING = ("id", "step", "way", "begun_on", "begun_by", "criterion", "notice", "noticed_on", "earliest_close_on",
            "closed_on", "outcome")  # fmt: skip


def standing_of(case: Case, on: date, lang: str) -> dict[str, Any]:
    """Return where the case stands on the day: its newest closing, what waits, what holds it, and who is on it."""
    closings = [_named(row, lang) for row in case.closures.order_by("-id").values(*_CLOSING)]
    newest = closings[0] if closings else None
    replies = _replies(case, newest)
    return {
        "closing": newest,
        "in_progress": newest is not None and newest["step"] not in {step.value for step in ENDED},
        "earlier": closings[1:],
        "replies": replies,
        "tasks": tasks_waiting(case=case.number, lang=lang),
        "duties": [
            {**row, "name": policy_name("duty", row["kind"], lang) or row["kind"]}
            for row in case.duties.filter(OWED).order_by("due_on", "id").values("pk", "kind", "due_on", "to_decide")
        ],
        "holds": hold_list(on, case=case.number),
        "people": _people(case),
    }


def _named(row: dict[str, Any], lang: str) -> dict[str, Any]:
    return {**row, "criterion_name": policy_name("criterion", row["criterion"], lang) or row["criterion"]}


def _replies(case: Case, closing: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Return the replies to the notice of the newest closing; without a notice there are none to ask for."""
    if closing is None or closing["noticed_on"] is None:
        return []
    found = case.closures.filter(pk=closing["id"]).order_by("replies__arrived_at")
    names = {"key": "replies__key", "arrived_at": "replies__arrived_at", "could_lead": "replies__could_lead"}
    rows = found.filter(replies__isnull=False).values_list(*names.values())
    return [dict(zip(names, row, strict=True)) for row in rows]


def open_replies(case: Case) -> list[Reply]:
    """Return the replies to the newest closing that nobody has reviewed, oldest first."""
    newest = case.closures.order_by("-id").values("id")[:1]
    return list(Reply.objects.filter(closure__in=newest, reviewed_by="").order_by("arrived_at"))


def protected_people(case: Case) -> list[tuple[int, str, int]]:
    """Return the people on the case with something to protect: each with its part, and which of that part it is."""
    found, count = [], Counter[str]()
    for part in case.participants.select_related("person").order_by("role", "person__born_on", "id"):
        count[part.role] += 1
        if is_protected(part.person):
            found.append((part.person_id, part.role, count[part.role]))
    return found


def _people(case: Case) -> list[dict[str, Any]]:
    """Return the people on the case. Whoever has something to protect is without a name here."""
    people = []
    for part in case.participants.select_related("person").order_by("role", "person__born_on", "id"):
        protected = is_protected(part.person)
        name = " ".join(filter(None, (part.person.given_name, part.person.family_name)))
        people.append(
            {
                "person": part.person_id,
                "role": part.role,
                "protected": protected,
                "name": "" if protected else name,
                "opened_the_case": part.person_id == case.opened_by_id,
                "died_on": part.person.died_on,
                "contact": "" if protected else part.person.safe_contact,
                "language": part.person.language,
                "address": [] if protected or part.role == Participant.Role.CHILD else part.person.mailing_address,
            }
        )
    return people
