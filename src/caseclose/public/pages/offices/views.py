"""The offices of the reader's state."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caseclose.public.offices import offices_of
from caseclose.public.place import public


def offices(request: HttpRequest) -> HttpResponse:
    """Show every office that the policy knows, and how to ask it."""
    return render(request, "offices/offices.html", {"offices": offices_of(public(request).place)})
