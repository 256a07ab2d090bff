"""The questions of the interview as the policy has them: what is asked, and what each answer says of the facts.

An answer is a condition in the law language: it holds for whoever answers so. So an answer can say that a debt is above
a limit without naming an amount, and the limit is that of the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as kept
from datetime import date
from typing import TYPE_CHECKING

from msgspec import field

from caseclose.law.errors import nearest
from caseclose.law.language import LanguageError, read_condition
from caseclose.law.rules import Days, Names, fault_of_atom
from caseclose.law.tree import All, AnyOf, Atom, Compare, Holds, Node, Not, atoms, facts_read
from caseclose.law.written import NO_WORDS, Shape, Verified, Words

if TYPE_CHECKING:
    from caseclose.law.policy import Layer, Policy
    from caseclose.law.sources import Source

DONT_KNOW = "dont_know"
"""The id of the answer that every question has, and that says nothing of any fact."""


class AnswerSaid(Shape, frozen=True):
    """One answer to a question. `gives` holds for whoever answers so; empty, it says nothing of any fact."""

    id: str
    say: Words
    gives: str = ""
    leads_to: str = ""


class QuestionText(Shape, frozen=True):
    """One question. `find_out` tells a person who does not know how to find out."""

    id: str
    ask: Words
    find_out: Words
    answer: list[AnswerSaid]
    help: Words = NO_WORDS
    dont_know: Words = NO_WORDS
    with_advice: bool = False


class VerdictText(Shape, frozen=True):
    """The answer of the interview in a sentence, and the line below it."""

    id: str
    heading: Words
    plain: Words


class ReasonText(Shape, frozen=True):
    """How the interview says the reason of a rule whose own words speak of records. `rule` is the federal one's id."""

    rule: str
    plain: Words
    way_on: Words


class AsideText(Shape, frozen=True):
    """A page that comes before the next question or, where it `ends` the interview, instead of it."""

    id: str
    heading: Words
    say: list[Words]
    choices: list[Words]
    cites: list[str]
    verified: Verified
    source: str = ""
    danger: Words = NO_WORDS
    ends: bool = False


class InterviewText(Shape, frozen=True):
    """One file of questions: the federal one, or what a state puts in the place of its entries.

    `since` is the first day for which its questions are written: the limits that it names are in force from then on.
    """

    since: date = field(name="from")
    question: list[QuestionText] = []
    verdict: list[VerdictText] = []
    reason: list[ReasonText] = []
    aside: list[AsideText] = []
    dont_know: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the conditions of its answers read into trees; an answer that says nothing has none."""

    text: QuestionText
    gives: dict[str, Node] = kept(default_factory=dict)

    @property
    def id(self) -> str:
        """The question's id."""
        return self.text.id

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it asks for, each once."""
        return tuple(dict.fromkeys(name for tree in self.gives.values() for name in facts_read(tree)))


@dataclass(frozen=True, slots=True)
class Script:
    """What one layer says of the interview, by id; `dont_know` is empty where it adds nothing."""

    questions: dict[str, Question] = kept(default_factory=dict)
    verdicts: dict[str, VerdictText] = kept(default_factory=dict)
    reasons: dict[str, ReasonText] = kept(default_factory=dict)
    asides: dict[str, AsideText] = kept(default_factory=dict)
    dont_know: Words = NO_WORDS


def read_interview(source: Source, layer: Layer, names: Names) -> bool:
    """Read a file of questions, and say whether it was one. Faults are noted in `source`."""
    if source.stem != "interview":
        return False
    text = source.shaped(source.table(), InterviewText)
    if text is not None:
        days = (text.since, None)
        layer.interview = Script(
            {each.id: _question(source, each, names, days, f"question[{n}]") for n, each in enumerate(text.question)},
            {each.id: each for each in text.verdict},
            {each.rule: each for each in text.reason},
            {each.id: each for each in text.aside},
            text.dont_know,
        )
    return True


def _question(source: Source, text: QuestionText, names: Names, days: Days, at: str) -> Question:
    gives = {}
    for index, answer in enumerate(text.answer):
        tree = _given(source, answer.gives, names, days, f"{at}.answer[{index}].gives") if answer.gives else None
        if tree is not None:
            gives[answer.id] = tree
    taken = {answer.id for answer in text.answer}
    if DONT_KNOW in taken or len(taken) < len(text.answer):
        source.fault(f"each answer needs an id of its own, and '{DONT_KNOW}' is taken", f"{at}.answer[0].id")
    return Question(text, gives)


def _given(source: Source, gives: str, names: Names, days: Days, at: str) -> Node | None:
    """Read what an answer gives: facts that are yes or no, or money, joined by "and"."""
    try:
        tree = read_condition(gives)
    except LanguageError as error:
        source.fault(f"{error} (column {error.column} of the condition: {gives!r})", at)
        return None
    reasons = [reason for atom in atoms(tree) if (reason := fault_of_atom(atom, names, days) or _fault_of_kind(atom))]
    if not _plain(tree):
        reasons.append("an answer says what is so: join its parts with 'and'")
    for reason in reasons:
        source.fault(reason, at)
    return None if reasons else tree


def _fault_of_kind(atom: Atom) -> str:
    return "" if isinstance(atom, Holds | Compare) else f"'{atom.fact}' cannot be asked here: only yes or no, and money"


def _plain(tree: Node) -> bool:
    parts = tree.parts if isinstance(tree, All) else (tree,)
    return not any(isinstance(part.part if isinstance(part, Not) else part, All | AnyOf) for part in parts)


VERDICTS = ("yes", "part", "no", "not_you", "depends")


def check_interview(policy: Policy, layer: Layer, source: Source) -> None:
    """Note a fault for every page, rule and verdict that is named and is not there, and for a verdict that lacks."""
    script, federal = layer.interview, policy.federal.interview
    _check_asides(script, {**federal.asides, **script.asides}, source)
    for name in () if layer is not policy.federal else VERDICTS:
        if name not in script.verdicts:
            source.fault(f"there is no verdict '{name}'")
    _known(source, script.verdicts, VERDICTS, "a verdict", "verdict[{}].id")
    _known(source, script.reasons, [*policy.federal.requests, *policy.federal.gates], "a rule on requests", _AT_REASON)


_AT_REASON = "reason[{}].rule"


def _check_asides(script: Script, asides: dict[str, AsideText], source: Source) -> None:
    for index, question in enumerate(script.questions.values()):
        for number, answer in enumerate(question.text.answer):
            if answer.leads_to and answer.leads_to not in asides:
                reason = f"'{answer.leads_to}' is not a page of the interview.{nearest(answer.leads_to, asides)}"
                source.fault(reason, f"question[{index}].answer[{number}].leads_to")


def _known(source: Source, names: Iterable[str], shelf: Iterable[str], what: str, at: str) -> None:
    shelf = list(shelf)
    for index, name in enumerate(names):
        if name not in shelf:
            source.fault(f"'{name}' is not {what}.{nearest(name, shelf)}", at.format(index))


def words_of(script: Script) -> Iterator[tuple[Words, str]]:
    """Yield every text of a script with the place where it stands."""
    yield script.dont_know, ""
    for index, question in enumerate(script.questions.values()):
        text, at = question.text, f"question[{index}]"
        for words in (text.ask, text.help, text.find_out, text.dont_know, *(each.say for each in text.answer)):
            yield words, f"{at}.ask"
    for index, verdict in enumerate(script.verdicts.values()):
        yield from ((words, f"verdict[{index}].plain") for words in (verdict.heading, verdict.plain))
    for index, reason in enumerate(script.reasons.values()):
        yield from ((words, f"reason[{index}].plain") for words in (reason.plain, reason.way_on))
    for index, aside in enumerate(script.asides.values()):
        for words in (aside.heading, aside.danger, *aside.say, *aside.choices):
            yield words, f"aside[{index}].say"


def joined(federal: Script, own: Script) -> Script:
    """Return the federal script with the state's entries in place of those with the same id, and its others after."""
    return Script(
        {**federal.questions, **own.questions},
        {**federal.verdicts, **own.verdicts},
        {**federal.reasons, **own.reasons},
        {**federal.asides, **own.asides},
        own.dont_know if own.dont_know.en else federal.dont_know,
    )
