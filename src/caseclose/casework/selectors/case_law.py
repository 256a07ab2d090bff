"""What the law says of one case on a day, for whoever works it: the reading, the source of each fact, and the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseclose.casework.facts.reading import PROTECTED, BadRecords, as_refused
from caseclose.casework.models import Case, Closure, Remedy
from caseclose.casework.selectors.facts import facts_of_case
from caseclose.casework.selectors.law import law_on
from caseclose.casework.selectors.letters.decided import InPlace, as_recorded
from caseclose.casework.services.matters import matters_of
from caseclose.closure.assessment import Assessment, assess
from caseclose.closure.earliest import Closable, first_closable
from caseclose.closure.plan import OutcomePlan, outcome_plan
from caseclose.closure.refused import Refused
from caseclose.closure.state import ClosureState, facts_of_state
from caseclose.closure.steps import ENDED
from caseclose.law.facts import Fact
from caseclose.law.reading import shipped


@dataclass(frozen=True, slots=True)
class CaseReading:
    """A case as the law reads it on the day. `state` is that of the closing in progress, None where none is.

    `assessment` is None where the records of the case cannot be read; then `trouble` says which.
    """

    case: Case
    on: date
    assessment: Assessment | None
    sources: Mapping[str, str]
    closure: Closure | None = None
    state: ClosureState | None = None
    trouble: Refused | None = None

    def earliest(self, until: date) -> Closable | None:
        """Return the first day until `until` on which the case could be proposed, with the facts as they are known."""
        if self.assessment is None:
            return None
        return first_closable(lambda day: law_on(self.case.state, day), self.assessment.facts, self.on, until)

    def plan(self, becomes: str) -> OutcomePlan | None:
        """Return what becomes of each service and of the remedies in place if the case becomes this."""
        if self.assessment is None or not becomes:
            return None
        kinds = Remedy.objects.filter(cases=self.case, ended_on=None).values_list("kind", flat=True)
        plan = outcome_plan(self.assessment.law, becomes, self.assessment.facts)
        return as_recorded(plan, InPlace(frozenset(kinds)))


def read_case(case: Case, on: date, lang: str) -> CaseReading:
    """Read the case by the law in force on the day, with what its closing in progress makes known."""
    (matter,) = matters_of([case])
    state = None if matter.state is None or matter.state.step in ENDED else matter.state
    closure = matter.closure if state is not None else None
    try:
        known = facts_of_case(case.number, on)
    except BadRecords as bad:
        return CaseReading(case, on, None, {}, closure, state, as_refused(bad))
    facts = {**known.facts, **facts_of_state(state)}
    return CaseReading(case, on, assess(law_on(case.state, on), facts, lang), known.sources, closure, state)


def is_hidden(fact: Fact) -> bool:
    """Say whether what is known of a fact is not shown to whoever opens a page: protected, or typed by somebody."""
    return PROTECTED in fact.text.evidence or fact.text.kind == "text"


def hidden_facts() -> frozenset[str]:
    """The names of the facts of which a page does not show what is known."""
    return frozenset(name for name, fact in shipped().facts.items() if is_hidden(fact))
