"""The translations of both sites: gathered from templates and code, kept whole, and made ready for use.

Each area of screens or pages has its own catalogue, `AREA/locale/es/LC_MESSAGES/django.po`. What a site shares has one
in its own `locale/`, and what both share has one in `web/locale/`. English is the words in the templates themselves.

    python -m tests.staff.catalogues      # gathers new words into the catalogues, and makes every .mo anew
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

import caseclose.public
import caseclose.staff
import caseclose.web

STAFF, PUBLIC, WEB = (Path(str(room.__file__)).parent for room in (caseclose.staff, caseclose.public, caseclose.web))
AREAS = {STAFF: "screens", PUBLIC: "pages", WEB: ""}
"""The rooms with words, and the folder in which each keeps its areas."""
KEYWORDS: dict[str, None] = dict.fromkeys(
    ("gettext", "gettext_lazy", "_", "gettext_noop", "ngettext", "pgettext", "npgettext")
)
PLACE = Path("es", "LC_MESSAGES", "django.po")
MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""What every .mo says of when it was made, so that the same words make the same file."""


def areas() -> list[Path]:
    """The folders that have a catalogue of their own: each room, and each of its areas."""
    found = (path.parent for room, folder in AREAS.items() for path in (room / folder).glob("*/urls.py"))
    return [*AREAS, *sorted(found)]


def wanted(area: Path) -> Catalog:
    """The words of an area that must be translated, as they stand in its templates and its code."""
    found = Catalog(locale="es", domain="django")
    for path in _files(area):
        text = path.read_text(encoding="utf-8")
        code = templatize(text, origin=str(path)) if path.suffix != ".py" else text
        for _, function, words, _ in extract_python(io.BytesIO(code.encode()), KEYWORDS, (), {}):
            message, context = _message(function, words)
            if message and not any((context, message) in shared(room) for room in _above(area)):
                found.add(message, context=context)
    return found


def _message(function: object, words: object) -> tuple[str | tuple[str, str], str | None]:
    said = [each for each in (words if isinstance(words, tuple) else (words,)) if isinstance(each, str)]
    context = said.pop(0) if function in {"pgettext", "npgettext"} else None
    if function in {"ngettext", "npgettext"}:
        return (said[0], said[1]), context
    return (said[0] if said else ""), context


def _above(area: Path) -> list[Path]:
    """The rooms whose words an area has too, without having them in its own catalogue."""
    return [room for room in AREAS if area != room and (room == WEB or room in area.parents)]


@cache
def shared(room: Path) -> set[tuple[str | None, str | tuple[str, str]]]:
    """The words of a room, which no area of it need have too."""
    return {(each.context, _plain(each.id)) for each in wanted(room) if each.id}


def _plain(words: str | list[str] | tuple[str, ...]) -> str | tuple[str, str]:
    """What a message is known by: its words, or its words for one and for several."""
    return words if isinstance(words, str) else (words[0], words[1])


def _files(area: Path) -> Iterator[Path]:
    for path in sorted(area.rglob("*")):
        of_another = AREAS.get(area) in path.relative_to(area).parts
        if path.suffix in {".py", ".html", ".txt"} and not of_another:
            yield path


def kept(area: Path) -> Catalog:
    """The catalogue of an area as it is committed."""
    path = area / "locale" / PLACE
    if not path.is_file():
        return Catalog(locale="es", domain="django")
    with path.open("rb") as file:
        return read_po(file, locale="es", domain="django")


def missing(area: Path) -> list[str]:
    """The words of an area without a translation."""
    catalogue = kept(area)
    return [str(each.id) for each in wanted(area) if each.id and not _translated(catalogue.get(each.id, each.context))]


def stale(area: Path) -> list[str]:
    """The words in an area's catalogue that nothing says any more."""
    said = {(each.context, each.id) for each in wanted(area)}
    return [str(each.id) for each in kept(area) if each.id and (each.context, each.id) not in said]


def _translated(message: Message | None) -> bool:
    if message is None:
        return False
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(strings)


def compiled(area: Path) -> bytes:
    """The catalogue as Django reads it."""
    out, catalogue = io.BytesIO(), kept(area)
    catalogue.creation_date = catalogue.revision_date = MADE
    write_mo(out, catalogue)
    return out.getvalue()


def gather() -> None:
    """Bring every catalogue up to date: new words come empty, those that nothing says go, each .mo is made anew."""
    for area in areas():
        catalogue, new = kept(area), wanted(area)
        for each in new:
            before = catalogue.get(each.id, each.context) if each.id else None
            if before is not None:
                each.string = before.string
        path = area / "locale" / PLACE
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, new, sort_output=True, omit_header=True, width=100_000)
        path.with_suffix(".mo").write_bytes(compiled(area))


if __name__ == "__main__":
    gather()
    for folder in areas():
        for words in missing(folder):
            print(f"{folder.name}: {words}")  # noqa: T201 - what this command is for
