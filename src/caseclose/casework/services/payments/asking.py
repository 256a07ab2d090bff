"""What people are asked about a payment. About one matter there is at most one open task at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from caseclose.casework.models import Task
from caseclose.casework.services.asked import Said, asked

HELD, NO_PAYEE, REFUSED, UNKNOWN, LATE, TOO_LONG = (
    "payment_held",
    "payment_without_payee",
    "payment_refused",
    "payment_unknown",
    "payment_late",
    "payee_not_found",
)
DOES_NOT_FIT = "payment_answer_does_not_fit"
STATE_DEBT_PAID = "state_debt_paid"


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person must look at. `about` is a payment's number, or 0 for the case as a whole.

    `says` is the text of tasks.toml that asks it, the one called like the kind where none is named; `said` its values.
    """

    case: str
    about: int
    kind: str
    said: Mapping[str, Said] = field(default_factory=dict)
    says: str = ""

    @property
    def key(self) -> str:
        """What all tasks about this matter begin with."""
        return f"payment:{self.about}:{self.kind}" if self.about else f"case:{self.case}:{self.kind}"


def ask(questions: Sequence[Question], *, on: date) -> int:
    """Make sure that a person is asked each of these; return how many tasks are new. The cases are locked."""
    wanted = {(each.key, each.case): each for each in questions}
    if not wanted:
        return 0
    before: dict[str, list[bool]] = {}
    found = Task.objects.filter(case_id__in={each.case for each in questions}, kind__in={q.kind for q in questions})
    for key, done_on in found.values_list("key", "done_on"):
        before.setdefault(key.rsplit(":", 1)[0], []).append(done_on is None)
    new = [
        asked(
            case=each.case,
            key=f"{each.key}:{len(before.get(each.key, ())) + 1}",
            kind=each.kind,
            due=on,
            says=each.says,
            **each.said,
        )
        for each in wanted.values()
        if not any(before.get(each.key, ()))
    ]
    Task.objects.bulk_create(new)
    return len(new)


def no_longer_ask(payments: Iterable[int], *, kinds: Iterable[str], on: date) -> None:
    """Close the tasks of these kinds about these payments: what was asked is settled."""
    about = Q(pk__in=())
    for number in payments:
        for kind in kinds:
            about |= Q(key__startswith=f"payment:{number}:{kind}:")
    Task.objects.filter(about, done_on=None).update(done_on=on)


EVERYTHING = (HELD, NO_PAYEE, REFUSED, UNKNOWN, LATE, TOO_LONG)
"""Every kind of task about a payment."""
