"""What an installation has for papers that come in: who looks into files, and the agency's key of form codes."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.utils.module_loading import import_string

from caseclose.closure.refused import Refused
from caseclose.law.safeguards import paper_limits
from caseclose.papers.reading import Scan


def scanner() -> Scan:
    """Return what looks for harmful files."""
    found: Scan = import_string(settings.SCAN)
    return found


def form_key() -> bytes:
    """Return the agency's key of form codes; empty where none is named, and then no form code finds its case."""
    path = settings.FORM_KEY_FILE
    return Path(path).read_bytes().strip() if path else b""


def content_of(file: InMemoryUploadedFile) -> bytes:
    """Return what a file that was sent holds. Raises Refused where it is larger than any may be."""
    if (file.size or 0) > paper_limits().bytes:
        raise Refused("paper_too_large")
    return bytes(file.read())
