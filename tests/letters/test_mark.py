"""The square mark on a letter: a reader made by others reads the link of every one."""

from __future__ import annotations

import re
from random import Random

import numpy as np
import pypdfium2
import zxingcpp
from numpy.typing import NDArray

from caseclose.letters.mark import square_mark
from caseclose.letters.printing import print_letter
from tests.letters.made import letter

SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ"
HOSTS = ("https://support.example/r/", "https://closings.childsupport.example.gov/answer/", "https://cs.example/")
WHITE_AROUND, DOTS = 4, 2
MARKS = 2_000


def codes(seed: int) -> list[str]:
    drawn = ["".join(Random(seed + n).choices(SIGNS, k=10)) for n in range(MARKS)]
    return [f"{HOSTS[n % len(HOSTS)]}{code[:5]}-{code[5:]}" for n, code in enumerate(drawn)]


def dots(drawn: str) -> NDArray[np.uint8]:
    """Draw the lines of the SVG: M and m move, h draws to the right, one line a row."""
    size = int(re.findall(r'width="(\d+)"', drawn)[0])
    field = np.full((size, size), 255, dtype=np.uint8)
    x = y = 0
    for order, across, down in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", re.findall(r' d="(.*?)"', drawn)[0]):
        if order == "h":
            field[y, x : x + int(across)] = 0
            x += int(across)
        elif order == "M":
            x, y = int(across), int(float(down))
        else:
            x, y = x + int(across), y + int(float(down))
    return np.pad(field, WHITE_AROUND, constant_values=255).repeat(DOTS, axis=0).repeat(DOTS, axis=1)


def test_the_mark_of_every_code_is_read_as_its_link() -> None:
    wrong = [
        link
        for link in codes(seed=4)
        if [each.text for each in zxingcpp.read_barcodes(dots(square_mark(link)))] != [link]
    ]
    assert wrong == []


def test_the_mark_on_the_printed_page_leads_to_the_link_that_stands_beside_it() -> None:
    sent = letter()
    assert sent.reply is not None
    with pypdfium2.PdfDocument(print_letter(sent)) as document:
        pictures = [page.render(scale=150 / 72).to_pil() for page in document]
    assert [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)] == [
        f"https://{sent.reply.link}"
    ]
