"""Accounts: signing in with a password, a second factor, a passkey or the agency's own identity provider; lock-out."""

from __future__ import annotations

import os
from datetime import timedelta
from urllib.parse import urlsplit

from caseclose.law.safeguards import safeguards
from caseclose.site.settings.records import DEMO

_RULES = safeguards()

AUTH_USER_MODEL = "staff.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("sign_in", "name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
     "OPTIONS": {"min_length": _RULES.password_length}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]  # fmt: skip
SECOND_FACTOR = not DEMO
"""Whether an account must have a second factor before it sees anything."""

LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "home"
ACCOUNT_ADAPTER = "caseclose.staff.screens.signing_in.adapters.Accounts"
SOCIALACCOUNT_ADAPTER = "caseclose.staff.screens.signing_in.adapters.AgencyAccounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD, ACCOUNT_USER_MODEL_EMAIL_FIELD = "sign_in", None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
_FORMS = "caseclose.staff.screens.signing_in.forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignInForm",
    "reauthenticate": f"{_FORMS}.ConfirmForm",
    "change_password": f"{_FORMS}.PasswordForm",
}
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # django-axes counts these, for all processes together
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = _RULES.idle_seconds
MFA_ADAPTER = "caseclose.staff.screens.signing_in.adapters.SecondFactors"
MFA_FORMS = {
    "authenticate": f"{_FORMS}.CodeForm",
    "reauthenticate": f"{_FORMS}.ConfirmCodeForm",
    "activate_totp": f"{_FORMS}.AppForm",
    "authenticate_webauthn": f"{_FORMS}.PasskeyCodeForm",
    "reauthenticate_webauthn": f"{_FORMS}.PasskeyConfirmForm",
    "login_webauthn": f"{_FORMS}.PasskeySignInForm",
    "add_webauthn": f"{_FORMS}.PasskeyForm",
    "edit_webauthn": f"{_FORMS}.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Caseclose"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO

_ISSUER = os.environ.get("CASECLOSE_OIDC_ISSUER", "")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "agency",
                "name": os.environ.get("CASECLOSE_OIDC_NAME", "OpenID Connect"),
                "client_id": os.environ.get("CASECLOSE_OIDC_CLIENT", ""),
                "secret": os.environ.get("CASECLOSE_OIDC_SECRET", ""),
                "settings": {"server_url": _ISSUER},
            }
        ]
        if _ISSUER
        else [],
    }
}
_ASKED = urlsplit(_ISSUER)
SIGNS_IN = [f"{_ASKED.scheme}://{_ASKED.netloc}"] if _ASKED.netloc else []
"""Where a form may lead to besides: the agency's own identity provider."""
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_AUTO_SIGNUP = False

AXES_FAILURE_LIMIT = _RULES.failures
AXES_COOLOFF_TIME = timedelta(minutes=_RULES.lock_minutes)
AXES_LOCKOUT_PARAMETERS = ["username"]
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # an account is locked whatever the address: all of an office share one
AXES_USERNAME_CALLABLE = "caseclose.staff.screens.signing_in.adapters.who_tries"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["password", "login", "code", "credential", "oldpassword", "password1", "password2"]
AXES_LOCKOUT_TEMPLATE = "signing_in/locked.html"
