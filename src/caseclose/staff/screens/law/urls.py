"""Addresses of the law browser."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.law import comparing, trying, views

urlpatterns = [
    path("law/", views.shelf, name="law"),
    path("law/rule/<str:rule>/", views.rule, name="law_rule"),
    path("law/remedy/<str:remedy>/", views.remedy, name="law_remedy"),
    path("law/notice/<str:notice>/", views.notice, name="law_notice"),
    path("law/compare/", comparing.compare, name="law_compare"),
    path("law/try/", trying.made_case, name="law_try"),
]
