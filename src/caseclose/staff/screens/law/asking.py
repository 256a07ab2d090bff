"""For which state and which day the law is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from caseclose.casework.selectors.law import law_on
from caseclose.law.in_force import LawInForce
from caseclose.law.policy import FEDERAL
from caseclose.law.reading import shipped
from caseclose.law.values import EARLIEST, LATEST
from caseclose.staff.models import Account
from caseclose.web.clock import today
from caseclose.web.forms import PlainForm
from caseclose.web.language import language

UTC = "UTC"


@dataclass(frozen=True, slots=True)
class Place:
    """A state, or the federal rule alone, on a day."""

    state: str
    on: date

    @property
    def law(self) -> LawInForce:
        """The law in force there and then."""
        return law_on(self.state, self.on)

    @property
    def query(self) -> str:
        """The place as a query string, so that a link leads to the same place."""
        return urlencode({"state": self.state, "on": self.on.isoformat()})


def usual_place(account: Account) -> Place:
    """Return the state of the account's office and the day there; of who has none, the federal rule."""
    office = account.office
    state = office.state.lower() if office else FEDERAL
    return Place(state if state in shipped().layers else FEDERAL, today(office.zone if office else UTC))


def states() -> list[tuple[str, Any]]:
    """Return the federal rule and the states that have a policy, by code, each with its name."""
    lang, book = language(), shipped()
    named = [(code, text.name[lang]) for code in book.states if (text := book.layer(code).state) is not None]
    return [(FEDERAL, _("Federal rule alone")), *named]


def day_field(label: Any) -> forms.DateField:  # noqa: ANN401 - words that are said in the language of the page
    """A field for a day on which the law may be asked for."""
    return LawDay(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class LawDay(forms.DateField):
    """A day as the law has them."""

    input_formats = ("%Y-%m-%d",)
    default_error_messages = {"out": _("Years run from 1900 to 2200.")}  # noqa: RUF012 - as Django has it

    def to_python(self, value: str | datetime | date | None) -> date | None:
        """Read the day. Raises ValidationError for one that is not likely."""
        day = super().to_python(value)
        if day is not None and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(self.error_messages["out"])
        return day


class PlaceForm(PlainForm):
    """Asks for a state and a day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's form takes them
        super().__init__(*args, **kwargs)
        self.fields["state"] = forms.ChoiceField(label=_("State"), choices=states())
        self.fields["on"] = day_field(_("Day"))


def asked(account: Account, data: Mapping[str, str]) -> tuple[Place, PlaceForm]:
    """Return the place that the address asks for, or else the usual one, and the form that shows it."""
    usual = usual_place(account)
    form = PlaceForm({"state": data.get("state") or usual.state, "on": data.get("on") or usual.on.isoformat()})
    return (Place(form.cleaned_data["state"], form.cleaned_data["on"]) if form.is_valid() else usual), form
