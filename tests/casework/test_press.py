"""The press prints alike letters together, and hands each back in its place."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from caseclose.casework.services.mail.press import FEW, Copy, Press, Printed, press
from caseclose.letters.facts import Addressee
from tests.letters.made import facts_of

KINDS = ("notice", "case_closed", "reply_received")


def copies(count: int) -> list[Copy]:
    """Different kinds and languages by turns; the third has no address and cannot be written."""
    made = [
        Copy(replace(facts_of(KINDS[n % 3]), case=f"C-{n}"), ("en", "es")[n % 2], large=n % 5 == 0)
        for n in range(count)
    ]
    made[2] = replace(made[2], facts=replace(made[2].facts, to=Addressee("Somebody", ())))
    return made


@pytest.mark.parametrize(("processes", "count"), [(1, 8), (2, FEW)])
def test_letters_come_back_in_the_order_in_which_they_were_given(processes: int, count: int) -> None:
    given = copies(count)
    with Press(processes) as machine:
        printed = machine.print_all(given)
    assert printed == [press(copy) for copy in given]
    assert [n for n, sheet in enumerate(printed) if not isinstance(sheet, Printed)] == [2]


def test_a_printed_letter_knows_how_many_pages_it_has() -> None:
    sheet = press(Copy(facts_of(), "en"))
    assert isinstance(sheet, Printed)
    with pikepdf.open(io.BytesIO(sheet.pdf)) as read:
        assert sheet.pages == len(read.pages) > 1


def test_nothing_to_print_is_nothing_printed() -> None:
    with Press(2) as machine:
        assert machine.print_all([]) == []
