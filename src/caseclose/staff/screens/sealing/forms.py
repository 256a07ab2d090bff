"""The forms of sealing: who may open a case, and why it is sealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseclose.staff.models import Account
from caseclose.staff.wording import ROLES
from caseclose.web.forms import OnceForm


def in_words(account: Account) -> str:
    """Return who an account is: the name, and the roles."""
    return f"{account.name} ({', '.join(str(ROLES[role]) for role in account.roles)})"


class ReasonForm(OnceForm):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=300)


class SealForm(ReasonForm):
    """Who may open the case, and why nobody else."""

    def __init__(self, *args: Any, could: Mapping[int, Account], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.fields["may_open"] = forms.TypedMultipleChoiceField(
            label=_("Who may open it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(pk, in_words(account)) for pk, account in could.items()],
        )  # fmt: skip
        self.fields["reason"].help_text = _("Only those who may open the case can read it. Name no person.")
        self.order_fields(["may_open", "reason"])
