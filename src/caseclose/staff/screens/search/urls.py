"""The address of the search."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.search import views

urlpatterns = [path("search/", views.search, name="search")]
