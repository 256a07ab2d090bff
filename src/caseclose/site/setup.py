"""Setting Django up for whoever works on case records: commands, tests, the web."""

from __future__ import annotations

from caseclose.casework.schema import set_up


def prepare() -> None:
    """Set Django up with the site's settings. The second time does nothing. No connection is opened."""
    set_up()
