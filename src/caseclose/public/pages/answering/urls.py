"""Addresses of answering."""

from __future__ import annotations

from django.urls import path

from caseclose.public.pages.answering import views

urlpatterns = [path("answer/", views.answer, name="answer")]
