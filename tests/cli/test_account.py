"""caseclose account add: an account is made on the machine itself, and its owner replaces the first password."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from caseclose.cli.wiring import Wiring
from caseclose.site.command import caseclose
from caseclose.site.setup import prepare
from caseclose.staff.models import Account
from tests.cli.running import PLAIN
from tests.staff.office import PASSWORD

WIRING = Wiring(
    now=lambda: datetime(2026, 11, 22, 20, tzinfo=UTC), today=lambda _zone: date(2026, 11, 22), prepare=prepare
)
ADD = ("add", "clerk.1", "--name", "intake clerk 1", "--role", "intake")

pytestmark = pytest.mark.usefixtures("clean_database")


def run(*more: str, first: str = PASSWORD) -> tuple[int, str]:
    result = CliRunner(env=PLAIN).invoke(caseclose, ["account", *ADD, "--password", first, *more], obj=WIRING)
    return result.exit_code, result.output


@pytest.mark.parametrize(("more", "must"), [((), True), (("--keep-password",), False)])
def test_the_first_password_must_be_replaced_unless_it_is_to_be_kept(more: tuple[str, ...], *, must: bool) -> None:
    assert run(*more) == (0, "clerk.1 may sign in.\n")
    assert Account.objects.get().must_choose_password is must


def test_a_password_that_is_too_short_makes_no_account() -> None:
    code, said = run(first="short")
    assert code == 2
    assert "14" in said
    assert not Account.objects.exists()
