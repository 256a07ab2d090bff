"""Sending the request, however it is signed: it is filed, the draft is forgotten, and the person gets a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caseclose.law.safeguards import web_limits
from caseclose.letters.act import Stroke
from caseclose.public.acts import moment_in, send
from caseclose.public.pages.asking.drafts import forgotten
from caseclose.public.pages.asking.telling import told_of
from caseclose.public.place import public

REQUEST, SAFE = "request", "no"


@dataclass(frozen=True, slots=True)
class Signer:
    """How a request is signed: in words for the paper of the act, and as it is kept beside the answers."""

    told: str
    kept: Mapping[str, Any]


def sends(
    request: HttpRequest, said: Mapping[str, Any], signed: Signer, *, key: str, strokes: tuple[Stroke, ...] = (),
    files: tuple[bytes, ...] = (),
) -> HttpResponse:  # fmt: skip
    """File the request as of this moment, and give the receipt. Raises Refused, and then the draft stays."""
    place = public(request).place
    told = (*told_of(said, place), (_("Signed"), signed.told))
    receipt = send(request, REQUEST, {**said, **signed.kept}, told, title=_("Request to close"), key=key,
                   strokes=strokes, files=files)  # fmt: skip
    shown = {
        "receipt": receipt,
        "when": moment_in(place, receipt.arrived_at),
        "day": place.day,
        "call_after": place.day + timedelta(days=web_limits().letter_days),
        "on_paper": bool(files),
        "read_first": said.get("safety") != SAFE,
        "follow_at": f"{request.get_host()}{place.to('follow')}",
    }
    return forgotten(request, render(request, "asking/receipt.html", shown))
