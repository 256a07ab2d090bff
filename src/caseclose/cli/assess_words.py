"""An assessment as words on a screen."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from rich.console import Console

from caseclose.caseload.one_case import OneCase
from caseclose.cli.console import out
from caseclose.closure.assessment import Assessment, CriterionFinding, closing_day
from caseclose.closure.plan import OutcomePlan
from caseclose.closure.request import Answer, named
from caseclose.law.explain import not_known, shown
from caseclose.law.verdict import Verdict

MARKS = {Verdict.MET: "[green]✓[/]", Verdict.NOT_MET: "[red]✗[/]", Verdict.UNKNOWN: "[yellow]?[/]"}


@cache
def labels_of(lang: str) -> dict[str, Any]:
    """Return the labels of an assessment in one language."""
    labels: dict[str, Any] = tomllib.loads(files("caseclose.cli").joinpath("words.toml").read_text("utf-8"))[lang]
    return labels


def print_assessment(case: OneCase, assessment: Assessment, answer: Answer | None, lang: str) -> None:
    """Print the answer to a request, where one was asked for, and what the law says of the case."""
    console, labels, law = out(), labels_of(lang), assessment.law
    title = labels["title"].format(case=case.case_id or labels["no_id"], state=law.state, on=shown(law.as_of, lang))
    console.print(title, style="bold", markup=False)
    if answer is not None:
        _answer(console, assessment, answer, lang)
        console.print(f"\n[bold]{labels['agency']}[/]")
    under = ", ".join(assessment.closable_under)
    duty = labels["must" if assessment.must_close else "may"]
    console.print(duty.format(under=under) if under else labels["closable_none"])
    shelves = [(Verdict.MET, "met"), (Verdict.UNKNOWN, "unknown"), (Verdict.NOT_MET, "not_met")]
    for verdict, label in shelves[: 1 if answer is not None else None]:
        _criteria(console, assessment, verdict, labels[label], lang)
    _gates(console, assessment, lang)


def _criteria(console: Console, assessment: Assessment, verdict: Verdict, label: str, lang: str) -> None:
    items = [item for item in assessment.criteria if item.finding.verdict is verdict and item.standing.governs]
    if not items:
        return
    console.print(f"\n[bold]{label}[/] ({len(items)})")
    for item in items:
        standing, finding = item.standing, item.finding
        cites = f"[dim]{'; '.join(finding.cites)}[/]"
        console.print(f"{MARKS[verdict]} [bold]{standing.id}[/]  {standing.rule.text.heading[lang]}  {cites}")
        if verdict is Verdict.UNKNOWN:
            console.print(f"    {labels_of(lang)['find_out']} {', '.join(finding.missing)}")
            continue
        for each in finding.because[: 1 if verdict is Verdict.NOT_MET else None]:
            console.print(f"    - {each.words}")
        if item.closable:
            _closing(console, assessment, item, lang)


def _closing(console: Console, assessment: Assessment, item: CriterionFinding, lang: str) -> None:
    labels, day = labels_of(lang), closing_day(assessment, item)
    if day.earliest_on is None:
        console.print(f"    {labels['no_notice']}")
    else:
        sent = "notice_sent" if "notice_sent_on" in assessment.facts else "notice_owed"
        console.print("    " + labels[sent].format(days=day.notice_days, on=shown(day.earliest_on, lang)))
    if day.held_by:
        console.print(f"    {labels['held_by'].format(gates=', '.join(day.held_by))}")


def _gates(console: Console, assessment: Assessment, lang: str) -> None:
    labels = labels_of(lang)
    shut = [gate for gate in assessment.gates if gate.shut]
    unsure = [gate for gate in assessment.gates if gate.finding.verdict is Verdict.UNKNOWN]
    if shut:
        console.print(f"\n[bold]{labels['gates_shut']}[/]")
        for gate in shut:
            console.print(f"[red]✗[/] [bold]{gate.standing.id}[/]  {gate.standing.rule.text.heading[lang]}")
    if unsure:
        names = dict.fromkeys(name for gate in unsure for name in gate.finding.missing)
        console.print(f"\n[bold]{labels['gates_unknown']}[/] {', '.join(names)}")


def _answer(console: Console, assessment: Assessment, answer: Answer, lang: str) -> None:
    labels, book = labels_of(lang), assessment.law.policy.facts
    console.print(f"[bold]{labels['answer']} {answer.heading[lang]}[/] [dim]({answer.outcome})[/]")
    console.print(answer.plain[lang])
    for reason in answer.reasons:
        console.print(f"  - {reason.plain[lang]} [dim]({'; '.join(reason.finding.cites)})[/]")
        console.print(f"    {reason.way_on[lang]}")
    for name in answer.missing:
        console.print(f"  [yellow]?[/] {not_known(book[name], lang)} [dim]({name})[/]")
    for reason in answer.advice:
        console.print(f"  ! {reason.plain[lang]} {reason.way_on[lang]}")
    if answer.plan:
        _plan(console, assessment, answer.plan, lang)


def _plan(console: Console, assessment: Assessment, plan: OutcomePlan, lang: str) -> None:
    labels, book = labels_of(lang), assessment.law.policy.facts
    for name in ("ends", "released", "goes_on", "state_debt_only", "depends"):
        items = plan.having(name)
        if not items:
            continue
        console.print(f"\n[bold]{labels[name]}[/]")
        for item in items:
            unsure = "" if item.verified == "seen" else f" [dim]({labels['unverified']})[/]"
            words = named(assessment.law, item.say)[lang]
            console.print(f"  - [bold]{item.remedy.text.heading[lang]}[/]: {words}{unsure}")
        for fact in dict.fromkeys(fact for item in items for fact in item.missing):
            console.print(f"  [yellow]?[/] {not_known(book[fact], lang)} [dim]({fact})[/]")
