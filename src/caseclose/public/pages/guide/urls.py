"""Addresses of the guide. They hold numbers and letters, so that they tell nothing."""

from __future__ import annotations

from django.urls import path

from caseclose.public.pages.guide import views

urlpatterns = [
    path("guide/", views.guide, name="guide"),
    path("guide/1/<str:way>/", views.what_happens, name="guide_happens"),
    path("guide/2/", views.can_it, name="guide_can"),
    path("guide/3/", views.reasons, name="guide_reasons"),
    path("guide/find/", views.find, name="guide_find"),
    path("guide/q/<int:number>/", views.question, name="guide_question"),
    path("guide/<str:letter>/", views.reader, name="guide_reader"),
]
