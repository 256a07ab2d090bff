"""What has to be known by the closing day, and is not: told early, while there is time to find it out."""

from __future__ import annotations

from datetime import date

from caseclose.casework.models import Closure
from caseclose.casework.selectors.facts import facts_of_case
from caseclose.casework.selectors.law import law_on
from caseclose.closure.assessment import assess, to_find_out
from caseclose.closure.steps import ENDED


def open_questions(number: str, on: date) -> tuple[str, ...]:
    """Return the facts that the closing of case `number` waits for, by name. None where no closing is in progress."""
    closure = Closure.objects.filter(case=number).select_related("case__office").order_by("-id").first()
    if closure is None or closure.step in {step.value for step in ENDED}:
        return ()
    assessment = assess(law_on(closure.case.state, on), facts_of_case(number, on).facts)
    item = assessment.criterion(closure.criterion)
    return to_find_out(assessment, item) if item else ()
