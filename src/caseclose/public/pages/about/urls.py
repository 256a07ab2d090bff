"""Addresses of the pages about the site."""

from __future__ import annotations

from django.urls import path

from caseclose.public.pages.about import views

urlpatterns = [
    path("safe/", views.safe, name="about_safe"),
    path("data/", views.data, name="about_data"),
    path("about/", views.about, name="about"),
]
