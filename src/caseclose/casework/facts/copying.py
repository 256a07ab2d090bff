"""What a COPY sends, taken from libpq itself.

Of half a million short rows, the loop of psycopg, which goes through Python for each, costs more than all the rest.
"""

from __future__ import annotations

from selectors import EVENT_READ, DefaultSelector
from typing import Any

import psycopg
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn, PGresult


def copied_out(connection: psycopg.Connection[Any], query: str) -> bytearray:
    """Run a COPY … TO STDOUT and return all that it sends. Other threads go on meanwhile.

    Raises psycopg.Error where the query fails, at its beginning or in the middle.
    """
    found, server = bytearray(), connection.pgconn
    with connection.lock, DefaultSelector() as waiting:
        waiting.register(server.socket, EVENT_READ)
        server.send_query(query.encode())
        last = None
        while (result := _result(server, waiting)) is not None:
            if result.status == ExecStatus.COPY_OUT:
                _take(server, waiting, found)
            last = result
    if last is None:
        raise psycopg.OperationalError("the connection is lost")
    if last.status != ExecStatus.COMMAND_OK:
        raise psycopg.errors.error_from_result(last)
    return found


def _result(server: PGconn, waiting: DefaultSelector) -> PGresult | None:
    while server.is_busy():
        waiting.select()
        server.consume_input()
    return server.get_result()


def _take(server: PGconn, waiting: DefaultSelector, found: bytearray) -> None:
    """Take every row that comes, and wait without a hold on other threads where none has come yet."""
    while True:
        length, row = server.get_copy_data(1)
        if length > 0:
            found += row
        elif length == 0:
            waiting.select()
            server.consume_input()
        else:
            return
