"""Addresses of signing in, of the second factor, and of the demonstration. Nothing here makes an account."""

from __future__ import annotations

from allauth.account import views as account
from allauth.socialaccount import views as agency
from django.urls import include, path

from caseclose.staff.screens.signing_in import views

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/no-password/", views.no_password, name="account_set_password"),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("sign-in/agency/cancelled/", agency.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/agency/error/", agency.login_error, name="socialaccount_login_error"),
    path("sign-in/agency/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("demo/", views.demo, name="demo"),
]
