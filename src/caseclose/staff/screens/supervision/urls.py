"""Addresses of what a supervisor counts and hands over."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.supervision import handing_over, views

urlpatterns = [
    path("supervision/", views.figures, name="supervision"),
    path("supervision/export/", views.export, name="supervision_export"),
    path("supervision/hand-over/", handing_over.hand_over, name="supervision_hand_over"),
]
