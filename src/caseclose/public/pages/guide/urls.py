"""Addresses of the guide."""

from __future__ import annotations

from django.urls import path

from caseclose.public.pages.guide import views

urlpatterns = [
    path("guide/", views.what_happens, name="guide"),
]
