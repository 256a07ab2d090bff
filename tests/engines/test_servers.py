"""The PostgreSQL that tests start: shut to strangers, and gone afterwards."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tests.engines import postgres

SERVERS = postgres.installed()


@pytest.mark.parametrize("version", SERVERS)
def test_a_server_takes_no_wrong_password_and_leaves_nothing_behind(version: str) -> None:
    guess = "postgres"
    with postgres.server(SERVERS[version]) as address:
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(make_conninfo(address, password=guess))
        with psycopg.connect(address) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            assert connection.execute("SHOW server_version").fetchone()[0].startswith(version)
        home = Path(str(conninfo_to_dict(address)["host"]))
        assert home.stat().st_mode & 0o077 == 0
    assert not home.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


@pytest.mark.parametrize("version", SERVERS)
def test_a_server_is_stopped_when_the_work_with_it_fails(version: str) -> None:
    addresses: list[str] = []
    with pytest.raises(ZeroDivisionError):
        _fail_at_work(SERVERS[version], addresses)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(addresses[0])


def _fail_at_work(programs: Path, addresses: list[str]) -> None:
    with postgres.server(programs) as address:
        addresses.append(address)
        raise ZeroDivisionError
