"""A made case: facts that somebody makes up, and what the law says of them. Nothing is kept, and nothing is in the
address."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseclose.closure.assessment import Assessment, Finding, assess, closing_day, find
from caseclose.closure.request import answer_request, with_request
from caseclose.law.errors import UnknownName
from caseclose.law.facts import Fact
from caseclose.law.in_force import Standing
from caseclose.law.policy import FEDERAL
from caseclose.law.reading import shipped
from caseclose.law.rules import Rule
from caseclose.law.values import BadValue, contradiction, read_value
from caseclose.law.verdict import Facts, Value, Verdict
from caseclose.staff.building.confirming import NOT_DONE
from caseclose.staff.requests import staff
from caseclose.staff.screens.law.asking import Place, PlaceForm, day_field, states, usual_place
from caseclose.staff.screens.law.shelves import standing_rule
from caseclose.staff.screens.law.views import at
from caseclose.web.forms import PlainForm
from caseclose.web.language import language

_MARK = "fact_"
_TYPES = {"money": ("text", "decimal"), "count": ("text", "numeric"), "date": ("date", "")}


class FactField(forms.CharField):
    """A field for one fact, left empty where it is not known."""

    def __init__(self, fact: Fact, lang: str) -> None:
        text = fact.text
        name = text.name[lang][:1].upper() + text.name[lang][1:]
        super().__init__(label=name, help_text=text.meaning[lang], required=False, max_length=200)
        self.fact = fact
        choices = {"true": text.yes[lang], "false": text.no[lang]} if fact.kind == "yes_no" else None
        if fact.kind == "choice":
            choices = {key: words[lang] for key, words in text.choices.items()}
        if choices is not None:
            self.widget = forms.Select(choices=[("", gettext_lazy("Not known")), *choices.items()])
        else:
            kind, mode = _TYPES.get(fact.kind, ("text", ""))
            self.widget = forms.TextInput(attrs={"type": kind, **({"inputmode": mode} if mode else {})})

    def clean(self, value: Any) -> Value | None:  # noqa: ANN401 - as Django's field takes it
        """Return the value of the fact, None where it is not known. Raises ValidationError."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_value(self.fact, text)
        except BadValue as error:
            raise forms.ValidationError(str(error)) from None


class MadeCaseForm(PlainForm):
    """The facts of a made case, for a state on a day. `rule` says which rule's facts alone are shown."""

    def __init__(self, facts: list[Fact], lang: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.lang = lang
        self.fields["state"] = forms.ChoiceField(label=_("State"), choices=states())
        self.fields["on"] = day_field(_("Day of the decision"))
        for fact in facts:
            self.fields[_MARK + fact.id] = FactField(fact, lang)

    @property
    def facts(self) -> Facts:
        """What is said to be known."""
        found = {name.removeprefix(_MARK): value for name, value in self.cleaned_data.items() if name.startswith(_MARK)}
        return {name: value for name, value in found.items() if value is not None}

    def clean(self) -> dict[str, Any]:
        """Refuse facts that cannot all be true, and days that lie after the day of the decision."""
        said = self.cleaned_data
        for name, value in self.facts.items():
            try:
                read_value(shipped().facts[name], value, as_of=said.get("on"))
            except BadValue as error:
                self.add_error(_MARK + name, str(error))
        reason = "" if self.errors else contradiction(shipped().facts, self.facts)
        if reason:
            self.add_error(None, reason)
        return said


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that are asked for together. It is open where something in it was said, or is wrong."""

    heading: str
    fields: list[forms.BoundField]
    open: bool


@cache
def _written_groups() -> tuple[dict[str, str], ...]:
    text = files(__package__).joinpath("groups.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["group"])


def _groups(form: MadeCaseForm, *, unfold: bool) -> Iterator[Group]:
    begins = {group["begins"]: group for group in _written_groups()}
    gathered: dict[str, list[forms.BoundField]] = {}
    heading = ""
    for name in shipped().facts:
        heading = begins[name][form.lang] if name in begins else heading
        if _MARK + name in form.fields:
            gathered.setdefault(heading, []).append(form[_MARK + name])
    for words, fields in gathered.items():
        told = any(field.value() or field.errors for field in fields)
        yield Group(words, fields, unfold or told)


def made_case(request: HttpRequest) -> HttpResponse:
    """Show the form of a made case, and what the law says of one that was sent."""
    lang, usual = language(), usual_place(staff(request).user)
    said = request.POST if request.method == "POST" else request.GET
    rule = _rule(said.get("rule", ""))
    facts = _asked_about(rule, {name.removeprefix(_MARK) for name in request.POST if request.POST[name]})
    if request.method == "POST":
        form = MadeCaseForm(facts, lang, request.POST)
    else:
        form = MadeCaseForm(facts, lang, initial={"state": said.get("state") or usual.state,
                                                  "on": said.get("on") or usual.on})  # fmt: skip
    shown: dict[str, Any] = {"case": form, "rule": rule, "groups": list(_groups(form, unfold=rule is not None))}
    tried = form.is_bound and form.is_valid()
    place = Place(form.cleaned_data["state"], form.cleaned_data["on"]) if tried else usual
    if tried:
        shown |= {**_found(place, form.facts, lang), "own": _own(rule, place, form.facts, lang)}
    status = NOT_DONE if form.is_bound and not tried else 200
    return render(request, "law/try.html", {**at(place, PlaceForm()), **shown}, status=status)


def _rule(name: str) -> Rule | None:
    try:
        return shipped().rule(name) if name else None
    except UnknownName:
        return None


def _asked_about(rule: Rule | None, said: set[str]) -> list[Fact]:
    """The facts that the rule asks about, and those that were said; without a rule all that any rule asks about."""
    book = shipped()
    wanted = [rule] if rule else list(book.rules())
    if rule and rule.text.under:
        wanted.append(book.rule(rule.text.under))
    asked = {name for each in wanted for name in each.facts} | said
    return [fact for fact in book.facts.values() if fact.id in asked]


def _found(place: Place, facts: Facts, lang: str) -> dict[str, Any]:
    """What the law says of the facts: the criteria by verdict, the bars, and the answer to a request."""
    facts = with_request(facts)
    assessment = assess(place.law, facts, lang)
    book = place.law.policy.facts
    governing = [item for item in assessment.criteria if item.standing.governs]
    kinds = {verdict: [item for item in governing if item.finding.verdict is verdict] for verdict in Verdict}
    answer = answer_request(place.law, facts, lang)
    return {
        "tried": True,
        "met": [_met(assessment, item, lang) for item in kinds[Verdict.MET]],
        "not_known": [_one(item, lang, book) for item in kinds[Verdict.UNKNOWN]],
        "not_met": [_one(item, lang, book) for item in kinds[Verdict.NOT_MET]],
        "shut": [_one(gate, lang, book) for gate in assessment.gates if gate.shut],
        "unsure": [_one(gate, lang, book) for gate in assessment.gates if gate.finding.verdict is Verdict.UNKNOWN],
        "closable": assessment.closable_under,
        "must_close": assessment.must_close,
        "answer": {
            "heading": answer.heading[lang],
            "plain": answer.plain[lang],
            "reasons": [(each.plain[lang], each.finding.cites) for each in answer.reasons],
            "missing": [_name(book[name], lang) for name in answer.missing],
        },
    }


def _own(rule: Rule | None, place: Place, facts: Facts, lang: str) -> dict[str, Any] | None:
    """What the law says of the rule whose facts were asked for, also where it does not count in this state."""
    standing = standing_rule(place.law, rule.id) if rule else None
    if standing is None:
        return None
    found = Weighed(standing, find(place.law, standing.whole, facts, lang))
    return _one(found, lang, place.law.policy.facts)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A rule with what was found of it."""

    standing: Standing
    finding: Finding


def _one(item: Any, lang: str, book: dict[str, Fact]) -> dict[str, Any]:  # noqa: ANN401 - a criterion or a gate found
    standing, finding = item.standing, item.finding
    return {
        "id": standing.id,
        "heading": standing.rule.text.heading[lang],
        "cites": finding.cites,
        "verdict": finding.verdict,
        "because": [each.words for each in finding.because],
        "missing": [_name(book[name], lang) for name in finding.missing],
    }


def _met(assessment: Assessment, item: Any, lang: str) -> dict[str, Any]:  # noqa: ANN401
    day = closing_day(assessment, item)
    book = assessment.law.policy.facts
    missing = [_name(book[name], lang) for name in day.missing]
    return {**_one(item, lang, book), "day": day, "day_missing": missing}


def _name(fact: Fact, lang: str) -> str:
    return fact.text.name[lang]


if any(group["begins"] not in shipped().facts for group in _written_groups()) or FEDERAL not in shipped().layers:
    raise ValueError("a group of facts begins with a fact that is not in the dictionary")
