"""The addresses of the site."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("caseclose.staff.urls"))]
handler400 = "caseclose.staff.errors.bad_request"
handler403 = "caseclose.staff.errors.not_allowed"
handler404 = "caseclose.staff.errors.not_found"
handler500 = "caseclose.staff.errors.broken"
