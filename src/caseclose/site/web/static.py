"""The files that pages are drawn with, gathered under names by their content, and compressed ahead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def bring_up_to_date() -> None:
    """Gather the files, unless what was gathered last is newer than each of them."""
    gathered = Path(settings.STATIC_ROOT)
    listed = gathered / "staticfiles.json"
    if listed.is_file() and listed.stat().st_mtime > max(file.stat().st_mtime for file in _files()):
        return
    gathered.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)


def _files() -> Iterator[Path]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))
