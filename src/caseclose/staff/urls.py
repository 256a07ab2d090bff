"""The addresses of the staff's screens: those of each area, found by its folder."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from caseclose.staff import screens
from caseclose.web.areas import addresses_of

urlpatterns: list[URLPattern | URLResolver] = [each for area in addresses_of(screens) for each in area.urlpatterns]
