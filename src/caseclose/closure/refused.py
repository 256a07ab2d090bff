"""A step refused: which rule, why, and what would satisfy it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from caseclose.closure.reasons import reasons
from caseclose.law.errors import UnknownName
from caseclose.law.explain import shown
from caseclose.law.reading import shipped
from caseclose.law.written import RuleText

_FACTS, _REASONS, _BARS, _ANSWER, _GATES = ("missing", "facts"), "known", "reasons", "outcome", "gates"
"""Values that are names: of facts that are missing or wrong, of the reasons that may be given, of the policy's rules
that bar something, of the answer to a request, and of the gates that are shut. Who opens a gate, the gate says."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T|$)")


@cache
def _book() -> dict[str, Any]:
    book: dict[str, Any] = {}
    for file in files("caseclose.closure").joinpath("refusals").iterdir():
        read = tomllib.loads(file.read_text(encoding="utf-8"))
        if twice := read.keys() & book.keys():
            raise ValueError(f"{file.name}: refusals that another file has too: {', '.join(sorted(twice))}")
        book |= read
    return book


class Refused(Exception):
    """The step is not allowed. Nothing has changed. `rule` names an entry of the files in refusals/.

    `cites` are what the refusal rests on beside what that entry cites: the citations of the policy's own rule.
    """

    def __init__(self, rule: str, *, cites: tuple[str, ...] = (), **values: object) -> None:
        self.rule = rule
        self._named = {name: _several(values[name]) for name in (*_FACTS, _REASONS, _BARS, _GATES) if values.get(name)}
        self.values = {name: _shown(value) for name, value in values.items()}
        self.cites: tuple[str, ...] = tuple(dict.fromkeys((*_book()[rule]["cites"], *cites)))
        super().__init__(f"{self.words('en', named=True)} {self.todo('en', named=True)}".strip())

    @classmethod
    def again(cls, rule: str, said: Mapping[str, Any]) -> Refused:
        """Return a refusal of which `said` was kept, to be told again. Raises KeyError where there is no such rule."""
        return cls(rule, **said)

    @property
    def said(self) -> dict[str, str | list[str]]:
        """What was said of the refusal, so that it can be told again later."""
        return {**self.values, **{name: list(each) for name, each in self._named.items()}}

    @property
    def unknown(self) -> bool:
        """Whether the step was refused because something is not known, rather than because it is known not to hold."""
        told = (self.values.get("verdict"), self.values.get("outcome"))
        return self.rule == "gate_unknown" or "unknown" in told or "cannot_say_yet" in told

    def words(self, lang: str, *, named: bool = False) -> str:
        """Say why, in `lang`. `named` adds the names by which commands take facts, reasons, rules and answers."""
        return str(_book()[self.rule][lang]).format(**self._told(lang, named=named))

    def todo(self, lang: str, *, named: bool = False) -> str:
        """Say what would satisfy the rule, in `lang`; `named` as in words."""
        return str(_book()[self.rule]["todo"][lang]).format(**self._told(lang, named=named))

    def _told(self, lang: str, *, named: bool) -> dict[str, str]:
        """The values, with what is named among them said in words."""

        def several(kind: str, called: Callable[[str, str], str | None]) -> str:
            return "; ".join(_called(called, each, lang, named=named) for each in self._named.get(kind, ()))

        days = {name: _day_in_words(value, lang) for name, value in self.values.items()}
        facts = {each: several(each, _fact_name) or "-" for each in _FACTS}
        answer = self.values.get(_ANSWER)
        answers = {} if answer is None else {_ANSWER: _called(_answer_name, answer, lang, named=named)}
        rest = {_BARS: several(_BARS, _heading) or "-", _REASONS: several(_REASONS, _reason_name)}
        return {**days, **facts, **answers, **rest, **_gates(self._named.get(_GATES, ()), lang)}


def _gates(names: tuple[str, ...], lang: str) -> dict[str, str]:
    """Return what bars a step, in words, and who can open it; what is no gate of the policy is told as it was given."""
    known = [(name, _gate(name)) for name in names]
    said = [f"{gate.heading[lang]}. {gate.plain[lang]}" if gate else name for name, gate in known]
    owners = dict.fromkeys(gate.owner[lang] for _name, gate in known if gate)
    return {_GATES: " ".join(said), **({"owners": "; ".join(owners)} if owners else {})} if names else {}


def _gate(name: str) -> RuleText | None:
    try:
        return shipped().rule(name).text
    except UnknownName:
        return None


def _day_in_words(value: str, lang: str) -> str:
    """Return a day, or a moment by the clock that it was told by, as people read it; anything else as it is."""
    if not _DAY.match(value):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    day = shown(moment.date(), lang)
    return day if len(value) == len("2026-11-26") else f"{day}, {moment:%H:%M}"


def in_words(fact: str, lang: str) -> str:
    """Return what a fact is called, with the name by which commands take it; of anything else only what was given."""
    return _called(_fact_name, fact, lang, named=True)


def _called(called: Callable[[str, str], str | None], name: str, lang: str, *, named: bool) -> str:
    """Return what something is called, and its name where asked; where it has no words, the name alone."""
    words = called(name, lang)
    return name if words is None else f"{words} ({name})" if named else words


def _fact_name(fact: str, lang: str) -> str | None:
    known = shipped().facts.get(fact)
    return known.text.name[lang] if known else None


def _reason_name(name: str, lang: str) -> str | None:
    called = reasons().called.get(name)
    return called[lang] if called else None


def _heading(rule: str, lang: str) -> str | None:
    try:
        return shipped().rule(rule).text.heading[lang]
    except UnknownName:
        return None


def _answer_name(answer: str, lang: str) -> str | None:
    known = shipped().answers.get(answer)
    return known.heading[lang] if known else None


def _several(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, tuple | list) else (str(value),)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, frozenset | set):
        return ", ".join(sorted(str(each) for each in value))
    if isinstance(value, tuple | list):
        return ", ".join(str(each) for each in value) or "-"
    return str(value)
