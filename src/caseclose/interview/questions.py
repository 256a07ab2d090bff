"""The questions of one state on one day, and what answers to them leave possible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import product

from caseclose.closure.request import named, with_request
from caseclose.interview.amounts import conditions, stretches
from caseclose.law.explain import shown
from caseclose.law.fold import folded
from caseclose.law.in_force import LawInForce
from caseclose.law.interview import DONT_KNOW, AnswerSaid, Question, Script
from caseclose.law.tree import All, Atom, Compare, Node, Not, atoms
from caseclose.law.verdict import Facts, Value, weigher
from caseclose.law.written import Words

Answers = Mapping[str, str]
"""For each question that was answered the id of the answer."""

Possible = dict[str, tuple[Value, ...]]
"""For each fact of which the answers say something, the values that they leave. One value means that it is known."""


@dataclass(frozen=True)
class Questions:
    """The interview of one state on one day."""

    law: LawInForce

    @cached_property
    def script(self) -> Script:
        """What the policy says of the interview."""
        return self.law.policy.interview(self.law.state)

    @cached_property
    def all(self) -> tuple[Question, ...]:
        """The questions, in the order in which they are asked."""
        return tuple(self.script.questions.values())

    def words(self, words: Words) -> Words:
        """Fill in what the state calls things, and the limits of the day."""
        if words not in self._filled:
            self._filled[words] = self._fill(words)
        return self._filled[words]

    @cached_property
    def _filled(self) -> dict[Words, Words]:
        """What was filled in before: words of the policy, so there is an end to them."""
        return {}

    def _fill(self, words: Words) -> Words:
        called = named(self.law, words)
        for name, limit in self.law.limits.items():
            worth = limit.on(self.law.as_of)
            if isinstance(worth, Decimal):
                called = Words(*(called[lang].replace(f"{{{name}}}", shown(worth, lang)) for lang in ("en", "es")))
        return called

    def unsure(self, question: Question) -> Words:
        """Return the words of the answer that says nothing."""
        return question.text.dont_know if question.text.dont_know.en else self.script.dont_know

    @cached_property
    def _given(self) -> dict[tuple[str, str], tuple[Node, ...]]:
        """For each question and answer what it gives, folded for the day, a part for each fact."""
        found = {}
        for question in self.all:
            for answer, tree in question.gives.items():
                whole = folded(tree, self.law.limits, self.law.as_of)
                found[question.id, answer] = whole.parts if isinstance(whole, All) else (whole,)
        return found

    @cached_property
    def values(self) -> Possible:
        """Every value that a fact of the interview can have, as far as rules and answers tell values apart."""
        trees = [*conditions(self.law), *(part for parts in self._given.values() for part in parts)]
        book, found = self.law.policy.facts, dict[str, tuple[Value, ...]]()
        for name in dict.fromkeys(name for question in self.all for name in question.facts):
            fact = book[name]
            if fact.kind == "yes_no":
                found[name] = (True, False)
                continue
            parts = [atom for tree in trees for atom in atoms(tree) if atom.fact in fact.text.adds_up]
            found[name] = stretches(name, trees, most=bool(fact.text.adds_up), above=_amounts(parts))
        return found

    def offered(self, question: Question, answers: Answers) -> tuple[AnswerSaid, ...]:
        """Return the answers that can be true beside `answers`."""
        before = {name: answer for name, answer in answers.items() if name != question.id}
        return tuple(
            answer for answer in question.text.answer if self.possible({**before, question.id: answer.id}) is not None
        )

    def possible(self, answers: Answers) -> Possible | None:
        """Return what the answers leave possible; None where they contradict each other."""
        left = dict(self.values)
        for pair in answers.items():
            for part in self._given.get(pair, ()):
                name = _fact(part)
                weigh = weigher(part)
                left[name] = tuple(value for value in left[name] if weigh({name: value}))
        if not all(left.values()):
            return None
        self._add_up(left)
        if not all(left.values()):
            return None
        return {name: values for name, values in left.items() if values != self.values[name]}

    def _add_up(self, left: Possible) -> None:
        """Leave a sum nothing below its parts, and a part nothing above the sum."""
        for whole, part in self._sums:
            least, most = min(left[part]), max(left[whole])
            left[whole] = tuple(value for value in left[whole] if value >= least)  # type: ignore[operator]
            left[part] = tuple(value for value in left[part] if value <= most)  # type: ignore[operator]

    @cached_property
    def _sums(self) -> tuple[tuple[str, str], ...]:
        book = self.law.policy.facts
        return tuple((name, part) for name in self.values for part in book[name].text.adds_up if part in self.values)

    def worlds(self, possible: Possible) -> tuple[Facts, ...]:
        """Return the cases that a person may have who answers so: one for each mix of values that adds up.

        What the answers say nothing of is absent from each: it is unknown. The request itself is among the facts.
        """
        mixes = (dict(zip(possible, values, strict=True)) for values in product(*possible.values()))
        return tuple(with_request(mix) for mix in mixes if self._adds_up(mix))

    def _adds_up(self, facts: Facts) -> bool:
        known = [(facts[whole], facts[part]) for whole, part in self._sums if whole in facts and part in facts]
        return all(part <= whole for whole, part in known)  # type: ignore[operator]


def valid(question: Question, answer: str) -> bool:
    """Say whether the question has such an answer; not to know is always one."""
    return answer == DONT_KNOW or any(each.id == answer for each in question.text.answer)


def _amounts(parts: Iterable[Atom]) -> set[Decimal]:
    return {Decimal(str(atom.amount)) for atom in parts if isinstance(atom, Compare)}


def _fact(part: Node) -> str:
    atom = part.part if isinstance(part, Not) else part
    return atom.fact  # type: ignore[union-attr]
