"""The addresses of the public site."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("caseclose.public.urls"))]
handler400 = "caseclose.web.errors.bad_request"
handler403 = "caseclose.web.errors.not_allowed"
handler404 = "caseclose.web.errors.not_found"
handler500 = "caseclose.web.errors.broken"
