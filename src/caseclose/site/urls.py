"""The addresses of the site."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("caseclose.staff.urls"))]
handler400 = "caseclose.web.errors.bad_request"
handler403 = "caseclose.web.errors.not_allowed"
handler404 = "caseclose.web.errors.not_found"
handler500 = "caseclose.web.errors.broken"
