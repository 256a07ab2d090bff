"""What allauth asks of us: nobody makes an account alone, and an agency's own sign-in only finds accounts of ours."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caseclose.staff.models import Account


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Accounts are made by an administrator, and what goes wrong is said in words of ours."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account may not sign in."),
        "enter_current_password": _("This is not the password that you have now."),
        "incorrect_code": _("This code is not right. Use the one that is shown now."),
        "incorrect_password": _("This password is not right."),
        "username_password_mismatch": _("The name or the password is not right."),
        "too_many_login_attempts": _("There were too many tries. Wait a few minutes."),
        "rate_limited": _("There were too many tries. Wait a few minutes."),
    }

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Return where to go once a password is changed."""
        return reverse("my_account")

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth names it
        """Say that nobody makes an account alone."""
        return False


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """What is said of codes and passkeys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("This cannot be turned off."),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
        "incorrect_code": _("This code is not right. Use the one that is shown now."),
    }

    def generate_authenticator_name(self, user: Account, type: str) -> str:  # noqa: A002 - allauth names it
        """Return the name that a new passkey has until its owner gives it another one."""
        before = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(n)s") % {"n": before + 1}


class AgencyAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Whoever comes from the agency's identity provider is the account that signs in under the same name."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Say that no account is made by this."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect a first sign-in with the account of the same name. Raises PermissionDenied where there is none."""
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data
        name = str(claims.get("userinfo", claims).get("preferred_username", ""))
        account = Account.objects.filter(sign_in__iexact=name, is_active=True).first()
        if account is None:
            raise PermissionDenied("the identity provider names nobody who has an account here")
        sociallogin.connect(request, account)


def who_tries(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """Return the name under which somebody tries to sign in, for counting, however it is written."""
    named = (credentials or {}).get("username") or request.POST.get("login", "")
    return " ".join(named.casefold().split())
