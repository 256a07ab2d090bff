"""The pages of the guide."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caseclose.public.pages.guide.fates import fates
from caseclose.public.place import public


def what_happens(request: HttpRequest) -> HttpResponse:
    """Show what becomes of every service and remedy when a case closes because the family asks."""
    place = public(request).place
    return render(request, "guide/what_happens.html", {"lists": fates(place.law, "payment_processing")})
