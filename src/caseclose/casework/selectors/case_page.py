"""One case on one page: what a worker needs to know of it and of its closing.

No name, no address and no words that somebody typed about a person are on it. Who is protected is marked as that, and
not why; a protected finding or document is there without what it says.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from caseclose.casework.facts.asking import Listed, of_findings, of_view, rows_of
from caseclose.casework.facts.reading import PROTECTED
from caseclose.casework.models import Case, Participant, Person
from caseclose.casework.selectors.case_remedies import remedies_of
from caseclose.casework.selectors.duties import OWED
from caseclose.casework.selectors.holds import hold_list
from caseclose.casework.selectors.money import payments_of, position
from caseclose.casework.selectors.tasks import tasks_waiting
from caseclose.law.reading import shipped

_CASE = ("kind", "service_basis", "responding", "opened_on", "enforcement_closed_on", "reopened_on")
_CLOSING = ("step", "way", "begun_on", "criterion", "notice", "noticed_on", "earliest_close_on", "closed_on", "outcome")


def case_page(number: str, on: date, lang: str = "en") -> dict[str, Any] | None:
    """Return where case `number` stands on the day, or None where there is no such case. Tasks are told in `lang`."""
    case = Case.objects.filter(number=number).select_related("office").first()
    if case is None:
        return None
    head = {"case": case.number, "on": on, "office": case.office.name, "state": case.state}
    return {
        **head,
        **{name: getattr(case, name) for name in _CASE},
        **_closing(case),
        "tasks": tasks_waiting(case=number, lang=lang),
        "duties": _rows(case.duties.filter(OWED), "kind", "due_on", "to_decide"),
        "holds": hold_list(on, case=number),
        **_people(case),
        "related_cases": _related(case),
        "agencies": _rows(case.agencies.filter(ended_on=None), "role", "code", "their_case", "way"),
        **_money(case, on),
        "assistance": _rows(case.assistance.all(), "kind", "begun_on", "ended_on", by="begun_on"),
        "medical_assignments": _rows(case.medical_assignments.all(), "begun_on", "ended_on", by="begun_on"),
        "remedies": remedies_of(case),
        "findings": findings_of(number, on),
        "documents": _documents(case),
        "locate_efforts": _rows(case.locate_efforts.all(), "on", "source", "found", by="-on"),
        "contact_attempts": _rows(case.contact_attempts.all(), "on", "method", "reached", by="-on"),
    }


def _rows(found: QuerySet[Any], *names: str, by: str = "id") -> list[dict[str, Any]]:
    return list(found.order_by(by, "id").values(*names))


def _closing(case: Case) -> dict[str, Any]:
    """The attempts to close it, the newest first, and the replies to the newest."""
    closings = _rows(case.closures.all(), "id", *_CLOSING, by="-id")
    newest = case.closures.order_by("-id").first()
    replies = newest.replies.all() if newest else None
    return {
        "closings": closings,
        "replies": _rows(replies, "key", "arrived_at", "channel", "could_lead") if replies is not None else [],
    }


def _people(case: Case) -> dict[str, Any]:
    parts = list(case.participants.select_related("person").order_by("role", "person__born_on", "id"))
    children = [part for part in parts if part.role == Participant.Role.CHILD]
    return {
        "participants": [_participant(part, case) for part in parts if part not in children],
        "children": [
            {
                "person": part.person_id,
                "born_on": part.person.born_on,
                "died_on": part.person.died_on,
                "paternity_established": part.paternity_established,
                "protected": is_protected(part.person),
            }
            for part in children
        ],
    }


def _participant(part: Participant, case: Case) -> dict[str, Any]:
    return {
        "person": part.person_id,
        "role": part.role,
        "protected": is_protected(part.person),
        "safe_contact": part.person.safe_contact,
        "language": part.person.language,
        "died_on": part.person.died_on,
        "opened_the_case": part.person_id == case.opened_by_id,
    }


def is_protected(person: Person) -> bool:
    """Whether there is anything to be careful about; one mark for every reason, so that it tells none."""
    return person.family_violence or bool(person.substitute_address) or person.safe_contact == Person.Contact.NONE


def _related(case: Case) -> list[dict[str, Any]]:
    """The other cases of the same people: those that are said to be, and those on which one of them has a part."""
    people = case.participants.values("person")
    numbers = {
        *case.related.values_list("other", flat=True),
        *case.related_to.values_list("case", flat=True),
        *Participant.objects.filter(person__in=people).exclude(case=case).values_list("case", flat=True),
    }
    found = Case.objects.filter(number__among=sorted(numbers)).order_by("number")
    return [{"case": other, "kind": kind} for other, kind in found.values_list("number", "kind")]


def _money(case: Case, on: date) -> dict[str, Any]:
    row = next(rows_of(of_view("order_and_money", on, Listed([case.number]))), {})
    held = position(case.number, on)
    return {
        "orders": _rows(case.orders.all(), "monthly", "begun_on", "ended_on", "medical", by="begun_on"),
        "owed": {
            "family": row.get("arrears_family"),
            "state": row.get("arrears_assigned"),
            "total": row.get("arrears_total"),
            "balance_on": row.get("balance_on"),
        },
        "balances": _rows(case.balances.all(), "as_of", "family", "assigned", by="-as_of"),
        "money_here": held.here,
        "payments": list(reversed(payments_of(case.number) or [])),
    }


def findings_of(number: str, on: date, *, opened: bool = False) -> list[dict[str, Any]]:
    """The findings that count on the day. Of a protected one it is said that there is one, and when it was made.

    `opened` is for whoever said why they need to see those too.
    """
    facts, found = shipped().facts, []
    for row in rows_of(of_findings(on, Listed([number]))):
        fact = facts.get(row["fact"])
        if not opened and fact is not None and PROTECTED in fact.text.evidence:
            found.append({"fact": "protected", "value": "protected", "found_on": row["found_on"], "found_by": None})
        else:
            found.append({name: row[name] for name in ("fact", "value", "found_on", "found_by")})
    return sorted(found, key=lambda each: each["found_on"], reverse=True)


def _documents(case: Case) -> list[dict[str, Any]]:
    """The documents by what they prove. Their titles are typed by people, and stay out."""
    found = _rows(case.documents.all(), "id", "evidence", "received_on", by="-received_on")
    return [
        {
            "document": row["id"],
            "evidence": "protected" if row["evidence"] == PROTECTED else row["evidence"],
            "received_on": row["received_on"],
        }
        for row in found
    ]
