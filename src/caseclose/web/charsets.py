"""The characters of a request's own head. Django takes names of codecs that make no text, and breaks.

And what a browser says of itself is kept with its session: a zero in it cannot be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def content_type_in_text(content_type: str) -> str:
    """Return a content type without parameters where its charset makes no text, and else as it is."""
    kind, named = parse_header_parameters(content_type)
    try:
        "a".encode(named.get("charset", "utf-8"))
    except (LookupError, ValueError):
        return str(kind)
    return content_type


def without_zeros(text: str) -> str:
    """Return a text that the database can keep: without the sign of number zero."""
    return text.replace("\0", "")


def in_text(application: Application) -> Application:
    """Return the application, asked only in characters that make text and can be kept."""

    def asked(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        content_type = content_type_in_text(environ.get("CONTENT_TYPE", ""))
        head = {"CONTENT_TYPE": content_type}
        if "HTTP_USER_AGENT" in environ:
            head["HTTP_USER_AGENT"] = without_zeros(environ["HTTP_USER_AGENT"])
        return application({**environ, **head}, start_response)

    return asked
