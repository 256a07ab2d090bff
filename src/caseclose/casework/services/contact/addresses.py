"""Addresses of e-mail and phones as people write them, made into the form in which they are kept."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from caseclose.casework.models import Person
from caseclose.closure.refused import Refused

LONGEST = 254
_PHONE = re.compile(r"(?:\+?1)?([2-9][0-9]{9})")
_BETWEEN = re.compile(r"[\s().-]")


def usable_address(channel: str, text: str) -> str:
    """Return an address as it is kept: an e-mail address as written, a phone as +16505550142.

    Raises Refused, which does not repeat the address.
    """
    if channel == Person.Channel.EMAIL:
        return _email(text.strip())
    if channel == Person.Channel.TEXT:
        found = _PHONE.fullmatch(_BETWEEN.sub("", text))
        if found is None:
            raise Refused("address_not_usable", channel=channel)
        return f"+1{found[1]}"
    raise Refused("no_such_channel", channel=channel, channels=Person.Channel.values)


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise Refused("address_not_usable", channel=Person.Channel.EMAIL.value) from None
    if len(text) > LONGEST:
        raise Refused("address_not_usable", channel=Person.Channel.EMAIL.value)
    return text
