"""The addresses of the public site: /LANGUAGE/STATE/ and what each area of pages has below it, found by its folder."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import StringConverter

from caseclose.law.reading import shipped
from caseclose.public import pages
from caseclose.web.areas import addresses_of


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
for _area in addresses_of(pages):
    _below += _area.urlpatterns
    urlpatterns += getattr(_area, "above_states", [])
urlpatterns.append(path("<language:lang>/<state:state>/", include(_below)))
