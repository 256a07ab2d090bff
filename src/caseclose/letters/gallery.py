"""The gallery: a picture of each letter in both languages, and the page that shows them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from caseclose.law.policy import Policy
from caseclose.letters.audience import values_used
from caseclose.letters.composing import compose
from caseclose.letters.printing import draw_pages
from caseclose.letters.sampling import sample_facts
from caseclose.letters.words import LANGUAGES, LetterFolder, letter_folders

PAGE = "README.md"
DOTS, COLOURS = 64, 24
_HEAD = """# The letters

Every letter with made facts, its first page in English and in Spanish, and the values that it says. Written by
`caseclose letter gallery docs/letters`; see also [how letters work](../letters.md).
"""


def gallery_page(folders: dict[str, LetterFolder]) -> str:
    """Return the page, as Markdown."""
    parts = [_HEAD]
    for name, folder in folders.items():
        pictures = " ".join(f"![{folder.words[lang].title}]({name}.{lang}.png)" for lang in LANGUAGES)
        values = ", ".join(f"`{value}`" for value in sorted(values_used(folder)))
        parts.append(f"## {name}\n\n{folder.text.owed.en} To: {folder.text.to.replace('_', ' ')}. Says: {values}.\n")
        parts.append(f"{pictures}\n")
    return "\n".join(parts)


def _small(picture: bytes) -> Image.Image:
    """The picture with few colours: a letter has no more, and the file a fifth of the size."""
    return Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS)


def write_gallery(policy: Policy, state: str, place: Path) -> Iterator[str]:
    """Write the pictures and the page into the folder `place`, and yield the name of each file when it is written."""
    place.mkdir(parents=True, exist_ok=True)
    folders = letter_folders()
    for name, folder in folders.items():
        facts = sample_facts(policy, folder, state)
        for lang in LANGUAGES:
            first = draw_pages(compose(policy, facts, lang), dots=DOTS)[0]
            _small(first).save(place / f"{name}.{lang}.png", optimize=True)
            yield f"{name}.{lang}.png"
    (place / PAGE).write_text(gallery_page(folders), encoding="utf-8")
    yield PAGE
