"""The address of the questions. All of them stand on one page, so that an address never tells how far somebody came."""

from __future__ import annotations

from django.urls import path

from caseclose.public.pages.questions import views

urlpatterns = [
    path("questions/", views.questions, name="questions"),
]
