"""In which sizes pages of the public site are looked at, and with what open."""

from __future__ import annotations

from tests.staff.browser import HEIGHT, WIDTHS

AT_400_PERCENT = (320, 256)
"""What is left of a window of 1280 by 1024 at 400 % zoom."""
SIZES = (*((width, HEIGHT) for width in WIDTHS), AT_400_PERCENT)
OPEN = "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })"
"""Opens what opens when it is touched."""
