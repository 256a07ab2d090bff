"""In a demonstration acts from the web are weighed by the server itself: nobody runs a worker beside it."""

from __future__ import annotations

import threading
import time

from caseclose.cli.wiring import Wiring

EVERY = 5.0
"""Seconds between two rounds."""


def weigh_beside(wiring: Wiring, zone: str) -> None:
    """Begin to weigh what arrives, in a thread that ends with this process. What breaks is tried again."""

    def rounds() -> None:
        from django.db import DatabaseError, connection

        from caseclose.casework.services.web.weighing import weigh_filings

        while True:
            time.sleep(EVERY)
            try:
                weigh_filings(on=wiring.today(zone), at=wiring.now())
            except DatabaseError:
                connection.close()

    threading.Thread(target=rounds, daemon=True).start()
