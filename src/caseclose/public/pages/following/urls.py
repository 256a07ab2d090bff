"""Addresses of following."""

from __future__ import annotations

from django.urls import path

from caseclose.public.pages.following import back, views

urlpatterns = [path("follow/", views.follow, name="follow"), path("back/", back.back, name="back")]
