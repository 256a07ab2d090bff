"""Parents and agencies at work on one case, for the stories of the two mission pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseclose.casework.models import Case, JournalEntry, ReleaseOrder
from caseclose.casework.services.acting import Done, act
from caseclose.casework.services.matters import matters_of, read_matters
from caseclose.closure.commands import Actor, Approve, Close, Command, DeclineRequest, Propose, RecordRequest
from caseclose.closure.plan import OutcomePlan, outcome_plan
from caseclose.closure.refused import Refused
from caseclose.closure.request import Answer
from caseclose.law.in_force import law_in_force
from caseclose.law.reading import shipped
from caseclose.law.verdict import Value
from tests.casework.closable import CLERK, DAY, SUPERVISOR, SYSTEM, WORKER, moment
from tests.casework.factories import OPENED, a_case, a_remedy, findings

KNOWN: dict[str, Value] = {
    "current_order": True,
    "receives_cash_aid": False,
    "receives_medicaid": False,
    "receives_foster_care": False,
    "medical_support_assigned": False,
    "risk_of_harm_reported": False,
    "payment_processing_case": False,
    "served_action_pending": False,
    "money_held": False,
    "bypass_flag": False,
    "documentation_on_file": True,
    "other_open_case_needs_remedy": False,
}
"""A case of which everything is known that a request asks about, and nothing stands in its way."""

NO_DEBT = ("0.00", "0.00")


def the_case(
    state: str,
    facts: Mapping[str, Value] | None = None,
    *,
    arrears: tuple[str, str] = ("900.00", "0.00"),
    remedies: Sequence[str] = (),
) -> Case:
    """A parent's open case in the state, with facts that differ from what is known of any other."""
    case = a_case("1", state=state, arrears=arrears)
    findings(
        case, OPENED, **{name: value for name, value in {**KNOWN, **(facts or {})}.items() if name in shipped().facts}
    )
    for kind in remedies:
        a_remedy(case, kind=kind)
    return case


@dataclass
class Story:
    """What is done to the case of the story, and what can then be seen."""

    on: date = DAY

    def does(self, command: Command, by: Actor = WORKER, on: date | None = None) -> Done:
        day = on or self.on
        return act(number="1", command=command, by=by, on=day, at=moment(day))

    def refusal(self, command: Command, by: Actor = WORKER, on: date | None = None) -> Refused:
        before = JournalEntry.objects.count()
        try:
            done = self.does(command, by, on)
        except Refused as refused:
            assert JournalEntry.objects.count() == before
            return refused
        raise AssertionError(f"{command} was not refused: {done}")

    def asks(self, *, opener: bool | None = True, signed: bool = True) -> Done:
        return self.does(RecordRequest(self.on, "mail", signed, opener), CLERK)

    def is_granted(self) -> Done:
        """The request is approved, and the case closes on the same day: no notice is owed on a request."""
        self.does(Approve(), SUPERVISOR)
        return self.does(Close(), SYSTEM)

    def is_declined(self) -> str:
        self.does(DeclineRequest())
        said: dict[str, list[str]] = JournalEntry.objects.get(kind="RequestDeclined").body or {}
        return ", ".join(said["reasons"])

    def proposes(self, criterion: str) -> Done:
        return self.does(Propose(criterion))


def kind() -> str:
    return Case.objects.get(number="1").kind


def answer(on: date = DAY) -> Answer:
    """The policy's answer to the request that is in progress."""
    matters = matters_of([Case.objects.select_related("office").get(number="1")])
    return read_matters(matters, on).circumstances["1"].answer


def plan(state: str, becomes: str = "payment_processing") -> OutcomePlan:
    return outcome_plan(law_in_force(shipped(), state, DAY), becomes, KNOWN)


def fate(state: str, remedy: str, becomes: str = "payment_processing") -> str:
    """What becomes of one remedy or service."""
    items = plan(state, becomes).items
    return next(item.then for item in items if item.remedy.text.id == remedy)


def releases() -> dict[str, str]:
    """The release orders of the case: made, or kept."""
    return dict(ReleaseOrder.objects.values_list("kind", "state"))
