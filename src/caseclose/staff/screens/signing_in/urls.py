"""Addresses of signing in, of the second factor, and of the demonstration. Nothing here makes an account."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount import views as agency
from django.urls import include, path

from caseclose.staff.screens.signing_in import own, views

AGENCY = "sign-in/agency/oidc/<str:provider_id>/"
SECOND_FACTOR = [
    path("", second.index, name="mfa_index"),
    path("authenticate/", second.authenticate, name="mfa_authenticate"),
    path("reauthenticate/", second.reauthenticate, name="mfa_reauthenticate"),
    path("totp/activate/", app.activate_totp, name="mfa_activate_totp"),
    path("totp/deactivate/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("webauthn/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("webauthn/add/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("webauthn/login/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("webauthn/reauthenticate/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("webauthn/keys/<int:pk>/edit/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path("webauthn/keys/<int:pk>/remove/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
]
"""Each page of the second factor that there is. Recovery codes are printed; no page leaves them as a file."""

urlpatterns = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/", own.my_account, name="my_account"),
    path("account/sessions/end/", own.end_sessions, name="my_sessions"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/no-password/", views.no_password, name="account_set_password"),
    path("account/second-factor/", include(SECOND_FACTOR)),
    path("sign-in/agency/cancelled/", agency.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/agency/error/", agency.login_error, name="socialaccount_login_error"),
    path(f"{AGENCY}login/", views.agency_login, name="openid_connect_login"),
    path(f"{AGENCY}login/callback/", views.agency_callback, name="openid_connect_callback"),
    path("demo/", views.demo, name="demo"),
]
