"""Addresses of sealing."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.sealing import views

urlpatterns = [
    path("case/<str:number>/seal/", views.seal, name="case_seal"),
    path("case/<str:number>/unseal/", views.unseal, name="case_unseal"),
    path("seals/", views.seals, name="seals"),
    path("seals/<int:pk>/", views.change, name="seals_change"),
]
