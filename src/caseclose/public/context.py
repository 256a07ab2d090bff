"""What every page shows around its own content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from caseclose.law.reading import shipped
from caseclose.public.access.table import offered
from caseclose.public.place import Place
from caseclose.web.language import language


def every_page(request: HttpRequest) -> dict[str, Any]:
    """Return where the reader is, the same place in the other languages, the state's look and office.

    A page of an error may stand nowhere: then it has none of the state's.
    """
    place: Place | None = getattr(request, "place", None)
    lang = language()
    found = {
        "place": place,
        "demo": settings.DEMO,
        "others": [(code, name, spoken_at(place, code)) for code, name in settings.LANGUAGES if code != lang],
    }
    return found | (of_state(place) if place and place.state else {})


def spoken_at(place: Place | None, lang: str) -> str:
    """Return the address of the same place in another language; of the first page where the reader is nowhere."""
    return place.spoken(lang).address if place and place.name != "begin" else f"/{lang}/"


def of_state(place: Place) -> dict[str, Any]:
    """Return what the state is called, its colour, and the office that answers the phone."""
    layer = shipped().layer(place.state)
    offices = [office for office in layer.offices.values() if office.phone]
    text = layer.state
    return {
        "state_name": place.say(text.name) if text else "",
        "agency": place.say(text.agency) if text else "",
        "band": text.look.band if text and text.look else "",
        "foot": [(name, entry.words[place.lang]) for name, entry in offered("foot")],
        "office": offices[0] if offices else None,
        "office_name": place.say(offices[0].name) if offices else "",
    }
