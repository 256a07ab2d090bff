"""The agency's own closings: workers look at some open cases each month, propose, and a supervisor approves."""

from __future__ import annotations

from collections.abc import Iterator

from caseclose.caseload.columns import CASE_ID
from caseclose.casework.models import Closure
from caseclose.casework.selectors.facts import facts_frames, facts_of_case
from caseclose.closure.assessment import assess, closing_day, notice_days
from caseclose.closure.commands import Approve, Propose
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role, Step
from caseclose.law.in_force import LawInForce, Standing, law_in_force
from caseclose.law.reading import shipped
from caseclose.practice.cases import free_cases
from caseclose.practice.desk import Desk, keep_open, missing_facts, rate
from caseclose.screening.candidates import candidates
from caseclose.screening.sheet import sheet_for

NOT_YET = {"criterion_not_met", "gate_unknown", "evidence_not_on_file"}


def propose_some(desk: Desk) -> None:
    """Screen the open cases, and propose this month's share of those that the law lets the agency close."""
    propose_share(desk, rate("proposed_a_month"))


def propose_share(desk: Desk, share: float) -> None:
    """Screen the open cases, and propose this share of those that the law lets the agency close."""
    law = law_in_force(shipped(), desk.state, desk.on)
    free = set(free_cases(desk.state, desk.on))
    for number, criteria in _closable(law, desk):
        if number in free and desk.chance.happens(share, "proposed", number, desk.on):
            _propose(desk, number, max(criteria, key=lambda item: notice_days(law, item)))


def _closable(law: LawInForce, desk: Desk) -> Iterator[tuple[str, list[Standing]]]:
    """Yield the cases that meet a criterion, with the criteria, as a screening of the records finds them."""
    standing, sheet = {each.id: each for each in law.criteria}, sheet_for(law)
    for frame in facts_frames(desk.on):
        found = candidates(law, frame.select(CASE_ID), frame.lazy().select(sheet.answers).collect())
        for row in found.iter_rows(named=True):
            if row["closable_under"]:
                yield row[CASE_ID], [standing[name] for name in row["closable_under"]]


def _propose(desk: Desk, number: str, criterion: Standing) -> None:
    """Propose; where the papers are not on file they are filed first."""
    by = desk.somebody(Role.CASEWORKER, number)
    done = desk.attempt(number, Propose(criterion.id), by)
    if isinstance(done, Refused) and done.rule == "evidence_not_on_file":
        desk.file_paper(number, criterion.rule.text.evidence[0])
        done = desk.attempt(number, Propose(criterion.id), by)
    if not isinstance(done, Refused):
        desk.find_out(number, _asked_on_closing(desk, number, criterion), by)


def _asked_on_closing(desk: Desk, number: str, criterion: Standing) -> tuple[str, ...]:
    """What the closing day will ask and nobody knows yet: a careful worker looks for it before the notice goes out."""
    found = assess(law_in_force(shipped(), desk.state, desk.on), facts_of_case(number, desk.on).facts)
    item = next(each for each in found.criteria if each.standing.id == criterion.id)
    return closing_day(found, item).missing


def approve_proposals(desk: Desk) -> None:
    """Approve what was proposed before today, or keep the case open where it holds no more."""
    waiting = Closure.objects.filter(step=Step.PROPOSED, begun_on__lt=desk.on, case__office__state=desk.state)
    for number in waiting.order_by("id").values_list("case_id", flat=True):
        by = desk.somebody(Role.SUPERVISOR, number)
        done = desk.attempt(number, Approve(), by)
        if isinstance(done, Refused) and not (
            done.rule in NOT_YET and desk.find_out(number, missing_facts(done), desk.somebody(Role.CASEWORKER, number))
        ):
            desk.attempt(number, keep_open(done), by)
