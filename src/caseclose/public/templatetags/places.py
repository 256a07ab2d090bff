"""Tags that every template of the public site may use: addresses in the reader's place, words of the policy, phones."""

from __future__ import annotations

import re

from django import template

from caseclose.law.reading import shipped
from caseclose.law.written import Words
from caseclose.public.place import Place

register = template.Library()


@register.simple_tag(takes_context=True)
def to(context: template.Context, name: str, **more: object) -> str:
    """Return the address of a page in the reader's state and language: `{% to "guide_question" question="money" %}`."""
    place: Place = context["place"]
    return place.to(name, **more)


@register.simple_tag(takes_context=True)
def say(context: template.Context, words: Words) -> str:
    """Return words of the policy in the reader's language, with the state's names for things: `{% say heading %}`."""
    place: Place = context["place"]
    return place.say(words)


@register.simple_tag
def way_out() -> str:
    """Return where the button leads that leaves at once. It is on every page, on those of errors too."""
    leaving = shipped().leaving
    return leaving.to if leaving else "about:blank"


@register.filter
def dialled(phone: str) -> str:
    """Return a phone number as a telephone dials it, for a link."""
    digits = re.sub(r"\D", "", phone)
    return f"+1{digits[-10:]}" if len(digits) >= _WHOLE else digits


_WHOLE = 10
"""Digits of a number that is dialled from anywhere in the country; a shorter one is dialled as it is."""
