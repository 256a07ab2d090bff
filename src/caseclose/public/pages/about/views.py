"""The pages about the site."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caseclose.public.place import public


def about(request: HttpRequest) -> HttpResponse:
    """Say whether this is an official site, and how far its words can be relied on."""
    return render(request, "about/about.html", {})


def data(request: HttpRequest) -> HttpResponse:
    """Say what is kept of a reader, and what is not."""
    return render(request, "about/data.html", {})


def safe(request: HttpRequest) -> HttpResponse:
    """Say how to read safely, and whom to call in danger."""
    place = public(request).place
    return render(request, "about/safe.html", {"help_lines": place.law.policy.help_lines(place.state)})
