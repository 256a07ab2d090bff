"""What a second person reads before approving: the closing as the records and the law have it on that day.

Nothing is stored for it: which closings wait follows from where they stand, and the paper is made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Max, QuerySet

from caseclose.casework.facts.reading import PROTECTED
from caseclose.casework.models import Case, Closure, Remedy
from caseclose.casework.selectors.books import VALUES, book
from caseclose.casework.selectors.letters.decided import InPlace, as_recorded, rule_of_the_closing
from caseclose.casework.selectors.letters.values import own_words
from caseclose.casework.services.matters import matters_of, read_matters
from caseclose.closure.assessment import CriterionFinding, notice_days, to_find_out
from caseclose.closure.commands import Actor, Approve
from caseclose.closure.decide import Circumstances, decide
from caseclose.closure.events import ClosureApproved
from caseclose.closure.plan import outcome_plan
from caseclose.closure.steps import Role, Step
from caseclose.law.explain import shown_span
from caseclose.law.reading import shipped
from caseclose.law.spans import Span
from caseclose.law.written import Words
from caseclose.letters.facts import Addressee, LetterFacts, Row, Value, decision_of

LETTER = "approval_asked"
SECOND = Actor("", Role.SUPERVISOR)
"""Somebody else, whoever began it: nobody begins a closing without a name."""


def closures_awaiting_approval(*, state: str = "", office: str = "", not_by: str = "") -> QuerySet[Closure]:
    """The closings that wait for a second person, oldest first: of a state or an office, or all.

    `not_by` leaves out those that this person began, who cannot approve them.
    """
    waiting = Closure.objects.filter(step__in=[Step.REQUESTED.value, Step.PROPOSED.value])
    waiting = waiting.filter(case__office__state=state) if state else waiting
    waiting = waiting.filter(case__office__code=office) if office else waiting
    waiting = waiting.exclude(begun_by__iexact=not_by) if not_by else waiting
    return waiting.select_related("case__office").order_by("begun_on", "pk")


def approval_paper(number: str, on: date, lang: str, to: str = "") -> LetterFacts:
    """Return what the second person is told of the closing of a case: what approving it would lead to on the day.

    `to` is the name that stands on it. What is protected is left out, and so is everybody on the case. Raises Refused
    where approving would be refused on the day, Case.DoesNotExist, BadRecords, and UnknownName for a state that has no
    policy.
    """
    case = Case.objects.select_related("office").get(number=number)
    (matter,) = matters_of([case])
    readings = read_matters([matter], on)
    for trouble in readings.unreadable.values():
        raise trouble
    now = readings.circumstances[number]
    (approved,) = decide(matter.state, Approve(), SECOND, now)
    if not isinstance(approved, ClosureApproved) or matter.closure is None:
        raise TypeError("approving leads to an approval")
    assessment = now.assessment
    rule = rule_of_the_closing(assessment.law, approved.criterion)
    plan = as_recorded(outcome_plan(assessment.law, approved.outcome, assessment.facts), InPlace(_in_place(case)))
    offices = shipped().layer(case.state).offices
    office = offices.get(case.office_id)
    return LetterFacts(
        letter=LETTER,
        state=case.state,
        dated=on,
        case=number,
        to=Addressee(to or own_words("second_person")[lang], (office.name[lang] if office else case.office.name,)),
        office=office.id if office else "",
        decision=decision_of(assessment.law, rule, plan=plan),
        values=_values(case, matter.closure, now, approved, rule),
    )


def _values(case: Case, closure: Closure, now: Circumstances, approved: ClosureApproved, rule: str) -> dict[str, Value]:
    item = now.assessment.criterion(rule)
    if item is None:
        raise TypeError("a closing that can be approved rests on a criterion")
    days = notice_days(now.assessment.law, item.standing) if approved.notice else 0
    return {
        "begun_by": closure.begun_by,
        "begun_on": closure.begun_on,
        "way": _said(closure.way),
        "becomes": _said(approved.outcome),
        "notice_owed": _notice(days),
        "because": tuple(_because(item)),
        "evidence": tuple(_on_file(case, item)),
        "to_find_out": tuple({"say": shipped().facts[name].text.name} for name in to_find_out(now.assessment, item)),
    }


def _said(word: str) -> Words:
    """What the history of a case calls it."""
    return Words(str(book(VALUES, "en")[word]), str(book(VALUES, "es")[word]))


def _notice(days: int) -> Words:
    """How many days of notice are owed before the closing."""
    span = Span(days, "day")
    return Words(shown_span(span, "en"), shown_span(span, "es")) if days else own_words("no_notice")


def _because(item: CriterionFinding) -> Iterable[Row]:
    """What carries the verdict, in words. A protected fact is not told, nor what somebody typed."""
    told = {lang: replace(item.finding, lang=lang).because for lang in ("en", "es")}
    for english, spanish in zip(told["en"], told["es"], strict=True):
        text = shipped().facts[english.fact].text
        if PROTECTED not in text.evidence and text.kind != "text":
            yield {"say": Words(f"{english.words}.", f"{spanish.words}.")}


def _on_file(case: Case, item: CriterionFinding) -> Iterable[Row]:
    """The papers on file of the kinds that support this criterion, each with the day on which the newest came."""
    wanted = [name for name in item.standing.rule.text.evidence if name != PROTECTED]
    newest = case.documents.filter(evidence__in=wanted).values("evidence").annotate(last=Max("received_on"))
    came = dict(newest.values_list("evidence", "last"))
    for name in wanted:
        if name in came:
            yield {"name": shipped().evidence[name].name, "came_on": came[name]}


def _in_place(case: Case) -> frozenset[str]:
    return frozenset(Remedy.objects.filter(cases=case, ended_on=None).values_list("kind", flat=True))
