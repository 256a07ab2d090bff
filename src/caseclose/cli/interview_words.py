"""The interview on a terminal: its questions, and its answer in words."""

from __future__ import annotations

import click

from caseclose.cli.assess_words import labels_of
from caseclose.cli.console import out
from caseclose.closure.plan import Planned
from caseclose.interview.finding_out import unsettled
from caseclose.interview.path import Path
from caseclose.interview.questions import Questions
from caseclose.interview.result import Result
from caseclose.interview.saying import reason_words
from caseclose.law.interview import DONT_KNOW, Question

LISTS = ("stops", "goes_on", "depends")


def ask(way: Path, question: Question, lang: str) -> str:
    """Ask one question, and return the id of the answer."""
    questions, labels = way.questions, labels_of(lang)
    say = [(answer.id, questions.words(answer.say)[lang]) for answer in questions.offered(question, way.answers)]
    say.append((DONT_KNOW, questions.unsure(question)[lang]))
    click.echo(f"\n{labels['question'].format(number=len(way.answers) + 1, most=way.most)}")
    click.echo(questions.words(question.text.ask)[lang])
    if question.text.help.en:
        click.echo(questions.words(question.text.help)[lang])
    for number, (_, words) in enumerate(say, start=1):
        click.echo(f"  {number}. {words}")
    chosen: int = click.prompt("", prompt_suffix="> ", type=click.IntRange(1, len(say)))
    return say[chosen - 1][0]


def print_result(way: Path, result: Result, lang: str) -> None:
    """Print the answer, its reasons, and what stops, goes on and depends."""
    console, labels, questions = out(), labels_of(lang), way.questions
    verdict = questions.script.verdicts[result.verdict]
    aside = way.ends_with
    heading, plain = (aside.heading, aside.say) if aside else (verdict.heading, [verdict.plain])
    console.print(f"\n[bold]{questions.words(heading)[lang]}[/]")
    for line in plain:
        console.print(questions.words(line)[lang])
    for reason in (*result.reasons, *result.advice):
        said, way_on = reason_words(questions, reason)
        console.print(f"  - {said[lang]} [dim]({'; '.join(reason.finding.cites)})[/]\n    {way_on[lang]}")
    for choice in aside.choices if aside else ():
        console.print(f"  - {questions.words(choice)[lang]}")
    for name, items in zip(LISTS, (result.stops, result.goes_on, result.depends), strict=True):
        if items:
            console.print(f"\n[bold]{labels[name]}[/]")
            for item in items:
                console.print(_line(questions, item, lang))
    for question in unsettled(way, result.unknown):
        console.print(f"  [yellow]?[/] {questions.words(question.text.ask)[lang]}")
        console.print(f"    {questions.words(question.text.find_out)[lang]}")


def _line(questions: Questions, item: Planned, lang: str) -> str:
    only = f" ({labels_of(lang)['state_debt_only']})" if item.then == "state_debt_only" else ""
    words = questions.words(item.say)[lang]
    return f"  - [bold]{item.remedy.text.heading[lang]}[/]{only}: {words} [dim]({'; '.join(item.cites)})[/]"
