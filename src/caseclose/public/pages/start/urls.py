"""Addresses of the first pages."""

from __future__ import annotations

from django.urls import path

from caseclose.public.pages.start import views

above_states = [
    path("", views.begin, name="begin"),
    path("healthy/", views.healthy, name="healthy"),
    path("<language:lang>/", views.start, name="start"),
]
urlpatterns = [path("", views.home, name="home")]
