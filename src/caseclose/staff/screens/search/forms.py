"""The form of the search."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseclose.casework.selectors.finding_cases import LONGEST
from caseclose.casework.selectors.offices import office_names
from caseclose.web.forms import PlainForm

ANY = ("", _("Any"))


class SearchForm(PlainForm):
    """What is looked for, in one box, and where: offices are asked of those who see several."""

    sought = forms.CharField(
        label=_("Name, case number, receipt or code"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    case = forms.ChoiceField(
        label=_("The case is"), required=False, choices=[ANY, ("open", _("open")), ("closed", _("closed"))]
    )

    def __init__(self, *args: Any, everywhere: bool, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's form takes them
        super().__init__(*args, **kwargs)
        if everywhere:
            choices = [ANY, *office_names().items()]
            self.fields["office"] = forms.ChoiceField(label=_("Office"), choices=choices, required=False)
