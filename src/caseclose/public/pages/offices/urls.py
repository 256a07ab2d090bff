"""Addresses of the office finder."""

from __future__ import annotations

from django.urls import path

from caseclose.public.pages.offices import views

urlpatterns = [path("offices/", views.offices, name="offices")]
