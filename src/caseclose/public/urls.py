"""The addresses of the public site: /LANGUAGE/STATE/ and what each area of pages has below it, found by its folder."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import StringConverter

from caseclose.law.reading import shipped
from caseclose.public import pages


class Language(StringConverter):
    """A language that pages are in."""

    regex = "|".join(code for code, _ in settings.LANGUAGES)


class State(StringConverter):
    """A state that there is policy for."""

    regex = "|".join(shipped().states)


register_converter(Language, "language")
register_converter(State, "state")

_below: list[URLPattern | URLResolver] = []
urlpatterns: list[URLPattern | URLResolver] = []
for _area in sorted(module.name for module in pkgutil.iter_modules(pages.__path__)):
    _urls = import_module(f"{pages.__name__}.{_area}.urls")
    _below += _urls.urlpatterns
    urlpatterns += getattr(_urls, "above_states", [])
urlpatterns.append(path("<language:lang>/<state:state>/", include(_below)))
