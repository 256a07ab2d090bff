"""A press that prints one blank page. What is proven with it is how letters are handed over, not how they look.

It also keeps the printer's threads out of processes that are forked.
"""

from __future__ import annotations

import io
from functools import cache

import pikepdf

from caseclose.casework.services.mail import press
from caseclose.casework.services.mail.press import Copy, Printed


@cache
def _blank() -> bytes:
    page, written = pikepdf.new(), io.BytesIO()
    page.add_blank_page()
    page.save(written, deterministic_id=True)
    return written.getvalue()


def _print(copy: Copy) -> Printed:
    del copy
    return Printed(_blank(), 1)


def print_quickly() -> None:
    """Let this process print so from now on."""
    vars(press)["press"] = _print
