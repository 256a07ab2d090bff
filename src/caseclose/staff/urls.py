"""The addresses of the staff's screens: those of each area, found by its folder."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from django.urls import URLPattern, URLResolver

from caseclose.staff import screens

urlpatterns: list[URLPattern | URLResolver] = []
for _area in sorted(module.name for module in pkgutil.iter_modules(screens.__path__)):
    urlpatterns += import_module(f"{screens.__name__}.{_area}.urls").urlpatterns
