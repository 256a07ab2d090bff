"""Addresses of the administrator's pages."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.administration import accounts, acts, system

urlpatterns = [
    path("people/", accounts.people, name="people"),
    path("people/new/", acts.new, name="people_new"),
    path("people/log/", accounts.log, name="people_log"),
    path("people/<int:pk>/", accounts.person, name="people_account"),
    path("people/<int:pk>/change/", acts.change, name="people_change"),
    path("people/<int:pk>/password/", acts.password, name="people_password"),
    path("people/<int:pk>/ask-password/", acts.ask_password, name="people_ask_password"),
    path("people/<int:pk>/second-factor/", acts.second_factor, name="people_second_factor"),
    path("people/<int:pk>/conflict/", acts.conflict, name="people_conflict"),
    path("people/<int:pk>/conflict/<int:conflict>/end/", acts.conflict_end, name="people_conflict_end"),
    path("offices/", system.offices, name="offices"),
    path("settings/", system.settings_shown, name="settings"),
    path("health/", system.health_shown, name="health"),
]
