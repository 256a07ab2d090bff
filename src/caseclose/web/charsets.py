"""The characters in which a request says it is written. Django takes names of codecs that make no text, and breaks."""

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


def in_text(application: Application) -> Application:
    """Return the application, asked only in characters that make text."""

    def asked(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        content_type = content_type_in_text(environ.get("CONTENT_TYPE", ""))
        return application({**environ, "CONTENT_TYPE": content_type}, start_response)

    return asked
