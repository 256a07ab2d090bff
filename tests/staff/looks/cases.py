"""Looks at a case: its pages, and its short acts."""

from __future__ import annotations

from caseclose.casework.models import Case, Closure, Duty, Person, RelatedCase
from tests.casework import factories as make
from tests.casework.closable import DAY
from tests.staff.looks.look import Look
from tests.staff.looks.scene import LONG_NUMBER, a_hold, key

LONG, OPEN, BARE, SAFE = {"number": LONG_NUMBER}, {"number": "open"}, {"number": "bare"}, {"number": "safe"}
MONEY, HELD = {"number": "money"}, {"number": "kept"}
WORKER = "caseworker"


def _destroyed() -> None:
    Case.objects.filter(number="bare").update(kind=Case.Kind.DESTROYED)


def _person() -> int:
    return int(Case.objects.get(number="safe").opened_by_id or 0)


def _task() -> int:
    from caseclose.casework.models import Task

    return int(Task.objects.filter(case="open").latest("pk").pk)


def _another_case() -> None:
    case = Case.objects.get(number="open")
    other = Case.objects.create(number="again", office=case.office, opened_on=DAY)
    RelatedCase.objects.create(case=case, other=other)
    make.a_remedy(case, other)


def _agreed() -> None:
    people = Person.objects.filter(parts__case="open")
    people.update(email="reader@mail.example", electronic_channel="email", electronic_consent_on=DAY)


def _duties() -> None:
    case = Case.objects.get(number="open")
    for to_decide in (True, False):
        kind, key = "continuation_of_services", f"d:{to_decide}"
        Duty.objects.create(case=case, kind=kind, key=key, trigger="t", arisen_on=DAY, due_on=DAY, to_decide=to_decide)


def _under_an_old_policy() -> None:
    Closure.objects.filter(case="noticed").update(policy="another")


PAGES = [
    Look("case", "filled", "nothing known", WORKER, BARE),
    Look("case", "filled", "names and numbers as long as they may be", WORKER, LONG),
    Look("case", "filled", "with everything", "several", LONG),
    Look("case", "filled", "with holds and a hold on its records", WORKER, HELD),
    Look("case", "filled", "with somebody protected", WORKER, SAFE),
    Look("case", "filled", "with replies", WORKER, {"number": "replied"}),
    Look("case", "filled", "closed", "supervisor", {"number": "closed"}),
    Look("case", "filled", "destroyed", "records_officer", BARE, before=_destroyed),
    Look("case", "filled", "a long story", WORKER, {"number": "CA-0"}, "story=all"),
    Look("case", "filled", "to read only", "auditor", {"number": "noticed"}),
    Look("case_why", "filled", "nothing known", WORKER, BARE),
    Look("case_why", "filled", "what is met", WORKER, OPEN),
    Look("case_why", "filled", "a closing rests on it", "attorney", {"number": "noticed"}),
    Look("case_why", "filled", "with a request", WORKER, {"number": "requested"}),
    Look("case_why", "filled", "with what is protected", WORKER, MONEY),
    Look("case_money", "filled", "nothing known", WORKER, BARE),
    Look("case_money", "filled", "all of it", WORKER, MONEY),
    Look("case_money", "filled", "with releases", WORKER, {"number": "closed"}, before=_under_an_old_policy),
    Look("case_papers", "filled", "nothing known", WORKER, {"number": "CA-2"}),
    Look("case_papers", "filled", "all of it", WORKER, MONEY),
    Look("case_papers", "filled", "letters and papers", WORKER, {"number": "noticed"}),
    Look("case_letter", "filled", "no such letter", WORKER, OPEN),
    Look("case_letter", "filled", "protected", WORKER, SAFE, before=lambda: None),
    Look("case_related", "filled", "none", WORKER, BARE),
    Look("case_related", "filled", "with remedies", WORKER, OPEN, before=_another_case),
    Look("case_contact", "filled", "nobody", WORKER, BARE),
    Look("case_contact", "filled", "somebody agreed", WORKER, OPEN, before=_agreed),
    Look("case_contact", "filled", "somebody protected", "auditor", SAFE),
    Look("case_notes", "filled", "none", WORKER, BARE),
    Look("case_notes", "filled", "many", WORKER, OPEN),
    Look("case_notes", "filled", "to read only", "attorney", OPEN),
    Look("case_notes", "error", "nothing said", WORKER, OPEN, send={"key": key, "words": ""}, status=422),
    Look("case_notes", "error", "refused", WORKER, OPEN, send={"key": key, "words": "a \u202e b"}, status=422),
]
ACTS = [
    Look("case_take", "filled", "", WORKER, OPEN),
    Look("case_take", "error", "somebody has it", WORKER, {"number": "CA-1"}, send={"key": key}, status=422),
    Look("case_finding", "filled", "which fact", WORKER, OPEN),
    Look("case_finding", "filled", "an amount", WORKER, OPEN, "fact=arrears_total"),
    Look("case_finding", "filled", "yes or no, with documents", WORKER, MONEY, "fact=current_order"),
    Look("case_finding", "filled", "a day", WORKER, OPEN, "fact=last_arrears_payment_on"),
    Look("case_finding", "error", "nothing said", WORKER, OPEN, send={"key": key, "fact": "current_order"}, status=422),
    Look("case_finish", "filled", "nothing to finish", WORKER, BARE),
    Look("case_finish", "filled", "two tasks", WORKER, OPEN),
    Look("case_finish", "error", "nothing said", WORKER, OPEN, send={"key": key, "task": _task}, status=422),
    Look("case_hold", "filled", "", WORKER, LONG),
    Look("case_hold", "error", "nothing said", WORKER, OPEN, send={"key": key}, status=422),
    Look("case_hold", "error", "refused", WORKER, OPEN, status=422,
         send={"key": key, "kind": "closing", "owner": "x", "reason": "x"}),
    Look("case_lift", "filled", "nothing to lift", WORKER, BARE),
    Look("case_lift", "filled", "two holds", "supervisor", HELD),
    Look("case_lift", "error", "nothing said", WORKER, HELD, send={"key": key, "hold": a_hold}, status=422),
    Look("case_settle", "filled", "nothing to settle", WORKER, BARE),
    Look("case_settle", "filled", "two orders", WORKER, {"number": "closed"}),
    Look("case_settle", "error", "nothing said", WORKER, {"number": "closed"}, send={"key": key}, status=422),
    Look("case_duty", "filled", "nothing owed", WORKER, BARE),
    Look("case_duty", "filled", "two duties", WORKER, OPEN, before=_duties),
    Look("case_duty", "error", "nothing said", WORKER, OPEN, before=_duties, send={"key": key}, status=422),
    Look("case_consent", "filled", "", WORKER, OPEN),
    Look("case_consent", "error", "nothing said", WORKER, OPEN, send={"key": key}, status=422),
    Look("case_withdraw", "filled", "", WORKER, OPEN),
    Look("case_withdraw", "error", "nothing said", WORKER, OPEN, send={"key": key}, status=422),
    Look("case_reach", "filled", "", WORKER, OPEN),
    Look("case_reach", "error", "nothing said", WORKER, OPEN, send={"key": key}, status=422),
    Look("case_reach", "error", "not said why", WORKER, SAFE, status=422,
         send={"key": key, "person": _person, "language": "es", "because": "She called."}),
    Look("case_open_findings", "filled", "", WORKER, MONEY),
    Look("case_open_findings", "error", "no reason", WORKER, MONEY, send={"key": key}, status=422),
    Look("case_protected", "filled", "nothing is protected", WORKER, OPEN),
    Look("case_protected", "filled", "asked for", WORKER, SAFE),
    Look("case_protected", "filled", "shown", WORKER, SAFE,
         send={"key": key, "person": _person, "because": "To call her back."}),
    Look("case_protected", "error", "no reason", WORKER, SAFE, send={"key": key, "person": _person}, status=422),
]  # fmt: skip
LOOKS = [*PAGES, *ACTS]
