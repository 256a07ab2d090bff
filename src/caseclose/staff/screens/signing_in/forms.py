"""The forms of signing in, of the second factor and of the password: allauth's own, in words of ours.

Wrong codes are counted with wrong passwords: whoever knows a password must not try codes until one fits.
"""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _

from caseclose.law.safeguards import safeguards
from caseclose.web.forms import PlainForm


def _say(form: forms.Form, **labels: Any) -> None:  # noqa: ANN401 - words that are said in the language of the page
    """Give fields our labels; what allauth writes into an empty field goes, since it is read as if it were filled."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(account.LoginForm):  # type: ignore[misc] # allauth has no types
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as allauth's form takes them
        super().__init__(*args, **kwargs)
        _say(self, login=_("Sign-in name"), password=_("Password"))


class ConfirmForm(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that needs it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say(self, password=_("Password"))


class PasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    """A new password, and the one of now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say(self, oldpassword=_("Password of now"), password1=_("New password"), password2=_("New password again"))
        words = _("At least %(n)s signs. Not your name, and nothing that many people use.")
        self.fields["password1"].help_text = words % {"n": safeguards().password_length}

    def clean(self) -> Any:  # noqa: ANN401
        """Refuse the password of now as the new one. Raises ValidationError."""
        said = super().clean()
        if said.get("password1") and said.get("password1") == said.get("oldpassword"):
            self.add_error("password1", _("This is the password that you have now. Choose another one."))
        return said


class _CountedCode:
    """What a form does about a wrong code: it counts as a wrong password does."""

    user: Any

    def clean_code(self) -> Any:  # noqa: ANN401
        """Return the code where it is right. Raises ValidationError where it is not, or the account is locked."""
        request, who = get_adapter().request, {"username": self.user.sign_in}
        if not AxesProxyHandler.is_allowed(request, who):
            raise ValidationError(_("There were too many wrong codes. Try again later."))
        try:
            return super().clean_code()  # type: ignore[misc] # of the form beside
        except ValidationError:
            user_login_failed.send(sender=type(self), credentials=who, request=request)
            raise


class CodeForm(_CountedCode, second.AuthenticateForm):  # type: ignore[misc]
    """The code that is asked for after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say(self, code=_("Code"))


class ConfirmCodeForm(_CountedCode, second.ReauthenticateForm):  # type: ignore[misc]
    """A code, before something that needs it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say(self, code=_("Code"))


class AppForm(app.ActivateTOTPForm):  # type: ignore[misc]
    """The first code that an app shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say(self, code=_("The six digits that the app shows"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class _Credential(forms.JSONField):
    """What a browser says of a passkey. A number of more digits than Python reads is no answer of a browser either."""

    def to_python(self, value: Any) -> Any:  # noqa: ANN401
        """Return what was said. Raises ValidationError where it is no JSON."""
        try:
            return super().to_python(value)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ANN401
        """Return what is shown again: what was said, as it was where it is no JSON."""
        try:
            return super().bound_data(data, initial)
        except ValueError:
            return InvalidJSONInput(data)


class _SaidByABrowser:
    """What a form does about the answer of a passkey: it is read as any text that comes from outside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["credential"] = _Credential(widget=forms.HiddenInput)  # type: ignore[attr-defined]


class PasskeyForm(_SaidByABrowser, PlainForm, passkey.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say(self, name=_("Name of the passkey"), passwordless=_("Sign in with it alone, without a password"))
        self.fields["name"].help_text = _("So that you know later which one it is.")
        self.fields["passwordless"].help_text = _("It must then ask for your finger, your face or a PIN each time.")


class PasskeyNameForm(PlainForm, passkey.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say(self, name=_("Name of the passkey"))


class PasskeyCodeForm(_SaidByABrowser, passkey.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey, asked for after the password."""


class PasskeyConfirmForm(_SaidByABrowser, passkey.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey, before something that needs it."""


class PasskeySignInForm(_SaidByABrowser, passkey.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey alone, without a password."""
