"""Where the codes on letters are asked for on the web, as the operator has set it."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from caseclose.law.reading import shipped
from caseclose.letters.reply_link import BadLink, checked_link


class BadReplyLink(ImproperlyConfigured):
    """The address that is set would lead some readers to a wrong page."""


def reply_link() -> str:
    """Return the address, with blanks for language, state and page; empty where none is set. Raises BadReplyLink."""
    langs = [code for code, _ in settings.LANGUAGES]
    try:
        return checked_link(settings.REPLY_LINK, langs=langs, states=shipped().states)
    except BadLink as why:
        raise BadReplyLink(f"CASECLOSE_REPLY_LINK: {why}") from None
