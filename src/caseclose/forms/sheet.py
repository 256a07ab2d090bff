"""One request form: the words and the office's lines for a state, an office and a language, read from the policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caseclose.forms.words import LANGUAGES, Words, words
from caseclose.law.errors import UnknownName, nearest
from caseclose.law.policy import Policy
from caseclose.law.written import Words as Both
from caseclose.law.written_states import OfficeText

HARM = "risk_of_harm"
LINES = {"name", "address"}
"""Fields that hold more than one line."""
CODE_FIELDS = ("form_code", "form_code_page_2")
"""The form code stands on each page, in a field of its own: the two pages of a scan may come apart."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form. `tip` is what a screen reader says; `kind` is "text", "lines", "tick" or "code"."""

    name: str
    kind: str
    tip: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where a form goes and whom to call. What the office's policy does not say is empty."""

    name: str
    address: tuple[str, ...]
    fax: str
    phone: str
    phone_name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that one form says, with every blank filled."""

    state: str
    office: str
    lang: str
    title: str
    agency: str
    words: Words
    harm: str
    aid: dict[str, str]
    statements: dict[str, str]
    where: Where

    @property
    def key(self) -> str:
        """The form's name among files: state, office and language, such as "ca-san_mateo-en"."""
        return f"{self.state}-{self.office}-{self.lang}"

    @property
    def mark(self) -> str:
        """What the picture on a blank form says: which form it is."""
        return self.key.upper().replace("_", "-")

    def fields(self) -> tuple[Field, ...]:
        """Return the form's fields in the order in which they stand on the page."""
        return tuple(_fields(self))


def office_of(policy: Policy, state: str, office: str | None) -> OfficeText:
    """Return the office of a state; without a name, the only one. Raises UnknownName with the offices that exist."""
    offices = {each.id.rsplit(".", 1)[-1]: each for each in policy.layer(state).offices.values()}
    known = ", ".join(offices)
    if not offices:
        raise UnknownName(f"The policy of '{state}' names no office to send a request to.")
    if office is None and len(offices) == 1:
        return next(iter(offices.values()))
    if office is None:
        raise UnknownName(f"There is more than one office in '{state}': {known}.")
    short = office.rsplit(".", 1)[-1]
    if short not in offices or office not in {short, offices[short].id}:
        raise UnknownName(f"There is no office '{office}' in '{state}'. There is: {known}.{nearest(short, offices)}")
    return offices[short]


def sheet(policy: Policy, state: str, office: str | None, lang: str) -> Sheet:
    """Gather one form. Raises UnknownName for a state or an office that has no policy."""
    layer = policy.layer(state)
    place = office_of(policy, state, office)
    called = {**policy.federal.called, **layer.called}
    text = words(lang)

    def said(both: Both) -> str:
        return _filled(both[lang], called, lang)

    return Sheet(
        state=state,
        office=place.id.rsplit(".", 1)[-1],
        lang=lang,
        title=place.form[lang] or text.title,
        agency=place.name[lang],
        words=text,
        harm=said(next(rule.text.way_on for key, rule in policy.federal.requests.items() if key.endswith(HARM))),
        aid={key: _filled(row, called, lang) for key, row in text.aid.row.items()},
        statements={each.id: said(each.say) for each in policy.statements(state)},
        where=_where(policy, state, place, lang),
    )


def every_sheet(policy: Policy) -> Iterator[Sheet]:
    """Yield the form of every state, office and language, in one order."""
    for state in policy.states:
        for office in sorted(policy.layer(state).offices):
            for lang in LANGUAGES:
                yield sheet(policy, state, office, lang)


def _where(policy: Policy, state: str, place: OfficeText, lang: str) -> Where:
    """An office without a phone lends that of another office of its state, under that office's name."""
    answering = next((each for each in (place, *policy.layer(state).offices.values()) if each.phone), None)
    return Where(
        name=place.name[lang],
        address=tuple(place.address) if place.takes_requests else (),
        fax=place.fax,
        phone=answering.phone if answering else "",
        phone_name=answering.name[lang] if answering else "",
    )


def _filled(text: str, called: dict[str, Both], lang: str) -> str:
    for key, name in called.items():
        text = text.replace("{" + key + "}", name[lang])
    return text[:1].upper() + text[1:]


def _fields(form: Sheet) -> Iterator[Field]:
    text = form.words
    yield Field(CODE_FIELDS[0], "code", text.code)
    for key, answer in text.safety.answer.items():
        yield Field(f"safety_{key}", "tick", f"{text.safety.lead} {answer}")
    for key, label in text.you.field.items():
        yield Field(key, "lines" if key in LINES else "text", label)
    yield Field("consent_electronic", "tick", text.you.consent)
    for key, label in text.services.choice.items():
        yield Field(f"stop_{key}", "tick", label)
    yield Field(CODE_FIELDS[1], "code", text.code)
    for row, kind in form.aid.items():
        for when, label in text.aid.when.items():
            yield Field(f"aid_{row}_{when}", "tick", f"{kind}: {label}")
    for key, statement in form.statements.items():
        yield Field(f"understood_{key}", "tick", statement)
    for key, label in text.sign.field.items():
        yield Field(key, "text", label)
