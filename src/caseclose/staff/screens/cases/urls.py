"""Addresses of the page of a case."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.cases import views

urlpatterns = [
    path("case/<str:number>/", views.case, name="case"),
    path("case/<str:number>/take/", views.take, name="case_take"),
    path("find/", views.find, name="find"),
]
