"""Sending an act on: who calls, when it arrived in words, and what looks at files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import formats
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseclose.casework.services.web.counting import caller_at
from caseclose.casework.services.web.filing import Act, Receipt, file_act
from caseclose.closure.refused import Refused
from caseclose.law.reading import shipped
from caseclose.letters.act import Stroke
from caseclose.public.place import Place, public
from caseclose.web.clock import now

_OF_A_FILE = "paper_"
_ANOTHER_WAY = gettext_lazy("Nothing was sent yet. Send a photo of the paper instead, or mail it to us.")
Told = tuple[tuple[str, str], ...]
"""Labels and answers, as the person saw them."""


def caller(request: HttpRequest, at: datetime) -> str:
    """Return the mark of who calls: from their own address, or from what the agency's proxy says that it is."""
    said = request.META.get(settings.CLIENT_ADDRESS, "")
    return caller_at(said.rpartition(",")[2].strip(), at)


def moment_in(place: Place, at: datetime) -> str:
    """Return a moment to the second, in words, as clocks in the state show it."""
    local = at.astimezone(ZoneInfo(zone_of(place)))
    return _("%(day)s at %(time)s") % {
        "day": formats.date_format(local, "DATE_FORMAT"), "time": local.strftime("%H:%M:%S %Z"),
    }  # fmt: skip


def zone_of(place: Place) -> str:
    """Return the zone of the state that the reader is in."""
    text = shipped().layer(place.state).state
    return text.zone if text else "UTC"


def in_words(refused: Refused, place: Place) -> str:
    """Return why an act was not taken, and what to do. What to do about a file is for whoever sent it, not a clerk."""
    of_a_file = refused.rule.startswith(_OF_A_FILE)
    return f"{refused.words(place.lang)} {_ANOTHER_WAY if of_a_file else refused.todo(place.lang)}"


def send(
    request: HttpRequest, kind: str, said: Mapping[str, Any], told: Told, *, title: str, key: str, follows: str = "",
    strokes: tuple[Stroke, ...] = (), files: tuple[bytes, ...] = (),
) -> Receipt:  # fmt: skip
    """File what somebody sends, as of this moment. Raises Refused, and then nothing is stored."""
    place, at = public(request).place, now().replace(microsecond=0)
    act = Act(
        kind=kind, state=place.state, name=said.get("family", ""), claimed=said.get("code") or said.get("number", ""),
        said=said, title=title, told=told, arrived=_("Arrived on the web on %(when)s") % {"when": moment_in(place, at)},
        lang=place.lang, strokes=strokes, follows=follows, files=files,
    )  # fmt: skip
    scan = import_string(settings.SCAN)
    return file_act(act, caller=caller(request, at), scan=scan, on=place.day, at=at, key=key)
