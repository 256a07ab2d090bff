"""Addresses of the session: the first page, staying signed in, and the language."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.session import views

urlpatterns = [
    path("", views.home, name="home"),
    path("language/", views.language, name="language"),
    path("session/extend/", views.extend, name="session_extend"),
    path("healthy/", views.healthy, name="healthy"),
]
