"""Does the window of the envelope show the address, all of it, and nothing else?

A #10 envelope is 9 1/2 by 4 1/8 inches; its standard window is 4 1/2 by 1 1/8, 7/8 from the left and 1/2 from the
bottom. The sheet is folded at the mark, so it can slide a little: what may come into view is wider than what always is.
"""

from __future__ import annotations

from collections.abc import Iterator

from caseclose.letters.blocks import Composed
from caseclose.letters.checking.drawn import drawn
from caseclose.letters.checking.pages import Placed

ENVELOPE_WIDTH, ENVELOPE_HEIGHT = 9.5, 4.125
WINDOW_LEFT, WINDOW_BOTTOM, WINDOW_WIDTH, WINDOW_HEIGHT = 0.875, 0.5, 4.5, 1.125
SHEET_WIDTH, FOLD = 8.5, 3.875
_TOP = ENVELOPE_HEIGHT - WINDOW_BOTTOM - WINDOW_HEIGHT
_DOWN, _ACROSS = ENVELOPE_HEIGHT - FOLD, ENVELOPE_WIDTH - SHEET_WIDTH
ALWAYS = (WINDOW_LEFT, _TOP, WINDOW_LEFT + WINDOW_WIDTH - _ACROSS, _TOP + WINDOW_HEIGHT - _DOWN)
AT_TIMES = (WINDOW_LEFT - _ACROSS, _TOP - _DOWN, WINDOW_LEFT + WINDOW_WIDTH, _TOP + WINDOW_HEIGHT)
"""Left, top, right and bottom, in inches on the sheet, of what always shows and of what may show."""


def faults_in_window(composed: Composed, placed: list[Placed]) -> Iterator[str]:
    """Yield the parts of the address that can slide out of the window, and other words that can slide into it."""
    left, top, right, bottom = ALWAYS
    address = drawn("".join(composed.frame.to))
    for each in placed:
        if not _touches(each):
            continue
        if not _of_address(drawn(each.text), address):
            yield "other words than the address can be seen in the window"
        elif each.left < left or each.right > right or each.top < top or each.bottom > bottom:
            yield "a part of the address can slide out of the window"
    if sum(len(drawn(each.text)) for each in placed if _touches(each)) < len(address):
        yield "a part of the address is not in the window"


def _of_address(text: str, address: str) -> bool:
    """Whether the words stand in the address; of letters that move and join as they are drawn, whether each does."""
    return text in address or (not text.isascii() and set(text) <= set(address))


def _touches(each: Placed) -> bool:
    left, top, right, bottom = AT_TIMES
    return each.left < right and each.right > left and each.top < bottom and each.bottom > top
