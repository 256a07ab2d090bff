"""Forms of the administrator's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from caseclose.casework.selectors.offices import office_names
from caseclose.staff.models.account import NAME_LENGTH
from caseclose.staff.people.changing import ChangeAccount, MakeAccount, sorted_roles
from caseclose.staff.people.conflicts import PARTS, THE_CASE
from caseclose.staff.roles import StaffRole
from caseclose.staff.wording import PARTS as PART_WORDS
from caseclose.staff.wording import ROLES
from caseclose.web.forms import OnceForm, PlainForm

ANY, NO_OFFICE, BROWSER = ("", _("Any")), ("", _("No office")), ("", _("As the browser asks"))


def _roles() -> list[tuple[str, Any]]:
    return [(role.value, ROLES[role.value]) for role in StaffRole]


class FilterForm(PlainForm):
    """Which accounts the address asks for. No name is asked for here: it would be in the address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's form takes them
        super().__init__(*args, **kwargs)
        offices = [ANY, *office_names().items()]
        active = [ANY, ("yes", _("May sign in")), ("no", _("May not sign in"))]
        self.fields["office"] = forms.ChoiceField(label=_("Office"), choices=offices, required=False)
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=[ANY, *_roles()], required=False)
        self.fields["active"] = forms.ChoiceField(label=_("Signing in"), choices=active, required=False)


class NameForm(PlainForm):
    """Part of a name that is looked for. It is sent, and is in no address."""

    name = forms.CharField(label=_("Name or sign-in"), max_length=NAME_LENGTH)


class AccountForm(OnceForm):
    """What an account is in the office."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["roles"] = forms.MultipleChoiceField(
            label=_("Roles"), choices=_roles(), widget=forms.CheckboxSelectMultiple
        )
        self.fields["office"] = forms.ChoiceField(
            label=_("Office"), choices=[NO_OFFICE, *office_names().items()], required=False,
            help_text=_("Most roles see the cases of one office alone."),
        )  # fmt: skip
        self.fields["team"] = forms.CharField(label=_("Team"), required=False, max_length=64)


class NewForm(AccountForm):
    """A new account."""

    sign_in = forms.CharField(label=_("Sign-in"), max_length=NAME_LENGTH)
    person = forms.CharField(
        label=_("Name"), max_length=NAME_LENGTH,
        help_text=_("The history of cases keeps this name. It cannot be changed later, and no two accounts have it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.order_fields(["sign_in", "person", "roles", "office", "team"])

    @property
    def asked(self) -> MakeAccount:
        """What is asked for."""
        said = self.cleaned_data
        return MakeAccount(said["sign_in"], said["person"], tuple(said["roles"]), said["office"], said["team"])


class ChangeForm(AccountForm):
    """A change to an account. `seen` is what it was when the form was first shown."""

    seen = forms.JSONField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), required=False, choices=[BROWSER, *settings.LANGUAGES]
        )
        self.fields["active"] = forms.BooleanField(label=_("May sign in"), required=False)

    @property
    def asked(self) -> ChangeAccount:
        """What is asked for."""
        said = self.cleaned_data
        return sorted_roles(
            ChangeAccount(tuple(said["roles"]), said["office"], said["team"], said["language"], said["active"])
        )

    def clean_seen(self) -> ChangeAccount:
        """Read what the account was. Raises ValidationError where it was tampered with."""
        seen = self.cleaned_data["seen"]
        try:
            return ChangeAccount(**{**seen, "roles": tuple(seen["roles"])})
        except (TypeError, KeyError):
            raise forms.ValidationError(_("Load the page again.")) from None


class ConflictForm(OnceForm):
    """A case that an account must not see, or whose part in it."""

    number = forms.CharField(label=_("Case number"), max_length=64, widget=forms.TextInput({"autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        parts = [(part.value, PART_WORDS[part.value]) for part in PARTS]
        self.fields["part"] = forms.ChoiceField(
            label=_("What to keep away"), required=False, widget=forms.RadioSelect,
            choices=[(THE_CASE, _("This case alone")), *((key, _of(words)) for key, words in parts)],
        )  # fmt: skip


def _of(words: Any) -> Any:  # noqa: ANN401 - words that are said in the language of the page
    return _("Every case of its: %(part)s") % {"part": words}
