"""The form code: sixteen letters and digits by which a form that comes back finds its case, and that say nothing else.

A code is made from the case number with the agency's own key, so nobody without the key can tell the case from the
code, or the code from the case; the same case has the same code. It is written in Crockford's base 32, which has no I,
L, O or U; the last two signs are check signs (a Reed-Solomon code over 32 signs), so that any two wrong signs are
noticed, and two that changed places.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from hashlib import sha256

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {sign: value for value, sign in enumerate(SIGNS)}
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, "–": None, " ": None})
LENGTH, GROUP, CHECKS, BITS = 16, 4, 2, 5
SHORTEST_KEY = 16
_USE = b"caseclose form code 1\0"
_FIELD = 0b100101
"""x^5 + x^2 + 1: what products of signs are brought back below 32 with."""


class BadCode(ValueError):
    """A text is not a form code. The message says what is wrong with it."""


class BadKey(ValueError):
    """The agency's key is too short to keep codes secret."""


def form_code(case: str, key: bytes) -> str:
    """Return the code of a case, as printed: four groups of four. `key` is the agency's secret, 16 bytes or more."""
    if len(key) < SHORTEST_KEY:
        raise BadKey(f"The key has {len(key)} bytes and needs {SHORTEST_KEY} or more.")
    digest = int.from_bytes(hmac.new(key, _USE + case.strip().encode(), sha256).digest(), "big")
    length = LENGTH - CHECKS
    values = [digest >> BITS * place & len(SIGNS) - 1 for place in range(length)]
    return _grouped("".join(SIGNS[value] for value in [*values, *_checks(values)]))


def read_code(text: str) -> str:
    """Return a code as printed, however it was typed: small letters, spaces, O for 0. Raises BadCode.

    The picture of a code names the page too, behind a stroke: that is left out.
    """
    signs = text.partition("/")[0].upper().translate(_READ_AS)
    if len(signs) != LENGTH:
        raise BadCode(f"A form code has {LENGTH} letters and digits; this has {len(signs)}.")
    strange = "".join(dict.fromkeys(each for each in signs if each not in _VALUE))
    if strange:
        raise BadCode(f"A form code has no {' or '.join(strange)}.")
    values = [_VALUE[each] for each in signs]
    if _checks(values[:-CHECKS]) != values[-CHECKS:]:
        raise BadCode("A letter or digit of this form code is wrong. Read it from the form once more.")
    return _grouped(signs)


def case_of_code(text: str, cases: Iterable[str], key: bytes) -> str | None:
    """Return which of the cases a code was made for, or None where it is none of them. Raises BadCode."""
    wanted = read_code(text)
    return next((case for case in cases if hmac.compare_digest(form_code(case, key), wanted)), None)


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one <<= 1
        one ^= _FIELD if one & len(SIGNS) else 0
        other >>= 1
    return product


def _checks(values: list[int]) -> list[int]:
    """The remainder of the values, as a polynomial, by (x - 2)(x - 4): put behind them, it makes both roots zero."""
    root, next_root = 2, 4
    first, second = root ^ next_root, _times(root, next_root)
    high = low = 0
    for value in values:
        lead = high ^ value
        high, low = low ^ _times(lead, first), _times(lead, second)
    return [high, low]
