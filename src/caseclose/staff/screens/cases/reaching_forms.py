"""The forms about how people are reached. Nothing of what is on record stands in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseclose.staff.screens.cases.forms import Choice, day_field, latest, one_of, words_field
from caseclose.staff.wording import CONTACT
from caseclose.web.forms import OnceForm


class ConsentForm(OnceForm):
    """Who agreed to be told by what, where, and when they said so."""

    def __init__(self, *args: Any, people: Iterable[Choice] = (), on: date, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["person"] = one_of(_("Who agreed"), people)
        self.fields["channel"] = one_of(_("By what"), [("email", _("E-mail")), ("text", _("Text to a phone"))])
        self.fields["address"] = forms.CharField(
            label=_("E-mail address or phone number"), max_length=254, widget=forms.TextInput({"autocomplete": "off"}),
            help_text=_("As the person gave it. It is shown to nobody in full again."),
        )  # fmt: skip
        self.fields["given_on"] = day_field(_("Day on which they agreed"))
        self.fields["given_on"].widget.attrs.update(latest(on))


class WithdrawForm(OnceForm):
    """Who wants no more messages, and since when."""

    def __init__(self, *args: Any, people: Iterable[Choice] = (), on: date, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["person"] = one_of(_("Who wants no more messages"), people)
        self.fields["withdrawn_on"] = day_field(_("Day on which they said so"))
        self.fields["withdrawn_on"].initial = on
        self.fields["withdrawn_on"].widget.attrs.update(latest(on))


class ReachForm(OnceForm):
    """How a person is reached from now on. Nothing of what is on record stands in it."""

    def __init__(self, *args: Any, people: Iterable[Choice] = (), **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        same = ("", _("Stays as it is"))
        self.fields["person"] = one_of(_("Whose"), people)
        self.fields["address"] = forms.CharField(
            label=_("New mailing address"), required=False, max_length=400,
            help_text=_("As on an envelope, without the name. Leave it empty if it stays as it is."),
            widget=forms.Textarea({"rows": 4, "autocomplete": "off"}),
        )  # fmt: skip
        self.fields["contact"] = forms.ChoiceField(
            label=_("Safe way of contact"), required=False, choices=[same, *CONTACT.items()]
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of letters"), required=False, choices=[same, ("en", "English"), ("es", "Español")]
        )
        self.fields["because"] = words_field(_("Why"), hint=_("Without the address."), longest=300)
