"""Which database Django is given, from what the environment says; and what it says where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caseclose.embedded.server import APPLICATION, OWNER, WEB, Server, default_folder
from caseclose.site.database import databases
from tests.embedded.serving import python, started

DSN = "postgresql://app:s%40cret@db.internal:6432/cases?sslmode=verify-full"


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"CASECLOSE_HOME": "/srv/cc", "XDG_DATA_HOME": "/x", "HOME": "/h"}, "/srv/cc"),
        ({"CASECLOSE_HOME": "", "XDG_DATA_HOME": "/x", "HOME": "/h"}, "/x/caseclose"),
        ({"XDG_DATA_HOME": "not/absolute", "HOME": "/h"}, "/h/.local/share/caseclose"),
        ({"HOME": "/h"}, "/h/.local/share/caseclose"),
        ({}, str(Path.home() / ".local/share/caseclose")),
        ({"CASECLOSE_HOME": "here"}, str(Path.cwd() / "here")),
    ],
)
def test_the_folder_is_the_first_that_the_environment_names(environ: dict[str, str], folder: str) -> None:
    assert default_folder(environ) == Path(folder)


def test_without_a_name_both_aliases_are_the_embedded_servers() -> None:
    found = databases({"CASECLOSE_HOME": "/srv/cc"})
    assert {alias: each["EMBEDDED"] for alias, each in found.items()} == {
        "default": {"folder": Path("/srv/cc"), "role": APPLICATION},
        "owner": {"folder": Path("/srv/cc"), "role": OWNER},
    }


def test_the_public_site_has_a_role_of_its_own_and_no_owner() -> None:
    found = databases({"CASECLOSE_HOME": "/srv/cc", "CASECLOSE_FACE": "public"})
    assert found["default"]["EMBEDDED"]["role"] == WEB
    assert "changes no tables" in found["owner"]["REFUSAL"]
    named = {"CASECLOSE_DSN": DSN, "CASECLOSE_OWNER_DSN": DSN.replace("app:", "owner:"), "CASECLOSE_FACE": "public"}
    assert "changes no tables" in databases(named)["owner"]["REFUSAL"]


SPELLED = "host=db.internal port=6432 user=app password=s@cret dbname=cases sslmode=verify-full"


@pytest.mark.parametrize("dsn", [DSN, SPELLED])
def test_a_named_database_is_read_from_a_url_or_a_string(dsn: str) -> None:
    assert databases({"CASECLOSE_DSN": dsn})["default"] == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "cases",
        "USER": "app",
        "PASSWORD": "s@cret",
        "HOST": "db.internal",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "verify-full"},
    }


def test_each_role_has_a_name_of_its_own() -> None:
    found = databases({"CASECLOSE_DSN": DSN, "CASECLOSE_OWNER_DSN": DSN.replace("app:", "owner:")})
    assert (found["default"]["USER"], found["owner"]["USER"]) == ("app", "owner")


@pytest.mark.parametrize(
    ("environ", "alias", "why"),
    [
        ({"CASECLOSE_DSN": "postgresql://u:s3cret%zz@h/d"}, "default", "CASECLOSE_DSN cannot be read"),
        ({"CASECLOSE_DSN": "nonsense s3cret"}, "default", "CASECLOSE_DSN cannot be read"),
        ({"CASECLOSE_DSN": "postgresql://u:s3cret@h"}, "default", "CASECLOSE_DSN names no database"),
        ({"CASECLOSE_DSN": DSN}, "owner", "CASECLOSE_OWNER_DSN is not set"),
        ({"CASECLOSE_OWNER_DSN": DSN}, "owner", "CASECLOSE_OWNER_DSN is set and CASECLOSE_DSN is not"),
    ],
)
def test_what_cannot_be_used_says_so_without_repeating_it(environ: dict[str, str], alias: str, why: str) -> None:
    found: dict[str, Any] = databases(environ)[alias]
    assert why in found["REFUSAL"]
    assert "cret" not in str(found)


ASK = """
from caseclose.site.setup import prepare
prepare()
prepare()
from caseclose.casework.models import Case
Case.objects.exists()
"""


def test_the_first_use_of_a_database_that_is_not_there_says_how_to_start_one(home: Path) -> None:
    assert "NoDatabase: no database is running. Start one with: caseclose db start" in python(ASK, home).stderr


def test_a_command_on_case_records_stops_with_what_to_do_where_there_is_no_database(home: Path) -> None:
    ran = python("import sys; sys.argv[1:] = ['history', '1']; from caseclose.site.command import run; run()", home)
    assert ran.returncode == 2
    assert ran.stderr.startswith("error: the database cannot be used: no database is running. Start one with")
    assert "Traceback" not in ran.stderr


def test_a_server_that_was_stopped_is_not_mistaken_for_a_running_one(home: Path) -> None:
    started(home).stop()
    assert "no database is running" in python(ASK, home).stderr


def test_the_database_of_the_tests_is_used_with_the_applications_rights(clean_database: Server) -> None:
    from django.db import connection, connections

    for alias, role in (("default", APPLICATION), ("owner", OWNER)):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == (role,)
    assert connection.get_connection_params()["host"] == clean_database.address()["host"]
    assert connection.settings_dict["PASSWORD"] == ""


def test_no_change_of_a_model_waits_for_a_migration(database: Server) -> None:
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    assert database.running()
    loader = MigrationLoader(None)
    found = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(loader.graph)
    assert found == {}
