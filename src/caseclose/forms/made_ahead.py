"""The record of the forms that were built ahead: what each was made from, and by which layout.

A form whose words, policy, template, style or fonts have changed since is stale, and is never given out.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
from msgspec import Struct

from caseclose.forms.faces import font_folder
from caseclose.forms.sheet import Sheet

RECORD = "made.toml"
LAYOUT_FILES = ("request.html.j2", "request.css")
FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")


class MadeForm(Struct, frozen=True):
    """One form as built: the SHA-256 of what it was made from, and of the file."""

    sources: str
    file: str


class Made(Struct, frozen=True):
    """All forms as built. `layout` names the versions that laid them out; other versions may lay out otherwise."""

    layout: dict[str, str] = {}
    form: dict[str, MadeForm] = {}


class NotBuilt(ValueError):
    """There is no form for this office, or its sources have changed since it was built."""


def made_folder() -> Traversable:
    """Return the folder of the forms that ship with Caseclose."""
    return files("caseclose.forms").joinpath("made")


def made(folder: Traversable) -> Made:
    """Return the record of a folder of forms; an empty one where there is none."""
    path = folder.joinpath(RECORD)
    return msgspec.toml.decode(path.read_bytes(), type=Made) if path.is_file() else Made()


def sources_of(form: Sheet) -> str:
    """Return the SHA-256 of all that a form is made from."""
    return sha256(msgspec.json.encode(form, order="deterministic") + _layout_digest()).hexdigest()


@cache
def _layout_digest() -> bytes:
    digest = sha256()
    for name in LAYOUT_FILES:
        digest.update(files("caseclose.forms").joinpath(name).read_bytes())
    for name in FONTS:
        digest.update(font_folder().joinpath(name).read_bytes())
    return digest.digest()


def blank_form(form: Sheet, folder: Traversable | None = None) -> bytes:
    """Return the blank form as built. Raises NotBuilt where there is none, or where its sources have changed."""
    where = folder or made_folder()
    entry = made(where).form.get(form.key)
    if entry is None:
        raise NotBuilt(f"No form was built for the office '{form.office}' of '{form.state}' in '{form.lang}'.")
    if entry.sources != sources_of(form):
        raise NotBuilt(f"What the form {form.key} says has changed since it was built.")
    return where.joinpath(f"{form.key}.pdf").read_bytes()
